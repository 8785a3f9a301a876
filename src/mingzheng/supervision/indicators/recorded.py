"""Readings and bindings as the journal writes them down, so that a row changed behind the platform's back is found and named.

A reading's row is named by task number and figure; the unit by its code, the district by "". Pure but for the codes of units.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from mingzheng.core.dates import chinese_date
from mingzheng.core.indicators import Figure
from mingzheng.core.journal import commands as journal
from mingzheng.core.journal.models import Entry
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.supervision.indicators.models import Binding, Reading, UnitReading
from mingzheng.supervision.indicators.reading import READER
from mingzheng.supervision.workplan.models import Plan, PlanTask

READ = "indicators.read"
BOUND = ("indicators.suggested", "indicators.confirmed", "indicators.ended", "indicators.bound", "indicators.aimed")
DISTRICT = ""
Rows = dict[str, dict[str, str]]  # "13 corners.active" → unit code → "4/5"


def kept(figure: Figure) -> str:
    """``4/5``, or ``4`` for a plain count."""
    return str(figure.numerator) if figure.denominator is None else f"{figure.numerator}/{figure.denominator}"


def figure_of(text: str) -> Figure:
    """What ``kept`` made."""
    above, _, below = text.partition("/")
    return Figure(int(above), int(below) if below else None)


def key(number: int, code: str) -> str:
    return f"{number} {code}"


def split(name: str) -> tuple[int, str]:
    """What ``key`` made: number of the task, code of the figure."""
    number, _, code = name.partition(" ")
    return int(number), code


def day_ref(plan: Plan, day: dt.date) -> RecordRef:
    """The day's readings of a plan: a subject of their own, so that they stand in no timeline of the plan."""
    return RecordRef("indicators.day", f"{plan.pk}.{day.isoformat()}")


def write_readings(plan: Plan, day: dt.date, district: Iterable[Reading], units: Iterable[UnitReading]) -> None:
    """Journal every value of a day's readings; when the day was read before with the same values, nothing is written."""
    rows = _rows(plan, district, units)
    ref = day_ref(plan, day)
    last = Entry.objects.filter(action=READ, subject_kind=ref.kind, subject_id=ref.id).order_by("-id").first()
    if last is not None and last.data["rows"] == rows:
        return
    journal.append(
        action=READ,
        actor=READER,
        subject=ref,
        summary=f"登记{plan.year}年要点{chinese_date(day)}的指标读数 {sum(map(len, rows.values()))} 个",
        data={"plan": plan.pk, "day": day.isoformat(), "rows": rows},
    )


def _rows(plan: Plan, district: Iterable[Reading], units: Iterable[UnitReading]) -> Rows:
    numbers = dict(PlanTask.objects.filter(plan=plan).values_list("pk", "number"))
    codes = dict(Unit.objects.values_list("pk", "code"))
    rows: Rows = {}
    for one in district:
        rows.setdefault(key(numbers[one.task_id], one.indicator), {})[DISTRICT] = kept(one.figure)
    for own in units:
        rows.setdefault(key(numbers[own.task_id], own.indicator), {})[codes[own.unit_id]] = kept(own.figure)
    return rows


def binding_facts(rows: Iterable[Binding]) -> dict[str, Any]:
    """What the journal keeps of bindings that were just made or changed: state and target of each."""
    found = list(rows)
    tasks = PlanTask.objects.in_bulk({one.task_id for one in found})
    plans = {task.plan_id for task in tasks.values()}
    facts = {key(tasks[one.task_id].number, one.indicator): stands(one) for one in found}
    return {"plan": plans.pop() if plans else None, "bindings": facts}


def stands(row: Binding) -> list[Any]:
    """State and own target of a binding."""
    return [str(row.state), row.target]
