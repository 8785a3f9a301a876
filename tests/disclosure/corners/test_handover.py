"""A question at a corner's desk: answered there, or passed on to a window that takes it over."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.indicators import Scope, indicator_of
from mingzheng.core.journal.models import Entry
from mingzheng.core.procedures.commands import act
from mingzheng.core.procedures.models import Case, Clock
from mingzheng.core.procedures.permission import owed_by, seen_by, sees
from mingzheng.core.records import visible
from mingzheng.disclosure.corners import commands
from mingzheng.disclosure.corners.models import Consultation

pytestmark = pytest.mark.django_db
ASKED = {"matter": "apply", "question": "补贴在哪里办", "called": "张女士", "phone": "13812345678"}


@pytest.fixture
def asked(corners):
    return commands.register_consultation(corners.corner, corners.officer, ASKED)


def test_it_is_numbered_and_waits_at_the_desk_with_a_clock(corners, asked):
    assert asked.number == "专询〔2023〕1号"
    assert asked.case.state == "registered"
    assert str(asked.case.due_on) == "2023-04-21"
    assert list(owed_by(corners.officer)) == [asked.case]
    second = commands.register_consultation(
        corners.corner, corners.window, {"matter": "policy", "question": "标准是多少"}
    )
    assert second.serial == 2


def test_the_question_itself_holds_no_personal_data(corners):
    with pytest.raises(Refused, match="个人信息"):
        commands.register_consultation(
            corners.corner, corners.officer, {**ASKED, "question": "我是 310105199001010018"}
        )
    assert not Consultation.objects.exists()


def test_another_unit_cannot_register_here(corners):
    with pytest.raises(Refused):
        commands.register_consultation(corners.corner, corners.stranger, ASKED)
    with pytest.raises(Refused):
        commands.register_consultation(corners.corner, corners.district.clerk, ASKED)


def test_answered_at_the_desk_the_person_is_forgotten(corners, asked):
    act(asked.case, "answer", corners.officer, {"answer": "按长府办〔2023〕12号办理"})
    asked.refresh_from_db()
    assert (asked.called, asked.phone, str(asked.settled_on)) == ("", "", "2023-04-20")
    assert not Case.objects.get(pk=asked.case_id).state_now.open


def test_handed_over_it_lies_on_the_windows_desk_and_both_sides_see_it(corners, asked):
    act(asked.case, "hand_over", corners.officer, {"window": str(corners.centre.unit_id)})
    case = Case.objects.get(pk=asked.case_id)
    assert case.unit_id == corners.centre.unit_id
    assert list(owed_by(corners.centre)) == [case]
    assert list(owed_by(corners.officer)) == []
    assert sees(case, corners.officer)
    assert sees(case, corners.district.clerk)
    assert not sees(case, corners.stranger)
    assert not seen_by(corners.stranger).filter(pk=case.pk).exists()
    asked.refresh_from_db()
    assert not visible(asked.case.ref._replace(kind="corners.consultation", id=str(asked.pk)), corners.stranger)
    act(case, "receive", corners.centre)
    assert (
        Clock.objects.get(case=case, name="settle", status="running").due_on.isoformat() == "2023-04-26"
    )  # 23 April, a Sunday, is worked
    act(case, "settle", corners.centre, {"answer": "已办理", "service": "养老补贴申请"})
    asked.refresh_from_db()
    assert asked.phone == ""
    figure = indicator_of("corners.handed_over").measure(Scope(timekeeping.today()))
    assert figure.text == "100%（1/1）"


def test_sent_back_it_returns_to_the_corner_with_a_fresh_clock(corners, asked):
    act(asked.case, "hand_over", corners.officer, {"window": str(corners.centre.unit_id)})
    act(asked.case, "send_back", corners.centre, {"reason": "应由街道窗口办理"})
    case = Case.objects.get(pk=asked.case_id)
    assert (case.state, case.unit_id) == ("returned", corners.street.pk)
    assert list(owed_by(corners.officer)) == [case]
    assert list(owed_by(corners.centre)) == []
    act(case, "hand_over", corners.officer, {"window": str(corners.street.pk)})
    act(Case.objects.get(pk=case.pk), "receive", corners.window)


def test_a_window_without_people_cannot_be_chosen(corners, asked):
    with pytest.raises(Refused) as refused:
        act(asked.case, "hand_over", corners.officer, {"window": str(corners.stranger.unit_id)})
    assert refused.value.field == "window"


def test_the_journal_names_no_person(corners, asked):
    act(asked.case, "hand_over", corners.officer, {"window": str(corners.centre.unit_id)})
    act(asked.case, "receive", corners.centre)
    act(asked.case, "settle", corners.centre, {"answer": "已办理"})
    written = " ".join(f"{entry.summary} {entry.data_text}" for entry in Entry.objects.all())
    assert "13812345678" not in written
    assert "张女士" not in written


def test_the_database_refuses_to_remember_a_person_after_the_end(corners, asked):
    with pytest.raises(IntegrityError), transaction.atomic():
        Consultation.objects.filter(pk=asked.pk).update(settled_on=timekeeping.today())


def test_a_reviewer_of_the_unit_may_look_but_not_act(corners, asked):
    reviewer = corners.district.actor("xinhua", Post.REVIEWER)
    with pytest.raises(Refused):
        act(asked.case, "answer", reviewer, {"answer": "好"})
