"""A month as a page shows it: days in weeks, each with its sessions. Pure."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from mingzheng.participation.open_days.models import OpenDay

FIRST_YEAR, LAST_YEAR = 2008, 2150


@dataclass(frozen=True)
class Day:
    """``outside``: of the month before or after, to fill the week."""

    date: dt.date
    outside: bool
    sessions: list[OpenDay] = field(default_factory=list)


def days_of(year: int, month: int, sessions: Iterable[OpenDay]) -> list[Day]:
    """Every day of the weeks that the month touches, from Monday on."""
    held: dict[dt.date, list[OpenDay]] = {}
    for one in sessions:
        held.setdefault(one.day, []).append(one)
    dates = calendar.Calendar(firstweekday=0).itermonthdates(year, month)
    return [Day(day, day.month != month, held.get(day, []) if day.month == month else []) for day in dates]


def before(year: int, month: int) -> tuple[int, int]:
    return (year - 1, 12) if month == 1 else (year, month - 1)


def after(year: int, month: int) -> tuple[int, int]:
    return (year + 1, 1) if month == 12 else (year, month + 1)
