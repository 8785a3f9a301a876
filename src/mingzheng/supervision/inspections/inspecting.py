"""One inspection from its source to its findings: what the command line prints and the daily run keeps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from mingzheng.supervision.inspections.checks import (
    access,
    body,
    columns,
    dates,
    header,
    interpretation,
    links,
    login,
    site,
)
from mingzheng.supervision.inspections.checks.ground import Ground, together
from mingzheng.supervision.inspections.crawler.checking import Results, check
from mingzheng.supervision.inspections.crawler.fetching import Fetcher
from mingzheng.supervision.inspections.crawler.site import look_at
from mingzheng.supervision.inspections.defects import Defect
from mingzheng.supervision.inspections.reading.links import Place, Usage, collect
from mingzheng.supervision.inspections.reading.page import Page
from mingzheng.supervision.inspections.rules import rules
from mingzheng.supervision.inspections.sources import Got, Source

CHECKS = (
    *header.CHECKS,
    *dates.CHECKS,
    *body.CHECKS,
    *columns.CHECKS,
    *links.CHECKS,
    *interpretation.CHECKS,
    *login.CHECKS,
    *access.CHECKS,
)


@dataclass
class Report:
    """What an inspection found. ``links``: how many addresses were asked for; None when that was not wanted."""

    pages: int = 0
    read: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    defects: list[Defect] = field(default_factory=list)
    met: set[str] = field(default_factory=set)
    links: int | None = None
    notes: list[str] = field(default_factory=list)

    def add(self, defects: Iterable[Defect]) -> None:
        """What is the matter with a subject wherever it stands is said once."""
        for defect in defects:
            if not (defect.anywhere and defect.fingerprint in self.met):
                self.defects.append(defect)
                self.met.add(defect.fingerprint)

    def keep(self, wanted: frozenset[str]) -> None:
        self.defects = [defect for defect in self.defects if defect.rule in wanted]

    @property
    def certain(self) -> list[Defect]:
        return [defect for defect in self.defects if defect.certain]

    @property
    def unsure(self) -> list[Defect]:
        return [defect for defect in self.defects if not defect.certain]

    def as_json(self, ground: Ground) -> dict[str, Any]:
        counted = Counter(defect.rule for defect in self.defects)
        return {
            "as_of": ground.day.isoformat(),
            "pages": self.pages,
            "read": self.read,
            "kinds": dict(self.kinds),
            "links_checked": self.links,
            "certain": len(self.certain),
            "unsure": len(self.unsure),
            "by_rule": {code: counted[code] for code in rules() if counted[code]},
            "veto": veto(self.defects, ground),
            "notes": self.notes,
            "findings": [defect.as_json() for defect in self.defects],
        }


def inspect(
    source: Source,
    ground: Ground,
    *,
    fetcher: Fetcher | None = None,
    results: Results | None = None,
    wanted: frozenset[str] | None = None,
    on_page: Callable[[int, int], None] | None = None,
    on_link: Callable[[int, int], None] | None = None,
) -> Report:
    """Read every page of the source, judge it, and (with a fetcher) look at its site and ask for its links.

    Args:
        results: where link results are kept; with ``fetcher``.
        wanted: codes of rules; None for all.
        on_page, on_link: told (done, of how many).
    """
    report = Report(notes=list(source.notes))
    if source.origin and fetcher is not None:
        report.add(of_site(source.origin, fetcher, ground))
    linked: dict[str, Usage] = {}
    for got in source.pages:
        report.pages += 1
        page = _take(report, got, ground)
        if page is not None:
            collect(linked, page.links, Place(page.address, page.name, page.value("agency")))
        if on_page is not None:
            on_page(report.pages, source.total)
    if fetcher is not None and results is not None:
        _ask(report, linked, fetcher, results, on_link)
    if wanted is not None:
        report.keep(wanted)
    return report


def of_site(address: str, fetcher: Fetcher, ground: Ground) -> list[Defect]:
    """What can be said of the site of an address as a whole; asks it twice."""
    return site.judge_site(look_at(address, fetcher), ground)


def judge_page(page: Page, ground: Ground) -> list[Defect]:
    """Everything that can be said of a page by itself."""
    return together(CHECKS, page, ground)


def _take(report: Report, got: Got, ground: Ground) -> Page | None:
    if got.page is None:
        if got.problem:
            report.defects.append(unread(got))
        return None
    report.read += 1
    report.kinds[got.page.kind.value] += 1
    report.add(judge_page(got.page, ground))
    return got.page


def unread(got: Got) -> Defect:
    """The page itself could not be had."""
    asked = got.outcome is not None and not got.outcome.opens
    rule = "page.unreachable" if asked else "page.unreadable"
    mend = got.outcome.mend if got.outcome is not None and asked else ""
    return Defect(rule, got.address, got.address, f"{got.problem}。", mend=mend)


def _ask(
    report: Report,
    linked: dict[str, Usage],
    fetcher: Fetcher,
    results: Results,
    on_link: Callable[[int, int], None] | None,
) -> None:
    urls = list(linked)[: fetcher.limits.links]
    if len(linked) > len(urls):
        report.notes.append(f"链接共 {len(linked)} 个，只检查前 {len(urls)} 个。")
    outcomes = check(urls, fetcher, results, on_done=(lambda done: on_link(done, len(urls))) if on_link else None)
    report.links = len(outcomes)
    judged = (links.asked(linked[url], outcome) for url, outcome in sorted(outcomes.items()))
    report.defects += [defect for defect in judged if defect is not None]


def veto(defects: list[Defect], ground: Ground) -> list[dict[str, Any]]:
    """The national veto items that a machine can count, against their limits."""
    sure = [defect for defect in defects if defect.certain]
    counts = Counter(defect.rule for defect in sure)
    items = [
        ("首页不更新", counts["home.stale"], 1),
        ("栏目不更新", counts["column.stale"], ground.number("stale_columns")),
        ("栏目空白", counts["column.empty"], ground.number("empty_columns")),
        ("站点无法访问", counts["site.unreachable"], 1),
    ]
    return [{"item": item, "count": count, "limit": limit, "reached": count >= limit} for item, count, limit in items]
