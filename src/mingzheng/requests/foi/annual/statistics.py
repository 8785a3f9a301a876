"""Figures of any period: received, closed by result, open, time used, in time, extended. Numbers only, in a fixed number of queries."""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncMonth

from mingzheng.core import timekeeping
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.models import Clock
from mingzheng.core.units.models import Unit
from mingzheng.core.workdays.queries import calendar
from mingzheng.requests.foi.law import outcomes
from mingzheng.requests.foi.law.facts import ROW_OF
from mingzheng.requests.foi.law.tables import row_name
from mingzheng.requests.foi.models import Application, Extension

MOST_MONTHS = 36


@dataclass(frozen=True)
class Asked:
    """``unit`` None: every unit. ``group``: a heading of table 3 (（三）不予公开), "" for all."""

    since: dt.date
    until: dt.date
    unit: Unit | None = None
    kind: str = ""
    channel: str = ""
    group: str = ""


@dataclass
class Times:
    """Working days from receipt, or from the day on which the correction came, to the reply."""

    n: int = 0
    median: float | None = None
    ninety: int | None = None
    unknown: int = 0


@dataclass
class Line:
    """A unit, a kind, a channel or a month with its two numbers."""

    label: str
    received: int = 0
    closed: int = 0


@dataclass
class Figures:
    received: int = 0
    closed: int = 0
    open: int = 0
    rows: Counter[str] = field(default_factory=Counter)
    times: Times = field(default_factory=Times)
    timed: int = 0
    in_time: int = 0
    extended: int = 0
    months: list[Line] = field(default_factory=list)
    units: list[Line] = field(default_factory=list)
    kinds: list[Line] = field(default_factory=list)
    channels: list[Line] = field(default_factory=list)

    @property
    def on_time(self) -> float | None:
        """Share of replies sent by their day, of those whose clock ran here."""
        return 100 * self.in_time / self.timed if self.timed else None

    @property
    def extended_share(self) -> float | None:
        return 100 * self.extended / self.closed if self.closed else None


def headings() -> list[str]:
    """The groups of results in the order of the form."""
    return list(dict.fromkeys(one.heading for one in outcomes.versions()))


def codes_of(heading: str) -> list[str]:
    """Leaves and rows under a heading; an imported application may know its row alone."""
    found = [one for one in outcomes.versions() if one.heading == heading]
    return sorted({one.code for one in found} | {one.row for one in found})


def figures(asked: Asked) -> Figures:
    rows = _narrowed(asked)
    received = rows.filter(received_on__range=(asked.since, asked.until))
    closed = rows.filter(closed_on__range=(asked.since, asked.until))
    found = Figures()
    found.open = (
        rows.filter(received_on__lte=asked.until).filter(Q(closed_on=None) | Q(closed_on__gt=asked.until)).count()
    )
    for leaf, n in _counted(closed, "leaf"):
        found.rows[ROW_OF.get(leaf, leaf)] += n
    found.closed = found.rows.total()
    found.months = _months(received, closed)
    found.received = sum(line.received for line in found.months)
    found.kinds = _lines(received, closed, "applicant_kind", dict(Application.Kind.choices))
    found.channels = _lines(received, closed, "channel", dict(Application.Channel.choices))
    found.times = _times(closed)
    found.timed, found.in_time = _in_time(closed)
    granted = Extension.objects.filter(approved_on__isnull=False)
    found.extended = closed.filter(pk__in=granted.values("application")).count()
    if asked.unit is None:
        found.units = _lines(received, closed, "unit", {one.pk: one.short for one in Unit.objects.all()})
    return found


def _narrowed(asked: Asked) -> QuerySet[Application]:
    rows = Application.objects.filter(counted=True, received_on__isnull=False)
    exact = {"unit": asked.unit, "applicant_kind": asked.kind, "channel": asked.channel}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    return rows.filter(leaf__in=codes_of(asked.group)) if asked.group else rows


def _counted(rows: QuerySet[Application], *by: str) -> QuerySet[Application, tuple[Any, ...]]:
    return rows.order_by().values_list(*by).annotate(n=Count("pk"))


def _months(received: QuerySet[Application], closed: QuerySet[Application]) -> list[Line]:
    """Every month in which something happened, and those between."""
    counts: dict[dt.date, Line] = {}
    for rows, day, name in ((received, "received_on", "received"), (closed, "closed_on", "closed")):
        for month, n in _counted(rows.annotate(month=TruncMonth(day)), "month"):
            line = counts.setdefault(month, Line(f"{month:%Y-%m}"))
            setattr(line, name, n)
    if not counts:
        return []
    first, last = min(counts), max(counts)
    span = (last.year - first.year) * 12 + last.month - first.month + 1
    starts = [dt.date(first.year + (first.month - 1 + n) // 12, (first.month - 1 + n) % 12 + 1, 1) for n in range(span)]
    return [counts.get(one, Line(f"{one:%Y-%m}")) for one in starts]


def _lines(
    received: QuerySet[Application], closed: QuerySet[Application], by: str, labels: dict[Any, str]
) -> list[Line]:
    """In the order of ``labels``, what has nothing left out."""
    found = {key: Line(label) for key, label in labels.items()}
    for rows, name in ((received, "received"), (closed, "closed")):
        for key, n in _counted(rows, by):
            setattr(found.setdefault(key, Line(str(key) or "未登记")), name, n)
    return [line for line in found.values() if line.received or line.closed]


def _times(closed: QuerySet[Application]) -> Times:
    """Counted by pairs of days, of which there are few however many applications there are."""
    days: Counter[int] = Counter()
    found, reckon = Times(), calendar()
    for received, corrected, sent, n in _counted(closed, "received_on", "correction__received_on", "closed_on"):
        try:
            days[reckon.workdays_between(max(received, corrected or received), sent).days] += n
        except Refused:  # before the calendars begin
            found.unknown += n
    found.n = days.total()
    if found.n:
        half = math.ceil(found.n / 2)
        lower, upper = _nth(days, half), _nth(days, found.n // 2 + 1)
        found.median = (lower + upper) / 2
        found.ninety = _nth(days, math.ceil(found.n * 0.9))
    return found


def _nth(days: Counter[int], n: int) -> int:
    """The n-th smallest, from 1."""
    seen = 0
    for value in sorted(days):
        seen += days[value]
        if seen >= n:
            return value
    return max(days)


def _in_time(closed: QuerySet[Application]) -> tuple[int, int]:
    """How many replies had a clock, and how many of them were sent by its day. The clock that the reply itself stopped."""
    clocks = Clock.objects.filter(
        name="reply", met_on=F("case__foi_application__closed_on"), case__foi_application__in=closed.values("pk")
    )
    said = clocks.aggregate(
        n=Count("case", distinct=True), late=Count("case", distinct=True, filter=Q(met_on__gt=F("due_on")))
    )
    return said["n"], said["n"] - said["late"]


@dataclass(frozen=True)
class Table:
    """One table of the page, as csv and as a sheet."""

    key: str
    title: str
    head: tuple[str, ...]
    rows: list[tuple[str | int | float, ...]]


def tables(found: Figures) -> list[Table]:
    results = [(row_name(key), found.rows[key]) for key, _label in outcomes.rows() if found.rows[key]]
    both = ("收到", "办结")
    made = [
        Table("summary", "概况", ("项目", "数值"), list(_summary(found))),
        Table("results", "办理结果", ("办理结果", "办结件数"), [*results]),
        Table("months", "按月", ("月份", *both), list(_rows(found.months))),
        Table("kinds", "按申请人类别", ("申请人类别", *both), list(_rows(found.kinds))),
        Table("channels", "按提交渠道", ("提交渠道", *both), list(_rows(found.channels))),
        Table("units", "按单位", ("单位", *both), list(_rows(found.units))),
    ]
    return [one for one in made if one.rows]


def _rows(lines: Iterable[Line]) -> Iterable[tuple[str | int | float, ...]]:
    return ((line.label, line.received, line.closed) for line in lines)


def _summary(found: Figures) -> Iterable[tuple[str | int | float, ...]]:
    yield "收到（件）", found.received
    yield "办结（件）", found.closed
    yield "期末在办（件）", found.open
    yield "用时中位数（工作日）", _or_dash(found.times.median)
    yield "用时九成以内（工作日）", _or_dash(found.times.ninety)
    yield "按期答复率（%）", _or_dash(found.on_time)
    yield "延期件占办结件（%）", _or_dash(found.extended_share)


def _or_dash(value: float | None) -> str | float:
    return "—" if value is None else round(value, 1)


def this_year() -> tuple[dt.date, dt.date]:
    today = timekeeping.today()
    return dt.date(today.year, 1, 1), today
