"""The order of a draw: pure, so that whoever has the list and the seed comes to the same result.

``sha256(f"{seed}|{sha256 of the list}|{code}")``, ascending, within each category: places first, then alternates. What a
category cannot fill stays empty and is said; nobody moves in from another category.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

PLACE, ALTERNATE = "place", "alternate"


@dataclass(frozen=True)
class Lot:
    """What fell to one code. ``rank`` counts from 1 among the places, or among the alternates, of its category."""

    code: str
    kind: str
    rank: int
    category: str


@dataclass(frozen=True)
class Shortfall:
    """A category with fewer people than places: ``missing`` places stay empty."""

    category: str
    places: int
    people: int

    @property
    def missing(self) -> int:
        return self.places - self.people


@dataclass(frozen=True)
class Panel:
    """How many places each category has, in one of the possible outcomes of a draw with crossed quotas."""

    weight: int
    places: Mapping[str, int]


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def plain_seed(text: str) -> str:
    """A seed as it is used: compatible forms folded, blanks at the ends gone and single within."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def ordered(seed: str, list_sha256: str, codes: Iterable[str]) -> list[str]:
    """The codes in the order of the draw."""
    return sorted(codes, key=lambda code: (digest(f"{seed}|{list_sha256}|{code}"), code))


def chosen(panels: Sequence[Panel], seed: str, list_sha256: str) -> Panel:
    """The panel that the seed picks, each with the chance of its weight."""
    at = int(digest(f"{seed}|{list_sha256}|panel"), 16) % sum(panel.weight for panel in panels)
    for panel in panels:
        at -= panel.weight
        if at < 0:
            return panel
    raise AssertionError("weights add up")


def allot(
    entries: Mapping[str, str], places: Mapping[str, int], alternates: int, seed: str, list_sha256: str
) -> list[Lot]:
    """Places, then alternates, of each category.

    Args:
        entries: code → category.
        places: category → how many places it has; without any, it has no alternates either.
        alternates: how many alternates each category has, as far as there are people.
    """
    found = []
    for category, count in sorted(places.items()):
        if count <= 0:
            continue
        line = ordered(seed, list_sha256, (code for code, own in entries.items() if own == category))
        for at, code in enumerate(line[: count + alternates]):
            kind, rank = (PLACE, at + 1) if at < count else (ALTERNATE, at + 1 - count)
            found.append(Lot(code, kind, rank, category))
    return found


def shortfalls(entries: Mapping[str, str], places: Mapping[str, int]) -> list[Shortfall]:
    """The categories that cannot fill their places."""
    people = dict.fromkeys(places, 0)
    for category in entries.values():
        if category in people:
            people[category] += 1
    return [Shortfall(name, count, people[name]) for name, count in sorted(places.items()) if people[name] < count]
