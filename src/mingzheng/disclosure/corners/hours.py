"""Opening hours: read from what people write, and asked for a moment. Pure: no database, no clock.

``周一至周五 9:00-11:30 13:30-17:00`` on one line, further days on further lines. A holiday by the State Council's notice
closes a corner that follows the working calendar; a make-up working day has the hours of its weekday, or Friday's when that
weekday has none.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from mingzheng.core.errors import Refused
from mingzheng.core.workdays.arithmetic import WorkCalendar

DAYS = "一二三四五六日"
FRIDAY = 4
_DAY = re.compile(r"(?:周|星期)([一二三四五六日天])(?:\s*(?:至|到|—|－|-|~)\s*(?:周|星期)([一二三四五六日天]))?")
_SPAN = re.compile(r"(\d{1,2}):(\d{2})\s*(?:至|到|—|–|－|-|~)\s*(\d{1,2}):(\d{2})")
_NOISE = re.compile(r"[\s、，,；;。和及]|上午|下午|晚上")
EXAMPLE = "请一行写一组，例如：周一至周五 9:00-11:30 13:30-17:00"


@dataclass(frozen=True)
class Moment:
    """``open`` now; ``text`` says until when, or when it opens next; ``spans`` are today's hours."""

    open: bool
    text: str
    spans: tuple[tuple[str, str], ...] = ()


def parse(text: str) -> list[dict[str, Any]]:
    """Lines of hours → ``[{"days": [0, 1], "spans": [["09:00", "17:00"]]}]``.

    Raises:
        Refused: naming the line that cannot be read.
    """
    found = []
    for line in (line.strip() for line in text.replace("：", ":").splitlines()):
        if line:
            found.append(_line(line))
    if not found:
        raise Refused("没有写开放时间。", remedy=EXAMPLE, field="hours_text")
    every = [day for row in found for day in row["days"]]
    twice = sorted({day for day in every if every.count(day) > 1})
    if twice:
        names = "、".join(f"周{DAYS[day]}" for day in twice)
        raise Refused(f"{names}写了两次。", remedy="同一天的各段时间请写在同一行。", field="hours_text")
    return found


def _line(line: str) -> dict[str, Any]:
    days = [day for first, last in _DAY.findall(line) for day in _days(first, last or first)]
    spans = [_span(match.groups(), line) for match in _SPAN.finditer(line)]
    rest = _NOISE.sub("", _SPAN.sub("", _DAY.sub("", line)))
    if not days or not spans or rest:
        raise Refused(f"看不懂「{line[:40]}」。", remedy=EXAMPLE, field="hours_text")
    if any(before[1] > after[0] for before, after in pairwise(spans)):
        raise Refused(f"「{line[:40]}」的时间前后重叠。", remedy="请按先后写，不要重叠。", field="hours_text")
    return {"days": sorted(set(days)), "spans": spans}


def _days(first: str, last: str) -> list[int]:
    start, end = (DAYS.index("日" if day == "天" else day) for day in (first, last))
    if start > end:
        raise Refused("星期的先后写反了。", remedy=EXAMPLE, field="hours_text")
    return list(range(start, end + 1))


def _span(parts: Sequence[str], line: str) -> list[str]:
    hours = [int(parts[0]), int(parts[2])]
    minutes = [int(parts[1]), int(parts[3])]
    begin, end = (f"{hour:02d}:{minute:02d}" for hour, minute in zip(hours, minutes, strict=True))
    if max(hours) > 23 or max(minutes) > 59 or begin >= end:
        raise Refused(f"「{line[:40]}」里的钟点不对。", remedy=EXAMPLE, field="hours_text")
    return [begin, end]


def spans_on(
    day: dt.date, hours: list[dict[str, Any]], *, keeps_holidays: bool, days: WorkCalendar
) -> tuple[tuple[str, str], ...]:
    """The hours of a day, without closures; empty when it is closed."""
    first = days.first_published_year
    known = keeps_holidays and first is not None and day.year >= first
    if known and days.holiday(day):
        return ()
    own = _of_weekday(day.weekday(), hours)
    if known and days.makeup(day):
        return own or _of_weekday(FRIDAY, hours)
    return own


def _of_weekday(weekday: int, hours: list[dict[str, Any]]) -> tuple[tuple[str, str], ...]:
    return tuple((begin, end) for row in hours if weekday in row["days"] for begin, end in row["spans"])


def at(moment: dt.datetime, today: tuple[tuple[str, str], ...]) -> Moment:
    """Open at this moment of a day with these hours?"""
    if not today:
        return Moment(False, "今天不开放")
    clock = f"{moment:%H:%M}"
    for begin, end in today:
        if begin <= clock < end:
            return Moment(True, f"开放中，至 {end}", today)
        if clock < begin:
            return Moment(False, f"现在未开放，{begin} 开放", today)
    return Moment(False, f"今天已于 {today[-1][1]} 结束", today)
