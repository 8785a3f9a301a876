"""The database as one file, and back: SQLite by its own backup, PostgreSQL by ``pg_dump`` and ``pg_restore``."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

from django.db import connection

from mingzheng.core.errors import Refused

NAMES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}
CLIENT = "请安装 PostgreSQL 的客户端工具：sudo apt-get install postgresql-client，版本不低于数据库服务。"


def name() -> str:
    """What the database is called within a backup."""
    return NAMES[connection.vendor]


def dump(target: Path) -> None:
    """All of the database as it stands at one moment; whoever writes meanwhile is not held up.

    Raises:
        Refused: the client of PostgreSQL is not installed, or says why it cannot.
    """
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with contextlib.closing(sqlite3.connect(target)) as copy:
            connection.connection.backup(copy)
        return
    _client("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")


def load(source: Path) -> None:
    """Put what ``dump`` wrote in place of what is there, whole or not at all.

    Raises:
        Refused: as ``dump``.
    """
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with contextlib.closing(sqlite3.connect(source)) as kept:
            kept.backup(connection.connection)
        connection.close()
        return
    connection.close()
    _client(
        "pg_restore", "--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction",
        "--exit-on-error", f"--dbname={connection.settings_dict['NAME']}", str(source),
    )  # fmt: skip


def holds_records() -> bool:
    """Is there anything that a restore would replace?"""
    if "units_unit" not in connection.introspection.table_names():
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM units_unit LIMIT 1")
        return cursor.fetchone() is not None


def _client(program: str, *arguments: str) -> None:
    """Run a client; the password goes by the environment, where no list of processes shows it."""
    found = shutil.which(program)
    if found is None:
        raise Refused(f"这台机器上没有 {program}。", remedy=CLIENT, code="no_client")
    facts: dict[str, Any] = connection.settings_dict
    more = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    environment = os.environ | {key: str(facts[place]) for key, place in more.items() if facts.get(place)}
    done = subprocess.run([found, *arguments], env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - PostgreSQL's own client, no shell
    if done.returncode:
        said = done.stderr.strip().splitlines()[-1:] or ["没有说明原因"]
        raise Refused(f"{program} 没有做完：{said[0][:300]}", remedy=CLIENT, code="client")
