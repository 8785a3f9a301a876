"""A training from the plan to the certificate."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.core import mail as outgoing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict
from tests.support.recounts.comparing import differing

from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.indicators import Scope, indicator_of
from mingzheng.core.outbox.commands import run_due
from mingzheng.core.procedures.commands import FormRefused
from mingzheng.core.units.models import Person
from mingzheng.desk.models import Notification
from mingzheng.supervision.training import commands, queries, telling
from mingzheng.supervision.training.models import Certificate, Learned

pytestmark = pytest.mark.django_db


def figure(code, unit=None):
    found = indicator_of(code)
    assert found.of_task or differing(code, timekeeping.today()) == []
    return found.measure(Scope(timekeeping.today(), None, unit)).text


@pytest.fixture
def told(room):
    return room.invited("xinhua", "fagai")


def test_only_a_unit_that_was_told_says_who_comes(room, told):
    room.names(told, "xinhua", others=("王小明",))
    with pytest.raises(Refused, match="没有收到"):
        room.names(told, "sifa")
    with pytest.raises(Refused, match="不能报名"):
        commands.name_people(told, room.unit("fagai"), room.by("fagai", Post.SECRECY), [], ["甲"])
    assert sorted(told.attendees.values_list("name", flat=True)) == ["新华街道信息员1", "王小明"]
    room.names(told, "xinhua")
    assert told.attendees.count() == 1


def test_naming_ends_with_its_day(room, told, on_day):
    on_day("2023-04-25")
    with pytest.raises(Refused, match="截止"):
        room.names(told, "xinhua")


def test_check_in_by_ticks_lines_and_sheet_then_it_is_held(room, told, on_day):
    room.names(told, "xinhua", others=("王小明",))
    with pytest.raises(Refused, match="还没有开始"):
        room.does(told, "check_in", room.clerk)
    on_day("2023-04-26")
    with pytest.raises(Refused, match="签到"):
        room.does(told, "hold", room.clerk, summary="讲了期限。")
    book = openpyxl.Workbook()
    for row in (("单位", "姓名"), ("区司法局", "李四")):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    officer = told.attendees.get(person__isnull=False)
    files = MultiValueDict({"sheet": [SimpleUploadedFile("签到.xlsx", out.getvalue())]})
    room.does(told, "check_in", room.clerk, files=files, present=[str(officer.pk)], others="区发改委｜张三")
    present = sorted(told.attendees.filter(present_at__isnull=False).values_list("unit__short", "name"))
    assert present == [("区发改委", "张三"), ("区司法局", "李四"), ("新华街道", "新华街道信息员1")]
    room.does(told, "hold", room.clerk, summary="讲了期限。")
    assert told.people == 3
    assert list(Learned.objects.values_list("person_id", "minutes")) == [(room.by("xinhua").person_id, 120)]
    assert (figure("training.held"), figure("training.fields")) == ("1", "33%（1/3）")
    assert figure("training.present") == "100%（2/2）"
    assert figure("training.learning") == "20%（1/5）"


@pytest.mark.parametrize(
    ("typed", "said"),
    [("没有的单位｜张三", "名录里没有"), ("区发改委", "单位｜姓名"), ("区发改委｜13800000000", "不像姓名")],
)
def test_a_wrong_line_says_which_and_what_to_do(room, told, on_day, typed, said):
    on_day("2023-04-26")
    with pytest.raises(FormRefused, match=said):
        room.does(told, "check_in", room.clerk, others=typed)


@pytest.fixture
def held(room, told, on_day):
    """Held on 25 April; the officers of two units were there."""
    for code in ("xinhua", "fagai"):
        room.names(told, code)
    quiz = room.quiz(told)
    on_day("2023-04-26")
    room.does(told, "check_in", room.clerk, present=[str(one.pk) for one in told.attendees.all()])
    room.does(told, "hold", room.clerk, summary="讲了期限。")
    told.test_quiz = quiz
    return told


def test_a_certificate_is_for_who_came_and_passed_and_is_numbered_without_gaps(room, held):
    with pytest.raises(Refused, match="没有可以发证的人"):
        room.does(held, "certify", room.clerk)
    commands.take_quiz(held.test_quiz, room.by("xinhua"), {1: [1], 2: [0, 1]})
    commands.take_quiz(held.test_quiz, room.by("fagai"), {1: [0], 2: [0]})
    room.does(held, "certify", room.clerk)
    (first,) = Certificate.objects.all()
    assert (first.number, first.attendee.unit.code) == ("政务公开培训〔2023〕1号", "xinhua")
    commands.take_quiz(held.test_quiz, room.by("fagai"), {1: [1], 2: [0, 1]})
    room.does(held, "certify", room.clerk)
    assert [one.serial for one in Certificate.objects.all()] == [1, 2]
    with pytest.raises(Refused, match="没有可以发证的人"):
        room.does(held, "certify", room.clerk)


def test_a_certificate_is_found_by_number_and_code_together(room, held):
    commands.take_quiz(held.test_quiz, room.by("xinhua"), {1: [1], 2: [0, 1]})
    room.does(held, "certify", room.clerk)
    found = Certificate.objects.get()
    assert queries.certificate_by("政务公开培训[2023] 1号", found.code.lower()) == found
    assert queries.certificate_by(found.number, "AAAAAAAA") is None
    assert queries.certificate_by("政务公开培训〔2023〕2号", found.code) is None
    assert queries.sees_certificate(found, room.by("xinhua"))
    assert queries.sees_certificate(found, room.clerk)
    assert not queries.sees_certificate(found, room.by("fagai"))


def test_who_was_there_rates_once_without_a_name(room, held):
    commands.rate(held, room.by("xinhua"), 5, "清楚")
    with pytest.raises(Refused, match="评价过"):
        commands.rate(held, room.by("xinhua"), 1, "")
    with pytest.raises(Refused, match="参加了培训"):
        commands.rate(held, room.by("sifa"), 1, "")
    names = {field.name for field in held.ratings.get()._meta.get_fields()}
    assert names == {"id", "session", "useful", "comment"}
    assert queries.score([held.pk]).useful == 1


def test_another_day_moves_the_clock_and_cancelling_stops_it(room, told):
    changed = {"field": "foi", "title": "改期", "about": "内容", "teacher": "", "place": "三楼",
               "starts_at": "2023-05-09T14:00", "ends_at": "2023-05-09T16:00"}  # fmt: skip
    before = told.case.due_on
    room.does(told, "edit", room.clerk, **changed)
    told.case.refresh_from_db()
    assert told.case.due_on > before
    room.does(told, "cancel", room.clerk, reason="场地冲突。")
    assert told.cancelled_why
    with pytest.raises(Refused):
        room.names(told, "xinhua")


def test_who_sees_a_training(room, told):
    seen = {code: queries.sees_session(told, room.by(code)) for code in ("xinhua", "fagai", "sifa")}
    assert seen == {"xinhua": True, "fagai": True, "sifa": False}
    assert queries.sees_session(told, room.assessor)
    assert not queries.sees_session(told, None)


def test_invited_units_are_written_to_once_and_told_on_the_desk(room, told, settings):
    settings.MINGZHENG_DEMO = True
    person = Person.objects.get(pk=room.by("xinhua", Post.OFFICER).person_id)
    person.email = "xxy@example.invalid"
    person.save()
    room.by("fagai", Post.OFFICER)
    for _ in range(2):
        run_due(500)
        telling.send({"session": told.pk, "units": [one.unit_id for one in told.invitations.all()]})
    (letter,) = [one for one in outgoing.outbox if one.to == ["xxy@example.invalid"]]
    assert told.title in letter.subject and told.place in letter.body and "报名截止" in letter.body
    assert f"/desk/training/sessions/{told.pk}/" in letter.body and person.name not in letter.body
    assert dict(told.invitations.values_list("unit__code", "told_to")) == {"xinhua": 1, "fagai": 0}
    lines = Notification.objects.filter(text__contains=told.title, key__startswith="training:")
    assert set(lines.values_list("person_id", flat=True)) >= {person.pk, room.by("fagai", Post.OFFICER).person_id}
    assert all(line.url == f"/desk/training/sessions/{told.pk}/" for line in lines)
