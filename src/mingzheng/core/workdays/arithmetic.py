"""Counting working days, with reasons. Pure: no Django, no clock, no database.

The rule: the day of the event does not count, day 1 is the day after it (《民法典》第二百零一条).
Working days are Monday to Friday without the published days off, plus the make-up weekend days (调休上班).

Due dates come from a table (prefix sums and a list of working days), so one costs about a microsecond; the
reasons are written only when somebody reads them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from mingzheng.core.dates import weekday_name
from mingzheng.core.errors import Refused
from mingzheng.core.workdays import reasons as why
from mingzheng.core.workdays.plans import SATURDAY, YearPlan

__all__ = ["Counted", "Reckoned", "WorkCalendar", "YearPlan"]

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Reckoned:
    """A due date. ``provisional``: it crosses a year whose holidays are not published, and may still move."""

    due: date
    provisional: bool
    _calendar: WorkCalendar = field(repr=False, compare=False)
    _start: date = field(repr=False, compare=False)
    _days: int = field(repr=False, compare=False)
    _kind: str = field(repr=False, compare=False, default=why.WORKDAYS)

    @cached_property
    def reasons(self) -> list[str]:
        """The explanation in Chinese, line by line; written on first use."""
        return why.of_due(self._calendar, self._start, self._days, self.due, self._kind)


@dataclass(frozen=True)
class Counted:
    """A number of working days; negative when the second day lies before the first."""

    days: int
    provisional: bool
    _calendar: WorkCalendar = field(repr=False, compare=False)
    _start: date = field(repr=False, compare=False)
    _end: date = field(repr=False, compare=False)

    @cached_property
    def reasons(self) -> list[str]:
        """The explanation in Chinese, line by line; written on first use."""
        return why.of_count(self._calendar, self._start, self._end, self.days)


class WorkCalendar:
    """The published years. Immutable; safe to share between threads.

    Args:
        years: plan by year. Missing years between or after them count Monday to Friday and are provisional.
    """

    def __init__(self, years: Mapping[int, YearPlan]) -> None:
        self._plans = dict(sorted(years.items()))
        self._off: dict[date, str] = {}
        self._makeup: dict[date, str] = {}
        for plan in self._plans.values():
            self._off.update(plan.off)
            self._makeup.update(plan.makeup)
        self._fill_table()

    def _fill_table(self) -> None:
        """Prefix sums over the covered days: ``_before[i]`` working days lie before day ``_origin + i``."""
        self._before = [0]
        self._workdays: list[int] = []
        if not self._plans:
            return
        first, last = min(self._plans), max(self._plans)
        self._origin = date(first, 1, 1).toordinal()
        self._end = date(last, 12, 31).toordinal()
        for ordinal in range(self._origin, self._end + 1):
            if self._works(date.fromordinal(ordinal)):
                self._workdays.append(ordinal)
            self._before.append(len(self._workdays))

    def _works(self, day: date) -> bool:
        if day in self._off:
            return False
        return day in self._makeup or day.weekday() < SATURDAY

    # -- what is known

    @property
    def plans(self) -> tuple[YearPlan, ...]:
        """The published years in order."""
        return tuple(self._plans.values())

    @property
    def first_published_year(self) -> int | None:
        return min(self._plans, default=None)

    @property
    def last_published_year(self) -> int | None:
        """None for an empty calendar."""
        return max(self._plans, default=None)

    def is_published(self, year: int) -> bool:
        return year in self._plans

    def holiday(self, day: date) -> str:
        """The holiday for which ``day`` is off by the notice, or ""."""
        return self._off.get(day, "")

    def makeup(self, day: date) -> str:
        """The holiday for which ``day`` is worked (调休上班), or ""."""
        return self._makeup.get(day, "")

    # -- one day

    def is_workday(self, day: date) -> bool:
        """Is it a working day? Past the last published year: Monday to Friday.

        Raises:
            Refused: the day lies before the first published year.
        """
        if day not in self._off and day not in self._makeup:
            self._need(day)
        return self._works(day)

    def describe(self, day: date) -> str:
        """周六，调休上班（国庆节） · 周四，国庆节放假 · 周日 · 周四.

        Raises:
            Refused: the day lies before the first published year.
        """
        self.is_workday(day)
        name = weekday_name(day)
        if self.makeup(day):
            return f"{name}，调休上班（{self.makeup(day)}）"
        if self.holiday(day):
            return f"{name}，{self.holiday(day)}放假"
        if day.year not in self._plans:
            return f"{name}（{why.unpublished(self, day.year)}）"
        return name

    def next_workday(self, day: date) -> date:
        """The first working day after ``day``."""
        return self.due(day, 1)

    # -- arithmetic

    def due(self, day: date, n: int) -> date:
        """Only the date of ``add_workdays``: for reckoning many cases.

        Raises:
            Refused: the reckoning starts or ends before the first published year.
        """
        if n == 0:
            return day
        if n > 0:
            return self._nth(self._count(day.toordinal()) + n)
        return self._nth(self._count(day.toordinal() - 1) + n + 1)

    def add_workdays(self, day: date, n: int) -> Reckoned:
        """The ``n``-th working day after ``day``.

        Args:
            day: the day of the event; it does not count itself.
            n: working days. 0 is the day itself, whatever it is; a negative n counts back (-3: three working
                days before).

        Raises:
            Refused: the reckoning starts or ends before the first published year.
        """
        due = self.due(day, n)
        return Reckoned(due, self._is_provisional(day, due), self, day, n)

    def workdays_between(self, a: date, b: date) -> Counted:
        """Working days after ``a`` up to and including ``b``.

        When ``a`` is after ``b`` the answer is the negative of the answer for (b, a); nothing is refused,
        because "how many days left" turns negative when a case is late.

        Raises:
            Refused: the earlier day lies before the first published year.
        """
        days = self._count(b.toordinal()) - self._count(a.toordinal())
        return Counted(days, self._is_provisional(min(a, b), max(a, b)), self, a, b)

    def add_calendar_days(self, day: date, n: int, *, roll_forward: bool = False) -> Reckoned:
        """The ``n``-th calendar day (自然日) after ``day``, holidays included; a negative n counts back.

        Args:
            roll_forward: when the last day is no working day, take the next working day (《民法典》第203条，
                最后一日是法定休假日的，以法定休假日结束的次日为最后一日).

        Raises:
            Refused: with ``roll_forward``, the last day lies before the first published year.
        """
        last = day + timedelta(days=n)
        if not roll_forward or self.is_workday(last):
            provisional = roll_forward and self._is_provisional(last - ONE_DAY, last)
            return Reckoned(last, provisional, self, day, n, why.ROLLED if roll_forward else why.CALENDAR)
        due = self.next_workday(last)
        return Reckoned(due, self._is_provisional(last - ONE_DAY, due), self, day, n, why.ROLLED)

    # -- inside

    def _is_provisional(self, a: date, b: date) -> bool:
        """Does a day from ``a`` (not counted) to ``b`` (counted) lie in a year without a plan?"""
        if a == b:
            return False
        first, last = (a + ONE_DAY, b) if a < b else (b, a - ONE_DAY)
        return any(year not in self._plans for year in range(first.year, last.year + 1))

    def _need(self, day: date) -> None:
        if not self._plans:
            raise Refused(
                "还没有导入任何年份的放假安排，无法推算工作日。",
                remedy="请运行 ./run workdays load 装入随附的安排。",
                code="calendar.none",
            )
        if day.toordinal() < self._origin:
            raise self._too_early(day.year)

    def _too_early(self, year: int) -> Refused:
        return Refused(
            f"没有{year}年的放假安排，最早只到{self.first_published_year}年，无法推算工作日。",
            remedy=f"请先导入{year}年的安排：./run workdays import 文件。",
            code="calendar.early",
        )

    def _count(self, ordinal: int) -> int:
        """Working days from the first covered day up to and including ``ordinal``."""
        if not self._plans or ordinal < self._origin - 1:
            self._need(date.fromordinal(ordinal))
        if ordinal <= self._end:
            return self._before[ordinal - self._origin + 1]
        return self._before[-1] + _weekdays(self._end, ordinal)

    def _nth(self, n: int) -> date:
        """The day with ``_count`` = n that works."""
        if n < 1:
            raise self._too_early(date.fromordinal(self._origin).year - 1)
        if n <= len(self._workdays):
            return date.fromordinal(self._workdays[n - 1])
        return date.fromordinal(_nth_weekday(self._end, n - len(self._workdays)))


def _weekdays(after: int, upto: int) -> int:
    """Mondays to Fridays after the day ``after`` up to and including ``upto`` (ordinals of ``date``)."""
    return _weekdays_before(upto + 1) - _weekdays_before(after + 1)


def _weekdays_before(ordinal: int) -> int:
    weeks, rest = divmod(ordinal - 1, 7)  # ordinal 1 is a Monday
    return weeks * 5 + min(rest, 5)


def _nth_weekday(after: int, n: int) -> int:
    """The ordinal of the n-th Monday-to-Friday after the day ``after``."""
    weeks, rest = divmod(_weekdays_before(after + 1) + n - 1, 5)
    return weeks * 7 + rest + 1
