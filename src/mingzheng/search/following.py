"""How a node keeps its index: it follows the log from where it stands, and builds anew what has become unusable.

The index is committed before the node's mark moves, and taking a record in again changes nothing: a node that dies
between the two does the last step once more. Building anew goes on in slices, so that the worker's other work waits for
none of it; the old index serves until the new one is whole.
"""

from __future__ import annotations

import logging
import socket
import time
from dataclasses import dataclass

from django.db.models import Count, Max
from django.utils import timezone
from httpx import HTTPError

from mingzheng.core.searchable import kinds
from mingzheng.search.analysis import VERSION
from mingzheng.search.commands import refresh_all
from mingzheng.search.engines import Building as IndexBuilding
from mingzheng.search.engines import Engine, Standing
from mingzheng.search.engines.choice import current
from mingzheng.search.models import Building, DictionaryTerm, FoundRecord, Log

log = logging.getLogger(__name__)

STEP = 500
SLICE_SECONDS = 0.3
REST_SECONDS = 10
MOST_COUNTED = 10_000


def keep_up() -> bool:
    """One round of this node's worker; True when there was something to do."""
    engine = current()
    if engine.name == "sql" or time.monotonic() < _held.rests_until:
        return False
    try:
        builder = _running(engine)
        if builder is not None:
            builder.work(SLICE_SECONDS)
        return follow(engine) or builder is not None
    except (OSError, ValueError, HTTPError) as error:
        # A full disk, a damaged index, a search server that is away: the log keeps everything, the rest of the worker goes on.
        log.warning("search index of this node: %s: %s", type(error).__name__, error)
        _held.rests_until = time.monotonic() + REST_SECONDS
        return False


def follow(engine: Engine | None = None) -> bool:
    """Bring the index up to the head of the log; True when it was behind. Nothing happens while another process writes."""
    engine = engine or current()
    standing = engine.standing()
    if standing is None or not _usable(standing):
        return False
    rows = list(FoundRecord.objects.filter(position__gt=standing.position).order_by("position")[:STEP])
    if not rows:
        return False
    try:
        engine.index(rows, upto=rows[-1].position)
    except _busy():
        return False
    return True


def _busy() -> type[Exception]:
    from mingzheng.search.engines.tantivy_engine import Busy

    return Busy


def catch_up() -> None:
    """Follow until nothing is left: for commands and tests, where no worker runs; and before one is started.

    The index is let go afterwards: who sets up and then serves lives as long as its worker, which could never write.
    """
    engine = current()
    try:
        while follow(engine):
            pass
    finally:
        engine.let_go()


def rebuild_all(*, records: bool = True) -> Builder:
    """Begin to build the whole index anew; with ``records``, first compare every public record with the log."""
    if records:
        refresh_all()
    return Builder(current())


def needs_building(engine: Engine | None = None) -> bool:
    """Is there no index, or one that the log, the dictionary or this version of the program has left behind?"""
    standing = (engine or current()).standing()
    return standing is None or not _usable(standing) or standing.dictionary != _log().dictionary


def _usable(standing: Standing) -> bool:
    """Of this log, not from its future (a database that was restored), and cut as this version cuts."""
    head = _log()
    return standing.token == str(head.token) and standing.position <= head.position and standing.analysis == VERSION


def _log() -> Log:
    head, _ = Log.objects.get_or_create(pk=1)
    return head


@dataclass
class _Held:
    """The build that this process works at, slice by slice."""

    builder: Builder | None = None
    rests_until: float = float("-inf")


_held = _Held()


def _running(engine: Engine) -> Builder | None:
    held = _held.builder
    if held is not None and (held.finished or held.outdated or held.engine is not engine):
        held.abandon()
        _held.builder = None
    if _held.builder is None and needs_building(engine):
        _held.builder = Builder(engine)
    return _held.builder


class Builder:
    """One building of the index anew, from the records of the log."""

    def __init__(self, engine: Engine) -> None:
        head = _log()
        self.standing = Standing(str(head.token), head.position, head.dictionary, VERSION)
        words = list(DictionaryTerm.objects.filter(active=True).values_list("word", flat=True))
        self._building: IndexBuilding | None = engine.rebuild(self.standing, words)
        self.engine, self.finished, self.done, self._after = engine, False, 0, ""
        self.total = FoundRecord.objects.filter(gone=False).aggregate(n=Count("key"))["n"]
        self._row, _ = Building.objects.update_or_create(
            node=socket.gethostname()[:120],
            defaults={
                "started_at": timezone.now(),
                "finished_at": None,
                "done": 0,
                "total": self.total,
                "dictionary": head.dictionary,
            },
        )

    @property
    def outdated(self) -> bool:
        """The dictionary changed, or the log was replaced, since this began."""
        head = _log()
        return (str(head.token), head.dictionary) != (self.standing.token, self.standing.dictionary)

    def work(self, seconds: float | None = None) -> bool:
        """Go on for a while (None: to the end). Returns True when it is finished and the new index in use."""
        until = None if seconds is None else time.monotonic() + seconds
        while not self.finished and (until is None or time.monotonic() < until):
            self._step()
        self._row.done, self._row.total = self.done, max(self.total, self.done)
        self._row.finished_at = timezone.now() if self.finished else None
        self._row.save()
        return self.finished

    def _step(self) -> None:
        if self._building is None:
            return
        rows = list(FoundRecord.objects.filter(gone=False, key__gt=self._after).order_by("key")[:STEP])
        if rows:
            self._building.add(rows)
            self._after, self.done = rows[-1].key, self.done + len(rows)
            return
        self._building.finish()
        self._building, self.finished = None, True

    def abandon(self) -> None:
        """Give it up; the old index goes on serving."""
        if self._building is not None:
            self._building.abandon()
            self._building = None


def first_records() -> int:
    """How many records an index built now would hold, counted by the rooms' own ids, up to a few thousand."""
    return sum(len(kind.ids(0, MOST_COUNTED)) for kind in kinds())


def behind() -> int:
    """How many changes of the log this node's index has not taken in."""
    standing = current().standing()
    top = FoundRecord.objects.aggregate(top=Max("position"))["top"] or 0
    return FoundRecord.objects.filter(position__gt=standing.position).count() if standing and top else top
