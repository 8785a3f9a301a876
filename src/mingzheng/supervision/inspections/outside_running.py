"""A run over a site that is not ours: its findings are its own, its links are kept nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from django.core.files.storage import storages

from mingzheng.core import timekeeping
from mingzheng.supervision.inspections import outside, sources, thresholds
from mingzheng.supervision.inspections.archives import SavedPages
from mingzheng.supervision.inspections.crawler.checking import InMemory, check
from mingzheng.supervision.inspections.crawler.fetching import Fetcher
from mingzheng.supervision.inspections.crawler.outcome import Outcome
from mingzheng.supervision.inspections.defects import Defect
from mingzheng.supervision.inspections.models import InspectionRun, OutsideInspection
from mingzheng.supervision.inspections.reading.links import Usage
from mingzheng.supervision.inspections.slices import BATCH, Work
from mingzheng.supervision.inspections.sources import Got

SAVED_BATCH = 100  # saved pages wait for nobody


class OutsideWork(Work):
    def __init__(self, inspection: OutsideInspection, run: InspectionRun, fetcher: Fetcher) -> None:
        super().__init__(run, fetcher)
        self.inspection = inspection
        self.asks_links = inspection.asks_links
        self.batch = SAVED_BATCH if self._saved else BATCH
        self.most = thresholds.value("outside_pages", timekeeping.today())
        fetcher.limits = replace(fetcher.limits, pages=self.most)

    @property
    def _saved(self) -> bool:
        return self.inspection.kind == OutsideInspection.Kind.ARCHIVE

    @cached_property
    def _archive(self) -> SavedPages:
        with storages["default"].open(self.inspection.key) as file:
            return SavedPages(file.read(), self.most)

    @property
    def site(self) -> str:
        return "" if self._saved else self.run.source

    def list_pages(self) -> tuple[list[str], list[str]]:
        if self._saved:
            return list(self._archive.names), self._archive.notes
        return sources.mapped(self.run.source, self.fetcher)

    def read(self, addresses: list[str]) -> Iterator[Got]:
        return sources.in_archive(self._archive, addresses) if self._saved else sources.fetched(addresses, self.fetcher)

    def keep(self, defects: list[Defect]) -> None:
        outside.keep(self.inspection, defects)

    def outcomes(self, links: dict[str, Usage]) -> dict[str, Outcome]:
        return check(links, self.fetcher, InMemory())

    def end(self, failed: str = "") -> None:
        outside.end(self.inspection, failed=failed)
