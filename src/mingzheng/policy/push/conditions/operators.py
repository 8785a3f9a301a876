"""The one table of operators: what a form offers, what a judge tests, what SQL and a sentence say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mingzheng.policy.push.columns import Column, Kind


@dataclass(frozen=True)
class Operator:
    """``negation``: the operator that holds exactly when this one does not, for a known value.

    Args:
        several: it takes a list of values.
        test: ``operand -> (value -> bool)``; the value is never None.
        sql: with ``{column}``, and ``%s`` for each operand.
    """

    code: str
    label: str
    kinds: tuple[Kind, ...]
    negation: str
    test: Callable[[Any], Callable[[Any], bool]]
    sql: str
    several: bool = False
    bare: bool = False  # it takes no value: the operator says it all


def _outside(names: Any) -> Callable[[Any], bool]:
    held = frozenset(names)
    return lambda value: value not in held


COUNTED = (Kind.NUMBER, Kind.YEARS)
CHOSEN = (Kind.CHOICE,)

OPERATORS = {
    one.code: one
    for one in (
        Operator("gte", "不少于（满）", COUNTED, "lt", lambda n: lambda v: v >= n, "{column} >= %s"),
        Operator("lt", "少于（不满）", COUNTED, "gte", lambda n: lambda v: v < n, "{column} < %s"),
        Operator("lte", "不超过", COUNTED, "gt", lambda n: lambda v: v <= n, "{column} <= %s"),
        Operator("gt", "超过", COUNTED, "lte", lambda n: lambda v: v > n, "{column} > %s"),
        Operator("eq", "是", CHOSEN, "ne", lambda n: lambda v: v == n, "{column} = %s"),
        Operator("ne", "不是", CHOSEN, "eq", lambda n: lambda v: v != n, "{column} <> %s"),
        Operator(
            "in", "是其中之一", CHOSEN, "not_in", lambda n: frozenset(n).__contains__, "{column} IN ({operands})", True
        ),
        Operator(
            "not_in",
            "不是其中任何一种",
            CHOSEN,
            "in",
            _outside,
            "{column} NOT IN ({operands})",
            True,
        ),
        Operator("yes", "是", (Kind.FLAG,), "no", lambda _: lambda v: bool(v), "{column}", bare=True),
        Operator("no", "否", (Kind.FLAG,), "yes", lambda _: lambda v: not v, "NOT {column}", bare=True),
    )
}


def operators_of(kind: Kind) -> list[Operator]:
    return [one for one in OPERATORS.values() if kind in one.kinds]


@dataclass(frozen=True)
class Bound:
    """A row made ready for a day: full years have become a comparison of dates, which both judges make alike."""

    column: Column
    operator: Operator
    operand: Any

    @property
    def operands(self) -> list[Any]:
        return [] if self.operator.bare else list(self.operand) if self.operator.several else [self.operand]


# At least n full years on a day: it began on or before that day n years ago; more than n: n + 1 years ago.
_BACK = {"gte": ("lte", 0), "lt": ("gt", 0), "gt": ("lte", 1), "lte": ("gt", 1)}


def bind(column: Column, code: str, value: Any, day: dt.date) -> Bound:
    """The comparison that a row stands for on a day."""
    if column.kind is Kind.YEARS:
        date_code, more = _BACK[code]
        return Bound(column, OPERATORS[date_code], years_before(day, int(value) + more))
    return Bound(column, OPERATORS[code], value)


def years_before(day: dt.date, years: int) -> dt.date:
    """The same day so many years before; 29 February becomes the 28th. Never before year 1."""
    year = max(1, day.year - years)
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


def full_years(since: dt.date, day: dt.date) -> int:
    """Full years from a date to a day, in agreement with ``bind``; 0 for a date to come."""
    years = max(0, day.year - since.year)
    return years if since <= years_before(day, years) else max(0, years - 1)
