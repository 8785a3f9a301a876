"""One profile against one rule, in three values, with the rows and facts that decide."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from mingzheng.policy.push.columns import Column, Kind
from mingzheng.policy.push.conditions.operators import bind, years_before
from mingzheng.policy.push.conditions.tree import Group, How, Node, Row, meetable, normal, probes, rows_of

Profile = Mapping[str, Any]
"""Values by ``Column.field``; None or absent: nobody knows."""


@dataclass(frozen=True)
class Verdict:
    """What the rule says of a profile.

    Args:
        answer: True: it fits; None: a fact that is wanting might let it fit; False: it does not fit.
        held: places of the rows that held (only for True).
        asks: for None, the columns of which any one alone may decide that it fits; empty when several are wanting.
        near: for False, places of the rows of which any one alone keeps it from fitting; empty when it is further away.
    """

    answer: bool | None
    held: tuple[int, ...] = ()
    asks: tuple[Column, ...] = ()
    near: tuple[int, ...] = ()


Judged = Callable[[Profile], int]
"""To a mask, of which AND is ``&`` and OR is ``|``: bit 0 it fits; bit 1 it may fit; then a bit for each column that alone
would make it fit if it were known as wanted; then a bit for each row that alone would make it fit if it held."""

FITS, MAY = 1, 2


class Judge:
    """A rule made ready for a day. Making it takes some microseconds for each row, asking it less than one."""

    def __init__(self, node: Node, day: dt.date) -> None:
        self.day = day
        self.node = normal(node)
        self.rows = rows_of(self.node)
        self.columns = list({row.column.code: row.column for row in self.rows}.values())
        self._first_row = 2 + len(self.columns)
        self._everything = (1 << (self._first_row + len(self.rows))) - 1
        self._tests = [self._test(row) for row in self.rows]
        self._places = iter(range(len(self.rows)))
        self.mask: Judged = self._compile(self.node)
        own = [[row for row in self.rows if row.column == column] for column in self.columns]
        self._probes = [
            self._wanted(rows) if len(rows) > 1 or not meetable(rows, rows[0].column) else [] for rows in own
        ]

    def __call__(self, profile: Profile) -> Verdict:
        """Judge a profile, with reasons."""
        return self.verdict(self.mask(profile), profile)

    def verdict(self, mask: int, profile: Profile) -> Verdict:
        """What a mask of ``self.mask(profile)`` says."""
        if mask & FITS:
            return Verdict(True, self.held(profile))
        if mask & MAY:
            return Verdict(None, asks=self._asks(mask, profile))
        return Verdict(False, near=self._near(mask))

    def held(self, profile: Profile) -> tuple[int, ...]:
        """Places of the rows that hold."""
        return tuple(
            place
            for place, (field, test) in enumerate(self._tests)
            if (value := profile.get(field)) is not None and test(value)
        )

    def bits(self, profile: Profile) -> int:
        """The same as an integer, as SQL computes it."""
        return sum(1 << place for place in self.held(profile))

    def _near(self, mask: int) -> tuple[int, ...]:
        return tuple(place for place in range(len(self.rows)) if mask >> (self._first_row + place) & 1)

    def _asks(self, mask: int, profile: Profile) -> tuple[Column, ...]:
        """Where several rows speak of one column, some value must meet what is wanted of it: the values are tried."""
        return tuple(
            column
            for place, column in enumerate(self.columns)
            if mask >> (2 + place) & 1 and self._may_decide(self._probes[place], column, profile)
        )

    def _may_decide(self, wanted: list[Any], column: Column, profile: Profile) -> bool:
        if not wanted:
            return True
        return any(self.mask({**profile, column.field: value}) & FITS for value in wanted)

    def _wanted(self, rows: list[Row]) -> list[Any]:
        values = probes(rows, rows[0].column)
        if rows[0].column.kind is Kind.YEARS:
            return [years_before(self.day, value) for value in values]
        return values

    def _test(self, row: Row) -> tuple[str, Callable[[Any], bool]]:
        bound = bind(row.column, row.operator, row.value, self.day)
        return row.column.field, bound.operator.test(bound.operand)

    def _compile(self, node: Node) -> Judged:
        if isinstance(node, Row):
            return self._compile_row(node)
        return self._compile_group(node)

    def _compile_row(self, row: Row) -> Judged:
        place = next(self._places)
        field, test = self._tests[place]
        everything, failed = self._everything, 1 << (self._first_row + place)
        unknown = MAY | 1 << (2 + self.columns.index(row.column))

        def judge(profile: Profile) -> int:
            value = profile.get(field)
            if value is None:
                return unknown
            return everything if test(value) else failed

        return judge

    def _compile_group(self, group: Group) -> Judged:
        parts = tuple(self._compile(part) for part in group.parts)
        everything = self._everything

        def judge_all(profile: Profile) -> int:
            mask = everything
            for part in parts:
                mask &= part(profile)
                if not mask:
                    return 0
            return mask

        def judge_any(profile: Profile) -> int:
            mask = 0
            for part in parts:
                mask |= part(profile)
                if mask == everything:
                    return mask
            return mask

        return judge_all if group.how is How.ALL else judge_any
