"""Geometry of the charts that the server draws. Numbers in, coordinates out; no markup here."""

from __future__ import annotations

import calendar
import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from mingzheng.design.parts import Bar, BarChart, LineChart, Series

WIDTH, HEIGHT = 420, 220
LEFT, RIGHT, TOP, BOTTOM = 40, 78, 16, 28
LABEL_GAP = 16
Across = Callable[[int], float]
Up = Callable[[float], float]


@dataclass(frozen=True)
class DrawnBar:
    label: str
    text: str
    url: str
    light: str
    width: float
    unsaid: bool = False


@dataclass(frozen=True)
class Tick:
    at: float
    text: str


@dataclass(frozen=True)
class DrawnSeries:
    """``path`` is the d of an SVG path, broken at missing values; ``end`` is the last point.

    ``open_path`` is the way to a last point that is not yet whole, "" when it is.
    """

    label: str
    number: int
    path: str
    end_x: float
    end_y: float
    label_y: float
    last: str
    open_path: str = ""


@dataclass(frozen=True)
class DrawnLines:
    rows: list[Tick]
    columns: list[Tick]
    series: list[DrawnSeries]
    base: float = HEIGHT - BOTTOM
    left: float = LEFT
    right: float = WIDTH - RIGHT
    width: int = WIDTH
    height: int = HEIGHT


def plain(value: float | None) -> str:
    """A number as it is read: no needless decimals, "—" for none."""
    if value is None:
        return "—"
    return f"{value:g}" if isinstance(value, float) else str(value)


def share(value: float | None, total: float | None) -> float:
    """``value`` of ``total`` in percent, held between 0 and 100; 0 when there is no total."""
    if not value or not total or total <= 0:
        return 0.0
    return round(min(max(value / total * 100, 0.0), 100.0), 2)


def bars(chart: BarChart) -> list[DrawnBar]:
    """Lengths in percent of the longest bar (or of ``chart.top``), from zero."""
    top = chart.top or max((bar.value for bar in chart.bars), default=0)
    return [
        DrawnBar(bar.label, _bar_text(bar, chart), bar.url, bar.light, share(bar.value, top), bar.unsaid)
        for bar in chart.bars
    ]


def _bar_text(bar: Bar, chart: BarChart) -> str:
    return bar.text or plain(bar.value) + chart.unit


def round_top(value: float) -> float:
    """The next 1, 2, 3, 4, 6, 8 or 10 times a power of ten: a round end, and a round half."""
    if value <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in (1, 2, 3, 4, 6, 8, 10) if step * power >= value - 1e-9)


def lines(chart: LineChart) -> DrawnLines:
    """Coordinates of a line chart: zero base, at most seven labels below, a label at the end of each line."""
    known = [value for series in chart.series for value in series.values if value is not None]
    top = round_top(max(known, default=0))
    count = len(chart.points)

    def x(index: int) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * (index / (count - 1) if count > 1 else 0.5), 1)

    def y(value: float) -> float:
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / top, 1)

    every = max(1, math.ceil(count / 7))
    columns = [Tick(x(i), label) for i, label in enumerate(chart.points) if i % every == 0]
    rows = [Tick(y(top * part / 2), plain(top * part / 2)) for part in range(3)]
    drawn = [_series(number, one, x, y, bool(chart.unfinished)) for number, one in enumerate(chart.series, 1)]
    return DrawnLines(rows, columns, _spread([item for item in drawn if item is not None]))


def unfinished_month(last: date) -> str:
    """What a chart by months says of its last month, "" when the days counted end with the month."""
    if last.day == calendar.monthrange(last.year, last.month)[1]:
        return ""
    return _("%(month)s月到%(day)s日为止，还没有过完") % {"month": last.month, "day": last.day}


def _series(number: int, series: Series, x: Across, y: Up, unfinished: bool) -> DrawnSeries | None:
    path, pen, opened = [], None, ""
    for index, value in enumerate(series.values):
        if value is None:
            pen = None
            continue
        at = (x(index), y(value))
        if unfinished and index == len(series.values) - 1:
            opened = f"M{pen[0]} {pen[1]}L{at[0]} {at[1]}" if pen else ""
        else:
            path.append(f"{'L' if pen else 'M'}{at[0]} {at[1]}")
        pen, last = at, (*at, value)
    if all(value is None for value in series.values):
        return None
    return DrawnSeries(series.label, number, "".join(path), last[0], last[1], last[1], plain(last[2]), opened)


def _spread(series: list[DrawnSeries]) -> list[DrawnSeries]:
    """Move end labels apart so that none covers another."""
    placed: list[DrawnSeries] = []
    floor = 0.0
    for item in sorted(series, key=lambda one: one.end_y):
        height = max(item.end_y, floor)
        placed.append(DrawnSeries(**{**item.__dict__, "label_y": height}))
        floor = height + LABEL_GAP
    return sorted(placed, key=lambda one: one.number)
