"""The site itself: its certificate, what its answers say to browsers, whether it can be had without encryption."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from mingzheng.supervision.inspections.crawler.fetching import Fetcher
from mingzheng.supervision.inspections.crawler.outcome import Fetched


@dataclass(frozen=True)
class Look:
    """``front``: the front page as it came; ``plain``: asked for without encryption, None when that makes no sense."""

    origin: str
    front: Fetched
    plain: Fetched | None = None


def look_at(address: str, fetcher: Fetcher) -> Look:
    """The site of an address: two requests at most."""
    parts = urlsplit(address)
    origin = f"{parts.scheme}://{parts.netloc}/"
    front = fetcher.patient(origin)
    usual = parts.scheme == "https" and parts.port is None
    return Look(origin, front, fetcher.fetch(f"http://{parts.netloc}/") if usual else None)
