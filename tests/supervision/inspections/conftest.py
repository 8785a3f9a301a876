"""A stand-in site, and a crawler that may visit it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from tests.supervision.inspections.standin import Site

from mingzheng.supervision.inspections.crawler.addresses import Guard
from mingzheng.supervision.inspections.crawler.fetching import Fetcher
from mingzheng.supervision.inspections.crawler.limits import Limits

QUICK = {"warn": 0.2, "timeout": 1.5, "retry_pause": 0.01, "pause": 0.0, "workers": 4, "body": 200_000}


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.close()


@pytest.fixture
def crawler(site) -> Iterator[Callable[..., Fetcher]]:
    """``crawler(tries=1, …)``: a fetcher that may visit the stand-in site, and that alone."""
    made: list[Fetcher] = []

    def build(*, guard: Guard | None = None, **changed: Any) -> Fetcher:
        made.append(Fetcher(guard or Guard.of([site.netloc]), Limits(**{**QUICK, **changed})))
        return made[-1]

    yield build
    for one in made:
        one.close()
