"""Who may do what with a survey before it opens, while it is open, after its end and once its result is published."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.support.surveys import AFTER, BEFORE, CLOSES, DURING, OPENS

from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.permission import permitted
from mingzheng.core.submissions.keys import new_key
from mingzheng.participation.surveys import answering
from mingzheng.participation.surveys.models import Participant

pytestmark = pytest.mark.django_db
LATER = AFTER + dt.timedelta(days=1)
DAYS = {"before": BEFORE, "first day": OPENS, "open": DURING, "last day": CLOSES, "closed": AFTER, "published": LATER}
OPEN = {"first day", "open", "last day"}


def stand(office, survey, on_day, when):
    """Stand in the phase: for the last one the result was published the day before."""
    if when == "published":
        on_day(AFTER)
        office.report(survey)
    on_day(DAYS[when])
    survey.refresh_from_db()
    return survey


# --- the public ------------------------------------------------------------------------------------------------------


def answers(office, survey):
    office.answers(survey, q1="o1", q2="o1", q3=["o1"], q5="4")


def begins(office, survey):
    answering.start(survey, new_key(), None)


@pytest.mark.parametrize("when", DAYS)
@pytest.mark.parametrize("does", [answers, begins])
def test_the_public_answers_while_it_is_open_and_at_no_other_time(office, asked, on_day, does, when):
    stand(office, asked, on_day, when)
    before = asked.responses.count()
    if when in OPEN:
        does(office, asked)
        assert asked.responses.count() == before + (does is answers)
    else:
        with pytest.raises(Refused):
            does(office, asked)
        assert asked.responses.count() == before


@pytest.mark.parametrize("when", DAYS)
def test_a_draft_that_was_begun_in_time_is_sent_in_time(office, asked, on_day, when):
    on_day(DURING)
    key = new_key()
    draft = answering.start(asked, key, None)
    given = {"q1": "o1", "q2": "o1", "q3": ["o1"], "q5": "4"}
    for page in range(len(asked.form.pages)):
        answering.keep_page(draft, page, given)
    if when == "before":
        return  # nobody goes back in time
    stand(office, asked, on_day, when)
    if when in OPEN:
        answering.send(asked, key)
        assert asked.responses.count() == 1
    else:
        with pytest.raises(Refused):
            answering.send(asked, key)


@pytest.mark.parametrize("when", DAYS)
def test_a_link_is_sent_while_it_is_open(office, on_day, client, when):
    survey = office.survey(answering="verified")
    stand(office, survey, on_day, when)
    client.post(f"/diaocha/{survey.pk}/kaishi/", {"form_key": new_key(), "email": "wang@example.cn"})
    assert Participant.objects.exists() is (when in OPEN)


@pytest.mark.parametrize("when", DAYS)
def test_the_pages_say_the_phase(office, asked, client, on_day, when):
    stand(office, asked, on_day, when)
    page = client.get(f"/diaocha/{asked.pk}/").content.decode()
    assert ("/kaishi/" in page) is (when in OPEN)
    assert ("多数人满意" in page) is (when == "published")
    assert client.get(f"/diaocha/{asked.pk}/jieguo.json").status_code == (200 if when == "published" else 404)
    assert ("form_key" in client.get(f"/diaocha/{asked.pk}/kaishi/").content.decode()) is (when in OPEN)


# --- the desk --------------------------------------------------------------------------------------------------------

RELEASED = set(DAYS) - {"published"}
STAFF = {
    ("edit", "writer"): set(),
    ("compose", "writer"): set(),
    ("screen", "writer"): RELEASED,
    ("screen", "reviewer"): set(),
    ("check_texts", "writer"): set(),
    ("check_texts", "reviewer"): set(),  # nothing waits to be checked
    ("extend", "head"): RELEASED - {"closed"},
    ("extend", "writer"): set(),
    ("stop", "head"): RELEASED,
    ("stop", "writer"): set(),
    ("report", "writer"): {"closed"},
    ("report", "head"): set(),
    ("publish_result", "head"): set(),  # nothing was written yet, or it is published already
    ("amend", "writer"): {"published"},
    ("amend", "head"): set(),
    ("screen", "stranger"): set(),
    ("stop", "stranger"): set(),
    ("report", "stranger"): set(),
    ("amend", "stranger"): set(),
}


@pytest.mark.parametrize("when", DAYS)
def test_staff_may_do_what_table_and_phase_allow(office, asked, papers, on_day, when):
    stand(office, asked, on_day, when)
    people = {
        "writer": office.writer,
        "reviewer": office.reviewer,
        "head": office.head,
        "stranger": papers.district.actor("sifa", Post.OFFICER),
    }
    case = Case.objects.get(pk=asked.case_id)
    found = {
        (one.step.command, who): one.allowed
        for who, actor in people.items()
        for one in permitted(case, actor)
        if (one.step.command, who) in STAFF
    }
    assert found == {cell: when in days for cell, days in STAFF.items()}


@pytest.mark.parametrize("when", DAYS)
def test_the_desk_is_the_units_and_the_offices(office, asked, papers, client, on_day, when):
    stand(office, asked, on_day, when)
    for post, unit, sees in (
        (Post.OFFICER, "fagai", 200),
        (Post.OFFICE_CLERK, "qufuban", 200),
        (Post.OFFICER, "sifa", 404),
    ):
        client.force_login(papers.district.person(unit, post))
        assert client.get(f"/desk/surveys/{asked.pk}/texts/").status_code == sees
        assert client.get(f"/desk/surveys/{asked.pk}/preview/").status_code == sees
