"""A quick turn at SQLite's one write lock for the sealer.

SQLite waits for the lock with growing naps of up to 100 ms and is not fair: among writers that never rest, one that naps is
starved for seconds. The sealer needs one short turn a second for everything that was written since, so it asks every
2 ms instead.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import OperationalError, connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

ASK_EVERY = 0.002  # seconds


def in_turn(work: Callable[[], int]) -> int:
    """Do ``work`` in a transaction, waiting for the write lock as long as the database's own timeout says.

    Raises:
        OperationalError: the lock was not to be had in that time.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        with transaction.atomic():
            return work()
    until = time.monotonic() + _timeout(connection)
    with _impatient(connection):
        while True:
            try:
                with transaction.atomic():
                    return work()
            except OperationalError as error:
                if "locked" not in str(error) or time.monotonic() > until:
                    raise
            time.sleep(ASK_EVERY)


def _timeout(connection: BaseDatabaseWrapper) -> float:
    return float(connection.settings_dict["OPTIONS"].get("timeout", 5.0))


@contextmanager
def _impatient(connection: BaseDatabaseWrapper) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 0")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {int(_timeout(connection) * 1000)}")
