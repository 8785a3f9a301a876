"""The statistics as both faces show them, read from the counters alone: they cost the same for a million letters."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Sum

from mingzheng.core.units.models import Unit
from mingzheng.participation.letters import dated, presenting
from mingzheng.participation.letters.models import Letter, MatterCount, MonthCount
from mingzheng.participation.letters.models.counting import FIGURES
from mingzheng.participation.letters.models.letter import Channel, Kind

HOT = 10
FEW = 2  # of one unit: a single letter is no hot matter


@dataclass(frozen=True)
class Line:
    """Figures of one channel, kind, month or unit, and what follows from them."""

    label: str
    figures: Counter[str]
    ranked: bool = True

    @property
    def received(self) -> int:
        return self.figures["received"]

    @property
    def replied(self) -> int:
        return self.figures["replied"]

    @property
    def declined(self) -> int:
        return self.figures["declined"]

    @property
    def rated(self) -> int:
        return self.figures["rated"]

    @property
    def in_time(self) -> float | None:
        """Percent of the replies given that were in time; None without replies."""
        return 100 * self.figures["in_time"] / self.replied if self.replied else None

    @property
    def days(self) -> float | None:
        """Calendar days to the first reply, on average."""
        return self.figures["days"] / self.replied if self.replied else None

    @property
    def satisfied(self) -> float | None:
        return 100 * self.figures["satisfied"] / self.rated if self.rated else None


@dataclass
class Report:
    """Everything of a span of months. ``units``: those with enough letters in their order, then the others by name."""

    first: dt.date
    last: dt.date
    total: Line
    months: list[Line] = field(default_factory=list)
    channels: list[Line] = field(default_factory=list)
    kinds: list[Line] = field(default_factory=list)
    units: list[Line] = field(default_factory=list)
    matters: list[tuple[str, int]] = field(default_factory=list)
    least: int = 0
    rated_least: int = 0


def report(first: dt.date, last: dt.date, unit: int | None = None) -> Report:
    """What was received, answered and rated from the month of ``first`` to that of ``last``, of one unit or all.

    Hot matters of the whole district stand in counters; those of one unit are counted from its letters.
    """
    rows = MonthCount.objects.filter(month__range=(first.replace(day=1), last))
    if unit is not None:
        rows = rows.filter(unit_id=unit)
    summed = {name: Sum(name) for name in FIGURES}
    by_month = rows.order_by().values_list("month").annotate(**summed)
    by_key = rows.order_by().values_list("unit", "channel", "kind").annotate(**summed)
    months: defaultdict[dt.date, Counter[str]] = defaultdict(Counter)
    for month, *figures in by_month:
        months[month].update(_named(figures))
    units: defaultdict[int, Counter[str]] = defaultdict(Counter)
    channels: defaultdict[str, Counter[str]] = defaultdict(Counter)
    kinds: defaultdict[str, Counter[str]] = defaultdict(Counter)
    total: Counter[str] = Counter()
    for unit_id, channel, kind, *figures in by_key:
        named = _named(figures)
        for held in (units[unit_id], channels[channel], kinds[kind], total):
            held.update(named)
    return Report(
        first,
        last,
        Line("合计", total),
        months=[Line(f"{day.year}年{day.month}月", months[day]) for day in _months(first, last)],
        channels=[Line(str(one.label), channels[one]) for one in Channel if channels[one]],
        kinds=[Line(str(one.label), kinds[one]) for one in Kind if kinds[one]],
        units=_units(units, dated.value("unit_least", last)),
        matters=hot(first, last) if unit is None else hot_of(unit, first, last),
        least=dated.value("unit_least", last),
        rated_least=dated.value("rated_least", last),
    )


def _named(figures: Iterable[int]) -> dict[str, int]:
    return dict(zip(FIGURES, figures, strict=True))


def _months(first: dt.date, last: dt.date) -> list[dt.date]:
    """The first days of the months of a span, so that a month without letters is a zero and not a gap."""
    found, day = [], first.replace(day=1)
    while day <= last:
        found.append(day)
        day = (day + dt.timedelta(days=32)).replace(day=1)
    return found


def _units(figures: dict[int, Counter[str]], least: int) -> list[Line]:
    """In the order of what was answered in time, then of the time it took; few letters make no rank."""
    named = {unit.pk: unit for unit in Unit.objects.filter(pk__in=figures)}
    lines = [
        Line(named[pk].short, held, held["received"] >= least and held["replied"] > 0) for pk, held in figures.items()
    ]
    ranked = sorted(
        (one for one in lines if one.ranked), key=lambda one: (-(one.in_time or 0), one.days or 0, one.label)
    )
    return [*ranked, *sorted((one for one in lines if not one.ranked), key=lambda one: (-one.received, one.label))]


def hot(first: dt.date, last: dt.date, most: int = HOT) -> list[tuple[str, int]]:
    """Matters by the letters received about them."""
    rows = MatterCount.objects.filter(month__range=(first.replace(day=1), last)).order_by().values_list("matter")
    counted = rows.annotate(n=Sum("received")).filter(n__gt=0).order_by("-n", "matter")[:most]
    return [(presenting.matter_word(matter) or matter, n) for matter, n in counted]


def hot_of(unit: int, first: dt.date, last: dt.date, most: int = HOT) -> list[tuple[str, int]]:
    """Matters of the letters that one unit has; a unit with few letters, or a matter with few, makes no list (lessons: minimum)."""
    rows = Letter.objects.filter(unit_id=unit, received_on__range=(first.replace(day=1), last)).exclude(matter="")
    if rows.count() < dated.value("unit_least", last):
        return []
    counted = rows.order_by().values_list("matter").annotate(n=Count("pk")).filter(n__gte=FEW)
    return [(presenting.matter_word(matter) or matter, n) for matter, n in counted.order_by("-n", "matter")[:most]]


def years(day: dt.date) -> list[int]:
    """Years that have counters, up to a day, the newest first."""
    first = MonthCount.objects.filter(month__lte=day).order_by("month").values_list("month", flat=True).first()
    return list(range(day.year, (first or day).year - 1, -1))


def year(number: int, day: dt.date) -> Report:
    """A year, or what has passed of it."""
    return report(dt.date(number, 1, 1), min(day, dt.date(number, 12, 31)))
