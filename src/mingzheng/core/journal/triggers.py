"""Database triggers that forbid changing or removing entries and seals, on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.backends.base.base import BaseDatabaseWrapper

PROTECTED = ("journal_entry", "journal_seal")
MESSAGE = "journal is append-only"


def install(connection: BaseDatabaseWrapper) -> None:
    """Create the triggers; safe to call again."""
    remove(connection)
    _run(connection, _POSTGRES_INSTALL if connection.vendor == "postgresql" else _SQLITE_INSTALL)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers."""
    _run(connection, _POSTGRES_REMOVE if connection.vendor == "postgresql" else _SQLITE_REMOVE)


@contextmanager
def lifted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Without triggers within the block: for emptying a whole demonstration database, never for single rows."""
    remove(connection)
    try:
        yield
    finally:
        install(connection)


def _run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


_SQLITE_INSTALL = [
    f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    for table in PROTECTED
    for verb in ("update", "delete")
]
_SQLITE_REMOVE = [f"DROP TRIGGER IF EXISTS {table}_no_{verb}" for table in PROTECTED for verb in ("update", "delete")]
_POSTGRES_INSTALL = [
    "CREATE OR REPLACE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$",
    *[
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse()"
        for table in PROTECTED
    ],
]
_POSTGRES_REMOVE = [f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}" for table in PROTECTED]
