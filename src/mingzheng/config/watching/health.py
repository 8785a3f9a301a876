"""May this node be asked? What it cannot serve without makes it not ready; what merely lags makes it degraded.

A worker that stands still or an index that lags does not take a node out of service: all nodes would go at once, and the
pages with them. Monitoring reads the word, the balancer the status code.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from mingzheng.core.outbox import queries as outbox
from mingzheng.search import following

ROOM = 500 << 20  # bytes free; below it uploads and the index are in danger
BEHIND = 1_000  # changes that the index has not taken in
WAITED = dt.timedelta(minutes=5)


class Word(StrEnum):
    OK = "ok"
    AWAY = "away"  # the database does not answer
    WAITING = "waiting"  # migrations that were not run
    BEHIND = "behind"
    STUCK = "stuck"
    FULL = "full"


STOPPING = (Word.AWAY, Word.WAITING)


@dataclass(frozen=True)
class Health:
    checks: dict[str, Word]

    @property
    def ready(self) -> bool:
        return not any(word in STOPPING for word in self.checks.values())

    @property
    def status(self) -> str:
        if not self.ready:
            return "not ready"
        return "ready" if all(word is Word.OK for word in self.checks.values()) else "degraded"


def health() -> Health:
    """Four small queries at most; the migrations are compared until they fit, and never again by this process."""
    checks: dict[str, Word] = {"disk": disk()}
    try:
        for name, check in CHECKS.items():
            checks[name] = check()
    except (OperationalError, InterfaceError):
        checks["database"] = Word.AWAY
    return Health(checks)


def database() -> Word:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return Word.OK


def migrations() -> Word:
    """More than this version knows is well: the next one's expanding migrations are run while this one still serves."""
    if _fitted:
        return Word.OK
    if _shipped() - set(MigrationRecorder(connection).applied_migrations()):
        return Word.WAITING
    _fitted.append(True)
    return Word.OK


_fitted: list[bool] = []


@cache
def _shipped() -> frozenset[tuple[str, str]]:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return frozenset(key for key in loader.disk_migrations if key in loader.graph.nodes)


def search() -> Word:
    return Word.BEHIND if following.behind() > BEHIND else Word.OK


def waiting() -> Word:
    return Word.STUCK if outbox.oldest_act() > WAITED else Word.OK


def disk() -> Word:
    places = (Path(settings.VAR_DIR), Path(settings.MINGZHENG_SEARCH_DIR))
    there = {next(one for one in (place, *place.parents) if one.exists()) for place in places}
    return Word.FULL if any(shutil.disk_usage(place).free < ROOM for place in there) else Word.OK


CHECKS: dict[str, Callable[[], Word]] = {
    "database": database,
    "migrations": migrations,
    "search": search,
    "outbox": waiting,
}
