"""A run of the portal's own inspection, slice by slice: bounded, resumable, with its progress in the database."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.outbox.commands import enqueue
from mingzheng.supervision.inspections import commands, inspecting, sources, thresholds
from mingzheng.supervision.inspections.checks import links as link_checks
from mingzheng.supervision.inspections.checks.ground import Ground
from mingzheng.supervision.inspections.crawler.addresses import Guard
from mingzheng.supervision.inspections.crawler.checking import each
from mingzheng.supervision.inspections.crawler.fetching import Fetcher
from mingzheng.supervision.inspections.crawler.judging import judge
from mingzheng.supervision.inspections.crawler.outcome import Level, Outcome
from mingzheng.supervision.inspections.crawler.sitemaps import read_sitemap
from mingzheng.supervision.inspections.defects import Defect
from mingzheng.supervision.inspections.ground import ground_on
from mingzheng.supervision.inspections.models import InspectionRun, LinkResult, RunTarget
from mingzheng.supervision.inspections.owners import Owners
from mingzheng.supervision.inspections.reading.links import WEIGHT, Place, Usage
from mingzheng.supervision.inspections.reading.page import Page

SLICE_SECONDS = 45.0  # well below the ten minutes after which a message counts as left by a dead worker
BATCH = 24
LONGEST_RUN = dt.timedelta(hours=20)


def own_sitemap() -> str:
    """The address of this portal's sitemap, "" when nobody said where the portal answers."""
    return f"{settings.MINGZHENG_SITE_URL}/sitemap.xml" if settings.MINGZHENG_SITE_URL else ""


def inspect_own_portal() -> None:
    """Owed once a day: begin a run, unless one is going on; and plan the day's probes."""
    source = own_sitemap()
    if not source:
        return
    plan_probes(settings.MINGZHENG_SITE_URL)
    stale = InspectionRun.objects.filter(status=InspectionRun.Status.RUNNING, source=source)
    for run in stale:
        if timekeeping.now() - run.started_at > LONGEST_RUN or run.day < timekeeping.today():
            commands.end_run(run, failed="检查没有在当天完成，已停止。")
    try:
        commands.start_run(source, Actor.system("网站检查"))
    except Refused as refused:
        if refused.code != "running":
            raise


def slice_of(payload: dict[str, int]) -> None:
    """Handler of the outbox: work for a while, and owe the rest."""
    run = InspectionRun.objects.filter(pk=payload["run"], status=InspectionRun.Status.RUNNING).first()
    if run is None:
        return
    began = time.monotonic()
    with Fetcher(Guard.of(settings.MINGZHENG_INSPECT_ALLOW), thresholds.limits_on(run.day)) as fetcher:
        work = _Work(run, fetcher)
        while run.status == InspectionRun.Status.RUNNING and time.monotonic() - began < SLICE_SECONDS:
            work.step()
            run.refresh_from_db()
    if run.status == InspectionRun.Status.RUNNING:
        enqueue(commands.SLICE, {"run": run.pk})


class _Work:
    """The steps of one slice."""

    def __init__(self, run: InspectionRun, fetcher: Fetcher) -> None:
        self.run, self.fetcher = run, fetcher
        self.ground: Ground = ground_on(run.day)
        self.owners = Owners()

    def step(self) -> None:
        """One batch of what the run's stage asks for."""
        if self.run.stage == InspectionRun.Stage.MAP:
            self._map()
        elif self.run.stage == InspectionRun.Stage.PAGES:
            self._pages()
        elif self.run.stage == InspectionRun.Stage.LINKS:
            self._links()
        else:
            commands.end_run(self.run)

    def _next(self, kind: str) -> list[RunTarget]:
        return list(self.run.targets.filter(kind=kind, done=False).order_by("id")[:BATCH])

    def _advance(self, stage: str, **facts: int) -> None:
        InspectionRun.objects.filter(pk=self.run.pk).update(stage=stage, **facts)

    def _map(self) -> None:
        found = read_sitemap(self.run.source, self.fetcher, self.fetcher.limits.pages)
        if not found.pages:
            why = found.faults[0][1] if found.faults else "网站地图里没有页面"
            commands.end_run(self.run, failed=f"{why}。")
            return
        notes = [f"{where}：{why}。" for where, why in found.faults[:20]]
        notes += [f"另有 {found.left} 个页面超出上限，没有检查。"] if found.left else []
        rows = [RunTarget(run=self.run, kind=RunTarget.Kind.PAGE, url=url) for url in found.pages]
        with transaction.atomic():
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
        for got in sources.fetched(list(targets), self.fetcher):
            if got.page is None:
                defects += [inspecting.unread(got)] if got.problem else []
            else:
                defects += inspecting.judge_page(got.page, self.ground)
                self._collect(uses, got.page)
            if got.outcome is not None and got.outcome.opens:
                opened.append(targets[got.address].pk)
        with transaction.atomic():
            commands.record(self.run, self.run.source, defects, self.owners, self.run.day)
            self._keep_links(uses)
            RunTarget.objects.filter(pk__in=opened).update(opened=True)
            self._done(targets.values(), pages_done=len(targets))

    def _collect(self, uses: dict[str, Usage], page: Page) -> None:
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
        outcomes = self._outcomes(list(targets))
        defects = []
        with transaction.atomic():
            for url, outcome in outcomes.items():
                usage = _unpacked(url, targets[url].usage)
                unit = self.owners.unit_of(usage.first.address, usage.first.agency)
                LinkResult.objects.filter(url=url).update(unit=unit)
                defect = link_checks.asked(usage, outcome)
                defects += [defect] if defect is not None else []
            commands.record(self.run, self.run.source, defects, self.owners, self.run.day)
            self._done(targets.values(), links_done=len(targets))

    def _outcomes(self, urls: list[str]) -> dict[str, Outcome]:
        """Earlier results where they are fresh enough, else asked anew."""
        since = timezone.now() - dt.timedelta(hours=self.ground.number("result_hours"))
        held = LinkResult.objects.filter(url__in=urls, checked_at__gte=since)
        found = {row.url: commands.as_judged(row, _outcome_of(row), self.run.day) for row in held}
        for answer in each([url for url in urls if url not in found], self.fetcher):
            found[answer.url] = commands.keep_result(judge(answer, self.fetcher.limits), self.run.day)
        return found

    def _done(self, targets: Iterable[RunTarget], **more: int) -> None:
        RunTarget.objects.filter(pk__in=[target.pk for target in targets]).update(done=True)
        commands.count_done(self.run, **more)


def _outcome_of(row: LinkResult) -> Outcome:
    return Outcome(row.url, Level(row.level), row.code, row.seen, row.mend, row.status, row.seconds)


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


# --- probes ------------------------------------------------------------------------------------

PROBE = "inspections.probe"


def plan_probes(site: str) -> None:
    """Begin the day's chain of tries; each one owes the next, evenly over twenty-four hours of real time."""
    day = timekeeping.today().isoformat()
    enqueue(PROBE, {"site": site, "day": day, "left": _tries(timekeeping.today())}, key=f"{PROBE}:{day}:{site[:80]}")


def _tries(day: dt.date) -> int:
    return thresholds.value("reach_times", day) + 4  # a few may fall out


def probe(payload: dict[str, Any]) -> None:
    """Handler of the outbox: open the front page once. A try that failed is a try that failed: it is not repeated."""
    site, day, left = payload["site"], dt.date.fromisoformat(payload["day"]), int(payload["left"])
    with Fetcher(Guard.of(settings.MINGZHENG_INSPECT_ALLOW), thresholds.limits_on(day)) as fetcher:
        outcome = judge(fetcher.fetch(f"{site}/"), fetcher.limits)
    with transaction.atomic():
        commands.keep_probe(site, outcome, day)
        commands.judge_reach(site, own_sitemap() or site, day, Owners())
        if left > 1:
            due = timezone.now() + dt.timedelta(days=1) / _tries(day)
            enqueue(PROBE, {**payload, "left": left - 1}, not_before=due)
