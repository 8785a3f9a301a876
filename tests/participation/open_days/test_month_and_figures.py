"""The year's month with its theme call, the figures for tasks 54–57, pictures, the plan of the place."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from tests.support.open_days import moment
from tests.support.recounts.comparing import differing

from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.files.fields import Upload
from mingzheng.core.files.models import StoredFile
from mingzheng.core.files.sniffing import sniff
from mingzheng.core.indicators import Scope, indicator_of
from mingzheng.core.procedures.models import Case, Clock
from mingzheng.participation.open_days import commands, plans, queries, theme_calls
from mingzheng.participation.open_days.models import OpenDay, Question
from mingzheng.participation.surveys.models import Call

pytestmark = pytest.mark.django_db


@pytest.fixture
def month(days):
    days.at("2023-06-01 09:00")
    facts = {"year": 2023, "title": "2023年政府开放月", "about": "请进来看。"}
    span = {"opens_on": dt.date(2023, 8, 1), "closes_on": dt.date(2023, 8, 31)}
    return commands.begin_programme(
        days.district.units["qufuban"], days.actor(Post.OFFICE_CLERK, "qufuban"), {**facts, **span}
    )


def office_does(days, record, command, post=Post.OFFICE_CLERK, **typed):
    from django.utils.datastructures import MultiValueDict

    from mingzheng.core.procedures.commands import act
    from mingzheng.core.procedures.models import Case

    values = MultiValueDict({key: [value] for key, value in typed.items()})
    act(Case.objects.get(pk=record.case_id), command, days.actor(post, "qufuban"), values)
    record.refresh_from_db()


def theme(day, unit=None):
    return indicator_of("open_days.theme").measure(Scope(dt.date.fromisoformat(day), None, unit)).text


def test_the_theme_is_decided_by_a_call_that_was_answered_and_in_time(days, month):
    assert month.case.due_on == dt.date(2023, 7, 31)
    words = {"theme": "看得见的便民", "planned": "12", "decided_why": "得票最多。"}
    with pytest.raises(Refused, match="主题征集还没有公布结果"):
        office_does(days, month, "decide", **words)
    call = theme_calls.begin(month, days.actor(Post.OFFICE_CLERK, "qufuban"))
    assert (call.kind, call.opens_on, call.owner_id) == ("themes", dt.date(2023, 7, 1), str(month.pk))
    assert theme_calls.begin(month, days.actor(Post.OFFICE_CLERK, "qufuban")) == call
    Call.objects.filter(pk=call.pk).update(
        results_on=dt.date(2023, 7, 26),
        result={"places": []},
        feedback="采纳得票最多的主题。",
        released_on=dt.date(2023, 6, 20),
    )
    days.at("2023-07-27 10:00")
    assert theme("2023-07-27") == "0%（0/1）"
    office_does(days, month, "decide", **words)
    with pytest.raises(Refused):
        office_does(days, month, "publish")
    office_does(days, month, "publish", Post.OFFICE_HEAD)
    assert theme("2023-07-27") == "100%（1/1）"
    assert theme("2023-07-26") == "0%（0/1）"
    month.decided_on = dt.date(2023, 8, 1)
    month.save()
    assert theme("2023-08-02") == "0%（0/1）"


def test_the_pages_of_the_month_show_the_call_then_the_theme(days, month, client):
    assert client.get("/kaifang/nian/2023/").status_code == 404
    call = theme_calls.begin(month, days.actor(Post.OFFICE_CLERK, "qufuban"))
    Call.objects.filter(pk=call.pk).update(released_on=dt.date(2023, 6, 20))
    assert "7月1日" in client.get("/kaifang/").content.decode()
    assert call.get_absolute_url() in client.get("/kaifang/nian/2023/").content.decode()


def held(days, begins, **changes):
    """A session that took place on a day, with its result."""
    at = moment(begins)
    window = {"sign_up_from": at - dt.timedelta(20), "sign_up_until": at - dt.timedelta(15)}
    seed = {"seed_on": (at - dt.timedelta(10)).date(), "promote_until": at, "ends_at": at + dt.timedelta(hours=2)}
    made = days.begun(starts_at=at, **window, **seed, **changes)
    OpenDay.objects.filter(pk=made.pk).update(
        announced_at=at, people=10, held_at=at, result_on=(at + dt.timedelta(3)).date()
    )
    made.refresh_from_db()
    return made


def figure(code, day, unit=None):
    found, scope = indicator_of(f"open_days.{code}"), Scope(dt.date.fromisoformat(day), None, unit)
    items = found.items(scope)
    assert differing(found.code, scope.day) == []
    return found.measure(scope).text, len(items)


def test_sessions_of_august_and_of_the_year_are_counted_apart(days, month):
    august = held(days, "2023-08-10 14:00", programme=month, field=OpenDay.Field.PROJECTS)
    held(days, "2023-05-10 14:00", field=OpenDay.Field.SAFETY)
    held(days, "2023-05-11 14:00", field=OpenDay.Field.SAFETY)
    held(days, "2023-05-12 14:00", field=OpenDay.Field.OTHER)
    assert figure("august", "2023-08-13") == ("1", 1)
    assert figure("august", "2023-08-12") == ("0", 0)
    assert figure("all_year", "2023-08-13") == ("2", 2)
    assert figure("fields", "2023-08-13") == ("1", 1)
    assert figure("people", "2023-08-13") == ("40", 4)
    assert figure("august", "2023-08-13", days.district.units["sifa"].pk) == ("0", 0)
    assert figure("parts", "2023-08-13") == ("0%（0/1）", 1)
    for kind in ("qa", "seminar", "experience", "survey"):
        august.parts.update_or_create(kind=kind, defaults={"arranged": "有", "outcome": "办了。"})
    assert figure("parts", "2023-08-13") == ("100%（1/1）", 1)


def test_what_people_asked_counts_when_it_is_answered_or_late(days):
    session = held(days, "2023-05-10 14:00")
    days.at("2023-05-12 09:00")
    first, second = (
        commands.raise_question(session, text, Question.Source.SPOT) for text in ("几点开放？", "能带孩子吗？")
    )
    due = Case.objects.get(pk=first.case_id).due_on
    assert figure("answered", str(due)) == ("尚无记录", 0)
    assert figure("answered", str(due + dt.timedelta(1))) == ("0%（0/2）", 2)
    days.does(first, "answer", shown=first.text, answer="每个工作日九点到五点开放。")
    days.does(first, "publish", Post.REVIEWER)
    assert figure("answered", str(due + dt.timedelta(1))) == ("50%（1/2）", 2)
    second.refresh_from_db()
    Clock.objects.filter(case=second.case_id).update(due_on=dt.date(2023, 12, 31))
    assert figure("answered", "2023-12-31") == ("100%（1/1）", 1)
    assert figure("answered", "2024-01-01") == ("0%（0/1）", 1), "late from the day after, in that year alone"


# --- pictures ----------------------------------------------------------------------------------------------------


def picture():
    image, out = Image.new("RGB", (40, 30), "white"), io.BytesIO()
    exif = image.getexif()
    exif[0x010F] = "SecretCamera"
    image.save(out, "JPEG", exif=exif)
    return Upload(out.getvalue(), "a.jpg", sniff(out.getvalue(), "a.jpg"))


def test_a_picture_is_public_with_the_result_without_its_circumstances_and_can_be_taken_away(days, month, client):
    made = held(days, "2023-05-10 14:00")
    OpenDay.objects.filter(pk=made.pk).update(result_on=None)
    days.at("2023-05-12 09:00")
    facts = {"alt": "大厅里的工单墙", "who": "nobody", "consent": ""}
    photo = commands.add_photo(made, picture(), facts, days.actor())
    assert client.get(photo.get_absolute_url()).status_code == 404
    OpenDay.objects.filter(pk=made.pk).update(result_on=dt.date(2023, 5, 13))
    answer = client.get(photo.get_absolute_url())
    assert answer.status_code == 200
    assert b"SecretCamera" not in b"".join(answer)
    assert "大厅里的工单墙" in client.get(f"/kaifang/{made.pk}/").content.decode()
    with pytest.raises(Refused, match="举办单位"):
        commands.remove_photo(photo, days.actor(unit="sifa"), "不同意")
    commands.remove_photo(photo, days.actor(Post.HEAD), "图上的人不再同意公开")
    assert not StoredFile.objects.exists()


def test_a_picture_of_people_says_how_they_agreed(days):
    from mingzheng.participation.open_days.forms.after import PhotoForm

    form = PhotoForm({"alt": "居民听讲解", "who": "agreed", "consent": ""})
    assert not form.is_valid()
    assert "怎样同意的" in str(form.errors["consent"])


# --- the plan ----------------------------------------------------------------------------------------------------


def test_equal_cells_are_one_room():
    rooms = plans.rooms("> 入口｜大厅｜大厅\n登记台|大厅|大厅\n-｜* 会议室")
    assert [(room.name, room.rows, room.columns) for room in rooms] == [
        ("入口", 1, 1), ("大厅", 2, 2), ("登记台", 1, 1), ("会议室", 1, 1),
    ]  # fmt: skip
    assert [room.entrance for room in rooms] == [True, False, False, False]


def test_a_mark_behind_the_name_is_a_mark_all_the_same():
    rooms = plans.rooms("入口>｜会议室 *")
    assert [(room.name, room.entrance, room.venue) for room in rooms] == [
        ("入口", True, False),
        ("会议室", False, True),
    ]


@given(st.text(alphabet="厅室｜|-*> \n<&", max_size=120))
def test_every_cell_lies_in_one_room_and_nothing_typed_becomes_markup(text):
    try:
        rooms, grid = plans.rooms(text), plans.cells(text)
    except plans.PlanError:
        return
    covered = [(room.row + r, room.column + c) for room in rooms for r in range(room.rows) for c in range(room.columns)]
    filled = [(r, c) for r, row in enumerate(grid) for c, cell in enumerate(row) if cell not in ("", "-")]
    assert sorted(covered) == sorted(filled)
    drawn = plans.svg(text)
    assert drawn.count("<rect") == len(rooms)
    assert "<<" not in drawn


def test_too_much_for_a_plan_is_said():
    with pytest.raises(plans.PlanError, match="最多 8 个字"):
        plans.rooms("一二三四五六七八九")
    assert queries.Chosen.read({"field": "nonsense"}).field == ""
