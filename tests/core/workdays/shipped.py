"""The shipped years, read without a database."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import mingzheng
from mingzheng.core.workdays.arithmetic import WorkCalendar
from mingzheng.core.workdays.plans import YearPlan, from_json

DATA = Path(mingzheng.__file__).parent / "core" / "workdays" / "data"
YEARS = (2023, 2024, 2025, 2026)


def shipped_plan(year: int) -> YearPlan:
    return from_json(json.loads((DATA / f"{year}.json").read_text(encoding="utf-8")))


@cache
def shipped_calendar() -> WorkCalendar:
    return WorkCalendar({year: shipped_plan(year) for year in YEARS})
