"""Database triggers that forbid changing or removing rows of a table, on SQLite and PostgreSQL: those of the journal, and the
maker of others (``AppendOnly``) for rooms whose rows must stay as they were written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper


@dataclass(frozen=True)
class AppendOnly:
    """Rows may be added, and nothing else.

    Args:
        function: name of the PostgreSQL function that refuses.
        message: what the refused statement is told.
        taken: table → the query that finds a row in whose place a new one (``NEW``) would come: SQLite's INSERT OR REPLACE
            removes the old row without asking the delete trigger.
    """

    function: str
    message: str
    taken: Mapping[str, str]

    def install(self, connection: BaseDatabaseWrapper) -> None:
        """Create the triggers; safe to call again."""
        self.remove(connection)
        _run(connection, self._postgres() if connection.vendor == "postgresql" else self._sqlite())

    def remove(self, connection: BaseDatabaseWrapper) -> None:
        """Drop the triggers."""
        if connection.vendor == "postgresql":
            # A table with checks still pending in this transaction cannot be altered.
            _run(connection, ["SET CONSTRAINTS ALL IMMEDIATE"])
            _run(connection, [f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}" for table in self.taken])
        else:
            _run(connection, [f"DROP TRIGGER IF EXISTS {name}" for name in self._names(connection)])

    def missing(self, connection: BaseDatabaseWrapper) -> list[str]:
        """Names of the triggers that should be there and are not, or are switched off."""
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'A'")
            else:
                cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            there = {row[0] for row in cursor.fetchall()}
        return [name for name in self._names(connection) if name not in there]

    @contextmanager
    def lifted(self, connection: BaseDatabaseWrapper) -> Iterator[None]:
        """Without triggers within the block: for emptying a whole demonstration database, never for single rows."""
        self.remove(connection)
        try:
            yield
        finally:
            self.install(connection)

    def _names(self, connection: BaseDatabaseWrapper) -> list[str]:
        if connection.vendor == "postgresql":
            return [f"{table}_append_only" for table in self.taken]
        return [f"{table}_no_{verb}" for table in self.taken for verb in ("update", "delete", "replace")]

    def _sqlite(self) -> list[str]:
        refuse = f"BEGIN SELECT RAISE(ABORT, '{self.message}'); END"
        made = []
        for table, taken in self.taken.items():
            for verb in ("update", "delete"):
                made.append(f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} {refuse}")
            made.append(f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN EXISTS ({taken}) {refuse}")
        return made

    def _postgres(self) -> list[str]:
        """ENABLE ALWAYS: they hold in a session with session_replication_role = replica as well."""
        made = [
            f"CREATE OR REPLACE FUNCTION {self.function}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{self.message}'; END $$"
        ]
        for table in self.taken:
            made += [
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION {self.function}()",
                f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_append_only",
            ]
        return made


def _run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


JOURNAL = AppendOnly(
    "journal_refuse",
    "journal is append-only",
    {
        "journal_entry": "SELECT 1 FROM journal_entry WHERE id = NEW.id",
        "journal_seal": "SELECT 1 FROM journal_seal WHERE position = NEW.position OR entry_id = NEW.entry_id",
    },
)
install, remove, missing, lifted = JOURNAL.install, JOURNAL.remove, JOURNAL.missing, JOURNAL.lifted
