"""A due date as a pure function of clock events, a rule and the calendar, with its reasons line by line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from mingzheng.core.dates import chinese_day
from mingzheng.core.procedures.table import ClockMove
from mingzheng.core.workdays.arithmetic import WorkCalendar


class LengthUnit(StrEnum):
    WORKDAY = "workday"
    DAY = "day"
    DATE = "date"


class ClockStatus(StrEnum):
    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"


@dataclass(frozen=True)
class Rule:
    """A dated rule. ``length`` in ``unit`` (working days, calendar days; None for a fixed date)."""

    label: str
    article: str
    unit: LengthUnit
    length: int | None = None


@dataclass(frozen=True)
class Event:
    """One entry of the ledger. ``days`` or ``date`` carry an extension or a fixed due date, ``ref`` names a pause."""

    move: ClockMove
    on: dt.date
    days: int | None = None
    date: dt.date | None = None
    article: str = ""
    note: str = ""
    ref: str = ""


@dataclass(frozen=True)
class Reckoning:
    """``due`` is None while paused. ``met_on``/``late``: set once the clock stopped. ``lines``: Chinese reasons."""

    status: ClockStatus
    due: dt.date | None
    provisional: bool
    lines: tuple[str, ...]
    met_on: dt.date | None = None

    @property
    def late(self) -> bool:
        return self.met_on is not None and self.due is not None and self.met_on > self.due


class LedgerFault(Exception):
    """The events contradict each other (resumed without a pause, moved after the stop, out of order)."""


def _as_it_is(ref: str) -> str:
    return ref


@dataclass
class _Ledger:
    """The running state while the events are read in order."""

    rule: Rule
    calendar: WorkCalendar
    pause_name: Callable[[str], str] = _as_it_is
    base: dt.date | None = None
    total: int = 0
    fixed: dt.date | None = None
    paused_on: dt.date | None = None
    pauses: list[str] = field(default_factory=list)  # the names of the open ones; "" is a name like any other
    lapsed: bool = False  # the deadline had already passed when the clock was paused
    excluded: int = 0
    resumed_on: dt.date | None = None
    met_on: dt.date | None = None
    lines: list[str] = field(default_factory=list)

    @property
    def unit_word(self) -> str:
        return "个工作日" if self.rule.unit is LengthUnit.WORKDAY else "日"

    def between(self, start: dt.date, end: dt.date) -> int:
        if self.rule.unit is LengthUnit.WORKDAY:
            return self.calendar.workdays_between(start, end).days
        return (end - start).days

    def named(self, ref: str) -> str:
        return f"「{self.pause_name(ref)}」" if ref else ""

    def take(self, event: Event) -> None:
        if self.met_on is not None:
            raise LedgerFault(f"{event.move.value} after the stop")
        if (self.base is None) != (event.move is ClockMove.START):
            raise LedgerFault(f"{event.move.value} without a start" if self.base is None else "started twice")
        getattr(self, f"_{event.move.value}")(event)

    def say(self, text: str, event: Event) -> None:
        source = f"（{event.article}）" if event.article else ""
        note = f"：{event.note}" if event.note else ""
        self.lines.append(f"{text}{source}{note}")

    def _start(self, event: Event) -> None:
        self._begin(event)
        head = f"依据：{self.rule.article}。{self.rule.label}"
        unsourced = Event(event.move, event.on, note=event.note)
        if self.fixed is not None:
            self.lines.append(head)
            self.say(f"期限定为{chinese_day(self.fixed)}", unsourced)
            return
        self.lines.append(f"{head}：{self.total}{self.unit_word}")
        self.say(f"{chinese_day(event.on)}起算，当日不计入", unsourced)

    def _begin(self, event: Event) -> None:
        by_date = self.rule.unit is LengthUnit.DATE
        if by_date and event.date is None:
            raise LedgerFault(f"{event.move.value} of a fixed-date rule without its date")
        self.base, self.total, self.fixed = event.on, self.rule.length or 0, event.date if by_date else None
        self.paused_on, self.excluded, self.resumed_on = None, 0, None
        self.pauses.clear()

    def _reset(self, event: Event) -> None:
        self._begin(event)
        renewed = f"期限改定为{chinese_day(self.fixed)}" if self.fixed is not None else "此前已过的日子不再计算"
        self.say(f"{chinese_day(event.on)}重新起算，{renewed}", event)

    def _pause(self, event: Event) -> None:
        if event.ref in self.pauses:
            raise LedgerFault("paused twice")
        self.pauses.append(event.ref)
        if self.paused_on is not None:  # the clock stands already: this pause only makes it stand longer
            self.say(f"{chinese_day(event.on)}起中止计算{self.named(event.ref)}，与前项中止重叠", event)
            return
        due, _provisional = self.due()
        self.paused_on, self.lapsed = event.on, due is not None and event.on > due
        self.say(
            f"{chinese_day(event.on)}起中止计算{self.named(event.ref)}" + ("，此时期限已过" if self.lapsed else ""),
            event,
        )

    def _resume(self, event: Event) -> None:
        if event.ref not in self.pauses:
            raise LedgerFault("resumed without a pause")
        self.pauses.remove(event.ref)
        if self.pauses:
            others = "".join(self.named(ref) for ref in self.pauses if ref)
            self.say(
                f"{chinese_day(event.on)}中止事由{self.named(event.ref)}结束，仍因{others or '其他事由'}中止计算", event
            )
            return
        lapsed, skipped = self.lapsed, self._exclude(event.on)
        outcome = "中止前期限已过，不顺延" if lapsed else f"其间{skipped}{self.unit_word}不计"
        self.say(f"{chinese_day(event.on)}恢复计算{self.named(event.ref)}，{outcome}", event)

    def _exclude(self, until: dt.date) -> int:
        """End the standing of the clock, which began with its first open pause; what had lapsed before it is not revived by it."""
        skipped = 0
        if self.paused_on is not None and not self.lapsed:
            skipped, self.resumed_on = self.between(self.paused_on, until), until
        self.excluded += skipped
        self.paused_on, self.lapsed = None, False
        return skipped

    def _extend(self, event: Event) -> None:
        if event.date is not None:
            self.fixed, self.excluded, self.resumed_on = event.date, 0, None
            self.say(f"{chinese_day(event.on)}批准延长至{chinese_day(event.date)}", event)
            return
        if event.days is None or event.days <= 0:
            raise LedgerFault("an extension without days or a date")
        if self.fixed is not None:
            self.fixed, _provisional = self._after(self.fixed, event.days)
        else:
            self.total += event.days
        self.say(f"{chinese_day(event.on)}批准延长{event.days}{self.unit_word}", event)

    def _stop(self, event: Event) -> None:
        self._exclude(event.on)
        self.pauses.clear()
        self.met_on = event.on
        self.say(f"{chinese_day(event.on)}停止计算", event)

    def _after(self, day: dt.date, count: int) -> tuple[dt.date, bool]:
        if self.rule.unit is LengthUnit.WORKDAY:
            reckoned = self.calendar.add_workdays(day, count)
        else:
            rolled = self.rule.unit is LengthUnit.DAY  # a date that somebody fixed is not moved by the calendar
            reckoned = self.calendar.add_calendar_days(day, count, roll_forward=rolled)
        return reckoned.due, reckoned.provisional

    def raw_due(self) -> tuple[dt.date, bool]:
        """The last day as counted, before the day of resuming is looked at."""
        if self.fixed is not None:
            return self._after(self.fixed, self.excluded) if self.excluded else (self.fixed, False)
        assert self.base is not None  # noqa: S101 - only asked once the clock has started
        return self._after(self.base, self.total + self.excluded)

    def due(self) -> tuple[dt.date | None, bool]:
        """The due date and whether it is provisional; None while the clock is paused or has not started."""
        if self.base is None or self.paused_on is not None:
            return None, False
        due, provisional = self.raw_due()
        if self.resumed_on is None or due >= self.resumed_on:
            return due, provisional
        # Paused on the very last day and resumed on a day off: the day that was left is the next working day.
        return self._after_resuming()

    def _after_resuming(self) -> tuple[dt.date, bool]:
        assert self.resumed_on is not None  # noqa: S101 - the caller looked
        reckoned = self.calendar.add_calendar_days(self.resumed_on, 0, roll_forward=True)
        return reckoned.due, reckoned.provisional

    def explain_due(self, due: dt.date, provisional: bool) -> None:
        if self.fixed is not None:
            self._explain_fixed(due)
        else:
            self._explain_counted(due)
        raw, _provisional = self.raw_due()
        if raw != due:
            self.lines.append(f"恢复计算之日期限只余当日，遇休息日顺延至{chinese_day(due)}")
        self.lines.append(f"期限届满之日：{chinese_day(due)}" + ("（暂定）" if provisional else self._day_off(due)))

    def _explain_fixed(self, due: dt.date) -> None:
        if self.fixed is not None and self.excluded:
            self.lines.append(f"原定{chinese_day(self.fixed)}，加上不计的{self.excluded}{self.unit_word}")
            if self.rule.unit is LengthUnit.WORKDAY:
                self.lines.extend(self.calendar.add_workdays(self.fixed, self.excluded).reasons)

    def _explain_counted(self, due: dt.date) -> None:
        assert self.base is not None  # noqa: S101 - a due date was found
        count = self.total + self.excluded
        if self.excluded:
            self.lines.append(
                f"期限{self.total}{self.unit_word}，加上不计的{self.excluded}{self.unit_word}，数至第{count}{self.unit_word}"
            )
        if self.rule.unit is LengthUnit.WORKDAY:
            # The calendar's first line says where counting begins; the ledger's own line has said so already.
            self.lines.extend(self.calendar.add_workdays(self.base, count).reasons[1:])
            return
        reckoned = self.calendar.add_calendar_days(self.base, count, roll_forward=True)
        self.lines.extend(reckoned.reasons[1:])
        if reckoned.due != self.base + dt.timedelta(days=count):
            self.lines[-1] += "（民法典第二百零三条）"

    def _day_off(self, due: dt.date) -> str:
        first = self.calendar.first_published_year
        if first is None or due.year < first:
            return ""
        described = self.calendar.describe(due)
        return f"，{described}" if "放假" in described else ""


def reckon(
    events: Sequence[Event],
    rule: Rule,
    calendar: WorkCalendar,
    *,
    explain: bool = True,
    pause_name: Callable[[str], str] | None = None,
) -> Reckoning:
    """The due date of one clock.

    Args:
        events: the ledger in the order in which the events took effect; the first is the start.
        explain: also produce the lines (skip for mass recomputation).
        pause_name: how the lines call a pause, from its ref.

    Raises:
        LedgerFault: when the events contradict each other.
    """
    ledger = _Ledger(rule, calendar, pause_name or _as_it_is)
    previous: dt.date | None = None
    for event in events:
        if previous is not None and event.on < previous:
            raise LedgerFault("events are out of order")
        previous = event.on
        ledger.take(event)
    due, provisional = ledger.due()
    if explain and due is not None:
        ledger.explain_due(due, provisional)
    if ledger.met_on is not None:
        status = ClockStatus.STOPPED
    else:
        status = ClockStatus.PAUSED if ledger.paused_on is not None else ClockStatus.RUNNING
    return Reckoning(status, due, provisional, tuple(ledger.lines), ledger.met_on)
