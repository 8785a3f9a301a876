"""The database's machine dies while people work, its standby takes over; then it is counted as after ``./bench kill``.

Two servers of its own, commits that wait for the standby (docs/production.md), one address turned from the one to the other.
Nothing of the platform is started anew. ``./bench failover --size N``: N acts in all (2,000).
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management import call_command
from django.db import connection

from benchmarks import kill
from benchmarks.databases import say
from benchmarks.failover_pair import OWNER, Door, Pair

SIZE = int(os.environ.get("MINGZHENG_BENCH_SIZE", 2_000))
INTO = 15.0  # seconds into the work
NEVER = 1e9


def run() -> dict[str, Any]:
    pair, gap = Pair(), list[float]()
    try:
        pair.begin()
        door = Door(pair.first)
        with _standing_on(door.port):
            call_command("migrate", verbosity=0)
            found = kill.storm(
                SIZE, pause=(NEVER, NEVER), least=0, most=0, meanwhile=lambda: _fail_over(pair, door, gap)
            )
    finally:
        pair.end()
    rows = kill.rows(found, f"{found.seconds:.0f} 秒，重发 {found.again} 次，切换时在手上的后台事项 {found.held} 件")
    rows.append({"name": "主库停止到备库接替", "median": gap[0], "unit": "秒"})
    return {"about": "办理途中主库突然停止、备库接替（同步复制，网页和后台进程不重启）", "rows": rows}


@contextmanager
def _standing_on(port: int) -> Iterator[None]:
    """This process and those that it starts work at the door, and afterwards where they did before."""
    usual, address = dict(connection.settings_dict), os.environ["DATABASE_URL"]
    os.environ["DATABASE_URL"] = f"postgres://{OWNER}@127.0.0.1:{port}/failover"
    connection.close()
    connection.settings_dict.update(HOST="127.0.0.1", PORT=str(port), USER=OWNER, PASSWORD="", NAME="failover")
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(usual)
        os.environ["DATABASE_URL"] = address


def _fail_over(pair: Pair, door: Door, gap: list[float]) -> None:
    threading.Event().wait(INTO)
    say("主库停止，备库接替…")
    began = time.monotonic()
    pair.fail_over(door)
    gap.append(time.monotonic() - began)
