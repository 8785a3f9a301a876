"""A head heard the report: with minutes, checked by somebody else, and only then it counts. One way only."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.indicators import Scope, indicator_of
from mingzheng.supervision.training import commands, queries
from mingzheng.supervision.workplan.binding import binding_for

pytestmark = pytest.mark.django_db


def figure(code, unit=None):
    return indicator_of(code).measure(Scope(timekeeping.today(), None, unit)).text


def test_a_hearing_counts_once_it_was_checked(room):
    made = room.meeting()
    assert figure("training.heard") == "0%（0/5）"
    room.does(made, "check", room.clerk)
    assert figure("training.heard") == "20%（1/5）"
    assert figure("training.heard", room.unit("xinhua").pk) == "100%（1/1）"
    counted = [item.title for item in indicator_of("training.heard").items(Scope(timekeeping.today())) if item.counts]
    assert counted == ["新华街道"]


def test_a_unit_does_not_check_its_own_meeting_and_nobody_checks_what_they_handed_in(room):
    made = room.meeting()
    for actor in (room.by("xinhua"), room.by("xinhua", Post.HEAD), room.by("fagai")):
        with pytest.raises(Refused):
            room.does(made, "check", actor)
    coordination = room.meeting("qufuban", "coordination", units=[room.unit("fagai")])
    with pytest.raises(Refused, match="参与过"):
        room.does(coordination, "check", room.clerk)
    room.does(coordination, "check", room.other_clerk)
    assert figure("training.coordinated") == "1"
    assert figure("training.coordinated", room.unit("fagai").pk) == "1"
    assert figure("training.coordinated", room.unit("sifa").pk) == "0"


def test_without_minutes_it_is_sent_back_and_handed_in_again(room):
    made = room.meeting(minutes=[])
    with pytest.raises(Refused, match="证明材料"):
        room.does(made, "check", room.clerk)
    room.does(made, "send_back", room.clerk, reason="请补充签发的纪要。")
    again = {"topic": "听取汇报", "held_on": "2023-04-17", "chair": "主任", "decided": "分工", "people": 8}
    files = MultiValueDict({"minutes": [SimpleUploadedFile("纪要.txt", "纪要".encode())]})
    room.does(made, "again", room.by("xinhua"), files=files, **again)
    room.does(made, "check", room.clerk)
    assert made.checked_on == timekeeping.today()


def test_a_check_that_proves_wrong_is_taken_back(room):
    made = room.meeting()
    room.does(made, "check", room.clerk)
    room.does(made, "reopen", room.clerk, reason="纪要与事实不符。")
    assert figure("training.heard") == "0%（0/5）"


def test_coordination_is_the_offices(room):
    with pytest.raises(Refused, match="区府办"):
        room.meeting("xinhua", "coordination")


def test_people_and_money_once_a_year_and_changes_are_checked_anew(room):
    made = room.support()
    with pytest.raises(Refused, match="已经填报过"):
        room.support()
    room.does(made, "check", room.clerk)
    assert figure("training.supported") == "20%（1/5）"
    room.does(made, "again", room.by("xinhua"), full_time=2, part_time=3, amount="20", about="增加一人。")
    assert (made.amount, made.checked_on) == (Decimal(20), None)
    room.does(made, "check", room.clerk)
    assert figure("training.supported") == "20%（1/5）"


def test_the_task_is_proved_through_this_record_and_no_other_way():
    found = binding_for(
        "各单位要配齐配强工作力量，保障工作经费，主要负责同志要关心部署政务公开工作，抓好工作任务落实，每年至少听取1次工作汇报"
    )
    assert found.indicators == ("training.heard", "training.supported")
    assert not found.attest


def test_who_sees_a_meeting(room):
    made = room.meeting()
    seen = {
        actor.unit_name: queries.sees_meeting(made, actor)
        for actor in (room.by("xinhua"), room.by("fagai"), room.clerk)
    }
    assert seen == {"新华街道": True, "区发改委": False, "区府办": True}
    assert not queries.sees_meeting(made, None)


def test_what_another_room_asks(room):
    made = room.meeting()
    assert queries.held(2023, "heard") == []
    room.does(made, "check", room.clerk)
    (one,) = queries.held(2023, "heard", room.unit("xinhua"))
    assert (one.title, one.unit, one.people) == (made.topic, "新华街道", 8)
    assert queries.held(2023, "heard", room.unit("fagai")) == []
    with pytest.raises(KeyError):
        queries.held(2023, "nonsense")


def test_a_first_statement_needs_somebody_in_post(room):
    with pytest.raises(Refused, match="信息员"):
        commands.record_meeting(
            room.unit("xinhua"),
            room.by("xinhua", Post.WINDOW),
            "heard",
            {"topic": "x", "held_on": timekeeping.today(), "chair": "x", "decided": "x", "people": 1},
        )


def test_every_unit_at_once_says_what_each_says_by_itself(room):
    room.does(room.meeting(), "check", room.clerk)
    coordination = room.meeting("qufuban", "coordination", units=[room.unit("fagai"), room.unit("xinhua")])
    room.does(coordination, "check", room.other_clerk)
    room.published()
    room.quiz(room.item())
    task = room.work.task(1).pk
    for code in ("coordinated", "heard", "supported", "held", "fields", "present", "cases", "learning", "passed"):
        indicator = indicator_of(f"training.{code}")
        found = indicator.by_unit(Scope(timekeeping.today(), task))
        for unit in room.work.district.units.values():
            assert found[unit.pk] == indicator.measure(Scope(timekeeping.today(), task, unit.pk)), (code, unit)
