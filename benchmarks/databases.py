"""Scratch databases of the benchmarks' own, kept between runs; never the one that the platform works with."""

from __future__ import annotations

import datetime as dt
import os
import platform
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

POSTGRES_ONLY = {"failover"}
LOCAL = "postgres://postgres@127.0.0.1:5432/mingzheng_bench"


def available(name: str) -> list[str]:
    """SQLite always; PostgreSQL when ``MINGZHENG_BENCH_POSTGRES`` or the local server answers."""
    found = [] if name in POSTGRES_ONLY else [f"sqlite:///{folder() / f'{name}.sqlite3'}"]
    url = os.environ.get("MINGZHENG_BENCH_POSTGRES", LOCAL)
    try:
        found.append(_made_sure_of(url, name))
    except OSError as error:
        print(f"未测 PostgreSQL：{error}", file=sys.stderr)
        print("要测它：启动一个服务器，并设 MINGZHENG_BENCH_POSTGRES=postgres://用户@主机/库名。", file=sys.stderr)
    return found


def folder() -> Path:
    from mingzheng.config import environment

    made = environment.var_dir() / "bench"
    made.mkdir(parents=True, exist_ok=True)
    return made


def _made_sure_of(url: str, name: str) -> str:
    """The address of a database for this benchmark beside the one named, created when it is not there."""
    import psycopg
    from psycopg import sql

    parts = urlsplit(url)
    database = f"{parts.path.lstrip('/')}_{name}"
    try:
        with psycopg.connect(
            urlunsplit(parts._replace(path="/postgres")), autocommit=True, connect_timeout=3
        ) as server:
            if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone():
                server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(database)))
    except psycopg.Error as error:
        raise OSError(str(error).splitlines()[0]) from error
    return urlunsplit(parts._replace(path=f"/{database}"))


def migrate() -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def say(text: str) -> None:
    """Progress; the results alone go to standard output."""
    print(f"  {text}", file=sys.stderr, flush=True)


def machine() -> dict[str, Any]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT version()" if connection.vendor == "postgresql" else "SELECT sqlite_version()")
        version = " ".join(str(cursor.fetchone()[0]).split()[:2])
    return {
        "database": version if connection.vendor == "postgresql" else f"SQLite {version}",
        "machine": f"{os.cpu_count()} 核，{platform.system()} {platform.machine()}，Python {platform.python_version()}",
        "measured_on": f"{dt.datetime.now(dt.UTC):%Y-%m-%d}",
    }


def empty() -> None:
    """An empty database with all its tables; what otherwise refuses to be emptied is lifted for the moment."""
    from django.core.management import call_command
    from django.db import connection

    from mingzheng.core.journal import triggers
    from mingzheng.disclosure.gazette import triggers as printed
    from mingzheng.supervision.open_data.triggers import FREEZES

    with triggers.lifted(connection), printed.lifted(connection), FREEZES.lifted(connection):
        call_command("flush", verbosity=0, interactive=False)
