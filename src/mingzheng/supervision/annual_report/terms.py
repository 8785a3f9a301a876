"""Dated rules of the annual report that are no clocks: until when it is published, which units owe one, which are governments."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from mingzheng.core.dated import YearRules
from mingzheng.core.units.models import Unit, held_on

RULES = YearRules(Path(__file__).parent / "data" / "rules.yaml")
FIRST_YEAR = 2008


def due(year: int, *, district: bool) -> dt.date:
    """The last day on which the report on ``year`` is published in time (Art. 49); it lies in the year after."""
    row = RULES.of("due", year)["district" if district else "unit"]
    return dt.date(year + 1, row["month"], row["day"])


def due_article(year: int) -> str:
    return str(RULES.of("due", year)["article"])


def units_with_duty(year: int) -> list[Unit]:
    """Units that owe a report of their own on a year, as they existed on its last day."""
    kinds = RULES.of("units", year)["kinds"]
    return list(Unit.objects.filter(held_on(dt.date(year, 12, 31)), kind__in=kinds).order_by("order", "id"))


def is_government(unit: Unit, year: int, *, district: bool) -> bool:
    """Does the report speak of 工作考核、社会评议、责任追究 as well?"""
    return district or unit.kind in RULES.of("governments", year)["kinds"]
