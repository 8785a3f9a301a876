"""How often one caller (an address, a token) may ask within a minute.

Each process lets the first portion through by itself, so that a caller now and then costs no write. Beyond it, it draws
portion after portion from a count that all processes and nodes share (``core.tries``). One caller thus gets the limit, and
at most one portion more for each further process that it reached.
"""

from __future__ import annotations

import ipaddress
import math
import threading
import time
from dataclasses import dataclass

from mingzheng.core.tries import commands as tries

WINDOW = 60  # seconds
PORTION = 20


@dataclass
class Held:
    """What one caller has here. ``drawn``: how many portions all processes have drawn, as last heard."""

    used: int = 0
    allowed: int = 0
    drawn: int = 0
    closed: bool = False


@dataclass(frozen=True)
class Standing:
    """``left``: how many more; ``reset``: seconds until all may be had again."""

    let_through: bool
    limit: int
    left: int
    reset: int
    what: str = "address"

    def headers(self) -> dict[str, str]:
        """As in draft-ietf-httpapi-ratelimit-headers."""
        said = {
            "RateLimit-Policy": f'"{self.what}";q={self.limit};w={WINDOW}',
            "RateLimit": f'"{self.what}";r={self.left};t={self.reset}',
        }
        return said if self.let_through else {**said, "Retry-After": str(self.reset)}


class Counter:
    """The callers that asked this process within the running minute."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._minute = -1
        self._held: dict[str, Held] = {}

    def forget(self) -> None:
        with self._lock:
            self._held.clear()

    def count(self, who: str, asked: int) -> Standing | None:
        """Count a request of ``who`` (``household`` of an address, ``token:1``); None where no limit is set.

        Args:
            asked: how many a minute.
        """
        if asked < 1:
            return None
        portion = max(1, min(PORTION, asked // 10))
        shared = asked // portion - 1  # portions beyond the first
        what = "token" if who.startswith("token:") else "address"
        moment = time.time()
        minute = int(moment // WINDOW)
        reset = math.ceil((minute + 1) * WINDOW - moment) or 1
        with self._lock:
            if minute != self._minute:
                self._minute, self._held = minute, {}
            held = self._held.setdefault(who, Held(allowed=portion))
            draws = held.used >= held.allowed and not held.closed
            if not draws:
                return self._standing(held, portion, shared, reset, what)
        taken = tries.taken(f"api:{minute}", who, most=shared, seconds=2 * WINDOW)
        with self._lock:
            if taken is None:
                held.closed = True
            else:
                held.allowed, held.drawn = held.allowed + portion, taken.number
            return self._standing(held, portion, shared, reset, what)

    @staticmethod
    def _standing(held: Held, portion: int, shared: int, reset: int, what: str) -> Standing:
        limit = (shared + 1) * portion
        if held.used >= held.allowed:
            return Standing(False, limit, 0, reset, what)
        held.used += 1
        undrawn = 0 if held.closed else (shared - held.drawn) * portion
        return Standing(True, limit, held.allowed - held.used + undrawn, reset, what)


def household(address: str) -> str:
    """An IPv6 caller has a whole /64 to call from; it counts as one."""
    try:
        read = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((read, 64), strict=False)) if read.version == 6 else str(read)


COUNTER = Counter()
