"""Politeness: so many requests to one host at a time, and a pause between them."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Pace:
    """Shared by all threads of a crawl."""

    def __init__(self, per_host: int, pause: float) -> None:
        self.per_host, self.pause = per_host, pause
        self._lock = threading.Lock()
        self._seats: dict[str, threading.Semaphore] = {}
        self._next: dict[str, float] = {}

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Wait for a seat and for the pause; the block is the request."""
        with self._lock:
            seat = self._seats.setdefault(host, threading.Semaphore(self.per_host))
        with seat:
            self._wait(host)
            yield

    def _wait(self, host: str) -> None:
        with self._lock:
            moment = time.monotonic()
            start = max(moment, self._next.get(host, 0.0))
            self._next[host] = start + self.pause
        if start > moment:
            time.sleep(start - moment)
