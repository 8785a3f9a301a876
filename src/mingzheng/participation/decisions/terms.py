"""Dated rules of this room that are no clocks: until when a catalogue is published, who reviews legality, which units owe one."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from mingzheng.core.units.models import Unit, held_on

DATA = Path(__file__).parent / "data" / "rules.yaml"


@cache
def _rules() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return found


def _of(name: str, year: int) -> dict[str, Any]:
    """The newest row for a year; the oldest one for years before it."""
    rows = sorted(_rules()[name], key=lambda row: row["from_year"])
    return next((row for row in reversed(rows) if row["from_year"] <= year), rows[0])


def catalogue_due(year: int) -> dt.date:
    """The last day on which the year's catalogues are published in time."""
    row = _of("catalogue_due", year)
    return dt.date(year, row["month"], row["day"])


def due_article(year: int) -> str:
    return str(_of("catalogue_due", year)["article"])


def legal_units(year: int) -> list[Unit]:
    """Who may review the legality of a district's decision."""
    return list(Unit.objects.filter(code__in=_of("legal_units", year)["units"]).order_by("order", "id"))


def units_with_duty(year: int, day: dt.date) -> list[Unit]:
    """Units that owe a catalogue of their own in a year, as they exist on a day."""
    kinds = _of("catalogue_units", year)["kinds"]
    return list(Unit.objects.filter(held_on(day), kind__in=kinds).order_by("order", "id"))
