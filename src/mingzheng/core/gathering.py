"""What every meeting that people sign up for has in common: its time in words, who comes in, when names are forgotten. Pure.

Lectures of ``policy.outreach`` and open days of ``participation.open_days`` both stand on it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils.timezone import localtime

from mingzheng.core.dates import chinese_moment

KEPT_DAYS = 30  # names and telephone numbers of those who signed up; said on the form


def span(begins: dt.datetime, ends: dt.datetime) -> str:
    """2023年6月20日 14:00—16:00, in words that need no table."""
    first, last = localtime(begins), localtime(ends)
    said = chinese_moment(first)
    return f"{said}—{last:%H:%M}" if first.date() == last.date() else f"{said}至{last.month}月{last.day}日 {last:%H:%M}"


def coming_in(waiting: Iterable[int], free: int | None) -> int:
    """How many of those who wait come in, in their order: whoever does not fit holds up everybody behind, nobody overtakes.

    Args:
        waiting: how many people each of them brings.
        free: places that are left; None: as many as come.
    """
    came = 0
    for people in waiting:
        if free is not None and people > free:
            break
        free = None if free is None else free - people
        came += 1
    return came


def to_forget(now: dt.datetime) -> dt.datetime:
    """What ended before this moment is forgotten."""
    return now - dt.timedelta(days=KEPT_DAYS)
