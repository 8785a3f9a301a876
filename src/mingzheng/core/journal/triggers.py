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
    if connection.vendor == "postgresql":
        # A table with checks still pending in this transaction cannot be altered.
        _run(connection, ["SET CONSTRAINTS ALL IMMEDIATE"])
    _run(connection, _POSTGRES_REMOVE if connection.vendor == "postgresql" else _SQLITE_REMOVE)


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of the triggers that should be there and are not, or are switched off."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'A'")
            wanted = _POSTGRES_NAMES
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            wanted = _SQLITE_NAMES
        there = {row[0] for row in cursor.fetchall()}
    return [name for name in wanted if name not in there]


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


# INSERT OR REPLACE would remove the old row without asking the delete trigger.
_SQLITE_TAKEN = {
    "journal_entry": "SELECT 1 FROM journal_entry WHERE id = NEW.id",
    "journal_seal": "SELECT 1 FROM journal_seal WHERE position = NEW.position OR entry_id = NEW.entry_id",
}
_SQLITE_INSTALL = [
    *[
        f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        for table in PROTECTED
        for verb in ("update", "delete")
    ],
    *[
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN EXISTS ({taken}) "
        f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        for table, taken in _SQLITE_TAKEN.items()
    ],
]
_SQLITE_NAMES = [f"{table}_no_{verb}" for table in PROTECTED for verb in ("update", "delete", "replace")]
_SQLITE_REMOVE = [f"DROP TRIGGER IF EXISTS {name}" for name in _SQLITE_NAMES]
_POSTGRES_NAMES = [f"{table}_append_only" for table in PROTECTED]
# ENABLE ALWAYS: they hold in a session with session_replication_role = replica as well.
_POSTGRES_INSTALL = [
    "CREATE OR REPLACE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$",
    *[
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse()"
        for table in PROTECTED
    ],
    *[f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_append_only" for table in PROTECTED],
]
_POSTGRES_REMOVE = [f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}" for table in PROTECTED]
