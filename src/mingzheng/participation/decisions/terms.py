"""Dated rules of this room that are no clocks: until when a catalogue is published, who reviews legality, which units owe one."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from mingzheng.core.dated import YearRules
from mingzheng.core.units.models import Unit, held_on

RULES = YearRules(Path(__file__).parent / "data" / "rules.yaml")


def catalogue_due(year: int) -> dt.date:
    """The last day on which the year's catalogues are published in time."""
    row = RULES.of("catalogue_due", year)
    return dt.date(year, row["month"], row["day"])


def legal_units(year: int) -> list[Unit]:
    """Who may review the legality of a district's decision."""
    return list(Unit.objects.filter(code__in=RULES.of("legal_units", year)["units"]).order_by("order", "id"))


def units_with_duty(year: int, day: dt.date) -> list[Unit]:
    """Units that owe a catalogue of their own in a year, as they exist on a day."""
    kinds = RULES.of("catalogue_units", year)["kinds"]
    return list(Unit.objects.filter(held_on(day), kind__in=kinds).order_by("order", "id"))
