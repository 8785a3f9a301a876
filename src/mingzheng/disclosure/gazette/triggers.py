"""Database triggers: what was printed in a published issue stays as it was printed, on SQLite and PostgreSQL.

Of a published issue only its file may be exchanged (a document in it was withdrawn) and its case named.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.backends.base.base import BaseDatabaseWrapper

MESSAGE = "a published issue is fixed"
FIXED = (
    "year", "number", "total", "doc_number", "name", "organiser", "dated", "note", "status", "reviewed_at", "signed_at", "published_at",
)  # fmt: skip
NAMES = ("gazette_issue_fixed", "gazette_issue_stays", "gazette_item_in", "gazette_item_fixed", "gazette_item_stays")


def install(connection: BaseDatabaseWrapper) -> None:
    """Create the triggers; safe to call again."""
    remove(connection)
    _run(connection, _postgres() if connection.vendor == "postgresql" else _sqlite())


def remove(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers."""
    postgres = connection.vendor == "postgresql"
    if postgres:
        # A table with checks still pending in this transaction cannot be altered.
        _run(connection, ["SET CONSTRAINTS ALL IMMEDIATE"])
    _run(connection, [f"DROP TRIGGER IF EXISTS {name}{_on(name) if postgres else ''}" for name in NAMES])


@contextmanager
def lifted(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Without triggers within the block: for emptying a whole demonstration database."""
    remove(connection)
    try:
        yield
    finally:
        install(connection)


def _run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _on(name: str) -> str:
    return " ON gazette_issue" if name.startswith("gazette_issue") else " ON gazette_item"


def _published(row: str) -> str:
    return f"EXISTS (SELECT 1 FROM gazette_issue WHERE id = {row}.issue_id AND status = 'published')"  # noqa: S608 - names of ours


def _rules(differs: str) -> list[tuple[str, str, str]]:
    """(name, event, condition). ``differs``: the comparison of two values that may be NULL."""
    changed = " OR ".join(f"NEW.{column} {differs} OLD.{column}" for column in FIXED)
    return [
        ("gazette_issue_fixed", "UPDATE", f"OLD.status = 'published' AND ({changed})"),
        ("gazette_issue_stays", "DELETE", "OLD.status = 'published'"),
        ("gazette_item_in", "INSERT", _published("NEW")),
        ("gazette_item_fixed", "UPDATE", f"{_published('OLD')} OR {_published('NEW')}"),
        ("gazette_item_stays", "DELETE", _published("OLD")),
    ]


def _sqlite() -> list[str]:
    return [
        f"CREATE TRIGGER {name} BEFORE {event}{_on(name)} WHEN {condition} BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
        for name, event, condition in _rules("IS NOT")
    ]


def _postgres() -> list[str]:
    """A condition that asks another table cannot stand in WHEN: each has a function of its own."""
    made = []
    for name, event, condition in _rules("IS DISTINCT FROM"):
        row = "OLD" if event == "DELETE" else "NEW"
        made += [
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN IF {condition} THEN RAISE EXCEPTION '{MESSAGE}'; END IF; RETURN {row}; END $$",
            f"CREATE TRIGGER {name} BEFORE {event}{_on(name)} FOR EACH ROW EXECUTE FUNCTION {name}()",
        ]
    return made
