"""How many a rule reaches: asked while it is being written, so one walk through one table.

PostgreSQL walks it with several workers by itself. SQLite has one to a connection: a large table is walked in two halves at
the same time, the second by a thread with a connection of its own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.sqlite3.base import DatabaseWrapper as SQLite

from mingzheng.policy.push.columns import Who
from mingzheng.policy.push.compiling import compiled
from mingzheng.policy.push.conditions import Node
from mingzheng.policy.push.models import facts_model
from mingzheng.policy.push.small import count_text

HALVED_FROM = 100_000  # rows of a table from which a second connection is worth opening


@dataclass(frozen=True)
class Audience:
    """``fits``: certainly; ``may``: those who lack a fact. Only profiles that agreed to be pushed to are counted."""

    fits: int
    may: int

    @property
    def fits_text(self) -> str:
        return count_text(self.fits)

    @property
    def may_text(self) -> str:
        return count_text(self.may)


def audience(node: Node, who: Who, day: dt.date) -> Audience:
    """Count whom a rule reaches on a day. The wider question filters; the narrower is asked of what is left."""
    rule = compiled(node, day, "f", connection.ops.quote_name)
    table = connection.ops.quote_name(facts_model(who)._meta.db_table)
    sql = f"SELECT COUNT(*), COUNT(CASE WHEN {rule.fits.sql} THEN 1 END) FROM {table} f WHERE f.open AND {rule.may_fit.sql}"  # noqa: S608 - names are our own columns, values are parameters
    params = [*rule.fits.params, *rule.may_fit.params]
    middle = _middle(table)
    if middle is None:
        possible, fits = _ask(sql, params)
    else:
        with ThreadPoolExecutor(1) as helper:
            other = helper.submit(_ask_apart, f"{sql} AND f.rowid > %s", [*params, middle])
            here = _ask(f"{sql} AND f.rowid <= %s", [*params, middle])
            possible, fits = (sum(pair) for pair in zip(here, other.result(), strict=True))
    return Audience(fits, possible - fits)


def _ask(sql: str, params: Sequence[Any]) -> tuple[int, int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        possible, fits = cursor.fetchone()
    return possible, fits


def _ask_apart(sql: str, params: Sequence[Any]) -> tuple[int, int]:
    """In a thread: its connection is closed with it."""
    try:
        return _ask(sql, params)
    finally:
        connection.close()


def _middle(table: str) -> int | None:
    """Where SQLite's walk is halved; None for a small table, or where another connection would not see the same rows."""
    this = connections[DEFAULT_DB_ALIAS]
    if not isinstance(this, SQLite) or this.in_atomic_block or this.is_in_memory_db():
        return None
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT MAX(rowid) FROM {table}")  # noqa: S608 - a name of our own
        last = cursor.fetchone()[0] or 0
    return last // 2 if last >= HALVED_FROM else None
