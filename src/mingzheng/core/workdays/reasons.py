"""Why a date is what it is: the explanation of a reckoning in Chinese, one line for each thing. No Django.

Written day by day along the way, so it also bears witness to the table that found the date.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Protocol

from mingzheng.core.dates import chinese_day, chinese_span

WORKDAYS, CALENDAR, ROLLED = "workdays", "calendar", "rolled"
WEEKEND = "周末"


class Calendar(Protocol):
    """What the explanation needs to know of a calendar."""

    def is_workday(self, day: date) -> bool: ...
    def holiday(self, day: date) -> str: ...
    def makeup(self, day: date) -> str: ...
    def is_published(self, year: int) -> bool: ...
    @property
    def last_published_year(self) -> int | None: ...


def of_due(calendar: Calendar, start: date, n: int, due: date, kind: str) -> list[str]:
    """Lines for ``add_workdays`` and ``add_calendar_days``: the start, what was skipped, the last day."""
    if kind != WORKDAYS:
        return _of_calendar_days(calendar, start, n, due, rolled=kind == ROLLED)
    if n == 0:
        return [f"期限为0个工作日，即{chinese_day(start)}当日"]
    if n < 0:
        counted = list(_days(due, start - timedelta(days=1)))
        begin, ordinal = f"自{chinese_day(start)}的前一日起倒数", f"倒数第{-n}个工作日"
    else:
        counted = list(_days(start + timedelta(days=1), due))
        begin, ordinal = f"自{chinese_day(start)}的次日起算", f"第{n}个工作日"
    doubts = provisional_lines(calendar, counted)
    becomes = "暂定为" if doubts else "为"
    return [begin, *on_the_way(calendar, counted), *doubts, f"{ordinal}{becomes}{chinese_day(due)}"]


def of_count(calendar: Calendar, a: date, b: date, days: int) -> list[str]:
    """Lines for ``workdays_between``."""
    if a == b:
        return [f"起止为同一日{chinese_day(a)}，计0个工作日"]
    first, last = (a, b) if a < b else (b, a)
    counted = list(_days(first + timedelta(days=1), last))
    lines = [f"自{chinese_day(first)}的次日起算，至{chinese_day(last)}止（含当日）"]
    lines += on_the_way(calendar, counted)
    lines += provisional_lines(calendar, counted)
    total = f"共{abs(days)}个工作日"
    return [*lines, total if a < b else f"{total}；终日早于起日，计为{days}"]


def _of_calendar_days(calendar: Calendar, start: date, n: int, due: date, *, rolled: bool) -> list[str]:
    last = start + timedelta(days=n)
    if n == 0:
        lines = [f"期限为0日，即{chinese_day(start)}当日"]
    elif n > 0:
        lines = [f"自{chinese_day(start)}的次日起算，按自然日计，含节假日", f"第{n}日为{chinese_day(last)}"]
    else:
        lines = [
            f"自{chinese_day(start)}的前一日起倒数，按自然日计，含节假日",
            f"倒数第{-n}日为{chinese_day(last)}",
        ]
    if rolled:
        lines += provisional_lines(calendar, _days(last, due))
    if last != due:
        lines.append(f"最后一日为休假日，顺延至休假日结束的次日，即{chinese_day(due)}")
    return lines


def on_the_way(calendar: Calendar, days: Iterable[date]) -> list[str]:
    """One line for each holiday, each weekend and each make-up working day among ``days``, in order."""
    lines: list[str] = []
    run: list[date] = []
    for day in days:
        if run and not _continues(calendar, run[-1], day):
            lines.append(_skipped(calendar, run))
            run = []
        if not calendar.is_workday(day):
            run.append(day)
        elif calendar.makeup(day):
            lines.append(f"{chinese_day(day)}调休上班，计入")
    return lines + ([_skipped(calendar, run)] if run else [])


def _continues(calendar: Calendar, before: date, day: date) -> bool:
    """Is ``day`` in the same run off? A holiday that touches a plain weekend is told apart from it."""
    return not calendar.is_workday(day) and bool(calendar.holiday(before)) == bool(calendar.holiday(day))


def _skipped(calendar: Calendar, run: list[date]) -> str:
    names = dict.fromkeys(name for day in run for name in calendar.holiday(day).split("、") if name)
    span = chinese_span(run[0], run[-1])
    return f"{span}：{'、'.join(names)}放假，不计" if names else f"{span}：{WEEKEND}，不计"


def provisional_lines(calendar: Calendar, days: Iterable[date]) -> list[str]:
    """A line for each year among ``days`` that has no published arrangement."""
    years = sorted({day.year for day in days})
    return [
        f"{unpublished(calendar, year)}，暂按周一至周五为工作日推算，公布后自动重算"
        for year in years
        if not calendar.is_published(year)
    ]


def unpublished(calendar: Calendar, year: int) -> str:
    """2027年放假安排尚未公布; a year that lies between published ones was merely not imported."""
    late = calendar.last_published_year is None or year > calendar.last_published_year
    return f"{year}年放假安排尚未{'公布' if late else '导入'}"


def _days(first: date, last: date) -> Iterator[date]:
    for step in range((last - first).days + 1):
        yield first + timedelta(days=step)
