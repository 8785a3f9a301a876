"""Reading the working calendar."""

from __future__ import annotations

import time
from dataclasses import dataclass
from itertools import groupby

from django.db import connection

from mingzheng.core.workdays.arithmetic import WorkCalendar
from mingzheng.core.workdays.models import CalendarDay, CalendarYear
from mingzheng.core.workdays.plans import YearPlan
from mingzheng.core.written import Question

FRESH_SECONDS = 3.0

Version = tuple[tuple[int, str], ...]  # (year, digest of its content), in order


@dataclass(frozen=True)
class _Held:
    version: Version
    calendar: WorkCalendar
    checked: float  # monotonic seconds


_held: _Held | None = None


def calendar() -> WorkCalendar:
    """The calendar of all imported years: immutable, held per process.

    It is keyed by the content of the database. Inside a transaction (every command) that is asked each time,
    with one query over a handful of rows; outside at most every ``FRESH_SECONDS``. An import in this process
    shows at once, an import elsewhere within that time. Loops over many cases take it once and keep it.
    """
    global _held
    held, now = _held, time.monotonic()
    if held and not connection.in_atomic_block and now - held.checked < FRESH_SECONDS:
        return held.calendar
    version = _version()
    found = held.calendar if held and held.version == version else WorkCalendar({p.year: p for p in plans()})
    _held = _Held(version, found, now)
    return found


def forget() -> None:
    """Ask the database again at the next use."""
    global _held
    _held = None


_VERSION = Question(lambda: CalendarYear.objects.order_by("year").values_list("year", "digest"))  # asked at every step


def _version() -> Version:
    return tuple(_VERSION.ask())


def plans() -> list[YearPlan]:
    """Every imported year, in order."""
    days = CalendarDay.objects.order_by("year_id", "date")
    by_year = {year: list(rows) for year, rows in groupby(days, key=lambda row: row.year_id)}
    return [_plan(row, by_year.get(row.year, [])) for row in CalendarYear.objects.order_by("year")]


def plan_of(year: int) -> YearPlan | None:
    """The imported arrangement of one year, or None."""
    row = CalendarYear.objects.filter(year=year).first()
    return _plan(row, list(row.days.all())) if row else None


def _plan(row: CalendarYear, days: list[CalendarDay]) -> YearPlan:
    off = {day.date: day.name for day in days if day.off}
    makeup = {day.date: day.name for day in days if not day.off}
    return YearPlan(row.year, off, makeup, tuple(row.papers))
