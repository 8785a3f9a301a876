"""Rectangles on a page as fractions of what is seen of it, from the top left. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple


class Rect(NamedTuple):
    """0 ≤ x0 < x1 ≤ 1 from the left, 0 ≤ y0 < y1 ≤ 1 from the top, of the page as it is shown."""

    x0: float
    y0: float
    x1: float
    y1: float

    def meets(self, other: Rect, by: float = 0.0) -> bool:
        """Do the two share more than ``by`` in both directions?"""
        wide = min(self.x1, other.x1) - max(self.x0, other.x0)
        high = min(self.y1, other.y1) - max(self.y0, other.y0)
        return wide > by and high > by

    def inner(self, across: float, along: float) -> Rect:
        """The middle part: ``across`` of the width, ``along`` of the height."""
        dx, dy = (self.x1 - self.x0) * (1 - across) / 2, (self.y1 - self.y0) * (1 - along) / 2
        return Rect(self.x0 + dx, self.y0 + dy, self.x1 - dx, self.y1 - dy)

    def grown(self, dx: float, dy: float) -> Rect:
        """Wider and higher by so much on each side, within the page."""
        return Rect(max(0.0, self.x0 - dx), max(0.0, self.y0 - dy), min(1.0, self.x1 + dx), min(1.0, self.y1 + dy))

    def pixels(self, width: int, height: int) -> tuple[int, int, int, int]:
        """Every pixel that the rectangle touches: left, top, right, bottom (exclusive)."""
        left, top = int(self.x0 * width), int(self.y0 * height)
        right, bottom = -int(-self.x1 * width // 1), -int(-self.y1 * height // 1)
        return max(0, left), max(0, top), min(width, max(right, left + 1)), min(height, max(bottom, top + 1))


def around(rects: Iterable[Rect]) -> Rect:
    """The smallest rectangle that holds all of them."""
    held = list(rects)
    return Rect(min(r.x0 for r in held), min(r.y0 for r in held), max(r.x1 for r in held), max(r.y1 for r in held))


@dataclass(frozen=True)
class Cover:
    """What is to be covered on a page (from 1). ``words``: what is printed in the box, the longest first; ``said``: what is
    written for those who cannot see it."""

    page: int
    rect: Rect
    words: tuple[str, ...] = ()
    said: str = ""

    @property
    def spoken(self) -> str:
        """What the text layer says here: as much as has room."""
        flat = "".join(self.said.split())
        wide, high = self.rect.x1 - self.rect.x0, self.rect.y1 - self.rect.y0
        if high < 0.004 or wide < 0.004 or not flat:
            return ""
        return flat if wide >= 0.002 * len(flat) else "■"


def speaking(covers: Iterable[Cover]) -> list[Cover]:
    """The boxes that say their ground in the text layer: not those that lie over another one."""
    found: list[Cover] = []
    for cover in covers:
        if cover.spoken and not any(cover.rect.meets(other.rect) for other in found):
            found.append(cover)
    return found
