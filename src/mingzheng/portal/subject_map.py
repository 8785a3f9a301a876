"""Geometry of the subject map: rectangles whose areas are the numbers of items. Numbers in, coordinates out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 960.0, 520.0
LETTER = 16.0  # width of one Chinese character of a label
GAP = 3.0


@dataclass(frozen=True)
class Subject:
    """A field of the catalogue. ``published``: items with content, of ``total``."""

    label: str
    total: int
    published: int
    url: str

    @property
    def state(self) -> str:
        """``all``, ``some`` or ``none`` of its items have content."""
        if self.published == 0:
            return "none"
        return "all" if self.published == self.total else "some"


@dataclass(frozen=True)
class Tile:
    """A drawn rectangle; ``lines`` are what of the label fits."""

    subject: Subject
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]


@dataclass
class _Room:
    """What of the picture is still free."""

    x: float
    y: float
    width: float
    height: float

    @property
    def short(self) -> float:
        return min(self.width, self.height)

    def take(self, row: Sequence[Subject], scale: float) -> list[Tile]:
        """Cut a strip off along the shorter side and lay the row into it."""
        thick = sum(one.total for one in row) * scale / self.short
        upright, at, found = self.width >= self.height, 0.0, []
        for one in row:
            long = one.total * scale / thick
            found.append(
                _tile(one, self.x, self.y + at, thick, long)
                if upright
                else _tile(one, self.x + at, self.y, long, thick)
            )
            at += long
        if upright:
            self.x, self.width = self.x + thick, self.width - thick
        else:
            self.y, self.height = self.y + thick, self.height - thick
        return found


def tiles(subjects: Sequence[Subject]) -> list[Tile]:
    """A squarified treemap: the largest first, strips that keep the rectangles near to squares."""
    left = sorted((one for one in subjects if one.total > 0), key=lambda one: (-one.total, one.label))
    if not left:
        return []
    scale = WIDTH * HEIGHT / sum(one.total for one in left)
    room, drawn = _Room(0.0, 0.0, WIDTH, HEIGHT), []
    while left:
        count = _row([one.total * scale for one in left], room.short)
        drawn += room.take(left[:count], scale)
        left = left[count:]
    return drawn


def _row(areas: Sequence[float], short: float) -> int:
    """How many of the next areas make the strip whose worst rectangle is nearest to a square."""
    count = 1
    while count < len(areas) and _worst(areas[: count + 1], short) <= _worst(areas[:count], short):
        count += 1
    return count


def _worst(areas: Sequence[float], short: float) -> float:
    total = sum(areas)
    return max(short * short * max(areas) / (total * total), total * total / (short * short * min(areas)))


def _tile(one: Subject, x: float, y: float, width: float, height: float) -> Tile:
    fits = max(0, int((width - 20) / LETTER))
    lines = [one.label[at : at + fits] for at in range(0, len(one.label), fits)] if fits >= 2 else []
    room = max(0, int((height - 34) / 22))
    shown = tuple(lines) if len(lines) <= room else ()
    half = GAP / 2
    return Tile(one, round(x + half, 1), round(y + half, 1), round(width - GAP, 1), round(height - GAP, 1), shown)
