"""The figures of a year over a million records: read cold for 66 tasks and every unit, and shown from a year of readings.

Records are inserted in bulk, by nobody: letters, questions at windows, placed records and documents of a year. The baseline of the cold reading
asks unit by unit (a few figures, worked out for all).
"""

from __future__ import annotations

import datetime as dt
import os
import random
import statistics
import time
from collections.abc import Callable, Iterable
from typing import Any

from django.db import connection, models, transaction

from benchmarks.databases import migrate, say
from benchmarks.workplan import ISSUED, MACHINE, _district
from mingzheng.core import timekeeping
from mingzheng.core.indicators import Scope
from mingzheng.core.procedures.commands import act
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.catalogue.models import Column, Placement
from mingzheng.disclosure.catalogue.seeding import seed_columns
from mingzheng.disclosure.documents.models import Document, Edition
from mingzheng.participation.letters.models import Letter
from mingzheng.participation.letters.models.letter import Channel, Kind
from mingzheng.policy.questions.models import Asked
from mingzheng.supervision.indicators import commands, reading, standings
from mingzheng.supervision.indicators.models import Binding, Reading, UnitReading
from mingzheng.supervision.indicators.overview import overview
from mingzheng.supervision.workplan import demo, importing
from mingzheng.supervision.workplan.models import Plan

SIZE = int(os.environ.get("MINGZHENG_BENCH_SIZE", 1_000_000))
FIRST, LAST = dt.date(2023, 1, 1), dt.date(2023, 12, 28)
MOMENT = dt.datetime(2023, 3, 1, 1, tzinfo=dt.UTC)
BASE = 5_000  # rows that are made; the others are copies of them
COLD, SHOWN = 5_000, 200  # ms
TIMES, SAMPLED = 5, 12


def run() -> dict[str, Any]:
    migrate()
    if Letter.objects.count() != SIZE * 6 // 10:
        _fill(random.Random(12))
    plan = Plan.objects.exclude(issued_at=None)[0]
    with timekeeping.standing_at(LAST):
        cold = _spent(lambda: reading.readings(plan, LAST), 2)
        alone = [_alone(plan)]
        shown = _spent(lambda: standings.standing(plan), TIMES)
        whole = _spent(lambda: overview(plan), TIMES)
    records = sum(model._default_manager.count() for model in (Letter, Asked, Placement, Document, Edition))
    about = (
        f"{records:,} 条记录，{plan.tasks.count()} 项任务，{Binding.objects.count()} 个对应，{Unit.objects.count()} 个单位，"
        f"{UnitReading.objects.count():,} 个单位读数；测量前一分钟的负载 {os.getloadavg()[0]:.1f}"
    )
    return {
        "about": about,
        "rows": [
            _row("全部数字从记录算出（全区和各单位）", cold, COLD, alone, "逐个单位计算，按抽样推算"),
            _row("全部数字从读数读出（任务×单位）", shown, SHOWN, cold, "从记录算出"),
            _row("总览的数据（矩阵、将到期、变化）", whole, SHOWN, cold, "从记录算出"),
        ],
    }


def _spent(ask: Callable[[], Any], times: int) -> list[float]:
    found = []
    for _time in range(times):
        began = time.perf_counter()
        ask()
        found.append((time.perf_counter() - began) * 1000)
    return found


def _alone(plan: Plan) -> float:
    """What the cold reading would take unit by unit: the first figures, worked out for all."""
    bound = [row for row in reading.confirmed(plan) if row.declared is not None]
    codes = list({row.indicator: row for row in bound}.values())
    sample = codes[:: max(1, len(codes) // SAMPLED)]
    units = list(Unit.objects.values_list("pk", flat=True)[:3])
    began = time.perf_counter()
    for row in sample:
        for unit in units:
            assert row.declared is not None
            row.declared.measure(Scope(LAST, row.task_id, unit))
    spent = (time.perf_counter() - began) * 1000
    return spent / (len(sample) * len(units)) * len(codes) * Unit.objects.count()


def _row(name: str, spent: list[float], target: int, base: list[float], base_is: str) -> dict[str, Any]:
    median, baseline = statistics.median(spent), statistics.median(base)
    say(f"{name} {median:.0f} ms")
    facts = {"baseline": baseline, "baseline_is": base_is, "ratio": median / baseline}
    return {"name": name, "median": median, "unit": "ms", "target": target, **facts}


# --- a year of records --------------------------------------------------------------------------------------------


def _fill(dice: random.Random) -> None:
    with timekeeping.standing_at(ISSUED):
        clerk = _district()
        seed_columns(MACHINE)
        draft = importing.start_import(demo.SAMPLE.read_bytes(), demo.SAMPLE.name, clerk)
        importing.accept_all(draft, clerk)
        plan = importing.confirm_import(draft, clerk)
        commands.confirm(Binding.objects.filter(task__plan=plan), clerk)
        act(plan.case, "issue", clerk)
    units = list(Unit.objects.values_list("pk", flat=True))
    say(f"写入 {SIZE:,} 条记录…")
    with transaction.atomic():
        _many(Letter, (_letter(n, dice, units) for n in range(BASE)), SIZE * 6 // 10, "number", "letters_letter")
        _many(Asked, (_asked(dice, units) for _n in range(BASE)), SIZE * 25 // 100, "", "questions_asked")
        column = Column.objects.order_by("pk")[0].pk
        placed = (_placed(n, dice, units, column) for n in range(BASE))
        _many(Placement, placed, SIZE // 10, "record_id", "catalogue_placement")
        _documents(dice, units, SIZE // 40)
    with timekeeping.standing_at(LAST):
        commands.take_readings()
    say("写入一年的读数…")
    with transaction.atomic():
        _year_of_readings()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _day(dice: random.Random) -> dt.date:
    return FIRST + dt.timedelta(days=dice.randrange((LAST - FIRST).days))


def _letter(serial: int, dice: random.Random, units: list[int]) -> Letter:
    received, took = _day(dice), dice.randrange(1, 30)
    return Letter(
        number=f"B{serial:06}",
        channel=dice.choices(list(Channel), [4, 5, 3, 85, 3])[0],
        origin=Letter.Origin.IMPORT,
        kind=dice.choice(list(Kind)),
        matter="property",
        unit_id=dice.choice(units),
        intake_id=units[0],
        title="测量用的来信",
        text="测量用的来信。",
        received_at=MOMENT,
        received_on=received,
        replied_on=received + dt.timedelta(days=took),
        in_time=took < 20,
        urgent_words=[],
    )


def _asked(dice: random.Random, units: list[int]) -> Asked:
    day = _day(dice)
    place = dice.choice(units)
    return Asked(
        channel=dice.choice([Asked.Channel.WINDOW, Asked.Channel.HOTLINE, Asked.Channel.HANDOVER]),
        text="怎么申请？",
        asked_on=day,
        answered_on=day,
        seconds=dice.randrange(5, 300),
        counts=True,
        place_id=place,
        unit_id=place,
    )


def _placed(serial: int, dice: random.Random, units: list[int], column: int) -> Placement:
    return Placement(
        record_kind="bench.record",
        record_id=f"B{serial:06}",
        title="测量用的信息",
        url="/x/",
        published_on=_day(dice),
        placed_at=MOMENT,
        column_id=column,
        unit_id=dice.choice(units),
    )


def _documents(dice: random.Random, units: list[int], number: int) -> None:
    made = [
        Document(index_number=f"BENCH{n:012}", title="测量用的公文", unit_id=dice.choice(units), opened_at=MOMENT)
        for n in range(number)
    ]
    Document.objects.bulk_create(made, batch_size=1000)
    editions = [
        Edition(
            document=one,
            serial=1,
            title=one.title,
            attribute="public",
            body="",
            signed_at=MOMENT + dt.timedelta(days=dice.randrange(280)),
        )
        for one in made
    ]
    Edition.objects.bulk_create(editions, batch_size=1000)


def _many(model: type[models.Model], base: Iterable[Any], number: int, unique: str, table: str) -> None:
    """``number`` rows: the base, and copies of it with another value in the column that must differ."""
    rows = list(base)
    model._default_manager.bulk_create(rows[:number], batch_size=1000)
    names = [field.column for field in model._meta.concrete_fields if field.column not in ("id", unique)]
    columns = ", ".join(f'"{name}"' for name in names)
    last = model._default_manager.order_by("-pk").values_list("pk", flat=True)[0]
    first = last - len(rows[:number]) + 1
    with connection.cursor() as cursor:
        for copy in range(1, number // BASE):
            head, source = (f"{unique}, ", f"'{copy:03}' || {unique}, ") if unique else ("", "")
            cursor.execute(
                f"INSERT INTO {table} ({head}{columns}) SELECT {source}{columns} FROM {table} WHERE id BETWEEN %s AND %s",
                [first, last],
            )


def _year_of_readings() -> None:
    """Every day of the year says what the last one said."""
    day = FIRST
    with connection.cursor() as cursor:
        while day < LAST:
            for model, more in ((Reading, ""), (UnitReading, "unit_id, ")):
                table = model._meta.db_table
                cursor.execute(
                    f"INSERT INTO {table} (task_id, indicator, {more}day, numerator, denominator) "
                    f"SELECT task_id, indicator, {more}%s, numerator, denominator FROM {table} WHERE day = %s",
                    [day, LAST],
                )
            day += dt.timedelta(days=1)
