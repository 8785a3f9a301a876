"""A figure of every unit at once: what a room's ``by_unit`` is made of.

The rows are those of the whole district (a scope without unit), the path leads from a row to its unit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Count, Exists, Q, QuerySet, Sum

from mingzheng.core.indicators import Figure

NOTHING = Figure(0, 0)


class Grouped(dict[int, Figure]):
    """Unit id → figure; a unit of which there is no row says ``empty``.

    ``whole``: the district's figure where counting the units has told it on the way (rows of no unit are in it).
    """

    def __init__(self, found: Mapping[int, Figure], empty: Figure, whole: Figure | None = None) -> None:
        super().__init__(found)
        self.empty, self.whole = empty, whole

    def __missing__(self, _unit_id: int) -> Figure:
        return self.empty


def shares(rows: QuerySet[Any], good: Q | Exists, path: str = "unit_id", *, distinct: bool = False) -> Grouped:
    """Of the rows of each unit, how many are good: in one pass, unless a row may stand twice (``distinct``)."""
    if distinct:
        return ratio(numbers(rows.filter(good), path, distinct=True), numbers(rows, path, distinct=True))
    judged = rows.order_by().values_list(path).annotate(_good=Count("pk", filter=Q(good)), _number=Count("pk"))
    found = list(judged)
    whole = Figure(sum(row[1] for row in found), sum(row[2] for row in found))
    return Grouped({unit: Figure(good, number) for unit, good, number in found if unit is not None}, NOTHING, whole)


def ratio(good: Mapping[int, int], whole: Mapping[int, int]) -> Grouped:
    """Two counts by unit, one over the other."""
    return Grouped({unit: Figure(good.get(unit, 0), number) for unit, number in whole.items()}, NOTHING)


def numbers(rows: QuerySet[Any], path: str = "unit_id", *, distinct: bool = False, what: str = "pk") -> dict[int, int]:
    """How many rows each unit has; ``what`` with ``distinct``: how many different values."""
    found = rows.order_by().values_list(path).annotate(_number=Count(what, distinct=distinct))
    return {unit: number for unit, number in found if unit is not None}


def counts(rows: QuerySet[Any], path: str = "unit_id", *, distinct: bool = False, what: str = "pk") -> Grouped:
    """The number of rows of each unit, as plain counts."""
    return plain(numbers(rows, path, distinct=distinct, what=what))


def sums(rows: QuerySet[Any], field: str, path: str = "unit_id") -> Grouped:
    """The sum of a field over the rows of each unit."""
    return plain(added(rows, field, path))


def added(rows: QuerySet[Any], field: str, path: str = "unit_id") -> dict[int, int]:
    found = rows.order_by().values_list(path).annotate(_sum=Sum(field))
    return {unit: int(number or 0) for unit, number in found if unit is not None}


def plain(found: Mapping[int, int]) -> Grouped:
    """Plain counts by unit."""
    return Grouped({unit: Figure(number) for unit, number in found.items()}, Figure(0))


def pairs(found: Iterable[tuple[int | None, bool]]) -> Grouped:
    """Shares from rows that were judged one by one: (unit id, whether it counts)."""
    return parts((unit, int(good), 1) for unit, good in found)


def parts(found: Iterable[tuple[int | None, int, int]]) -> Grouped:
    """Shares from (unit id, numerator, denominator) that are added up."""
    good: Counter[int] = Counter()
    whole: Counter[int] = Counter()
    for unit, numerator, denominator in found:
        if unit is not None:
            good[unit] += numerator
            whole[unit] += denominator
    return ratio(good, whole)


def units_of(found: Iterable[int | None]) -> Grouped:
    """Plain counts from the units of rows."""
    return plain(Counter(unit for unit in found if unit is not None))


def same_for_all(figure: Figure) -> Grouped:
    """A figure of the district that stands for every unit alike (the gazette, a clean-up)."""
    return Grouped({}, figure)
