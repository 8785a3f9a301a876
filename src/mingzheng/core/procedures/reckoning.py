"""A due date as a pure function of clock events, a rule and the calendar, with its reasons line by line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from mingzheng.core.procedures.table import ClockMove
from mingzheng.core.workdays.arithmetic import WorkCalendar

WEEKDAYS = "一二三四五六日"


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
    """One entry of the ledger. ``days`` or ``date`` carry an extension or a fixed due date."""

    move: ClockMove
    on: dt.date
    days: int | None = None
    date: dt.date | None = None
    article: str = ""
    note: str = ""


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


def cn(day: dt.date) -> str:
    """2023年4月17日（周一）"""
    return f"{day.year}年{day.month}月{day.day}日（周{WEEKDAYS[day.weekday()]}）"


@dataclass
class _Ledger:
    """The running state while the events are read in order."""

    rule: Rule
    calendar: WorkCalendar
    base: dt.date | None = None
    total: int = 0
    fixed: dt.date | None = None
    paused_on: dt.date | None = None
    excluded: int = 0
    met_on: dt.date | None = None
    provisional: bool = False
    lines: list[str] = field(default_factory=list)

    @property
    def unit_word(self) -> str:
        return "个工作日" if self.rule.unit is LengthUnit.WORKDAY else "日"

    def between(self, start: dt.date, end: dt.date) -> int:
        if self.rule.unit is LengthUnit.WORKDAY:
            counted = self.calendar.workdays_between(start, end)
            self.provisional = self.provisional or counted.provisional
            return counted.days
        return (end - start).days

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
        self.base, self.total, self.fixed = event.on, self.rule.length or 0, event.date
        head = f"依据：{self.rule.article}。{self.rule.label}"
        if self.rule.unit is LengthUnit.DATE:
            if event.date is None:
                raise LedgerFault("a fixed-date rule starts without its date")
            self.lines.append(head)
            self.say(f"期限定为{cn(event.date)}", Event(event.move, event.on, note=event.note))
            return
        self.lines.append(f"{head}：{self.total}{self.unit_word}")
        self.say(f"{cn(event.on)}起算，当日不计入", Event(event.move, event.on, note=event.note))

    def _reset(self, event: Event) -> None:
        self.base, self.paused_on, self.excluded, self.total = event.on, None, 0, self.rule.length or 0
        self.say(f"{cn(event.on)}重新起算，此前已过的日子不再计算", event)

    def _pause(self, event: Event) -> None:
        if self.paused_on is not None:
            raise LedgerFault("paused twice")
        self.paused_on = event.on
        self.say(f"{cn(event.on)}起中止计算", event)

    def _resume(self, event: Event) -> None:
        if self.paused_on is None:
            raise LedgerFault("resumed without a pause")
        skipped = self.between(self.paused_on, event.on)
        self.excluded += skipped
        self.paused_on = None
        self.say(f"{cn(event.on)}恢复计算，其间{skipped}{self.unit_word}不计", event)

    def _extend(self, event: Event) -> None:
        if event.date is not None:
            self.fixed = event.date
            self.say(f"{cn(event.on)}批准延长至{cn(event.date)}", event)
            return
        self.total += event.days or 0
        self.say(f"{cn(event.on)}批准延长{event.days}{self.unit_word}", event)

    def _stop(self, event: Event) -> None:
        if self.paused_on is not None:
            self.excluded += self.between(self.paused_on, event.on)
            self.paused_on = None
        self.met_on = event.on
        self.say(f"{cn(event.on)}办结，停止计算", event)

    def due(self) -> dt.date | None:
        if self.base is None or self.paused_on is not None:
            return None
        if self.fixed is not None:
            return self.fixed
        if self.rule.unit is LengthUnit.WORKDAY:
            reckoned = self.calendar.add_workdays(self.base, self.total + self.excluded)
            self.provisional = self.provisional or reckoned.provisional
            return reckoned.due
        last = self.base + dt.timedelta(days=self.total + self.excluded)
        return last if self.calendar.is_workday(last) else self.calendar.next_workday(last)

    def explain_due(self, due: dt.date) -> None:
        if self.fixed is not None:
            describe = self.calendar.describe(due)
            self.lines.append(f"期限届满之日：{cn(due)}" + (f"，{describe}" if "放假" in describe else ""))
            return
        if self.base is not None and self.rule.unit is LengthUnit.WORKDAY:
            self.lines.extend(self.calendar.add_workdays(self.base, self.total + self.excluded).reasons)
        elif self.base is not None:
            last = self.base + dt.timedelta(days=self.total + self.excluded)
            if last != due:
                self.lines.append(f"最后一日{cn(last)}是休息日，顺延至{cn(due)}（民法典第二百零三条）")
        self.lines.append(f"期限届满之日：{cn(due)}" + ("（暂定）" if self.provisional else ""))


def reckon(events: Sequence[Event], rule: Rule, calendar: WorkCalendar, *, explain: bool = True) -> Reckoning:
    """The due date of one clock.

    Args:
        events: the ledger in the order in which the events took effect; the first is the start.
        explain: also produce the lines (skip for mass recomputation).

    Raises:
        LedgerFault: when the events contradict each other.
    """
    ledger = _Ledger(rule, calendar)
    previous: dt.date | None = None
    for event in events:
        if previous is not None and event.on < previous:
            raise LedgerFault("events are out of order")
        previous = event.on
        ledger.take(event)
    due = ledger.due()
    if explain and due is not None:
        ledger.explain_due(due)
    if ledger.met_on is not None:
        status = ClockStatus.STOPPED
    else:
        status = ClockStatus.PAUSED if ledger.paused_on is not None else ClockStatus.RUNNING
    return Reckoning(status, due, ledger.provisional, tuple(ledger.lines), ledger.met_on)
