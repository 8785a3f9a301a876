"""What the components take. Plain data; a mapping with the same keys serves as well in templates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

When = dt.date | dt.datetime | str | None


@dataclass(frozen=True)
class Crumb:
    """One step of the breadcrumb; the last has no ``url``."""

    label: str
    url: str = ""


@dataclass(frozen=True)
class NavItem:
    """One line of the desk's navigation. Without ``url`` it names a group; ``count`` 0 is not shown."""

    label: str
    url: str = ""
    icon: str = ""
    current: bool = False
    count: int = 0
    urgent: bool = False


@dataclass(frozen=True)
class PostChoice:
    """One post that the person may act in (``key`` is what the switcher posts)."""

    key: str
    label: str
    current: bool = False


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Pair:
    """One line of a header table. ``nobreak`` keeps a number (文号, 索引号) on one line."""

    term: str
    value: object
    url: str = ""
    nobreak: bool = False


def pairs_of(rows: Iterable[Pair | tuple[Any, ...]]) -> list[Pair]:
    """The lines of a header table that have a value; nought is one.

    Args:
        rows: lines, or their parts (term, value …) as a room below this floor gives them.
    """
    lines = [row if isinstance(row, Pair) else Pair(*row) for row in rows]
    return [line for line in lines if line.value not in (None, "")]


@dataclass(frozen=True)
class TimelineEntry:
    """``state``: "" done, "current", "todo", or "future" (a day that is still to come)."""

    what: str
    when: When = None
    who: str = ""
    note: str = ""
    url: str = ""
    state: str = ""


@dataclass(frozen=True)
class Step:
    """``state``: "done", "current" or "todo"."""

    label: str
    state: str = "todo"


@dataclass(frozen=True)
class Column:
    """A column of a data table. ``title`` marks the one that heads the card on a phone."""

    key: str
    label: str
    numeric: bool = False
    nobreak: bool = False
    title: bool = False


@dataclass(frozen=True)
class DataTable:
    """``rows`` are mappings by column key; "url" links the title column."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[dict[str, object]]


@dataclass(frozen=True)
class HeatCell:
    """``light``: green, amber, red, done or none; ``text`` is shown; ``words`` is said ("逾期 3 项")."""

    light: str = "none"
    text: str = ""
    words: str = ""
    url: str = ""


@dataclass(frozen=True)
class HeatRow:
    label: str
    cells: Sequence[HeatCell]
    url: str = ""


@dataclass(frozen=True)
class Heatmap:
    """``corner`` names the row heads; ``dense`` is for some fifty columns (labels stand upright)."""

    caption: str
    columns: Sequence[str]
    rows: Sequence[HeatRow]
    corner: str = ""
    dense: bool = False


@dataclass(frozen=True)
class Bar:
    """``unsaid``: the value is not published; a hatched bar stands for it, never an empty one."""

    label: str
    value: float
    url: str = ""
    light: str = ""
    text: str = ""
    unsaid: bool = False


@dataclass(frozen=True)
class BarChart:
    """``sentence`` says what the picture shows; ``top`` fixes the full length (else the largest)."""

    title: str
    bars: Sequence[Bar]
    sentence: str = ""
    unit: str = ""
    top: float | None = None


@dataclass(frozen=True)
class Series:
    label: str
    values: Sequence[float | None]


@dataclass(frozen=True)
class LineChart:
    """Up to three series over the same ``points``; the base is always zero.

    Args:
        unfinished: why the last point is not yet whole ("6月到20日为止"): it is drawn apart and said in words; "" when it is.
    """

    title: str
    points: Sequence[str]
    series: Sequence[Series]
    sentence: str = ""
    unit: str = ""
    unfinished: str = ""
