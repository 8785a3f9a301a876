"""The SQL of a rule: one predicate, the bits of its rows, and who might fit. For SQLite and PostgreSQL alike."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mingzheng.policy.push.conditions.operators import bind
from mingzheng.policy.push.conditions.tree import Group, How, Node, Row, normal, rows_of


@dataclass(frozen=True)
class Fragment:
    """SQL with ``%s`` for each of ``params``."""

    sql: str
    params: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Compiled:
    """A rule as SQL over the table of its subjects' facts.

    Args:
        fits: true for those whom single judgement answers True; else false or NULL, so it may stand in WHERE and in CASE.
        may_fit: true for those whom single judgement answers True or None.
        bits: the rows that held, bit by bit from the left.
    """

    fits: Fragment
    may_fit: Fragment
    bits: Fragment


def compiled(node: Node, day: dt.date, table: str, quote: Callable[[str], str]) -> Compiled:
    """Compile a tree for a day.

    Args:
        quote: how the database quotes a name (``connection.ops.quote_name``).
    """
    maker = _Maker(day, table, quote)
    node = normal(node)
    return Compiled(maker.make(node, maker.row), maker.make(node, maker.open_row), maker.bits(rows_of(node)))


class _Maker:
    def __init__(self, day: dt.date, table: str, quote: Callable[[str], str]) -> None:
        self.day, self.table, self.quote = day, table, quote

    def make(self, node: Node, of_row: Callable[[Row], Fragment]) -> Fragment:
        if isinstance(node, Row):
            return of_row(node)
        parts = [self.make(part, of_row) for part in node.parts]
        return _joined(node, parts)

    def row(self, row: Row) -> Fragment:
        """Negation was pushed to the rows: over an unknown fact none of them is true, and AND and OR keep that so."""
        bound = bind(row.column, row.operator, row.value, self.day)
        holes = ", ".join(["%s"] * len(bound.operands))
        sql = bound.operator.sql.format(column=self.name(row), operands=holes)
        return Fragment(sql, tuple(map(_plain, bound.operands)))

    def open_row(self, row: Row) -> Fragment:
        """It holds, or nobody knows."""
        known = self.row(row)
        return Fragment(f"({known.sql} OR {self.name(row)} IS NULL)", known.params)

    def bits(self, rows: list[Row]) -> Fragment:
        parts = [self.row(row) for row in rows]
        # The sum of two small integers would overflow PostgreSQL's integer from the 31st row on.
        cases = [
            f"CASE WHEN {part.sql} THEN CAST({1 << place} AS bigint) ELSE 0 END" for place, part in enumerate(parts)
        ]
        return Fragment(" + ".join(cases), tuple(value for part in parts for value in part.params))

    def name(self, row: Row) -> str:
        return f"{self.table}.{self.quote(row.column.field)}"


def _joined(group: Group, parts: list[Fragment]) -> Fragment:
    word = " AND " if group.how is How.ALL else " OR "
    sql = "(" + word.join(part.sql for part in parts) + ")"
    return Fragment(sql, tuple(value for part in parts for value in part.params))


def _plain(value: Any) -> Any:
    """Dates as text: SQLite keeps them so, PostgreSQL reads them."""
    return value.isoformat() if isinstance(value, dt.date) else value
