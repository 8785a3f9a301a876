"""Every declared procedure of the project, cell by cell: state × command × post × whose unit.

What the table says is read here a second time, in a few plain lines; ``permitted`` and ``act`` must agree with it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass

import pytest
import yaml
from django.db import connection, transaction
from tests.core.conftest import BEGAN, MACHINE, UNITS
from tests.core.procedures.conftest import matter
from tests.support.snapshots import once

from mingzheng.core import timekeeping
from mingzheng.core.actors import STAFF_POSTS, Actor, Post
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.commands import FormRefused, act
from mingzheng.core.procedures.models import Case, Contribution
from mingzheng.core.procedures.permission import permitted
from mingzheng.core.procedures.registry import procedures
from mingzheng.core.procedures.rules import SHIPPED, load_rules
from mingzheng.core.procedures.table import Procedure, Step, Whose
from mingzheng.core.units.models import Person, PostHolding, Unit
from mingzheng.core.units.queries import actors_for
from mingzheng.core.workdays import commands as workdays
from mingzheng.core.workdays import queries as workdays_queries

DAY = dt.date(2023, 4, 17)
OF_THE_TABLE = {"wrong_state", "wrong_post", "wrong_unit", "contributed", "guard"}
OFFICE_WIDE = {Post.OFFICE_CLERK, Post.OFFICE_HEAD, Post.ADMIN, Post.ASSESSOR}
TOOK_PART = "都兼"
CHINESE = re.compile("[\u4e00-\u9fff]")


class Undo(Exception):
    pass


@dataclass(frozen=True)
class Seen:
    """What happened in one cell."""

    command: str
    actor: Actor
    allowed: bool
    code: str
    message: str


def test_every_procedure_of_the_project_has_a_sample():
    missing = [table.code for table in procedures() if table.sample is None]
    assert not missing, f"give these tables a sample: {missing}"


def test_every_rule_of_a_clock_is_shipped():
    """A step whose form has not been filled in stops before its clocks: the walk would not notice."""
    shipped = {row["code"] for row in yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))}
    effects = [effect for table in procedures() for part in (table.opening, *table.steps) for effect in part.clocks]
    missing = {effect.rule for effect in effects if effect.rule} - shipped
    assert not missing, f"add these rules to {SHIPPED.name}: {sorted(missing)}"


@pytest.mark.django_db
@pytest.mark.parametrize("table", procedures(), ids=lambda table: table.code)
def test_every_cell_of_a_declared_procedure(table, district):
    assert table.sample is not None
    with timekeeping.standing_at(DAY):
        once("walk", _years_and_rules)
        district.actor("qufuban", Post.OFFICE_CLERK)  # a sample is begun by somebody
        case = table.sample()
        assert case.subject is not None, f"register the record kind {table.subject_kind} in the room's apps.py"
        walk(table, case)


def _years_and_rules() -> None:
    workdays.load_shipped(MACHINE)
    load_rules()


def test_every_cell_of_the_tests_own_procedure(opened):
    """The walk itself is tried on a table that has every feature."""
    walk(matter(), opened())


def walk(table: Procedure, case: Case) -> None:
    own = case.unit
    office = Unit.objects.filter(kind=Unit.Kind.GOV_OFFICE).first() or _unit(UNITS[0])
    other = Unit.objects.exclude(pk__in=[own.pk, office.pk]).first() or _unit(UNITS[2])
    actors = [*people([own, other, office]), MACHINE]
    contributor = actors[0].person_id
    Contribution.objects.get_or_create(case=case, person_id=contributor, defaults={"command": "walk"})
    contributors = set(case.contributions.values_list("person_id", flat=True))
    for state in table.states:
        closed = None if state.open else timekeeping.now()
        Case.objects.filter(pk=case.pk).update(state=state.code, closed_at=closed, due_on=None, warn_on=None)
        standing = Case.objects.get(pk=case.pk)
        tried: set[tuple[str, Post]] = set()
        for actor in actors:
            for seen in _row_of_cells(table, standing, actor, tried):
                _check(table, standing, seen, contributors)


def _unit(row) -> Unit:
    return Unit.objects.create(code=row.code, name=row.name, short=row.short, kind=row.kind)


def people(places: list[Unit]) -> list[Actor]:
    """One person in each post of each unit; office posts in 区府办 only. The first one also holds every other post."""
    first = Person.objects.create(username="walk", name=TOOK_PART)
    found: list[Actor] = []
    for unit in dict.fromkeys(places):
        for post in STAFF_POSTS:
            if post in (Post.OFFICE_CLERK, Post.OFFICE_HEAD) and unit.kind != Unit.Kind.GOV_OFFICE:
                continue
            person = Person.objects.create(username=f"{unit.code}.{post.value}.walk", name=f"{unit.short}{post.label}")
            for holder in (first, person):
                PostHolding.objects.create(person=holder, unit=unit, post=post.value, valid_from=BEGAN)
            found += actors_for(person, timekeeping.today())
    return actors_for(first, timekeeping.today()) + found


def _row_of_cells(table: Procedure, case: Case, actor: Actor, tried: set[tuple[str, Post]]) -> Iterator[Seen]:
    """``tried``: (command, post) of what this state does not have and somebody has tried."""
    actions = permitted(case, actor)
    assert sorted(action.step.command for action in actions) == sorted(table.commands())
    for action in actions:
        said = action.refusal
        shown = Seen(action.step.command, actor, said is None, said.code if said else "", said.message if said else "")
        yield shown
        if not shown.allowed and (connection.vendor == "postgresql" or _as_for_others(shown, actor)):
            continue  # refused before anything is written, whatever the database: SQLite's leg tries each of them for real
        if shown.code == "wrong_state":  # refused before anybody's unit is looked at: one person of each post tries it
            if (shown.command, actor.post) in tried:
                continue
            tried.add((shown.command, actor.post))
        done = _try(case, shown)
        assert done.allowed == shown.allowed, f"permitted and act disagree: {shown} {done}"
        assert shown.allowed or done == shown, f"permitted and act give different reasons: {shown} {done}"


def _as_for_others(cell: Seen, actor: Actor) -> bool:
    """Whoever took part is refused for another reason: somebody else in the same post of the same unit tries that one."""
    return actor.person_name == TOOK_PART and cell.code != "contributed"


def _try(case: Case, cell: Seen) -> Seen:
    """Act for real and undo it. What a form or a room's own record wants is past the table's decision."""
    try:
        with transaction.atomic() if cell.allowed else nullcontext():  # a refusal undoes itself
            act(case, cell.command, cell.actor, {})
            raise Undo  # noqa: TRY301
    except (Undo, FormRefused):
        return Seen(cell.command, cell.actor, True, "", "")
    except Refused as refused:
        past = refused.code not in OF_THE_TABLE
        assert refused.code not in ("post_ended", "unknown_command", "stale"), refused
        assert CHINESE.search(refused.message)
        return Seen(cell.command, cell.actor, past, "" if past else refused.code, refused.message)


def _check(table: Procedure, case: Case, cell: Seen, contributors: set[int]) -> None:
    expected = _expected(table, case, cell, contributors)
    assert (cell.code or "allowed") == expected, f"{table.code} {case.state} {cell}"
    assert cell.allowed or CHINESE.search(cell.message)


def _expected(table: Procedure, case: Case, cell: Seen, contributors: set[int]) -> str:
    """The table, read plainly."""
    rows = [row for row in table.steps if row.command == cell.command and case.state in row.source]
    if not rows:
        return "wrong_state"
    (row,) = rows
    if cell.actor.post not in row.posts:
        return "wrong_post"
    if not _of_whose_unit(row, case, cell.actor):
        return "wrong_unit"
    if row.reviews and cell.actor.person_id in contributors:
        return "contributed"
    return "allowed" if all(guard.test(case.subject, cell.actor) for guard in row.guards) else "guard"


def _of_whose_unit(row: Step, case: Case, actor: Actor) -> bool:
    if actor.post is Post.SYSTEM or row.whose is Whose.ANY:
        return True
    if row.whose is Whose.OFFICE:
        return actor.post in OFFICE_WIDE
    return actor.unit_id == case.unit_id


@pytest.fixture(autouse=True)
def _calendar_of_its_own():
    yield
    workdays_queries.forget()
