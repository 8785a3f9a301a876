"""Asking for many addresses at once, each only once, earlier results used again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice
from typing import Protocol

from mingzheng.supervision.inspections.crawler.fetching import Fetcher
from mingzheng.supervision.inspections.crawler.judging import judge
from mingzheng.supervision.inspections.crawler.outcome import Fetched, Outcome


class Results(Protocol):
    """Where outcomes are kept. ``get`` gives one only while it may be used again."""

    def get(self, url: str) -> Outcome | None: ...

    def put(self, outcome: Outcome) -> None: ...


class InMemory:
    """Results of one run."""

    def __init__(self) -> None:
        self.held: dict[str, Outcome] = {}

    def get(self, url: str) -> Outcome | None:
        return self.held.get(url)

    def put(self, outcome: Outcome) -> None:
        self.held[outcome.url] = outcome


def check(
    urls: Iterable[str], fetcher: Fetcher, results: Results, *, on_done: Callable[[int], None] | None = None
) -> dict[str, Outcome]:
    """The outcome of every address. Results are written in the calling thread alone.

    Args:
        urls: normal addresses; repeats cost nothing.
        on_done: told after each one how many are done.
    """
    found: dict[str, Outcome] = {}
    missing = []
    for url in dict.fromkeys(urls):
        held = results.get(url)
        if held is None:
            missing.append(url)
        else:
            found[url] = held
    for answer in each(missing, fetcher):
        outcome = judge(answer, fetcher.limits)
        results.put(outcome)
        found[outcome.url] = outcome
        if on_done is not None:
            on_done(len(found))
    return found


def each(urls: Iterable[str], fetcher: Fetcher) -> Iterator[Fetched]:
    """Answers as they come in; only a few bodies are held at a time."""
    rest = iter(urls)
    with ThreadPoolExecutor(fetcher.limits.workers, thread_name_prefix="inspect") as pool:
        running: set[Future[Fetched]] = {
            pool.submit(fetcher.patient, url) for url in islice(rest, fetcher.limits.workers * 2)
        }
        try:
            while running:
                done, running = wait(running, return_when=FIRST_COMPLETED)
                running |= {pool.submit(fetcher.patient, url) for url in islice(rest, len(done))}
                for future in done:
                    yield future.result()
        finally:
            for future in running:
                future.cancel()
