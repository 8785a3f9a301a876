"""A corner, its activities and what is delivered for reading there."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction

from mingzheng.core import searchable, timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.errors import Refused
from mingzheng.core.freshness.models import Stamp
from mingzheng.core.indicators import Scope, indicator_of
from mingzheng.core.journal.models import Entry
from mingzheng.core.records import RecordRef, visible
from mingzheng.disclosure.corners import commands, demo, queries
from mingzheng.disclosure.corners.models import Activity, Corner

pytestmark = pytest.mark.django_db
PLAN = {
    "kind": "interpretation",
    "topic": "加装电梯补贴解读",
    "held_on": dt.date(2023, 4, 20),
    "begins": dt.time(14, 0),
}


def test_another_unit_and_the_wrong_post_change_nothing(corners):
    reviewer = corners.district.actor("xinhua", Post.SECRECY)
    for actor in (corners.stranger, reviewer):
        with pytest.raises(Refused):
            commands.change_corner(corners.corner, actor, {"phone": "021-1"})
        with pytest.raises(Refused):
            commands.plan_activity(corners.corner, actor, PLAN)
    corners.corner.refresh_from_db()
    assert corners.corner.phone == "021-00000000"
    commands.change_corner(corners.corner, corners.district.clerk, {"phone": "021-1"})
    assert Entry.objects.filter(action="corners.changed").get().summary == "更改专区信息：咨询电话"


def test_a_corner_is_found_by_its_address(corners):
    kind = searchable.kind_of("corners.corner")
    assert kind.ids(0, 10) == [corners.corner.pk]
    entry = kind.entry_of(corners.corner.pk)
    assert "某路1号" in entry.body
    assert entry.url == f"/zhuanqu/{corners.corner.pk}/"


def test_unreadable_hours_and_a_taken_name_are_refused_at_their_fields(corners):
    with pytest.raises(Refused) as refused:
        commands.change_corner(corners.corner, corners.officer, {"hours_text": "每天"})
    assert refused.value.field == "hours_text"
    with pytest.raises(Refused) as refused:
        commands.open_corner(corners.street, corners.officer, {**_facts(corners), "name": corners.corner.name})
    assert refused.value.field == "name"


def _facts(corners):
    return {name: getattr(corners.corner, name) for name in commands.FACTS}


def test_an_activity_is_announced_held_and_counted(corners):
    figure = indicator_of("corners.active_in_quarter")
    scope = Scope(timekeeping.today())
    assert figure.measure(scope).text == "0%（0/1）"
    planned = commands.plan_activity(corners.corner, corners.officer, PLAN)
    assert [row.pk for row in queries.coming(corners.corner)] == [planned.pk]
    commands.record_activity(
        planned, corners.officer, {"participants": 12, "summary": "反响良好", "questions": [("要带什么？", "证件")]}
    )
    assert queries.coming(corners.corner) == []
    assert queries.past(corners.corner)[0].questions.get().answer == "证件"
    assert figure.measure(scope).text == "100%（1/1）"
    assert [item.counts for item in figure.items(scope)] == [True]
    # The next quarter begins anew, but in its first month nobody is behind yet.
    assert figure.measure(Scope(dt.date(2023, 7, 31))).text == "100%（1/1）"
    assert figure.measure(Scope(dt.date(2023, 8, 1))).text == "0%（0/1）"
    assert Stamp.objects.filter(tag=f"corner:{corners.corner.pk}").exists()


def test_an_activity_cannot_be_held_before_its_day_nor_after_it_was_cancelled(corners):
    later = commands.plan_activity(corners.corner, corners.officer, {**PLAN, "held_on": dt.date(2023, 4, 27)})
    with pytest.raises(Refused, match="还没有举办"):
        commands.record_activity(later, corners.officer, {"participants": 1})
    commands.cancel_activity(later, corners.officer, reason="讲解人临时有事")
    with pytest.raises(Refused, match="已取消"):
        commands.record_activity(later, corners.officer, {"participants": 1})
    assert queries.coming(corners.corner) == []


@pytest.mark.parametrize(
    "facts",
    [
        {"summary": "联系人手机 13812345678"},
        {"questions": [("我的身份证 310105199001010018 能办吗", "")]},
        {"questions": [("能办吗", "请打 13812345678")]},
    ],
)
def test_personal_data_is_not_recorded(corners, facts):
    planned = commands.plan_activity(corners.corner, corners.officer, PLAN)
    with pytest.raises(Refused, match="个人信息"):
        commands.record_activity(planned, corners.officer, {"participants": 1, **facts})
    planned.refresh_from_db()
    assert planned.status == Activity.Status.PLANNED


def test_material_that_names_a_person_is_not_handed_out(corners):
    planned = commands.plan_activity(corners.corner, corners.officer, PLAN)
    upload = SimpleNamespace(data="签到：13812345678".encode(), name="名单.txt")
    with pytest.raises(Refused) as refused:
        commands.record_activity(planned, corners.officer, {"participants": 1, "material": [upload]})
    assert refused.value.field == "material"
    upload = SimpleNamespace(data="讲解提纲".encode(), name="提纲.txt")
    commands.record_activity(planned, corners.officer, {"participants": 1, "material": [upload]})
    assert visible(RecordRef("corners.activity", str(planned.pk)), None)


def test_the_database_refuses_a_held_activity_without_a_count(corners):
    with pytest.raises(IntegrityError), transaction.atomic():
        Activity.objects.create(corner=corners.corner, status="held", **PLAN)


def test_closed_days_are_said_and_a_closed_corner_is_not_listed(corners):
    day = timekeeping.today()
    commands.close_for(corners.corner, corners.officer, first=day, last=day, reason="设备检修")
    corner = queries.public_corner(corners.corner.pk)
    assert queries.now_of(corner).text == "今天不开放（设备检修）"
    with pytest.raises(Refused):
        commands.close_for(corner, corners.officer, first=day, last=day - dt.timedelta(days=1), reason="反了")
    commands.change_corner(corner, corners.officer, {"closed_on": day - dt.timedelta(days=1)})
    assert queries.public_corner(corner.pk) is None
    assert searchable.kind_of("corners.corner").entry_of(corner.pk) is None
    assert queries.by_area() == []


def test_copies_go_to_archives_and_libraries_alone(corners):
    clerk = corners.district.clerk
    office = corners.district.units["qufuban"]
    facts = {"what": "文件汇编", "form": "paper", "copies": 2, "delivered_on": dt.date(2023, 4, 19)}
    with pytest.raises(Refused, match="档案馆和公共图书馆"):
        commands.record_delivery(office, clerk, {**facts, "corner": corners.corner})
    library = commands.open_corner(
        office, clerk, {**_facts(corners), "name": "图书馆查阅点", "kind": Corner.Kind.LIBRARY}
    )
    with pytest.raises(Refused, match="今天之后"):
        commands.record_delivery(office, clerk, {**facts, "corner": library, "delivered_on": dt.date(2023, 4, 21)})
    commands.record_delivery(office, clerk, {**facts, "corner": library, "received_on": dt.date(2023, 4, 20)})
    assert [row.what for row in queries.delivered(library)] == ["文件汇编"]


def test_the_number_of_queries_does_not_grow_with_the_corners(corners, django_assert_max_num_queries):
    for number in range(6):
        commands.open_corner(corners.street, corners.officer, {**_facts(corners), "name": f"专区{number}"})
    with django_assert_max_num_queries(6):
        assert sum(len(area.corners) for area in queries.by_area()) == 7
    with django_assert_max_num_queries(2):
        assert len(queries.desk_rows(corners.officer)) == 7


def test_the_demonstration_plays_through_the_commands(whole_people):
    demo.play(say=lambda _text: None)
    with timekeeping.standing_at(dt.date(2023, 6, 20)):
        scope = Scope(timekeeping.today())
        assert indicator_of("corners.active_in_quarter").measure(scope).numerator > 5
        handed = indicator_of("corners.handed_over").measure(scope)
        assert 0 < handed.numerator < handed.denominator
    assert Corner.objects.filter(kind__in=["library", "archive"]).count() == 2


@pytest.fixture
def whole_people(whole_district):
    """The demonstration's units and people."""
    import yaml

    from mingzheng.core.units import commands as units
    from mingzheng.core.units import sheet

    path = Path(sheet.__file__).parent / "data" / "people.yaml"
    machine = Actor.system("测试")
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))["people"]
    wanted = ("street", "town")
    for row in rows:
        kinds = {whole_district.units[post["unit"]].kind for post in row["posts"]}
        if kinds & {*wanted, "gov_office"} or any(post["unit"] == "chengyun" for post in row["posts"]):
            person = units.add_person(row["username"], row["name"], machine, encoded="!")
            for post in row["posts"]:
                units.hold_post(
                    person,
                    whole_district.units[post["unit"]],
                    Post(post["post"]),
                    machine,
                    since=post["from"],
                    until=post["to"],
                )
    return whole_district
