"""A small district made by the rooms' own commands: three units, one person in each post that the tests need."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

import pytest
from tests.support.snapshots import once

from mingzheng.core.actors import Actor, Post
from mingzheng.core.units import commands, importing
from mingzheng.core.units.models import Person, PostHolding, Unit
from mingzheng.core.units.queries import actors_for
from mingzheng.core.units.sheet import Sheet, UnitRow

MACHINE = Actor.system("测试")
BEGAN = dt.date(2023, 1, 1)
UNITS = [
    UnitRow("qufuban", "某区人民政府办公室", "区府办", "gov_office", aliases=("区政府办公室",)),
    UnitRow("chengyun", "某区城市运行管理中心", "区城运中心", "institution", merged=("区大数据中心",)),
    UnitRow("xinhua", "新华街道办事处", "新华街道", "street"),
]


@dataclass
class District:
    """``district.actor("xinhua", Post.OFFICER)`` makes the person when there is none yet, by the public commands."""

    units: dict[str, Unit]
    made: dict[tuple[str, Post, str], Person] = field(default_factory=dict)

    def person(self, name: str) -> Person:
        found = Person.objects.filter(name=name).first()
        return found or commands.add_person(f"u{Person.objects.count() + 1}", name, MACHINE)

    def hold(self, name: str, unit: str, post: Post, until: dt.date | None = None) -> PostHolding:
        return commands.hold_post(self.person(name), self.units[unit], post, MACHINE, since=BEGAN, until=until)

    def actor(self, unit: str, post: Post, name: str = "", on: dt.date = dt.date(2023, 4, 17)) -> Actor:
        """The person ``name`` acting in this post; a person for the post is found or made."""
        name = name or f"{self.units[unit].short}{post.label}"
        person = self.made.get((unit, post, name))
        if person is None:
            person = self.made[unit, post, name] = self.hold(name, unit, post).person
        return next(a for a in actors_for(person, on) if a.unit_id == self.units[unit].pk and a.post is post)


@pytest.fixture
def district(db) -> District:
    return District(once("core district", _imported))


def _imported() -> dict[str, Unit]:
    importing.import_units(Sheet("small", UNITS, []), MACHINE)
    return {unit.code: unit for unit in Unit.objects.all()}


@pytest.fixture
def machine() -> Actor:
    return MACHINE


@pytest.fixture
def years(db):
    """The published years of the calendar, as shipped."""
    from mingzheng.core.workdays import commands as workdays
    from mingzheng.core.workdays import queries

    once("years", lambda: workdays.load_shipped(MACHINE) and None)
    yield queries.calendar()
    queries.forget()
