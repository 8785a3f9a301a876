"""How far the crawler goes. Plain numbers; the dated ones come from ``thresholds``."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """Times in seconds, sizes in bytes.

    Args:
        warn: an answer that took longer is slow.
        timeout: of one address, redirects and body together.
        redirects: so many are an error.
        tries: an address is called broken only after so many failures, with ``retry_pause`` between them.
        per_host: connections to one host at a time; ``pause`` between the beginnings of two requests to it.
        body: bytes read of one answer; what is longer is left, and is no fault.
        pages, links: addresses of a run; what lies beyond is said, not looked at.
    """

    warn: float = 5.0
    timeout: float = 15.0
    redirects: int = 8
    tries: int = 2
    retry_pause: float = 2.0
    per_host: int = 2
    pause: float = 0.2
    body: int = 8 * MEGABYTE
    pages: int = 20_000
    links: int = 50_000
    workers: int = 8


DEFAULT = Limits()
