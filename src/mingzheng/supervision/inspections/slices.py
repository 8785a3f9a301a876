"""One run, slice by slice, whatever its source: bounded, resumable, with its progress in the database."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction

from mingzheng.core.errors import Refused
from mingzheng.core.outbox.commands import enqueue
from mingzheng.supervision.inspections import commands, inspecting
from mingzheng.supervision.inspections.checks import links as link_checks
from mingzheng.supervision.inspections.checks.ground import Ground
from mingzheng.supervision.inspections.crawler.fetching import Fetcher
from mingzheng.supervision.inspections.crawler.outcome import Outcome
from mingzheng.supervision.inspections.defects import Defect
from mingzheng.supervision.inspections.ground import ground_on
from mingzheng.supervision.inspections.models import InspectionRun, RunTarget
from mingzheng.supervision.inspections.reading.links import WEIGHT, Place, Usage
from mingzheng.supervision.inspections.reading.page import Page
from mingzheng.supervision.inspections.sources import Got

SLICE_SECONDS = 45.0  # well below the ten minutes after which a message counts as left by a dead worker
BATCH = 24


class Work(ABC):
    """The steps of one run. What is read and where it is kept is the business of its subclasses."""

    batch = BATCH
    asks_links = True

    def __init__(self, run: InspectionRun, fetcher: Fetcher) -> None:
        self.run, self.fetcher = run, fetcher
        self.ground: Ground = ground_on(run.day)

    @property
    def site(self) -> str:
        """An address of the site that is looked at as a whole, "" when the pages are saved ones."""
        return self.run.source

    @abstractmethod
    def list_pages(self) -> tuple[list[str], list[str]]:
        """(addresses of the pages, notes). Raises Refused when there are none, with why."""

    @abstractmethod
    def read(self, addresses: list[str]) -> Iterator[Got]:
        """The pages of these addresses."""

    @abstractmethod
    def keep(self, defects: list[Defect]) -> None:
        """Within a transaction."""

    @abstractmethod
    def outcomes(self, links: dict[str, Usage]) -> dict[str, Outcome]:
        """What came of asking for these links."""

    @abstractmethod
    def end(self, failed: str = "") -> None: ...

    def go(self) -> None:
        """Work for a while, and owe the rest."""
        began = time.monotonic()
        while self.run.going and time.monotonic() - began < SLICE_SECONDS:
            self.step()
            self.run.refresh_from_db()
        if self.run.going:
            enqueue(commands.SLICE, {"run": self.run.pk})

    def step(self) -> None:
        """One batch of what the run's stage asks for."""
        if self.run.stage == InspectionRun.Stage.MAP:
            self._map()
        elif self.run.stage == InspectionRun.Stage.PAGES:
            self._pages()
        elif self.run.stage == InspectionRun.Stage.LINKS:
            self._links()
        else:
            self.end()

    def _next(self, kind: str) -> list[RunTarget]:
        return list(self.run.targets.filter(kind=kind, done=False).order_by("id")[: self.batch])

    def _advance(self, stage: str, **facts: int) -> None:
        InspectionRun.objects.filter(pk=self.run.pk).update(stage=stage, **facts)

    def _map(self) -> None:
        try:
            pages, notes = self.list_pages()
        except Refused as refused:
            self.end(failed=str(refused))
            return
        about = inspecting.of_site(self.site, self.fetcher, self.ground) if self.site else []
        rows = [RunTarget(run=self.run, kind=RunTarget.Kind.PAGE, url=url) for url in pages]
        with transaction.atomic():
            self.keep(about)
            RunTarget.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
            InspectionRun.objects.filter(pk=self.run.pk).update(notes=notes)
            self._advance(InspectionRun.Stage.PAGES, pages=len(rows))

    def _pages(self) -> None:
        targets = {target.url: target for target in self._next(RunTarget.Kind.PAGE)}
        if not targets:
            self._advance(InspectionRun.Stage.LINKS, links=self.run.targets.filter(kind=RunTarget.Kind.LINK).count())
            return
        defects: list[Defect] = []
        opened: list[int] = []
        uses: dict[str, Usage] = {}
        for got in self.read(list(targets)):
            if got.page is None:
                defects += [inspecting.unread(got)] if got.problem else []
            else:
                defects += inspecting.judge_page(got.page, self.ground)
                self._collect(uses, got.page)
            if got.opens:
                opened.append(targets[got.address].pk)
        with transaction.atomic():
            self.keep(defects)
            self._keep_links(uses)
            RunTarget.objects.filter(pk__in=opened).update(opened=True)
            self._done(targets.values(), pages_done=len(targets))

    def _collect(self, uses: dict[str, Usage], page: Page) -> None:
        if self.asks_links:
            place = Place(page.address, page.name, page.value("agency"))
            inspecting.collect(uses, page.links, place)

    def _keep_links(self, uses: dict[str, Usage]) -> None:
        """Add to the run's links; an address met on an earlier page only counts on."""
        pages = set(self.run.targets.filter(kind=RunTarget.Kind.PAGE, url__in=list(uses)).values_list("url", flat=True))
        wanted = {url: use for url, use in uses.items() if url not in pages}
        known = {row.url: row for row in self.run.targets.filter(kind=RunTarget.Kind.LINK, url__in=list(wanted))}
        for url, row in known.items():
            row.usage = _packed(_merged(_unpacked(url, row.usage), wanted[url]))
        RunTarget.objects.bulk_update(known.values(), ["usage"], batch_size=200)
        room = self.fetcher.limits.links - self.run.targets.filter(kind=RunTarget.Kind.LINK).count()
        fresh = [
            RunTarget(run=self.run, kind=RunTarget.Kind.LINK, url=url, usage=_packed(use))
            for url, use in wanted.items()
            if url not in known
        ]
        RunTarget.objects.bulk_create(fresh[: max(0, room)], batch_size=200, ignore_conflicts=True)

    def _links(self) -> None:
        targets = {target.url: target for target in self._next(RunTarget.Kind.LINK)}
        if not targets:
            self._advance(InspectionRun.Stage.END)
            return
        links = {url: _unpacked(url, target.usage) for url, target in targets.items()}
        judged = [link_checks.asked(links[url], outcome) for url, outcome in self.outcomes(links).items()]
        with transaction.atomic():
            self.keep([defect for defect in judged if defect is not None])
            self._done(targets.values(), links_done=len(targets))

    def _done(self, targets: Iterable[RunTarget], **more: int) -> None:
        RunTarget.objects.filter(pk__in=[target.pk for target in targets]).update(done=True)
        commands.count_done(self.run, **more)


def _packed(usage: Usage) -> dict[str, Any]:
    first = usage.first
    return {
        "text": usage.text[:200],
        "use": usage.use,
        "count": usage.count,
        "first": [first.address, first.title[:200], first.agency[:200]],
    }


def _unpacked(url: str, row: dict[str, Any]) -> Usage:
    return Usage(url, row["text"], row["use"], Place(*row["first"]), row["count"])


def _merged(one: Usage, other: Usage) -> Usage:
    weightier = other if WEIGHT[other.use] > WEIGHT[one.use] else one
    return Usage(one.url, weightier.text, weightier.use, min(one.first, other.first), one.count + other.count)
