"""A district whose units are assessed on a small system: one figure, one self score, one sample, a bonus, a deduction."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.sessions.models import Session as Made  # any rows whose key is a word
from django.utils import timezone
from tests.support.workplan import District, once_by

from mingzheng.core import records, timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.indicators import Figure, Indicator, Item, declare
from mingzheng.core.procedures.commands import act
from mingzheng.core.procedures.models import Case
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.participation.draws import commands as draws
from mingzheng.supervision.assessment import commands, machine, sampling
from mingzheng.supervision.assessment.models import Candidate, Round, Score, Sheet, System
from mingzheng.supervision.assessment.sheets import Row as ItemRow

OPENS = dt.date(2023, 4, 17)
RECORDS = 8  # of each unit
ROWS = [
    ItemRow("公开（40分）", "按期答复", Decimal(40), way="machine", figure="test.in_time", formula="按比例得分"),
    ItemRow("组织（20分）", "培训", Decimal(20), "培训不少于两次。"),
    ItemRow("质量（40分）", "答复质量", Decimal(40), way="sample", figure="test.in_time", sample=3, assessors=2),
    ItemRow("加减分", "创新", Decimal(3), way="bonus"),
    ItemRow("加减分", "被通报", Decimal(5), way="deduction"),
]
KINDS = ["department", "street", "town"]


def _items(scope) -> list[Item]:
    units = Unit.objects.filter(pk=scope.unit_id) if scope.unit_id else Unit.objects.all()
    good = {"fagai": 8, "sifa": 5}
    found = [
        Item(RecordRef("test.record", f"{unit.code}-{n}"), f"{unit.short}的第{n}件", n < good.get(unit.code, 6))
        for unit in units
        for n in range(RECORDS)
    ]
    standing = [Made(session_key=one.ref.id, expire_date=timezone.now()) for one in found]
    Made.objects.bulk_create(standing, ignore_conflicts=True)
    return found


@pytest.fixture(autouse=True)
def _figure():
    def measure(scope):
        rows = _items(scope)
        return Figure(sum(row.counts for row in rows), len(rows))

    records.register(
        "test.record",
        label="测试记录",
        model=Made,
        title=lambda made: made.pk,
        visible_to=lambda _found, actor: actor is not None,
    )
    declare(Indicator("test.in_time", "测试按期率", "测试", "测试", "件", measure, _items, target=100))
    yield
    from mingzheng.core import indicators

    indicators._indicators.pop("test.in_time", None)
    records._kinds.pop("test.record", None)


@dataclass
class Assessed:
    """A round and its people: ``there.unit("fagai").does("fill", …)``."""

    district: District
    system: System
    round: Round

    @property
    def case(self) -> Case:
        return Case.objects.get(assessment_round=self.round)

    @property
    def phase(self) -> str:
        return self.case.state

    def does(self, command: str, by: Actor | None = None, **data: Any) -> None:
        act(self.case, command, by or self.district.clerk, {key: str(value) for key, value in data.items()})
        self.round = Round.objects.get(pk=self.round.pk)

    def sheet(self, unit: str) -> Sheet:
        return Sheet.objects.select_related("case", "round__case", "unit").get(round=self.round, unit__code=unit)

    def score(self, unit: str, item: str) -> Score:
        return Score.objects.get(sheet__round=self.round, sheet__unit__code=unit, item__name=item)

    def on_sheet(self, unit: str, command: str, by: Actor, **data: Any) -> None:
        case = self.sheet(unit).case
        assert case is not None
        act(case, command, by, {key: str(value) for key, value in data.items()})

    def fills(self, unit: str, value: str = "18", **more: Any) -> None:
        officer = self.district.actor(unit)
        facts = {"score": self.score(unit, "培训").pk, "value": value, "note": "开展培训两次。", **more}
        self.on_sheet(unit, "fill", officer, **facts)

    def submits(self, unit: str) -> None:
        self.fills(unit)
        self.on_sheet(unit, "submit", self.district.actor(unit, Post.HEAD))

    @property
    def units(self) -> list[str]:
        return list(self.round.sheets.values_list("unit__code", flat=True))

    def assessor(self, nth: int = 1) -> Actor:
        return self.district.actor("qufuban", Post.ASSESSOR, nth)

    def to_sampling(self) -> None:
        for unit in self.units:
            self.submits(unit)
        self.does("close_self")
        machine.run({"round": self.round.pk})
        self.round = Round.objects.get(pk=self.round.pk)

    def to_drawing(self) -> None:
        self.to_sampling()
        tomorrow = timekeeping.today() + dt.timedelta(days=1)
        self.does("freeze", self.assessor(), seed_source="样例彩票第1期", seed_on=tomorrow)

    def draws(self, on_day: Any) -> None:
        draw = sampling.draw_of(self.round)
        assert draw is not None
        on_day(draw.seed_on)
        draws.type_seed(draw, "01 02 03", self.assessor())
        draws.draw(draw, "01 02 03", self.assessor(2))

    def to_marking(self, on_day: Any) -> None:
        self.to_drawing()
        self.draws(on_day)
        self.does("take", self.assessor())

    def drawn(self, unit: str = "") -> list[Candidate]:
        rows = Candidate.objects.filter(round=self.round, drawn=True).order_by("code")
        return list(rows.filter(score__sheet__unit__code=unit) if unit else rows)

    def marks_all(self, value: str = "1") -> None:
        for one in self.drawn():
            for nth in (1, 2):
                commands.mark(one.pk, value, "缺少依据。", self.assessor(nth))

    def to_checking(self, on_day: Any) -> None:
        self.to_marking(on_day)
        self.marks_all()
        self.does("end_marking", self.assessor())

    def checks(self, unit: str, value: str = "18", note: str = "") -> None:
        self.on_sheet(unit, "check", self.district.clerk, score=self.score(unit, "培训").pk, value=value, note=note)
        self.on_sheet(unit, "finish", self.district.clerk)

    def to_appeal(self, on_day: Any) -> None:
        self.to_checking(on_day)
        for unit in self.units:
            self.checks(unit)
        self.does("open_appeals")

    def to_done(self, on_day: Any, audience: str = "public") -> None:
        self.to_appeal(on_day)
        on_day(self.round.appeal_due + dt.timedelta(days=1))
        self.does("conclude")
        self.does("approve", self.district.head, audience=audience)


def published(district: District, rows: list[ItemRow] = ROWS, *, year: int = 2023) -> System:
    """A system on which a round may be opened."""
    facts = {"year": year, "title": f"{year}年度考核指标", "whole": Decimal(100), "note": ""}
    system = commands.new_system(facts, rows, district.clerk)
    for command in ("adopt", "publish"):
        case = Case.objects.get(assessment_system=system)
        act(case, command, district.head, {})
    return System.objects.get(pk=system.pk)


@pytest.fixture
def there(district, on_day) -> Assessed:
    """A round in its first phase: two departments, a street and a town."""
    on_day(OPENS)
    made = once_by(district, "assessed", lambda: _opened(district))
    return Assessed(district, made.system, made)


def _opened(district: District) -> Round:
    facts = {
        "system": published(district),
        "title": "2023年度考核",
        "kinds": KINDS,
        "as_of": OPENS,
        "self_due": dt.date(2023, 4, 28),
        "mark_due": dt.date(2023, 5, 19),
        "appeal_due": dt.date(2023, 6, 2),
    }
    return commands.open_round(facts, district.clerk)
