"""Two systems side by side: which items are the same, by likeness of their words; what was added, dropped, weighed anew. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from rapidfuzz import fuzz

from mingzheng.core.likeness import Rules, normal

ALIKE = 72.0  # rapidfuzz ratio, 0–100, from which two names mean the same item
RULES = Rules(alike=ALIKE, shortest=2, fillers=("情况", "工作"))
SAME_FIGURE = 8.0  # an item that reads the same figure is as much more alike


@dataclass(frozen=True)
class Line:
    """What is compared of an item."""

    key: int
    group: str
    name: str
    points: Decimal
    figure: str = ""
    explanation: str = ""


class Change(StrEnum):
    SAME = "same"
    WEIGHT = "weight"
    WORDS = "words"
    ADDED = "added"
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        return {
            "same": "没有变化",
            "weight": "分值改变",
            "words": "表述改变",
            "added": "新增",
            "dropped": "取消",
        }[self.value]


@dataclass(frozen=True)
class Pair:
    """``old`` or ``new`` is None for what was added or dropped. ``likeness``: 0–100."""

    old: Line | None
    new: Line | None
    likeness: float = 0.0

    @property
    def change(self) -> Change:
        if self.old is None:
            return Change.ADDED
        if self.new is None:
            return Change.DROPPED
        if self.old.points != self.new.points:
            return Change.WEIGHT
        same = (self.old.name, self.old.explanation) == (self.new.name, self.new.explanation)
        return Change.SAME if same else Change.WORDS

    @property
    def by(self) -> Decimal:
        """How much more the item is worth now."""
        return (self.new.points if self.new else Decimal(0)) - (self.old.points if self.old else Decimal(0))


def likeness(old: Line, new: Line) -> float:
    """0–100; the name counts, an equal figure adds a little to names that are alike already."""
    ratio = fuzz.ratio(normal(old.name, RULES), normal(new.name, RULES))
    bonus = SAME_FIGURE if old.figure and old.figure == new.figure else 0.0
    return min(100.0, ratio + bonus)


def pairs(old: Sequence[Line], new: Sequence[Line]) -> list[Pair]:
    """Each item of either side once: the most alike find each other first; new ones in their order, then the dropped ones."""
    ranked = sorted(
        ((likeness(one, other), at, to) for at, one in enumerate(old) for to, other in enumerate(new)),
        key=lambda row: (-row[0], row[1], row[2]),
    )
    held: dict[int, tuple[int, float]] = {}
    taken: set[int] = set()
    for ratio, at, to in ranked:
        if ratio < ALIKE:
            break
        if to not in held and at not in taken:
            held[to] = (at, ratio)
            taken.add(at)
    found = [
        Pair(old[held[to][0]], line, held[to][1]) if to in held else Pair(None, line) for to, line in enumerate(new)
    ]
    return found + [Pair(line, None) for at, line in enumerate(old) if at not in taken]
