"""The tables of every model as plain rows: what snapshots put back and what a test that commits leaves to be emptied."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Table:
    """``key``: which of the columns make the key; ``counted``: whether the database counts it by itself."""

    name: str
    columns: tuple[str, ...]
    key: tuple[int, ...]
    counted: bool

    def rows(self) -> dict[Any, Row]:
        """Every row by its key, as the driver gives it."""
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(map(quoted, self.columns))} FROM {quoted(self.name)}")
            return {self.key_of(row): row for row in cursor.fetchall()}

    def key_of(self, row: Row) -> Row:
        return tuple(row[place] for place in self.key)

    def insert(self, many: int = 1) -> str:
        place = f"({', '.join(['%s'] * len(self.columns))})"
        columns = ", ".join(map(quoted, self.columns))
        return f"INSERT INTO {quoted(self.name)} ({columns}) VALUES {', '.join([place] * many)}"

    def update(self) -> str:
        columns = ", ".join(f"{quoted(column)} = %s" for column in self.columns)
        key = " AND ".join(f"{quoted(self.columns[place])} = %s" for place in self.key)
        return f"UPDATE {quoted(self.name)} SET {columns} WHERE {key}"


@cache
def all_tables() -> tuple[Table, ...]:
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    return tuple(_table(model) for model in models if not model._meta.proxy)


def _table(model: Any) -> Table:
    columns = tuple(one.column for one in model._meta.concrete_fields)
    counted = model._meta.pk.get_internal_type() in {"AutoField", "BigAutoField", "SmallAutoField"}
    return Table(
        model._meta.db_table, columns, tuple(columns.index(one.column) for one in model._meta.pk_fields), counted
    )


def holding_rows() -> list[Table]:
    """The tables that are not empty."""
    tables = all_tables()
    asked = ", ".join(f"EXISTS (SELECT 1 FROM {quoted(table.name)})" for table in tables)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {asked}")
        return [table for table, found in zip(tables, cursor.fetchone(), strict=True) if found]


def quoted(name: str) -> str:
    return connection.ops.quote_name(name)
