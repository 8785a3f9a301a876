"""What a room can prove to a task of the plan: a named figure computed from records, with the records behind it.

Rooms of every wing declare theirs here; ``supervision.indicators`` binds them to tasks and keeps their history.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from mingzheng.core.records import RecordRef


@dataclass(frozen=True)
class Scope:
    """What a figure is asked for: a task of a plan (its id), one unit or all, as of a day."""

    day: dt.date
    task_id: int | None = None
    unit_id: int | None = None


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
    def text(self) -> str:
        if self.denominator is None:
            return str(self.numerator)
        if self.percent is None:
            return "尚无记录"
        return f"{self.percent:.0f}%（{self.numerator}/{self.denominator}）"


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
    """

    code: str
    label: str
    how: str
    article: str
    unit: str
    measure: Callable[[Scope], Figure]
    items: Callable[[Scope], list[Item]]
    target: float | None = None


_indicators: dict[str, Indicator] = {}


def declare(indicator: Indicator) -> Indicator:
    """Make an indicator known. Called from ``AppConfig.ready``; declaring it again replaces it."""
    _indicators[indicator.code] = indicator
    return indicator


def indicator_of(code: str) -> Indicator | None:
    return _indicators.get(code)


def indicators() -> list[Indicator]:
    return sorted(_indicators.values(), key=lambda indicator: indicator.code)
