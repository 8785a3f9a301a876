"""What a freeze holds, as canonical JSON text: sorted keys, no spaces, one line, UTF-8. Its form is documented in
docs/open-data.md; the stand-alone script (``verify``) reads it.

Public: the district's readings of every day. Inner: also the figures that are an inner matter, each unit's readings of the
last reading day of every month (every other day's stand in the journal, under the head that the freeze names), and the
bindings.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from typing import Any

from mingzheng.core.indicators import indicator_of
from mingzheng.core.units.models import Unit
from mingzheng.supervision.indicators import recorded
from mingzheng.supervision.indicators.models import Binding, Reading, UnitReading
from mingzheng.supervision.workplan.models import Plan

PUBLIC = "mingzheng-freeze/1"
INNER = "mingzheng-freeze-inner/1"
Days = list[list[Any]]  # [day, numerator, denominator or null]


def canonical(facts: dict[str, Any]) -> str:
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False) + "\n"


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def texts(plan: Plan, day: dt.date, head: dict[str, Any]) -> tuple[str, str]:
    """(public text, inner text) of the readings up to a day.

    Args:
        head: kind, day, moment and place of the journal, as both files say them.
    """
    figures = _figures(plan, day)
    plan_facts = {"year": plan.year, "title": plan.title, "number": plan.number}
    inner = canonical({"format": INNER, "plan": plan_facts, **head, "figures": figures, "bindings": _bindings(plan)})
    told = [{name: value for name, value in one.items() if name != "units"} for one in figures if not one["inner"]]
    public = canonical({"format": PUBLIC, "plan": plan_facts, **head, "figures": told, "inner_sha256": digest(inner)})
    return public, inner


def _figures(plan: Plan, day: dt.date) -> list[dict[str, Any]]:
    district = _district(plan, day)
    units = _units(plan, month_ends(plan, day))
    return [
        {
            "task": number,
            "content": content,
            "indicator": code,
            **_words(code),
            "days": days,
            "units": units.get((number, code), {}),
        }
        for (number, content, code), days in sorted(district.items())
    ]


def _words(code: str) -> dict[str, Any]:
    """How the figure is made; of one that no room declares any more its code alone, kept from the public."""
    found = indicator_of(code)
    if found is None:
        return {"label": code, "how": "", "article": "", "unit": "", "inner": True}
    words = {"label": found.label, "how": found.how, "article": found.article, "unit": found.unit}
    return {**words, "inner": found.inner}


def _district(plan: Plan, day: dt.date) -> dict[tuple[int, str, str], Days]:
    rows = Reading.objects.filter(task__plan=plan, day__lte=day).order_by("day")
    found: dict[tuple[int, str, str], Days] = {}
    for number, content, code, on, above, below in rows.values_list(
        "task__number", "task__content", "indicator", "day", "numerator", "denominator"
    ):
        found.setdefault((number, content, code), []).append([on.isoformat(), above, below])
    return found


def month_ends(plan: Plan, day: dt.date) -> list[dt.date]:
    """The last day of each month on which the plan was read, up to a day."""
    days = (
        Reading.objects.filter(task__plan=plan, day__lte=day).order_by("day").values_list("day", flat=True).distinct()
    )
    return sorted({(on.year, on.month): on for on in days}.values())


def _units(plan: Plan, days: Iterable[dt.date]) -> dict[tuple[int, str], dict[str, Days]]:
    codes = dict(Unit.objects.values_list("pk", "code"))
    rows = UnitReading.objects.filter(task__plan=plan, day__in=list(days)).order_by("day")
    found: dict[tuple[int, str], dict[str, Days]] = {}
    for number, code, unit, on, above, below in rows.values_list(
        "task__number", "indicator", "unit_id", "day", "numerator", "denominator"
    ):
        own = found.setdefault((number, code), {})
        own.setdefault(codes[unit], []).append([on.isoformat(), above, below])
    return found


def _bindings(plan: Plan) -> dict[str, list[Any]]:
    rows = Binding.objects.filter(task__plan=plan).select_related("task").order_by("task__number", "indicator")
    return {recorded.key(one.task.number, one.indicator): recorded.stands(one) for one in rows}
