"""The test database: all migrations run once, into a template; every later process copies it.

The template is named after the content of what makes it (migrations, what they import, the locked packages), so that
a changed migration is run again, by Django's own way, and what is tested is always what the migrations made.
"""

from __future__ import annotations

import fcntl
import hashlib
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.test import TransactionTestCase
from tests.support.tables import Row, Table, holding_rows, quoted

from mingzheng.core.journal import triggers as journal
from mingzheng.disclosure.gazette import triggers as printed
from mingzheng.supervision.open_data.triggers import FREEZES

OLD_SECONDS = 7 * 24 * 3600  # templates of other content are cleared away after this time
PREFIX = "mingzheng_template_"
# Migrations import these: their triggers stand in the template.
IMPORTED = (
    "core/first_tables.py",
    "core/journal/triggers.py",
    "core/journal/chain.py",
    "disclosure/gazette/triggers.py",
    "supervision/open_data/triggers.py",
)


@cache
def fingerprint() -> str:
    source = settings.BASE_DIR / "src" / "mingzheng"
    paths = [*source.rglob("migrations/*.py"), *(source / one for one in IMPORTED)]
    digest = hashlib.sha256((settings.BASE_DIR / "requirements-dev.lock").read_bytes())
    for path in sorted(paths):
        digest.update(str(path.relative_to(source)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def test_database() -> Iterator[None]:
    """The default connection stands on a fresh copy of the template within the block."""
    usual, name = connection.settings_dict["NAME"], connection.creation._get_test_db_name()
    template = _postgres_template() if connection.vendor == "postgresql" else sqlite_template()
    connection.close()
    if connection.vendor == "postgresql":
        with _maintenance() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
            cursor.execute(f'ALTER DATABASE "{name}" SET synchronous_commit = off')  # nothing here outlives the test
    _stand_on(name)
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        with sqlite3.connect(template) as source:
            source.backup(connection.connection)
        source.close()
    held = TransactionTestCase._fixture_teardown
    made = {table: table.rows() for table in holding_rows()}
    TransactionTestCase._fixture_teardown = lambda _case: _empty(made)
    yield
    TransactionTestCase._fixture_teardown = held
    connection.creation.destroy_test_db(usual, verbosity=0)


def _empty(made: dict[Table, dict[Any, Row]]) -> None:
    """After a test that commits: only what the migrations made stands again. Django would empty every table there is."""
    changed = [table for table in {*holding_rows(), *made} if table not in made or table.rows() != made[table]]
    lifted = (journal.lifted(connection), printed.lifted(connection), FREEZES.lifted(connection))
    with lifted[0], lifted[1], lifted[2], transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_NOW_IS_LATER[connection.vendor])
        for table in changed:
            cursor.execute(f"DELETE FROM {quoted(table.name)}")
        for table in changed:
            cursor.executemany(table.insert(), list(made.get(table, {}).values()))


# Rows are removed in any order: that they fit together is asked at the end.
_NOW_IS_LATER = {"sqlite": "PRAGMA defer_foreign_keys = ON", "postgresql": "SET CONSTRAINTS ALL DEFERRED"}


def _stand_on(name: str) -> None:
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name


def sqlite_template() -> Path:
    """A database file that the migrations made and nobody has written to since."""
    folder = settings.VAR_DIR / "test-databases"
    folder.mkdir(parents=True, exist_ok=True)
    made = folder / f"{PREFIX}{fingerprint()}.sqlite3"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            _clear_old_files(folder)
            unfinished = made.with_suffix(".unfinished")
            unfinished.unlink(missing_ok=True)
            _migrate(str(unfinished))
            _one_file(unfinished)
            unfinished.rename(made)
    return made


def copy_sqlite_template(path: Path) -> None:
    shutil.copyfile(sqlite_template(), path)


def _one_file(path: Path) -> None:
    """Take what the write-ahead log still holds into the file."""
    with sqlite3.connect(path) as held:
        held.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        held.execute("PRAGMA journal_mode=DELETE")
    held.close()


def _clear_old_files(folder: Path) -> None:
    for path in folder.glob(f"{PREFIX}*"):
        if time.time() - path.stat().st_mtime > OLD_SECONDS:
            path.unlink()


def _postgres_template() -> str:
    name = f"{PREFIX}{fingerprint()}"
    with _maintenance() as cursor:
        # The lock goes with the connection: one process migrates, the others wait for it.
        cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [PREFIX])
        cursor.execute("SELECT datname FROM pg_database WHERE datname = %s", [name])
        if cursor.fetchone() is None:
            _clear_old_databases(cursor)
            _migrate(f"{name}_unfinished")
            cursor.execute(f'ALTER DATABASE "{name}_unfinished" RENAME TO "{name}"')
            cursor.execute(f"COMMENT ON DATABASE \"{name}\" IS '{int(time.time())}'")
    return name


def _clear_old_databases(cursor) -> None:
    asked = "SELECT datname, shobj_description(oid, 'pg_database') FROM pg_database WHERE datname LIKE %s"
    cursor.execute(asked, [f"{PREFIX}%"])
    for name, made in cursor.fetchall():
        if made and time.time() - int(made) > OLD_SECONDS:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')


@contextmanager
def _maintenance() -> Iterator:
    with connection.creation._nodb_cursor() as cursor:
        yield cursor


def _migrate(name: str) -> None:
    """A database of this name, made by Django as its test databases are."""
    usual, test = connection.settings_dict["NAME"], connection.settings_dict["TEST"]
    held = test["NAME"]
    try:
        test["NAME"] = name
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    finally:
        connection.close()
        test["NAME"] = held
        _stand_on(usual)
