"""One house for all of these tests: every procedure's sample, the records that no procedure has, and somebody in every post."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pytest
from tests.support.snapshots import once

from mingzheng.core import timekeeping
from mingzheng.core.actors import STAFF_POSTS, Actor, Post
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.registry import procedures
from mingzheng.core.procedures.rules import load_rules
from mingzheng.core.units.models import Person, PostHolding, Unit
from mingzheng.core.units.queries import actors_for
from mingzheng.core.workdays import commands as workdays
from mingzheng.core.workdays import queries as calendars

DAY = dt.date(2023, 4, 17)
BEGAN = dt.date(2023, 1, 1)
MACHINE = Actor.system("测试")
FIRST = ("tags.list",)  # publishes the shipped tags, which cannot be while a version is in hand
OFFICE_ONLY = (Post.OFFICE_CLERK, Post.OFFICE_HEAD)


@dataclass
class House:
    """``cases``: procedure → its sample. ``people``: (unit, post) → who holds it; units are those of the samples and one more."""

    cases: dict[str, Case]
    people: dict[tuple[int, Post], Person]
    own: Unit
    other: Unit
    office: Unit

    @property
    def day(self) -> dt.date:
        return DAY

    def actor(self, unit_id: int, post: Post) -> Actor:
        person = self.people[unit_id, post]
        return next(one for one in actors_for(person, timekeeping.today()) if one.post is post)

    def actors(self) -> list[tuple[Person, Actor]]:
        return [(person, self.actor(unit, post)) for (unit, post), person in self.people.items()]


@pytest.fixture
def house(db, on_day):
    on_day(DAY)
    yield once("guard house", build)
    calendars.forget()


def build() -> House:
    workdays.load_shipped(MACHINE)
    load_rules()
    office = Unit.objects.create(
        code="guardoffice", name="某区人民政府办公室", short="区府办", kind=Unit.Kind.GOV_OFFICE
    )
    own = Unit.objects.create(code="guardown", name="某区守门局", short="守门局", kind=Unit.Kind.DEPARTMENT)
    other = Unit.objects.create(code="guardother", name="某区别的局", short="别的局", kind=Unit.Kind.DEPARTMENT)
    Unit.objects.create(code="guardstreet", name="某区守门街道办事处", short="守门街道", kind=Unit.Kind.STREET)
    people = hired([office])
    tables = sorted(procedures(), key=lambda table: table.code not in FIRST)
    cases = {table.code: table.sample() for table in tables if table.sample is not None}
    people |= hired(list(Unit.objects.exclude(pk=office.pk)))
    return House(cases, people, own, other, office)


def hired(units: list[Unit]) -> dict[tuple[int, Post], Person]:
    """One person for each post of each unit; office posts in 区府办 only."""
    found = {}
    for unit in units:
        for post in STAFF_POSTS:
            if post in OFFICE_ONLY and unit.kind != Unit.Kind.GOV_OFFICE:
                continue
            person = Person.objects.create(
                username=f"guard.{unit.pk}.{post.value}", name=f"{unit.pk}号单位{post.label}"
            )
            PostHolding.objects.create(person=person, unit=unit, post=post.value, valid_from=BEGAN)
            found[unit.pk, post] = person
    return found
