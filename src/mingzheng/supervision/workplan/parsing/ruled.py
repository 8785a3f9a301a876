"""Tables from ruled lines: where the borders are missing, cells are merged."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

_NEAR = 3.0  # points: strokes closer than this are one border
_MAX_AXIS = 400


@dataclass(frozen=True)
class Box:
    """A rectangle in points, y upwards."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def centre(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.bottom <= y <= self.top


@dataclass(frozen=True)
class Ruling:
    """A straight stroke: axis h or v, its fixed coordinate, and its reach along the other one."""

    axis: str
    at: float
    low: float
    high: float


@dataclass
class Table:
    """A rebuilt table. xs rise, ys fall; cells[r][c] is the id of the (merged) cell."""

    box: Box
    xs: list[float]
    ys: list[float]
    cells: list[list[int]]

    def cell_at(self, x: float, y: float) -> int | None:
        if not self.box.holds(x, y):
            return None
        c = bisect_right(self.xs, x) - 1
        r = next((i for i in range(len(self.ys) - 1) if self.ys[i + 1] <= y <= self.ys[i]), None)
        if r is None or not 0 <= c < len(self.cells[0]):
            return None
        return self.cells[r][c]


def tables_from(rulings: list[Ruling]) -> list[Table]:
    """Rebuild every table of a page from its strokes."""
    out = []
    for group in _components(_merged(rulings)):
        table = _table(group)
        if table is not None:
            out.append(table)
    return sorted(out, key=lambda t: -t.box.top)


def _merged(rulings: list[Ruling]) -> list[Ruling]:
    """Strokes on one line that touch become one."""
    out: list[Ruling] = []
    for axis in "hv":
        own = [r for r in rulings if r.axis == axis]
        places = _clusters([r.at for r in own])
        lanes: dict[int, list[Ruling]] = {}
        for ruling in own:
            lanes.setdefault(_nearest(places, ruling.at), []).append(ruling)
        for k, lane in lanes.items():
            low, high = None, 0.0
            for ruling in sorted(lane, key=lambda r: r.low):
                if low is None or ruling.low > high + _NEAR:
                    if low is not None:
                        out.append(Ruling(axis, places[k], low, high))
                    low, high = ruling.low, ruling.high
                high = max(high, ruling.high)
            if low is not None:
                out.append(Ruling(axis, places[k], low, high))
    return out


def _clusters(values: list[float]) -> list[float]:
    out: list[list[float]] = []
    for value in sorted(values):
        if out and value - out[-1][-1] <= _NEAR:
            out[-1].append(value)
        else:
            out.append([value])
    return [sum(c) / len(c) for c in out]


def _nearest(places: list[float], value: float) -> int:
    at = bisect_right(places, value)
    options = [k for k in (at - 1, at) if 0 <= k < len(places)]
    return min(options, key=lambda k: abs(places[k] - value))


def _components(rulings: list[Ruling]) -> list[list[Ruling]]:
    """Strokes that cross or touch belong to one table."""
    parent = list(range(len(rulings)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    across = [i for i, r in enumerate(rulings) if r.axis == "h"][:_MAX_AXIS]
    down = [i for i, r in enumerate(rulings) if r.axis == "v"][: _MAX_AXIS * 4]
    for i in across:
        h = rulings[i]
        for j in down:
            v = rulings[j]
            if h.low - _NEAR <= v.at <= h.high + _NEAR and v.low - _NEAR <= h.at <= v.high + _NEAR:
                parent[root(i)] = root(j)
    groups: dict[int, list[Ruling]] = {}
    for i in [*across, *down]:
        groups.setdefault(root(i), []).append(rulings[i])
    return list(groups.values())


def _table(group: list[Ruling]) -> Table | None:
    across = [r for r in group if r.axis == "h"]
    down = [r for r in group if r.axis == "v"]
    xs, ys = _clusters([r.at for r in down]), _clusters([r.at for r in across])[::-1]
    if len(xs) < 3 or len(ys) < 2 or len(xs) > 60 or len(ys) > _MAX_AXIS or len(xs) * len(ys) > 6_000:
        return None
    cells = _merge_cells(xs, ys, across, down)
    return Table(Box(xs[0], ys[-1], xs[-1], ys[0]), xs, ys, cells)


def _merge_cells(xs: list[float], ys: list[float], across: list[Ruling], down: list[Ruling]) -> list[list[int]]:
    width, height = len(xs) - 1, len(ys) - 1
    parent = list(range(width * height))

    def root(i: int) -> int:
        while parent[i] != i:
            i = parent[i]
        return i

    for r in range(height):
        middle_y = (ys[r] + ys[r + 1]) / 2
        for c in range(width):
            middle_x = (xs[c] + xs[c + 1]) / 2
            if c + 1 < width and not _stroke(down, xs[c + 1], middle_y):
                parent[root(r * width + c + 1)] = root(r * width + c)
            if r + 1 < height and not _stroke(across, ys[r + 1], middle_x):
                parent[root((r + 1) * width + c)] = root(r * width + c)
    return [[root(r * width + c) for c in range(width)] for r in range(height)]


def _stroke(rulings: list[Ruling], at: float, along: float) -> bool:
    return any(abs(r.at - at) <= _NEAR and r.low - _NEAR <= along <= r.high + _NEAR for r in rulings)
