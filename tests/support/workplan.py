"""A small district with a short notice, and the ways in which its people work on it. Fixtures for several folders."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict
from tests.support.snapshots import once

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.procedures.commands import act
from mingzheng.core.procedures.models import Case, Clock
from mingzheng.core.procedures.rules import load_rules
from mingzheng.core.units import commands, sheet
from mingzheng.core.units.importing import import_units
from mingzheng.core.units.models import Person, Unit
from mingzheng.core.units.queries import actors_for
from mingzheng.core.units.sheet import GroupRow, Sheet, UnitRow
from mingzheng.core.workdays import commands as workdays
from mingzheng.core.workdays import queries as calendars
from mingzheng.supervision.indicators import commands as bindings
from mingzheng.supervision.indicators.models import Binding
from mingzheng.supervision.workplan import demo, importing
from mingzheng.supervision.workplan.models import Assignment, Plan, PlanTask

T = TypeVar("T")
MACHINE = Actor.system("测试")
BEGAN = dt.date(2023, 1, 1)
ISSUED = dt.date(2023, 4, 18)
YEARS = (2023, 2024)
SAMPLE = demo.SAMPLE
DISTRICT = Path(sheet.__file__).parent / "data" / "district.yaml"

UNITS = [
    UnitRow("qufuban", "某区人民政府办公室", "区府办", "gov_office", aliases=("区政府办公室",)),
    UnitRow("fagai", "某区发展和改革委员会", "区发改委", "department", aliases=("区发展改革委",)),
    UnitRow("sifa", "某区司法局", "区司法局", "department"),
    UnitRow("xinhua", "新华街道办事处", "新华街道", "street"),
    UnitRow("xinjing", "新泾镇人民政府", "新泾镇", "town"),
    UnitRow("chengyun", "某区城市运行管理中心", "区城运中心", "institution", merged=("区大数据中心",)),
]
GROUPS = [
    GroupRow("weibanju", "各委办局", kinds=["department"]),
    GroupRow("jiezhen", "各街（镇）", aliases=["各街镇"], kinds=["street", "town"]),
    GroupRow("danwei", "各单位", kinds=["department", "street", "town"]),
    GroupRow("chengban", "各承办单位", open=True),
]
EVERYBODY = "各委办局、各街（镇）"
ROWS = [
    (1, "规范发布公开政府信息", "健全完善公开属性认定机制、流程", EVERYBODY, "上半年"),
    (2, "规范发布公开政府信息", "每月向市政务公开平台全量备案公文至少一次", EVERYBODY, "全年"),
    (3, "严格落实听取意见制度", "公众代表列席区政府常务会议不少于4次", "区府办", "全年"),
    (4, "加强平台维护", "区政府门户网站安全防护和应急保障", "区城运中心（区大数据中心）", "全年"),
    (5, "推进目录管理", "向社会公开重大行政决策事项目录", "区司法局", "6月底前"),
    (6, "狠抓工作落实", "加强日常检查和跟踪督查，按季度开展工作情况通报，确保各项任务落实到位", "区府办", "全年"),
]
TITLE = "2023年某区政务公开工作要点"
HEAD = ["序号", "任务名称", "任务内容", "责任单位", "完成时限"]


def notice(rows: list[tuple[Any, ...]] = ROWS, title: str = TITLE) -> bytes:
    """A notice as a sheet of comma-separated values."""
    lines = [[f"{title}任务分解表"], HEAD, *rows]
    return "\n".join(",".join(f'"{cell}"' for cell in line) for line in lines).encode()


@dataclass
class District:
    """``district.actor("xinhua", Post.OFFICER)``: the person in this post, made when there is none yet."""

    units: dict[str, Unit]
    made: dict[tuple[str, Post, int], Person] = field(default_factory=dict)
    known: dict[tuple[str, Post, int], Actor] = field(default_factory=dict)

    def person(self, unit: str, post: Post, nth: int = 1) -> Person:
        key = (unit, post, nth)
        if key not in self.made:
            name = f"{self.units[unit].short}{post.label}{nth}"
            person = commands.add_person(f"{unit}.{post.value}{nth}", name, MACHINE)
            commands.hold_post(person, self.units[unit], post, MACHINE, since=BEGAN)
            self.made[key] = person
        return self.made[key]

    def actor(self, unit: str, post: Post = Post.OFFICER, nth: int = 1) -> Actor:
        key = (unit, post, nth)
        if key not in self.known:
            found = actors_for(self.person(*key), timekeeping.today())
            self.known[key] = next(actor for actor in found if actor.post is post)
        return self.known[key]

    @property
    def clerk(self) -> Actor:
        return self.actor("qufuban", Post.OFFICE_CLERK)

    @property
    def other_clerk(self) -> Actor:
        return self.actor("qufuban", Post.OFFICE_CLERK, 2)

    @property
    def head(self) -> Actor:
        return self.actor("qufuban", Post.OFFICE_HEAD)


@dataclass
class Work:
    """The issued plan and its people: ``work.does("xinhua", 1, "accept")``."""

    district: District
    plan: Plan

    def share(self, unit: str, number: int) -> Assignment:
        return Assignment.objects.select_related("case", "task").get(
            task__plan=self.plan, unit__code=unit, task__number=number
        )

    def task(self, number: int) -> PlanTask:
        return self.plan.tasks.get(number=number)

    def case(self, unit: str, number: int) -> Case:
        found = self.share(unit, number).case
        assert found is not None
        return found

    def clock(self, unit: str, number: int, name: str) -> Clock:
        """The newest clock of this name."""
        return Clock.objects.filter(case=self.case(unit, number), name=name).order_by("-id")[0]

    def does(
        self, unit: str, number: int, command: str, *, by: Actor | None = None, file: bytes = b"", **data: Any
    ) -> Any:
        """One step by the unit's own officer, or by whoever is named. ``file`` goes with a report or an attestation."""
        name = {"report": "evidence", "attest": "proof"}.get(command, "")
        files = MultiValueDict({name: [SimpleUploadedFile("材料.txt", file)]}) if file else None
        actor = by or self.unit_actor(unit)
        return act(
            self.case(unit, number), command, actor, {key: str(value) for key, value in data.items()}, files=files
        )

    def unit_actor(self, unit: str) -> Actor:
        return self.district.clerk if unit == "qufuban" else self.district.actor(unit)

    def reports(self, unit: str, number: int, **data: Any) -> Any:
        return self.does(unit, number, "report", **{"text": "已完成", "done_on": timekeeping.today(), **data})

    def submits(self, unit: str, number: int) -> None:
        """Accept if need be, report, ask for completion."""
        if self.case(unit, number).state == "issued":
            self.does(unit, number, "accept")
        self.reports(unit, number)
        self.does(unit, number, "submit", remark="已完成，请核实。")

    def finishes(self, unit: str, number: int) -> None:
        self.submits(unit, number)
        self.does(unit, number, "verify", by=self.district.other_clerk)


@pytest.fixture
def reference(db):
    """Deadline rules, and the calendar of the years in which these tests stand."""
    once("reference", _import_reference)
    yield
    calendars.forget()


def _import_reference() -> None:
    load_rules()
    for name, plan in workdays.shipped():
        if plan.year in YEARS:
            workdays.import_year(plan, MACHINE, name)


@pytest.fixture
def district(reference) -> District:
    """Six units: 区府办, two departments, a street, a town, an institution."""
    return once("district", lambda: _district_of(Sheet("small", UNITS, GROUPS)))


@pytest.fixture
def whole_district(reference) -> District:
    """The units of the demonstration district, for the real notice."""
    return once("whole district", lambda: _district_of(sheet.read_sheet(DISTRICT)))


def _district_of(units: Sheet) -> District:
    import_units(units, MACHINE)
    return District({unit.code: unit for unit in Unit.objects.all()})


def imported(district: District, data: bytes, name: str) -> Plan:
    draft = importing.start_import(data, name, district.clerk)
    importing.accept_all(draft, district.clerk)
    return importing.confirm_import(draft, district.clerk)


def once_by(district: District, name: str, build: Callable[[], T]) -> T:
    """``once`` for what people of the district do: whoever was made for it is there afterwards."""
    value, then = once(name, lambda: (build(), district))
    district.made, district.known = then.made, then.known
    return value


def issued_once(district: District, data: bytes, name: str) -> Work:
    """``issued``, kept for later tests."""
    plan = once_by(district, f"issued {name}", lambda: issued(district, data, name).plan)
    calendars.calendar()  # held by every process that has issued a plan: tests count queries
    return Work(district, plan)


def issued(district: District, data: bytes, name: str) -> Work:
    plan = imported(district, data, name)
    bindings.confirm(Binding.objects.filter(task__plan=plan), district.clerk)
    act(plan.case, "issue", district.clerk)
    plan.refresh_from_db()
    return Work(district, plan)


@pytest.fixture
def work(district, on_day) -> Work:
    """The short notice, issued on 18 April 2023, a Tuesday; the test goes on from there."""
    on_day(ISSUED)
    return issued_once(district, notice(), "要点.csv")


@pytest.fixture
def real_work(whole_district, on_day) -> Work:
    """The real notice with its 66 tasks, issued to the whole district."""
    on_day(ISSUED)
    return issued_once(whole_district, SAMPLE.read_bytes(), SAMPLE.name)
