"""Due-date queries over a million cases.

The queries read the dates cached on the cases; the ledgers behind them are not needed here and not built. The
distribution is harsh on purpose: 300,000 open cases of 60 units, 24,000 of them overdue.
"""

from __future__ import annotations

import datetime as dt
import random
import statistics
import time
from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from benchmarks.databases import say
from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.procedures import permission, queries, registry
from mingzheng.core.procedures.clocks import warn_day
from mingzheng.core.procedures.models import Case, Contribution
from mingzheng.core.procedures.table import Basis, Opening, Procedure, State, Step, Whose
from mingzheng.core.units.models import Person, Unit
from mingzheng.core.workdays import commands as workdays
from mingzheng.core.workdays.arithmetic import WorkCalendar
from mingzheng.core.workdays.queries import calendar

CASES, UNITS, OPEN_SHARE, CONTRIBUTIONS = 1_000_000, 60, 0.3, 200_000
TODAY = dt.date(2025, 6, 16)
RUNS, BASELINE_RUNS, PAGE, TARGET_MS = 15, 3, 50, 100
COLUMNS = [
    "id",
    "procedure",
    "version",
    "state",
    "unit_id",
    "title",
    "number",
    "subject_kind",
    "subject_id",
    "opened_at",
    "closed_at",
    "due_on",
    "warn_on",
    "provisional",
    "revision",
]
STATES = ("issued", "accepted", "submitted", "review", "extending")
RARE, RARE_SHARE = "appealed", 1 / 10_000
BASIS = Basis("测量用")


def _step(command: str, source: str, target: str, post: Post, whose: Whose, **more: Any) -> Step:
    return Step(command, command, (source,), target, (post,), whose, BASIS, **more)


def tables() -> list[Procedure]:
    """Five procedures, each owed in two states by the unit, in one by its reviewer, in two by 区府办."""
    steps = (
        _step("accept", "issued", "accepted", Post.OFFICER, Whose.CASE_UNIT),
        _step("submit", "accepted", "review", Post.OFFICER, Whose.CASE_UNIT, contributes=True),
        _step("review", "review", "submitted", Post.REVIEWER, Whose.CASE_UNIT, reviews=True),
        _step("verify", "submitted", "done", Post.OFFICE_CLERK, Whose.OFFICE),
        _step("grant", "extending", "accepted", Post.OFFICE_CLERK, Whose.OFFICE),
        _step("appeal", "submitted", RARE, Post.OFFICER, Whose.CASE_UNIT),
        _step("decide", RARE, "done", Post.OFFICE_HEAD, Whose.OFFICE),
        _step("extend", "accepted", "extending", Post.OFFICER, Whose.CASE_UNIT),
    )
    states = (*(State(code, code) for code in (*STATES, RARE)), State("done", "done", open=False))
    opening = Opening("open", (Post.SYSTEM,), Whose.ANY, BASIS)
    return [Procedure(f"bench.p{n}", f"测量{n}", "units.unit", states, "issued", opening, steps) for n in range(5)]


def run() -> dict[str, Any]:
    registry._procedures.clear()
    for table in tables():
        registry.declare(table)
    if Case.objects.count() < CASES:
        build()
    with timekeeping.standing_at(TODAY):
        rows = list(measure())
    open_cases = Case.objects.filter(closed_at=None).count()
    about = (
        f"{CASES:,} 件，其中未结 {open_cases:,} 件、逾期 {queries.overdue(today=TODAY).count():,} 件；中位数，{RUNS} 次"
    )
    return {"about": about, "rows": rows}


def measure() -> Iterator[dict[str, Any]]:
    unit = Unit.objects.order_by("id")[7]
    person = Person.objects.get(username="bench")
    officer = Actor(person.pk, "测", Post.OFFICER, unit.pk, unit.short)
    reviewer = Actor(person.pk, "测", Post.REVIEWER, unit.pk, unit.short)
    clerk = Actor(person.pk, "测", Post.OFFICE_CLERK, unit.pk, unit.short)
    head = Actor(person.pk, "测", Post.OFFICE_HEAD, unit.pk, unit.short)
    yield _page("五个工作日内到期，首页", queries.due_within(5))
    yield _count("五个工作日内到期，件数", queries.due_within(5))
    yield _page("本单位五个工作日内到期，首页", queries.due_within(5, unit_id=unit.pk))
    yield _page("逾期，首页", queries.overdue())
    yield _count("逾期，件数", queries.overdue())
    yield _count("本单位逾期，件数", queries.overdue(unit_id=unit.pk))
    yield _timed("各单位逾期件数", queries.overdue_by_unit, _scan(_overdue_rows()))
    yield _page("待办首页：单位信息员", permission.owed_by(officer))
    yield _page("待办首页：单位审核人（回避已参与的）", permission.owed_by(reviewer))
    yield _page("待办首页：区府办经办（全区）", permission.owed_by(clerk))
    yield _page("待办首页：区府办负责人（全区，只有三十来件）", permission.owed_by(head))
    yield _count("待办件数：单位信息员", permission.owed_by(officer))
    yield _count("待办件数：区府办经办（全区）", permission.owed_by(clerk))
    yield _page("可见事项首页：单位", permission.seen_by(officer).order_by("-id"))


def _overdue_rows() -> QuerySet[Any, Any]:
    return queries.overdue(today=TODAY).values_list("unit_id")


def _page(name: str, found: QuerySet[Case]) -> dict[str, Any]:
    page = found[:PAGE]
    return _timed(name, lambda: list(page.all()), _scan(page))


def _count(name: str, found: QuerySet[Case]) -> dict[str, Any]:
    return _timed(name, found.count, _scan(found.values_list("id")))


def _scan(found: QuerySet[Any, Any]) -> Callable[[], None]:
    """The baseline: the same question with every index of the table set aside."""

    def ask() -> None:
        text, values = found.query.sql_with_params()
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                text = text.replace('FROM "procedures_case"', 'FROM "procedures_case" NOT INDEXED')
            else:
                cursor.execute(
                    "SET enable_indexscan = off; SET enable_indexonlyscan = off; SET enable_bitmapscan = off"
                )
            cursor.execute(text, values)
            cursor.fetchall()
            if connection.vendor == "postgresql":
                cursor.execute("RESET ALL; SET TIME ZONE 'UTC'")

    return ask


def _timed(name: str, ask: Callable[[], Any], baseline: Callable[[], Any]) -> dict[str, Any]:
    ask()
    median = statistics.median(_milliseconds(ask) for _ in range(RUNS))
    base = statistics.median(_milliseconds(baseline) for _ in range(BASELINE_RUNS))
    say(f"{name} {median:.1f} ms")
    return {
        "name": name,
        "median": median,
        "unit": "ms",
        "target": TARGET_MS,
        "baseline": base,
        "baseline_is": "不用索引",
        "ratio": median / base,
    }


def _milliseconds(ask: Callable[[], Any]) -> float:
    began = time.perf_counter()
    ask()
    return (time.perf_counter() - began) * 1000


# -- building


def build() -> None:
    """Rows are written directly: what is measured is reading, and a million lawful steps would take hours."""
    say(f"准备 {CASES:,} 件事项（只在第一次）…")
    for model in (Contribution, Case):
        model.objects.all().delete()
    workdays.load_shipped(Actor.system("测量"))
    units = [Unit(code=f"u{n}", name=f"测量单位{n}", short=f"测{n}", kind="department") for n in range(UNITS)]
    Unit.objects.bulk_create(units, ignore_conflicts=True)
    person, _ = Person.objects.get_or_create(username="bench", defaults={"name": "测"})
    ids = list(Unit.objects.values_list("id", flat=True))
    _write("procedures_case", COLUMNS, _cases(ids, calendar()))
    _write("procedures_contribution", ["case_id", "person_id", "command"], _contributions(person.pk))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _cases(units: list[int], days: WorkCalendar) -> Iterator[tuple[Any, ...]]:
    chance = random.Random(711)
    warned: dict[dt.date, dt.date] = {}
    opened = dt.datetime(2025, 1, 2, tzinfo=dt.UTC)
    for number in range(1, CASES + 1):
        runs = chance.random() < OPEN_SHARE
        due = TODAY + dt.timedelta(days=_distance(chance)) if runs and chance.random() < 0.9 else None
        if due is not None and due not in warned:
            warned[due] = warn_day(due, 5, days)
        yield (
            number,
            f"bench.p{chance.randrange(5)}",
            1,
            _state(chance) if runs else "done",
            chance.choice(units),
            f"第{number}件测量用的事项，标题与真的一样长",
            "",
            "units.unit",
            str(number),
            opened,
            None if runs else opened,
            due,
            warned.get(due) if due else None,
            False,
            0,
        )


def _state(chance: random.Random) -> str:
    return RARE if chance.random() < RARE_SHARE else chance.choice(STATES)


def _distance(chance: random.Random) -> int:
    """Calendar days from today to the due day: 9 in 100 of the cases with a date are overdue."""
    return -chance.randint(1, 60) if chance.random() < 0.09 else chance.randint(0, 250)


def _contributions(person: int) -> Iterator[tuple[Any, ...]]:
    for case in range(1, CASES + 1, CASES // CONTRIBUTIONS):
        yield case, person, "submit"


def _write(table: str, columns: list[str], rows: Iterator[tuple[Any, ...]]) -> None:
    names = ", ".join(columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")
        else:
            connection.ensure_connection()
            marks = ", ".join("?" * len(columns))
            connection.connection.execute("BEGIN")
            connection.connection.executemany(
                f"INSERT INTO {table} ({names}) VALUES ({marks})",
                ([value if not isinstance(value, dt.date) else str(value) for value in row] for row in rows),
            )
            connection.connection.execute("COMMIT")
