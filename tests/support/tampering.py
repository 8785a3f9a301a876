"""What somebody with full rights on the database can do: rows changed by SQL, with no trigger in the way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from mingzheng.core.journal import triggers
from mingzheng.supervision.open_data.triggers import FREEZES


@contextmanager
def tampering() -> Iterator[None]:
    with triggers.lifted(connection), FREEZES.lifted(connection), connection.constraint_checks_disabled():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL session_replication_role = origin")


def sql(statement: str, *values: Any) -> int:
    """One statement; how many rows it changed."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)
