"""Figures counted once more in plain SQL, from what the words of a figure and the law say and nothing of the room's code.

Each wing holds ``QUERIES``, which give (unit id, numerator, denominator) for every unit that has a record, and ``DISTRICT``,
which give (numerator, denominator) of the whole district. A figure without a query of its own for the district is the sum
of its units (a row of no unit is in the sum); one without a query for units says the same of each of them. A plain count has
NULL as its denominator.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from tests.support.recounts import disclosure, participation, policy, requests, supervision
from tests.support.recounts.wording import rows

from mingzheng.core.indicators import Figure

WINGS = (disclosure, requests, policy, participation, supervision)
QUERIES: dict[str, str] = {code: text for wing in WINGS for code, text in wing.QUERIES.items()}
DISTRICT: dict[str, str] = {code: text for wing in WINGS for code, text in wing.DISTRICT.items()}
CODES = sorted(QUERIES | DISTRICT)


@dataclass(frozen=True)
class Recount:
    """What plain SQL says: of the district, and of each unit that has a record (``units``) or of none (``other``)."""

    district: Figure
    units: Mapping[int | None, Figure]
    other: Figure

    def of(self, unit: int) -> Figure:
        return self.units.get(unit, self.other)

    @property
    def empty(self) -> bool:
        """No record at all: then it proves nothing."""
        return not any(one.numerator or one.denominator for one in (self.district, *self.units.values()))


def recount(code: str, day: dt.date, task: int | None = None) -> Recount:
    """A figure of the district and of every unit as of a day.

    Args:
        task: id of the plan's task, for what the plan itself says of a task.
    """
    found = rows(QUERIES[code], day, task) if code in QUERIES else []
    units = {unit: _figure(good, whole) for unit, good, whole in found}
    if code in DISTRICT:
        district = next((_figure(*row) for row in rows(DISTRICT[code], day, task)), Figure(0))  # a median of nothing
        if code not in QUERIES:
            return Recount(district, units, district)
    elif units:
        district = _sum(list(units.values()))
    else:
        district = _nothing(code)
    return Recount(district, units, Figure(0) if district.denominator is None else Figure(0, 0))


def _nothing(code: str) -> Figure:
    """Nothing at all: of a share 0 of 0. Which it is, its query says: a count has the word NULL as its denominator."""
    return Figure(0) if ", NULL" in QUERIES[code] else Figure(0, 0)


def _figure(good: int | None, whole: int | None) -> Figure:
    return Figure(int(good or 0), None if whole is None else int(whole))


def _sum(units: list[Figure]) -> Figure:
    share = any(one.denominator is not None for one in units)
    return Figure(sum(one.numerator for one in units), sum(one.denominator or 0 for one in units) if share else None)
