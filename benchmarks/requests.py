"""依申请公开: the tables of the annual report over few and over many applications, and how fast past cases come in.

The baseline, in the same run over the same rows, reads every application and counts it by the pure tables.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import statistics
import time
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks import databases
from benchmarks.databases import say
from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.journal.chain import GENESIS
from mingzheng.core.journal.models import Head
from mingzheng.core.units.models import Unit
from mingzheng.requests.foi import counting, importing
from mingzheng.requests.foi.law import tables
from mingzheng.requests.foi.law.facts import APPLICANT_KINDS, Fact
from mingzheng.requests.foi.law.outcomes import LEAVES
from mingzheng.requests.foi.models import Application

FEW, MANY, UNITS, LINES = 5_000, 500_000, 60, 20_000
YEAR, FIRST, TODAY = 2025, dt.date(2021, 1, 1), dt.date(2026, 3, 2)
DAYS = (TODAY - FIRST).days
RUNS, BASELINE_RUNS, OPEN_SHARE = 21, 3, 0.01
TARGET_MS = 2000


def run() -> dict[str, Any]:
    with timekeeping.standing_at(TODAY):
        units = _district()
        rows = [_importing(units[0])]
        for size in (FEW, MANY):
            _fill(size, units)
            rows += _tables(size, units[7])
    about = f"{UNITS} 个单位，五年的申请，年报 {YEAR} 年；各 {RUNS} 次；CPU 为本进程所用"
    return {"about": about, "rows": rows}


def _district() -> list[Unit]:
    databases.empty()
    Head.objects.update_or_create(pk=1, defaults={"position": 0, "hash": GENESIS})
    made = [Unit(code=f"u{n}", name=f"单位{n}", short=f"单位{n}", kind=Unit.Kind.DEPARTMENT) for n in range(UNITS)]
    return Unit.objects.bulk_create(made)


def _applications(units: list[Unit]) -> Iterator[Application]:
    dice, number, leaves = random.Random(11), 0, list(LEAVES)
    while True:
        number += 1
        received = FIRST + dt.timedelta(dice.randrange(DAYS))
        closed = received + dt.timedelta(dice.randrange(1, 60))
        done = closed <= TODAY and dice.random() > OPEN_SHARE
        yield Application(
            unit=units[dice.randrange(UNITS)],
            number=f"测{number}",
            origin=Application.Origin.IMPORT,
            applicant_kind=dice.choice(list(APPLICANT_KINDS)),
            submitted_on=received,
            received_on=received,
            closed_on=closed if done else None,
            leaf=dice.choice(leaves) if done else "",
        )


def _fill(size: int, units: list[Unit]) -> None:
    say(f"准备 {size:,} 件…")
    Application.objects.all().delete()
    made = islice(_applications(units), size)
    while batch := list(islice(made, 5000)):
        Application.objects.bulk_create(batch, batch_size=500)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _tables(size: int, unit: Unit) -> Iterator[dict[str, Any]]:
    yield from _measured(f"{size:,} 件：全区的表三、表四", None)
    yield from _measured(f"{size:,} 件：一个单位的表三、表四", unit)


def _measured(name: str, unit: Unit | None) -> Iterator[dict[str, Any]]:
    def ask() -> None:
        tables.lay_out(counting.counts(YEAR, unit))

    ask()
    with CaptureQueriesContext(connection) as asked:
        ask()
    spent = [_spent(ask) for _ in range(RUNS)]
    base = statistics.median(_spent(lambda: _counted_one_by_one(unit))[0] for _ in range(BASELINE_RUNS))
    p95 = statistics.quantiles([wall for wall, _ in spent], n=20)[-1]
    note = f"{len(asked)} 个查询，中位数 {statistics.median(wall for wall, _ in spent):.1f} ms"
    yield _row(f"{name}，p95", p95, "ms", base, "逐件读出再数", target=TARGET_MS, note=note)
    yield {"name": f"{name}，CPU", "median": statistics.median(used for _, used in spent), "unit": "ms"}


def _counted_one_by_one(unit: Unit | None) -> None:
    found = Application.objects.filter(counted=True).exclude(received_on=None)
    if unit is not None:
        found = found.filter(unit=unit)
    rows = found.values_list("number", "applicant_kind", "received_on", "closed_on", "leaf").iterator(5000)
    tables.count((Fact(*row[:4], row[4] or None) for row in rows), YEAR)


def _importing(unit: Unit) -> dict[str, Any]:
    """Lines per second; the second time all are known already."""
    lines = [
        json.dumps(
            {
                "case": one.number,
                "applicant_kind": one.applicant_kind,
                "received": one.received_on.isoformat() if one.received_on else None,
                "closed": one.closed_on.isoformat() if one.closed_on else None,
                "outcome": one.leaf or None,
            }
        ).encode()
        for one in islice(_applications([unit] * UNITS), LINES)
    ]
    first = _spent(lambda: importing.import_cases(lines, unit, Actor.system("测量")))[0]
    again = _spent(lambda: importing.import_cases(lines, unit, Actor.system("测量")))[0]
    return _row("导入往年申请，每秒", LINES / first * 1000, "行/s", LINES / again * 1000, "再导入一次，全部已有")


def _spent(ask: Callable[[], Any]) -> tuple[float, float]:
    """Milliseconds on the clock and of the processor."""
    began, used = time.perf_counter(), time.process_time()
    ask()
    return (time.perf_counter() - began) * 1000, (time.process_time() - used) * 1000


def _row(name: str, found: float, unit: str, base: float, base_is: str, **more: Any) -> dict[str, Any]:
    say(f"{name} {found:,.1f} {unit}")
    return {"name": name, "median": found, "unit": unit, "baseline": base, "baseline_is": base_is, "ratio": found / base} | more  # fmt: skip
