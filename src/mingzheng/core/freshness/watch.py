"""What one process knows of the stamps: asked at most every half second, whatever the number of its readers.

A page says after it was drawn which tags it showed; it is true for the versions that were known *before* it was drawn,
provided that none of them changed meanwhile. So a page drawn while a change is being committed is never held as fresh.
"""

from __future__ import annotations

import datetime as dt
import logging
import secrets
import threading
import time
from collections.abc import Iterable

from django.conf import settings
from django.db import OperationalError
from django.utils import timezone

from mingzheng.core import timekeeping
from mingzheng.core.freshness.models import Stamp
from mingzheng.core.freshness.queries import OVERLAP, versions_since

logger = logging.getLogger(__name__)
ORIGIN = "origin"  # a stamp whose version names this database, so that another one's pages are never taken for its own
MOST_CHANGES = 200_000


class Watch:
    """Versions of the tags that somebody here asked for or that changed lately, and the order in which they changed."""

    def __init__(self) -> None:
        self._asking = threading.Lock()  # held while the database is asked
        self._noting = threading.Lock()  # held for moments only
        self.forget()

    def forget(self) -> None:
        """Know nothing again (another database stands behind us)."""
        self._versions: dict[str, int] = {}
        self._changes: list[str] = []
        self._dropped = 0
        self._mark: dt.datetime | None = None
        self._asked = float("-inf")
        self.origin = 0
        self.demo_day: dt.date | None = None

    @property
    def position(self) -> int:
        """How many changes were heard of; what a reader hands to ``changed_since``."""
        return self._dropped + len(self._changes)

    def poll(self, *, now: bool = False) -> None:
        """Ask the database what changed, unless that was done within the last half second. One thread asks for all."""
        if not now and time.monotonic() - self._asked < settings.MINGZHENG_FRESHNESS_SECONDS:
            return
        if not self._asking.acquire(blocking=self._mark is None or now):
            return
        try:
            self._read()
        except OperationalError:
            # Nothing can have been changed through a database that does not answer; what is known goes on being served.
            if self._mark is None:
                raise
            logger.exception("the freshness stamps could not be read")
            self._asked = time.monotonic()
        finally:
            self._asking.release()

    def _read(self) -> None:
        found, asked = versions_since(self._mark or timezone.now())
        self.demo_day = timekeeping.demo_day()
        if not self.origin:
            self.origin = _origin()
        with self._noting:
            for tag, version in found.items():
                if self._versions.get(tag) != version:
                    self._versions[tag] = version
                    self._changes.append(tag)
            self._mark, self._asked = asked, time.monotonic()
            if len(self._changes) > MOST_CHANGES:
                gone = len(self._changes) - MOST_CHANGES // 2
                self._changes, self._dropped = self._changes[gone:], self._dropped + gone

    def changed_since(self, position: int) -> tuple[list[str] | None, int]:
        """Tags that changed after ``position``, and the position to ask from next; None: too many to say which."""
        with self._noting:
            here = self.position
            return (None if position < self._dropped else self._changes[position - self._dropped :]), here

    def versions(self, tags: Iterable[str]) -> dict[str, int]:
        """The versions of these tags; 0 for what never changed. Tags not yet known are asked for in one query."""
        wanted = set(tags)
        missing = wanted - self._versions.keys()
        if missing:
            self._learn(missing)
        return {tag: self._versions.get(tag, 0) for tag in wanted}

    def _learn(self, missing: set[str]) -> None:
        rows = {stamp.tag: stamp for stamp in Stamp.objects.filter(tag__in=missing)}
        lately = (self._mark or timezone.now()) - OVERLAP
        if any(stamp.touched_at >= lately for stamp in rows.values()):
            self.poll(now=True)  # heard of as a change, in its place among the changes
        for tag in missing:
            known = rows.get(tag)
            if known is None or known.touched_at < lately:
                self._versions.setdefault(tag, known.version if known else 0)


def _origin() -> int:
    """The name of this database, made up when there is none yet."""
    held = Stamp.objects.filter(tag=ORIGIN).first()
    if held is None:
        made = Stamp(tag=ORIGIN, version=secrets.randbits(62) | 1, touched_at=dt.datetime(2000, 1, 1, tzinfo=dt.UTC))
        Stamp.objects.bulk_create([made], ignore_conflicts=True)
        held = Stamp.objects.get(tag=ORIGIN)  # another process may have been first
    return held.version


WATCH = Watch()
