"""Public pages that are drawn once and kept, on disk for every process and in the memory of each.

A page is kept under its address, its query, the look that the reader chose and the day, with the tags of what it shows and
their versions. It is served as long as these versions stand. How the whole works: docs/portal-pages.md.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import logging
import shutil
import tempfile
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Self

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from mingzheng.core import timekeeping
from mingzheng.core.freshness.commands import EVERYTHING
from mingzheng.core.freshness.watch import WATCH
from mingzheng.design import preferences

logger = logging.getLogger(__name__)
LONGEST_QUERY = 400
MOMENT = 1.0
PACKAGE = Path(__file__).resolve().parents[1]
READ_SUFFIXES = {".py", ".html", ".yaml", ".css", ".js", ".json", ".svg"}
# What is computed for each answer anew or depends on how it is packed.
OWN_HEADERS = {"content-length", "content-encoding", "etag", "set-cookie", "date"}


def shows(
    response: HttpResponse,
    *tags: str,
    query: Iterable[str] = (),
    moment: bool = False,
    holds: Callable[[], bool] | None = None,
    again: Callable[[], None] | None = None,
) -> HttpResponse:
    """Declare what a public page shows, so that it may be kept until one of these tags is touched.

    Args:
        tags: as given to ``freshness.touch``; ``EVERYTHING`` is always among them.
        query: parameters of the address that the page reads; with any other the page is drawn and not kept.
        moment: it also shows what nobody touches: kept for a second at most, in memory alone.
        holds: it also shows what this process itself can tell to be unchanged: kept while this is true, in memory alone.
        again: called each time the kept page is read.
    """
    response.holds, response.again = holds, again  # type: ignore[attr-defined]
    response.for_a_moment = moment  # type: ignore[attr-defined]
    response.shows = frozenset({EVERYTHING, *tags})  # type: ignore[attr-defined]
    response.reads_query = frozenset(query)  # type: ignore[attr-defined]
    return response


@dataclass
class Page:
    """A kept answer: ``packed`` is its gzip body. ``position``: up to which change its versions were compared."""

    headers: list[tuple[str, str]]
    packed: bytes
    length: int
    etag: str
    versions: dict[str, int]
    position: int = -1
    until: float = float("inf")
    holds: Callable[[], bool] | None = None
    again: Callable[[], None] | None = None

    @classmethod
    def of(cls, response: HttpResponse, versions: dict[str, int]) -> Self:
        body = response.content
        headers = [(name, value) for name, value in response.items() if name.lower() not in OWN_HEADERS]
        digest = hashlib.blake2b(repr(headers).encode() + body, digest_size=12).hexdigest()
        return cls(headers, gzip.compress(body, 6, mtime=0), len(body), f'W/"{digest}"', versions)

    def body(self) -> bytes:
        return gzip.decompress(self.packed)

    def dump(self) -> bytes:
        head = {"h": self.headers, "n": self.length, "e": self.etag, "v": self.versions}
        return json.dumps(head, ensure_ascii=False).encode() + b"\n" + self.packed

    @classmethod
    def load(cls, data: bytes) -> Self:
        line, _newline, packed = data.partition(b"\n")
        head: dict[str, Any] = json.loads(line)
        headers = [(name, value) for name, value in head["h"]]
        return cls(headers, packed, head["n"], head["e"], head["v"])

    def fresh(self) -> bool:
        """Do the versions still stand? Compared anew only when anything at all changed."""
        here = WATCH.position
        if time.monotonic() > self.until or (self.holds is not None and not self.holds()):
            return False
        if self.position != here:
            if WATCH.versions(self.versions) != self.versions:
                return False
            self.position = here
        return True


def key_of(request: HttpRequest) -> str | None:
    """Under what a page is kept; None for a request that must be answered by itself."""
    query = request.META.get("QUERY_STRING", "")
    if request.method not in ("GET", "HEAD") or len(query) > LONGEST_QUERY:
        return None
    cookies = request.META.get("HTTP_COOKIE", "")
    look = ""
    if cookies:
        if settings.SESSION_COOKIE_NAME in request.COOKIES or "messages" in request.COOKIES:
            return None  # somebody is known here: their pages are their own
        chosen = preferences.read(request)
        look = f"{chosen.mode}.{chosen.contrast_name}" if chosen != preferences.Look() else ""
    day = timekeeping.today_given(WATCH.demo_day).isoformat()
    return "\n".join((request.scheme or "", request.get_host(), request.path, query, look, day))


class Memory:
    """The pages last served, at most so many bytes of them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pages: OrderedDict[str, Page] = OrderedDict()
        self._bytes = 0

    def get(self, key: str) -> Page | None:
        with self._lock:
            page = self._pages.get(key)
            if page is not None:
                self._pages.move_to_end(key)
            return page

    def put(self, key: str, page: Page) -> None:
        with self._lock:
            self._drop(key)
            self._pages[key] = page
            self._bytes += len(page.packed)
            while self._bytes > settings.MINGZHENG_KEPT_MEMORY_MB << 20 and len(self._pages) > 1:
                self._drop(next(iter(self._pages)))

    def drop(self, key: str) -> None:
        with self._lock:
            self._drop(key)

    def _drop(self, key: str) -> None:
        page = self._pages.pop(key, None)
        if page is not None:
            self._bytes -= len(page.packed)

    def clear(self) -> None:
        with self._lock:
            self._pages.clear()
            self._bytes = 0


class Disk:
    """One file a page, below a folder that belongs to this database and this version of the program."""

    def __init__(self) -> None:
        self._written = 0
        self._swept = False
        self._lock = threading.Lock()

    def read(self, key: str) -> Page | None:
        try:
            return Page.load(self._path(key).read_bytes())
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError):
            logger.exception("a kept page could not be read; it is drawn anew")
            return None

    def write(self, key: str, page: Page) -> None:
        path, data = self._path(key), page.dump()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
                file.write(data)
            Path(file.name).replace(path)
            self._make_room(len(data))
        except OSError:
            logger.exception("a page could not be kept on disk")

    def _path(self, key: str) -> Path:
        name = hashlib.blake2b(key.encode(), digest_size=16).hexdigest()
        return home() / name[:2] / name[2:]

    def _make_room(self, more: int) -> None:
        """Every tenth of the room written, look how full it is; the pages longest unwritten go first."""
        room = settings.MINGZHENG_KEPT_DISK_MB << 20
        with self._lock:
            self._written += more
            first, self._swept = not self._swept, True
            if not first and self._written < room // 10:
                return
            self._written = 0
        if first:
            _remove_others(home())
        sweep(home(), room)


def sweep(folder: Path, room: int) -> int:
    """Remove the oldest files below ``folder`` until they take at most 80 % of ``room`` bytes, if they take more."""
    held = []
    for path in folder.glob("*/*"):
        try:
            facts = path.stat()
        except FileNotFoundError:  # another process swept it
            continue
        held.append((facts.st_mtime, facts.st_size, path))
    total, removed = sum(size for _, size, _ in held), 0
    if total <= room:
        return 0
    for _, size, path in sorted(held, key=lambda one: one[0]):
        path.unlink(missing_ok=True)
        total, removed = total - size, removed + 1
        if total <= room * 8 // 10:
            break
    return removed


def _remove_others(home: Path) -> None:
    """Pages of an earlier version of the program or of another database are of no use."""
    for folder in home.parent.iterdir():
        if folder != home and folder.is_dir():
            shutil.rmtree(folder, ignore_errors=True)


def home() -> Path:
    """Where this database's pages, drawn by this version of the program, lie."""
    root: Path = settings.MINGZHENG_KEPT_FOLDER
    return root / f"{WATCH.origin:x}-{program()}"


@cache
def program() -> str:
    """A short name for everything a page is drawn from besides the records: the program's files and the settings."""
    digest = hashlib.blake2b(digest_size=8)
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix in READ_SUFFIXES:
            facts = path.stat()
            digest.update(f"{path.relative_to(PACKAGE)} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    for path in sorted(settings.MINGZHENG_CONTENT.glob("*.yaml")):
        digest.update(path.read_bytes())
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    digest.update(manifest.read_bytes() if manifest.exists() else b"")
    ours = [(name, repr(getattr(settings, name))) for name in dir(settings) if name.startswith("MINGZHENG_")]
    digest.update(repr((ours, settings.CONTENT_SECURITY_POLICY, settings.LANGUAGE_CODE)).encode())
    return digest.hexdigest()


MEMORY, DISK = Memory(), Disk()


def find(key: str) -> Page | None:
    """The fresh page kept under ``key``, if there is one."""
    page = MEMORY.get(key)
    if page is not None and page.fresh():
        return page
    page = DISK.read(key)  # perhaps another process has drawn it anew already
    if page is not None and page.fresh():
        MEMORY.put(key, page)
        return page
    MEMORY.drop(key)
    return None


def keep(key: str, request: HttpRequest, response: HttpResponse, position: int, began: float) -> Page | None:
    """Keep what was just drawn, if it may be kept and nothing that it shows changed while it was drawn.

    Args:
        position: that of the watch before the page was drawn.
        began: when that was, on the monotonic clock.
    """
    tags: frozenset[str] | None = getattr(response, "shows", None)
    if tags is None or not _keepable(request, response):
        return None
    versions = WATCH.versions(tags)
    changed, here = WATCH.changed_since(position)
    if changed is None or not tags.isdisjoint(changed):
        return None
    if key_of(request) != key or key.rpartition("\n")[2] != timekeeping.today().isoformat():
        return None  # the day turned meanwhile
    page = Page.of(response, versions)
    page.position = here
    page.holds, page.again = response.holds, response.again  # type: ignore[attr-defined]
    if getattr(response, "for_a_moment", False):
        page.until = began + MOMENT
    elif page.holds is None:
        DISK.write(key, page)
    MEMORY.put(key, page)
    return page


def _keepable(request: HttpRequest, response: HttpResponse) -> bool:
    control = response.get("Cache-Control", "")
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "private" not in control
        and "no-store" not in control
        and settings.CSRF_COOKIE_NAME not in request.COOKIES
        and request.GET.keys() <= getattr(response, "reads_query", frozenset())
        and all(len(values) == 1 for _, values in request.GET.lists())
    )


def answer(page: Page, request: HttpRequest) -> HttpResponse:
    """The kept page as an answer: 304 when the reader has it already, packed when the reader can unpack."""
    asked = request.META.get("HTTP_IF_NONE_MATCH", "")
    if asked and (asked.strip() == "*" or page.etag in (one.strip() for one in asked.split(","))):
        response = HttpResponse(status=304)
        del response["Content-Type"]
        for name, value in page.headers:
            if name.lower() != "content-type":
                response[name] = value
        response["ETag"] = page.etag
        return response
    packed = "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")
    body = page.packed if packed else page.body()
    response = HttpResponse(b"" if request.method == "HEAD" else body)
    for name, value in page.headers:
        response[name] = value
    response["ETag"] = page.etag
    response["Content-Length"] = str(len(body))
    if packed:
        response["Content-Encoding"] = "gzip"
    return response


def forget() -> None:
    """Empty this process's memory (tests, another database)."""
    MEMORY.clear()
    WATCH.forget()
