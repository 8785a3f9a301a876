"""The statistics of a million letters, as the portal draws them, from the counters; the baseline counts the letters themselves.

Also: what one letter costs with its counters, and how long the comparison of all counters takes.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import statistics as middle
import time
from collections.abc import Callable
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, Q

from benchmarks import databases
from benchmarks.databases import migrate, say
from mingzheng.core.journal.chain import GENESIS
from mingzheng.core.journal.models import Head
from mingzheng.core.units.models import Unit
from mingzheng.participation.letters import counting, statistics
from mingzheng.participation.letters.models import Letter
from mingzheng.participation.letters.models.letter import Channel, Kind
from mingzheng.participation.letters.sorting import words

SIZE = int(os.environ.get("MINGZHENG_BENCH_SIZE", 1_000_000))
TARGET = 300  # ms
COPIED = 10_000
MOMENT = dt.datetime(2023, 1, 1, 9, tzinfo=dt.UTC)
UNITS = 52
FIRST, DAYS = dt.date(2023, 1, 1), 1095
LAST = FIRST + dt.timedelta(days=DAYS - 1)
TIMES = 7


def run() -> dict[str, Any]:
    migrate()
    if Letter.objects.count() != SIZE:
        _fill(random.Random(20))
    cells = counting.MonthCount.objects.count()
    year = _spent(lambda: statistics.year(2024, LAST))
    whole = _spent(lambda: statistics.report(FIRST, LAST))
    base = _spent(_baseline, times=2)
    compared = _spent(counting.from_letters, times=1)
    one = _spent(_one_letter, times=50)
    return {
        "about": f"{SIZE:,} 封来信，{DAYS} 天，{UNITS} 个单位，{cells:,} 行计数；测量前一分钟的负载 {os.getloadavg()[0]:.1f}",
        "rows": [
            _row("一年的统计（约三分之一来信），中位数", year, base, TARGET),
            _row("三年全部来信的统计，中位数", whole, base, TARGET),
            _row("一封来信的计数（写入）", one, None, None),
            _row("按来信重新计算全部统计", compared, None, None),
        ],
    }


def _spent(act: Callable[[], Any], times: int = TIMES) -> list[float]:
    found = []
    for _time in range(times):
        began = time.perf_counter()
        act()
        found.append((time.perf_counter() - began) * 1000)
    return found


def _row(name: str, spent: list[float], base: list[float] | None, target: int | None) -> dict[str, Any]:
    row: dict[str, Any] = {"name": name, "median": middle.median(spent), "unit": "ms", "target": target}
    if base is not None:
        row |= {
            "baseline": middle.median(base),
            "baseline_is": "直接数来信",
            "ratio": row["median"] / middle.median(base),
        }
    return row


def _baseline() -> list[Any]:
    """The same figures of a year, counted from the letters."""
    rows = Letter.objects.filter(received_on__year=2024).order_by()
    one = rows.values_list("unit", "channel", "kind").annotate(n=Count("pk"), done=Count("pk", filter=Q(in_time=True)))
    return [
        list(one),
        list(rows.values_list("received_on").annotate(n=Count("pk"))),
        list(rows.values_list("matter").annotate(n=Count("pk"))),
    ]


def _one_letter() -> None:
    added = counting.Added()
    added.letter(Unit.objects.order_by("pk")[0].pk, "hotline", "help", "property", LAST, False, None, None)
    with transaction.atomic():
        counting.write(added)
        transaction.set_rollback(True)


def _fill(dice: random.Random) -> None:
    """A million random letters are counted; the letters themselves are a few thousand, copied until they are as many."""
    say(f"准备 {SIZE:,} 封…")
    databases.empty()
    Head.objects.update_or_create(pk=1, defaults={"position": 0, "hash": GENESIS})
    units = [
        Unit.objects.create(code=f"bench{n}", name=f"测量单位{n}", short=f"测量{n}", kind=Unit.Kind.DEPARTMENT).pk
        for n in range(UNITS)
    ]
    weights = [1 / (n + 1) ** 0.7 for n in range(UNITS)]
    matters = [one.code for one in words().matters]
    added, made = counting.Added(), []
    for serial in range(SIZE):
        one = _letter(serial, dice, units, weights, matters)
        added.letter(
            one.unit_id, one.channel, one.kind, one.matter, one.received_on, False, one.replied_on, one.in_time
        )
        if serial < COPIED:
            made.append(one)
    say("写入计数…")
    with transaction.atomic():
        counting.write(added)
    say("写入来信…")
    with transaction.atomic():
        Letter.objects.bulk_create(made, batch_size=500)
        _copy(SIZE // COPIED)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _copy(times: int) -> None:
    names = [field.column for field in Letter._meta.concrete_fields if field.column not in ("id", "number")]
    columns = ", ".join(f'"{name}"' for name in names)
    with connection.cursor() as cursor:
        for copy in range(1, times):
            cursor.execute(
                f"INSERT INTO letters_letter (number, {columns}) SELECT 'C{copy:03}' || number, {columns} "
                "FROM letters_letter WHERE number LIKE 'B%%'",
                [],
            )


def _letter(serial: int, dice: random.Random, units: list[int], weights: list[float], matters: list[str]) -> Letter:
    received = FIRST + dt.timedelta(days=dice.randrange(DAYS))
    took = dice.randrange(0, 15)
    return Letter(
        number=f"B{serial:09}",
        channel=dice.choices(list(Channel), [4, 5, 3, 85, 3])[0],
        origin=Letter.Origin.IMPORT,
        kind=dice.choices(list(Kind), [25, 30, 30, 5, 9, 1])[0],
        matter=dice.choice(matters),
        unit_id=dice.choices(units, weights)[0],
        intake_id=units[0],
        title="测量用的来信",
        text="测量用的来信。",
        received_at=MOMENT,
        received_on=received,
        replied_on=received + dt.timedelta(days=took),
        in_time=took < 8,
        urgent_words=[],
    )
