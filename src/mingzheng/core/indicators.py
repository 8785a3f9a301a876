"""What a room can prove to a task of the plan: a named figure computed from records, with the records behind it.

Rooms of every wing declare theirs here; ``supervision.indicators`` binds them to tasks and keeps their history.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from django.db.models import Q

from mingzheng.core.numbers import percent_text
from mingzheng.core.records import RecordRef

T = TypeVar("T")


@dataclass(frozen=True)
class Scope:
    """What a figure is asked for: a task of a plan (its id), one unit or all, as of a day.

    ``held``: a scratch book of one reading, in which figures find what another of the same room has counted already.
    """

    day: dt.date
    task_id: int | None = None
    unit_id: int | None = None
    held: dict[str, Any] | None = field(default=None, compare=False, repr=False)

    @property
    def so_far(self) -> tuple[dt.date, dt.date]:
        """The year up to the day, for a range of days: what most figures count."""
        return dt.date(self.day.year, 1, 1), self.day

    def of_unit(self, path: str = "unit_id") -> Q:
        """The rows of the one unit that is asked for; all rows when it is all units.

        Args:
            path: the field, from the counted rows, that names the unit.
        """
        return Q() if self.unit_id is None else Q(**{path: self.unit_id})

    @property
    def late_from(self) -> dt.date:
        """Who is late since a day of this year was due on this day or later: late is late from the day after.

        So what was due on 31 December stands in the next year's figure, and in no other.
        """
        return dt.date(self.day.year - 1, 12, 31)

    def met_or_missed(self, met: str = "met_on", due: str = "due_on") -> Q:
        """Of duties with a term, those of this year: met in it by the day, or due (``late_from``) and as of the day not met.

        Args:
            met, due: the fields, from the counted rows, of the day when it was done and of the day when it was due.
        """
        waiting = Q(**{met: None}) | Q(**{f"{met}__gt": self.day})
        missed = Q(**{f"{due}__gte": self.late_from, f"{due}__lt": self.day})
        return Q(**{f"{met}__range": self.so_far}) | waiting & missed

    def kept(self, key: str, count: Callable[[], T]) -> T:
        """What is held under a key of this scope; counted when it is not, or when nothing is held."""
        if self.held is None:
            return count()
        if key not in self.held:
            self.held[key] = count()
        found: T = self.held[key]
        return found


@dataclass(frozen=True)
class Figure:
    """``numerator`` of ``denominator`` (a share), or a plain count when the denominator is None.

    A share of nothing (0 of 0) has no value: ``percent`` is None and the text says so.
    """

    numerator: int
    denominator: int | None = None

    @property
    def percent(self) -> float | None:
        if self.denominator is None or self.denominator == 0:
            return None
        return 100 * self.numerator / self.denominator

    @property
    def records(self) -> int:
        """How many records stand behind it."""
        return self.numerator if self.denominator is None else self.denominator

    @property
    def value_text(self) -> str:
        if self.denominator is None:
            return str(self.numerator)
        return "尚无记录" if self.percent is None else f"{percent_text(self.percent)}%"

    @property
    def of_text(self) -> str:
        """What a share is a share of; "" for a count and where there is nothing."""
        return f"（{self.numerator}/{self.denominator}）" if self.denominator else ""

    @property
    def text(self) -> str:
        return self.value_text + self.of_text


@dataclass(frozen=True)
class Item:
    """One record behind a figure. ``counts``: it stands in the numerator."""

    ref: RecordRef
    title: str
    counts: bool
    note: str = ""


@dataclass(frozen=True)
class Indicator:
    """A figure that can be computed and opened.

    Args:
        code: "room.name", stable.
        how: how it is computed, in words that name the records and the moment (shown on the page).
        article: on what the duty stands.
        unit: what is counted (件, 项); a share shows percent.
        target: percent or count that is meant to be reached; None when the notice sets none.
        measure: ``Scope -> Figure``.
        items: ``Scope -> records behind it``; numerator and denominator are their counts.
        by_unit: ``Scope -> {unit id: Figure}`` for a scope without unit, in one go (``core.grouping``); it answers for
            every unit that is asked for. None: measured unit by unit.
        grows: whether a share fills up over the year (units done one by one), so that it is held against the time passed;
            a plain count always is.
        inner: not shown to the public (what passes between 区府办 and units, what a check said before release).
        of_units: whether the figure says how a unit does (a unit's part of the district's collection points does not).
        of_task: whether the figure differs from task to task (what the plan's own records say of a task).
        some: the same from one place to another, where reading all of them would be slow.
    """

    code: str
    label: str
    how: str
    article: str
    unit: str
    measure: Callable[[Scope], Figure]
    items: Callable[[Scope], list[Item]]
    target: float | None = None
    by_unit: Callable[[Scope], Mapping[int, Figure]] | None = None
    of_task: bool = False
    grows: bool = False
    inner: bool = False
    of_units: bool = True
    some: Callable[[Scope, int, int], list[Item]] | None = None


_indicators: dict[str, Indicator] = {}


def declare(indicator: Indicator) -> Indicator:
    """Make an indicator known. Called from ``AppConfig.ready``; declaring it again replaces it."""
    _indicators[indicator.code] = indicator
    return indicator


def indicator_of(code: str) -> Indicator | None:
    return _indicators.get(code)


def indicators() -> list[Indicator]:
    return sorted(_indicators.values(), key=lambda indicator: indicator.code)


def by_unit(indicator: Indicator, scope: Scope, unit_ids: Iterable[int]) -> dict[int, Figure]:
    """The figure of each of some units; the same as measuring each by itself, asked in one go where the room can.

    Args:
        scope: day and task; its unit is not looked at.
    """
    if indicator.by_unit is None:
        return {unit: indicator.measure(replace(scope, unit_id=unit)) for unit in unit_ids}
    found = indicator.by_unit(replace(scope, unit_id=None))
    return {unit: found[unit] for unit in unit_ids}
