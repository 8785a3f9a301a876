"""Places with the uncertainty of a sample. Pure and deterministic: nothing is drawn here, so anybody gets the same places.

1. A sampled item of one unit: ``n`` of its ``N`` records were marked, each between 0 and 1. The interval of the mean is
   Wilson's (95 %) with the effective number ``n · (N − 1) / (N − n)``, which takes the finite population into account: all
   records marked leave no uncertainty. Marks between 0 and 1 vary no more than yes and no of the same mean, so the interval
   is wide enough.
2. A total: everything else is known, so its interval is the root of the squared distances of its sampled items, below and
   above apart (the method of variance estimates recovery, MOVER).
3. Places, within a group: above a unit stand for certain those whose lower end is higher than its upper end; a unit's best
   place is behind these, its worst before those that are certainly below. Overlapping intervals share a range of places.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from math import sqrt

Z = 1.959964  # 95 %
METHOD = (
    "每个抽样项目按95%的威尔逊区间计算，并按抽取的比例修正（全部看过的没有误差）；总分的区间由各抽样项目的误差平方相加后开方得到（MOVER）。"
    "区间重叠的单位分不出先后，名次写成范围。"
)


@dataclass(frozen=True)
class Sampled:
    """``worth``: what the item is worth in the total when every record is marked 1."""

    worth: float
    records: int
    marks: tuple[float, ...]


@dataclass(frozen=True)
class Entry:
    """A unit: ``group`` says whom it is compared with, ``fixed`` is everything that is not sampled."""

    key: Hashable
    group: str
    fixed: float
    sampled: tuple[Sampled, ...] = ()


@dataclass(frozen=True)
class Place:
    """``low``–``high``: the interval of the score. ``best``–``worst``: the places that it may have among ``of``."""

    key: Hashable
    group: str
    score: float
    low: float
    high: float
    best: int
    worst: int
    of: int


def interval(marks: Sequence[float], records: int) -> tuple[float, float, float]:
    """Mean, lower and upper end, each between 0 and 1.

    Raises:
        ValueError: no marks, more marks than records, or a mark that is none.
    """
    seen = len(marks)
    if not 0 < seen <= records or not all(0 <= mark <= 1 for mark in marks):
        raise ValueError("marks are between 0 and 1, at least one and at most one for each record")
    mean = sum(marks) / seen
    if seen == records:
        return mean, mean, mean
    n = seen * (records - 1) / (records - seen)
    middle = (mean + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z / (1 + Z * Z / n) * sqrt(mean * (1 - mean) / n + Z * Z / (4 * n * n))
    return mean, max(0.0, min(mean, middle - half)), min(1.0, max(mean, middle + half))


def score(entry: Entry) -> tuple[float, float, float]:
    """A unit's score with its lower and upper end."""
    value, below, above = entry.fixed, 0.0, 0.0
    for one in entry.sampled:
        mean, low, high = interval(one.marks, one.records)
        value += one.worth * mean
        below += (one.worth * (mean - low)) ** 2
        above += (one.worth * (high - mean)) ** 2
    return value, value - sqrt(below), value + sqrt(above)


def rank(entries: Sequence[Entry]) -> list[Place]:
    """Every unit's places within its group, the higher score first; what differs by less than a hundredth is equal."""
    scored = [_scored(entry) for entry in entries]
    found = []
    for one in scored:
        others = [other for other in scored if other.group == one.group]
        above = sum(other.low > one.high for other in others)
        below = sum(other.high < one.low for other in others)
        found.append(replace(one, best=above + 1, worst=len(others) - below, of=len(others)))
    return sorted(found, key=lambda place: (place.group, -place.score, place.best, str(place.key)))


def _scored(entry: Entry) -> Place:
    value, low, high = (round(number, 2) for number in score(entry))
    return Place(entry.key, entry.group, value, low, high, 1, 1, 1)


def words(best: int, worst: int) -> str:
    """第3名, or 第3—6名 where nobody can tell them apart."""
    return f"第{best}名" if best == worst else f"第{best}—{worst}名"
