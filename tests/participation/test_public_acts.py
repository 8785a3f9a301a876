"""Every public act of the rooms, before, during and after its time, by the right person and by somebody else.

``ACTS`` names every address that takes a form from the public with the test that plays it through its phases: an address that
is added later and stands in no matrix fails here. What no other file plays is played below, over HTTP.
"""

from __future__ import annotations

import datetime as dt
import importlib
import re
from itertools import count

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils.timezone import make_aware
from tests.support.consultations import OPENS, asking  # noqa: F401 - fixtures
from tests.support.delegates import Hall
from tests.support.documents import papers  # noqa: F401 - fixtures
from tests.support.letters import desk  # noqa: F401 - fixtures
from tests.support.open_days import BEFORE, DURING, LATER, days  # noqa: F401 - fixtures
from tests.support.surveys import AFTER, asked, called, office  # noqa: F401 - fixtures
from tests.support.surveys import BEFORE as EARLY
from tests.support.surveys import DURING as MEANWHILE
from tests.support.workplan import district, reference  # noqa: F401 - fixtures

from mingzheng.core.outbox.commands import run_due
from mingzheng.participation.consultations import hearings
from mingzheng.participation.consultations.models import HearingSignUp
from mingzheng.participation.delegates import commands, inviting
from mingzheng.participation.delegates.models import Candidate, Invitation, Meeting
from mingzheng.participation.letters.models import Letter
from mingzheng.participation.open_days.models import Question
from mingzheng.participation.surveys.models import Follower
from mingzheng.portal.urls_consultations import CONSULTATIONS
from mingzheng.portal.urls_decisions import DECISIONS
from mingzheng.portal.urls_delegates import DELEGATES
from mingzheng.portal.urls_draws import DRAWS
from mingzheng.portal.urls_letters import LETTERS
from mingzheng.portal.urls_open_days import OPEN_DAYS
from mingzheng.portal.urls_surveys import SURVEYS

pytestmark = pytest.mark.django_db
ADDRESSES = [*CONSULTATIONS, *DECISIONS, *DELEGATES, *DRAWS, *LETTERS, *OPEN_DAYS, *SURVEYS]
MATRIX = "surveys.test_matrix"
CALLS = "surveys.test_calls:test_the_public_may_do_what_the_phase_allows_and_nothing_else"
HERE = "test_public_acts"
ACTS = {
    "consultation-comment": "consultations.test_pages:test_who_may_do_what_before_during_and_after",
    "opinion-query": "consultations.test_pages:test_ones_own_opinion_is_found_by_its_code_and_says_what_came_of_it",
    "hearing-sign-up": f"{HERE}:test_a_hearing_is_signed_up_for_and_given_up_in_its_time",
    "hearing-query": f"{HERE}:test_a_hearing_is_signed_up_for_and_given_up_in_its_time",
    "survey-start": f"{MATRIX}:test_the_public_answers_while_it_is_open_and_at_no_other_time",
    "survey-enter": f"{MATRIX}:test_a_link_is_sent_while_it_is_open",
    "survey-page": f"{MATRIX}:test_a_draft_that_was_begun_in_time_is_sent_in_time",
    "survey-check": f"{MATRIX}:test_a_draft_that_was_begun_in_time_is_sent_in_time",
    "survey-follow": f"{HERE}:test_an_address_for_a_result_is_taken_until_the_result_is_there",
    "call-follow": f"{HERE}:test_an_address_for_a_result_is_taken_until_the_result_is_there",
    "survey-follow-confirm": f"{HERE}:test_an_address_for_a_result_is_taken_until_the_result_is_there",
    "call-suggest": CALLS,
    "call-support": CALLS,
    "call-vote": CALLS,
    "call-vote-enter": CALLS,
    "call-query": "surveys.test_calls:test_what_is_held_back_has_a_reason_that_its_author_reads",
    "letter-write": f"{HERE}:test_a_letter_is_its_authors_phase_by_phase",
    "letter-query": f"{HERE}:test_a_letter_is_its_authors_phase_by_phase",
    "letter-rate": f"{HERE}:test_a_letter_is_its_authors_phase_by_phase",
    "letter-ask-on": f"{HERE}:test_a_letter_is_its_authors_phase_by_phase",
    "letter-reach": f"{HERE}:test_a_letter_is_its_authors_phase_by_phase",
    "open-day-sign-up": "open_days.test_who_comes:test_signing_up_follows_the_window",
    "open-day-look-up": "open_days.test_who_comes:test_giving_back_ends_with_the_beginning",
    "open-day-ask": f"{HERE}:test_a_question_is_put_from_the_announcement_on",
    "delegates-join": f"{HERE}:test_signing_up_for_a_meeting_follows_its_call_and_the_pool_is_always_open",
    "delegate-sign-up": f"{HERE}:test_signing_up_for_a_meeting_follows_its_call_and_the_pool_is_always_open",
    "delegates-mine": f"{HERE}:test_an_invitation_is_answered_in_its_time_and_by_whom_it_is_for",
}
VALUES = {
    "pk": 1,
    "token": "x",
    "key": "x",
    "number": 1,
    "idea": 1,
    "kind": "csv",
    "year": 2023,
    "month": 6,
    "code": "x",
    "ticket": "x",
}
KEYS = count()


def sends(path: str, **typed: object) -> str:
    """As a browser sends a form of the page, each time a new one; what the answer says."""
    answer = Client().post(
        path,
        {"form_key": f"matrix-form-number-{next(KEYS):04d}", **typed},
        follow=True,
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    return answer.content.decode()


def code_on(page: str) -> str:
    found = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", page)
    return found.group() if found else "AAAA-AAAA-AAAA"


def address(pattern) -> str:
    wanted = pattern.pattern.converters
    try:
        return reverse(f"portal:{pattern.name}", kwargs={name: VALUES[name] for name in wanted})
    except NoReverseMatch:
        return reverse(
            f"portal:{pattern.name}", kwargs={name: VALUES[name] for name in wanted} | (pattern.default_args or {})
        )


def test_every_public_act_stands_in_a_matrix(client):
    taken = {one.name for one in ADDRESSES if client.post(address(one)).status_code != 405}
    assert taken == set(ACTS)
    for where in set(ACTS.values()):
        module, name = where.split(":")
        assert hasattr(importlib.import_module(f"tests.participation.{module}"), name), where


# --- hearings --------------------------------------------------------------------------------------------------------

HEARD = make_aware(dt.datetime(2023, 5, 16, 14))
LAST = dt.date(2023, 5, 4)
#                       signs up, gives up, a stranger gives up
HEARING = {
    "not announced": (False, False, False),
    "during": (True, True, False),
    "last day": (True, True, False),
    "closed": (False, True, False),
    "held": (False, False, False),
}


@pytest.mark.parametrize("when", HEARING)
def test_a_hearing_is_signed_up_for_and_given_up_in_its_time(asking, when):  # noqa: F811
    found = asking.announced()
    words = {"title": "停车收费听证会", "about": "收费标准", "place": "区行政中心三楼", "rule": "超过名额的分立场抽签"}
    made = hearings.begin(found, asking.officer, {**words, "starts_at": HEARD, "places": 2, "sign_up_until": LAST})
    code = ""
    if when != "not announced":
        asking.does(made, "submit", asking.officer)
        asking.does(made, "announce", asking.reviewer)
        asking.on_day(OPENS)
        code = code_on(comes(made, "13800000001"))
    moved = {"last day": LAST, "closed": dt.date(2023, 5, 5), "held": dt.date(2023, 5, 17)}
    asking.on_day(moved.get(when, OPENS))
    before = HearingSignUp.objects.count()
    comes(made, "13800000002")
    signs = HearingSignUp.objects.count() > before
    assert (signs, gives_up(made, code), gives_up(made, "BBBB-CCCC-DDDD")) == HEARING[when]


def comes(hearing, reach: str) -> str:
    path = f"/yijian/tingzheng/{hearing.pk}/baoming/"
    return sends(path, kind="person", name="张三", reach=reach, stance="for", view="有道理")


def gives_up(hearing, code: str) -> bool:
    gone = HearingSignUp.objects.filter(hearing=hearing, status=HearingSignUp.Status.CANCELLED)
    before = gone.count()
    sends("/yijian/tingzheng/chaxun/", code=code or "AAAA-AAAA-AAAA", do="give_up")
    return gone.count() > before


# --- letters ---------------------------------------------------------------------------------------------------------

WRITTEN = {
    "channel": "online",
    "title": "路灯不亮",
    "text": "天山路小区门口的路灯坏了一周，晚上很黑，请尽快修复。",
    "consent": "yes",
    "looked": "1",
}
#            finds it, rates, asks on, leaves a way to be reached
LETTER = {
    "waiting": (True, False, False, True),
    "replied": (True, True, True, False),
    "declined": (True, False, False, False),
    "a month later": (True, False, False, False),
}


@pytest.mark.parametrize("when", LETTER)
@pytest.mark.parametrize("who", ["author", "stranger"])
def test_a_letter_is_its_authors_phase_by_phase(desk, on_day, when, who):  # noqa: F811
    code = code_on(sends("/xinjian/xie/", **WRITTEN))
    letter = Letter.objects.get()
    if when == "declined":
        desk.does(letter, "decline", desk.clerk, reason="不属于政府职责，请向物业公司反映。")
    elif when != "waiting":
        desk.does(letter, "dispatch", desk.clerk, kind="help", matter="building", unit=desk.unit("fagai"))
        desk.does(letter, "accept", desk.officer)
        desk.does(desk.drafted(letter), "approve", desk.reviewer)
    on_day("2023-06-20" if when == "a month later" else "2023-04-20")
    typed = {"number": letter.number, "code": code if who == "author" else "BBBB-CCCC-DDDD"}
    found = "天山路小区" in sends("/xinjian/chaxun/", **typed)
    sends("/xinjian/lianxi/", **typed, reach="13800000009")
    sends("/xinjian/pingjia/", **typed, stars="4", rating="谢谢")
    rated = letter.rounds.filter(stars=4).exists()
    sends("/xinjian/zhuiwen/", **typed, text="什么时候再检查？")
    asked_on = letter.rounds.filter(serial=2).exists()
    reached = hasattr(Letter.objects.get(), "person")
    assert (found, rated, asked_on, reached) == (LETTER[when] if who == "author" else (False,) * 4)


# --- open days -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("when", ["preparing", BEFORE, DURING, LATER])
def test_a_question_is_put_from_the_announcement_on(days, when):  # noqa: F811
    day = days.begun() if when == "preparing" else days.announced()
    if when != "preparing":
        days.at(when)
    sends(f"/kaifang/{day.pk}/tiwen/", text="可以带多大的孩子？")
    assert Question.objects.exists() is (when != "preparing")


# --- delegates -------------------------------------------------------------------------------------------------------

CALL = {
    "not announced": (False, True),
    "2023-05-05": (True, True),
    "2023-05-08": (True, True),
    "2023-05-09": (False, True),
}


@pytest.mark.parametrize("when", CALL)
def test_signing_up_for_a_meeting_follows_its_call_and_the_pool_is_always_open(district, on_day, when):  # noqa: F811
    on_day("2023-05-05")
    hall = Hall(district)
    meeting = hall.meeting(calls_until="2023-05-08", quotas="", announced=when != "not announced")
    on_day("2023-05-05" if when == "not announced" else when)
    facts = hall.facts()
    typed = {**facts, "area": facts["area"].pk, "consent": "on"}
    sends(f"/daibiao/{meeting.pk}/baoming/", **typed)
    sends("/daibiao/baoming/", **{**typed, "phone": "13700000001"})
    came = (meeting.interests.exists(), Candidate.objects.filter(unit__kind="gov_office").exists())
    assert came == CALL[when]


#               accepts, declines, somebody else accepts, leaves
INVITED = {
    "not drawn": (False, False, False, True),
    "invited": (True, True, False, True),
    "lapsed": (False, False, False, True),
    "after the meeting": (False, False, False, True),
}


@pytest.mark.parametrize("when", INVITED)
def test_an_invitation_is_answered_in_its_time_and_by_whom_it_is_for(district, on_day, when):  # noqa: F811
    on_day("2023-05-05")
    hall = Hall(district)
    people = [hall.person(kind) for kind in ("citizen",) * 3 + ("small",) * 2]
    meeting = hall.meeting()
    if when == "not drawn":
        answers = [answered(meeting, hall.codes[people[0].pk], do, None) for do in ("accept", "decline", "accept")]
        leaver = people[0]
    else:
        hall.draw(meeting, on_day)
        first, second = meeting.invitations.filter(status=Invitation.Status.INVITED)[:2]
        on_day({"invited": "2023-05-10", "lapsed": "2023-05-18", "after the meeting": "2023-05-26"}[when])
        if when != "invited":
            commands.lapse()
        accepts = answered(meeting, inviting.code_of(first), "accept", first)
        other = answered(meeting, inviting.code_of(first), "accept", second)
        answers = [accepts, answered(meeting, inviting.code_of(first), "decline", first), other]
        leaver = first.candidate
    sends("/daibiao/chaxun/", code=hall.codes[leaver.pk], do="leave")
    left = Candidate.objects.get(pk=leaver.pk).status == Candidate.Status.WITHDRAWN
    assert (*answers, left) == INVITED[when]


def answered(meeting: Meeting, code: str, do: str, row: Invitation | None) -> bool:
    """Is the invitation now answered as it was not before?"""
    wanted = {"accept": Invitation.Status.ACCEPTED, "decline": Invitation.Status.DECLINED}[do]
    rows = meeting.invitations.filter(status=wanted)
    before = rows.count()
    sends("/daibiao/chaxun/", code=code, do=do, which=str(row.pk if row else 1))
    return rows.count() > before


# --- the result of a survey or a call ----------------------------------------------------------------------------------

FOLLOW = {EARLY: True, MEANWHILE: True, AFTER: True, "published": False}


@pytest.mark.parametrize("when", FOLLOW)
def test_an_address_for_a_result_is_taken_until_the_result_is_there(office, asked, on_day, mailoutbox, when):  # noqa: F811
    on_day(AFTER if when == "published" else when)
    if when == "published":
        office.report(asked)
    sends(f"/diaocha/{asked.pk}/tixing/", email="one@example.com")
    run_due()
    assert Follower.objects.exists() is FOLLOW[when]
    if FOLLOW[when]:
        link = re.search(r"https?://[^/]+(/hudong/\S+)", mailoutbox[0].body)[1]
        sends(link)
    assert Follower.objects.filter(confirmed=True).exists() is FOLLOW[when]
    sends(re.sub("diaocha", "hudong", "/hudong/tixing/somebody-elses-link/"))
    assert Follower.objects.filter(confirmed=True).count() == FOLLOW[when]
