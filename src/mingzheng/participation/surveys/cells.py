"""Keeping small cells back so that nobody can work them out. Pure.

A count below the threshold, but not nought, could point at a person. It is kept back, and with it enough other counts
(never a nought, which a reader could not doubt) that neither a total nor a second line of the table gives it away: every
cell kept back can be one more or one less with everything that is published left as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

Cell = tuple[int, int]
LOWEST_THRESHOLD = 3  # with 2, "kept back" would mean "exactly one"


@dataclass(frozen=True)
class Line:
    """Counts whose total is published. ``shown``: None where kept back. ``withheld``: nothing of it may be shown."""

    shown: tuple[int | None, ...]
    withheld: bool = False

    @property
    def whole(self) -> bool:
        return not self.withheld and None not in self.shown


def line(counts: Sequence[int], threshold: int) -> Line:
    """One line of counts with a published total.

    Kept back: every small count; then the smallest others, until there are two and together they reach the threshold.
    """
    _check(threshold)
    total = sum(counts)
    if 0 < total < threshold:
        return Line((None,) * len(counts), withheld=True)
    hidden = {at for at, count in enumerate(counts) if 0 < count < threshold}
    others = sorted((at for at, count in enumerate(counts) if count >= threshold), key=lambda at: (counts[at], at))
    while hidden and (len(hidden) < 2 or sum(counts[at] for at in hidden) < threshold):
        if not others:
            return Line((None,) * len(counts), withheld=True)
        hidden.add(others.pop(0))
    return Line(tuple(None if at in hidden else count for at, count in enumerate(counts)))


def table(counts: Sequence[Sequence[int]], threshold: int) -> list[list[int | None]] | None:
    """A table with the totals of its rows and columns published; None when it cannot be shown at all.

    A cell kept back can be worked out exactly if it is a bridge of the graph whose nodes are the lines (rows and
    columns) and whose edges are the cells kept back. So for each bridge the cheapest way round it is kept back too.
    """
    _check(threshold)
    hidden = {(r, c) for r, row in enumerate(counts) for c, count in enumerate(row) if 0 < count < threshold}
    while True:
        bridge = _bridge(hidden)
        if bridge is None:
            break
        round_it = _way_round(counts, hidden, bridge)
        if round_it is None:
            return None
        hidden |= round_it
    return [[None if (r, c) in hidden else count for c, count in enumerate(row)] for r, row in enumerate(counts)]


def _check(threshold: int) -> None:
    if threshold < LOWEST_THRESHOLD:
        raise ValueError(f"a threshold below {LOWEST_THRESHOLD} hides nothing")


def _bridge(hidden: set[Cell]) -> Cell | None:
    """The first cell kept back whose row and column are joined by no other way."""
    return next((cell for cell in sorted(hidden) if not _joined(hidden - {cell}, cell)), None)


def _joined(edges: set[Cell], cell: Cell) -> bool:
    rows, columns = {cell[0]}, set[int]()
    grew = True
    while grew:
        more_columns = {c for r, c in edges if r in rows} - columns
        columns |= more_columns
        more_rows = {r for r, c in edges if c in columns} - rows
        rows |= more_rows
        grew = bool(more_columns or more_rows)
    return cell[1] in columns


def _way_round(counts: Sequence[Sequence[int]], hidden: set[Cell], bridge: Cell) -> set[Cell] | None:
    """Cells that join the bridge's row and column another way, as few people in them as can be; None if there are none."""
    start, goal = ("r", bridge[0]), ("c", bridge[1])
    best: dict[tuple[str, int], tuple[int, int]] = {start: (0, 0)}
    heap: list[tuple[int, int, tuple[str, int], tuple[Cell, ...]]] = [(0, 0, start, ())]
    while heap:
        people, steps, node, way = heappop(heap)
        if node == goal:
            return set(way)
        if (people, steps) > best[node]:
            continue
        for cell, beyond in _from(counts, node):
            if cell == bridge or counts[cell[0]][cell[1]] == 0:
                continue
            price = (people + (0 if cell in hidden else counts[cell[0]][cell[1]]), steps + 1)
            if beyond not in best or price < best[beyond]:
                best[beyond] = price
                heappush(heap, (*price, beyond, (*way, cell)))
    return None


def _from(counts: Sequence[Sequence[int]], node: tuple[str, int]) -> list[tuple[Cell, tuple[str, int]]]:
    side, at = node
    if side == "r":
        return [((at, c), ("c", c)) for c in range(len(counts[at]))]
    return [((r, at), ("r", r)) for r in range(len(counts))]
