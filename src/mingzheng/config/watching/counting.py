"""Counts of requests by view, method and status. Labels are names from the code: never an address, a person or a word typed."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.http import HttpRequest
from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.metrics_core import Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from mingzheng.config.watching import place

METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})
BOUNDS = (0.005, 0.025, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)  # seconds; 0.25 and 1.0 are the targets of pages
OWN = CollectorRegistry()
REQUESTS = Counter("mingzheng_requests", "Requests answered", ["view", "method", "status"], registry=OWN)
SECONDS = Histogram("mingzheng_request_seconds", "Time to the answer", ["view"], buckets=BOUNDS, registry=OWN)


def view_name(request: HttpRequest) -> str:
    """``portal:document``; ``kept`` and ``static`` for what no view answered, ``none`` for an address that is nobody's."""
    found = request.resolver_match
    if found is not None:
        return found.view_name or "unnamed"
    if request.path.startswith(settings.STATIC_URL):
        return "static"
    return "kept" if getattr(request, "answered_from_kept", False) else "none"


def count(view: str, method: str | None, status: int, seconds: float) -> None:
    REQUESTS.labels(view, method if method in METHODS else "other", str(status)).inc()
    SECONDS.labels(view).observe(seconds)


def collected(*more: Collector) -> CollectorRegistry:
    """What this server counted, all its processes together, and ``more``."""
    registry = CollectorRegistry()
    if place.folder():
        MultiProcessCollector(registry, place.folder())
    else:
        registry.register(_Own())
    for one in more:
        registry.register(one)
    return registry


class _Own(Collector):
    def collect(self) -> Iterable[Metric]:
        return OWN.collect()
