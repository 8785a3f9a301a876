"""The daily run of the portal's own inspection, and the tries to open its front page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.outbox.commands import enqueue
from mingzheng.supervision.inspections import commands, sources, thresholds
from mingzheng.supervision.inspections.crawler.addresses import Guard
from mingzheng.supervision.inspections.crawler.checking import each
from mingzheng.supervision.inspections.crawler.fetching import Fetcher
from mingzheng.supervision.inspections.crawler.judging import judge
from mingzheng.supervision.inspections.crawler.outcome import Level, Outcome
from mingzheng.supervision.inspections.defects import Defect
from mingzheng.supervision.inspections.models import InspectionRun, LinkResult, OutsideInspection
from mingzheng.supervision.inspections.outside_running import OutsideWork
from mingzheng.supervision.inspections.owners import Owners
from mingzheng.supervision.inspections.reading.links import Usage
from mingzheng.supervision.inspections.slices import Work
from mingzheng.supervision.inspections.sources import Got


def inspect_own_portal() -> None:
    """Owed once a day: begin a run, unless one is going on; and plan the day's probes."""
    source = sources.own_sitemap()
    if not source:
        return
    plan_probes(settings.MINGZHENG_SITE_URL)
    stale = InspectionRun.objects.filter(status=InspectionRun.Status.RUNNING, source=source)
    for run in stale:
        if timekeeping.now() - run.started_at > commands.LONGEST_RUN or run.day < timekeeping.today():
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
    outside = OutsideInspection.objects.filter(run=run).first()
    limits = thresholds.limits_on(run.day)
    with Fetcher(Guard.of(settings.MINGZHENG_INSPECT_ALLOW), limits) as fetcher:
        work: Work = OutsideWork(outside, run, fetcher) if outside else OwnWork(run, fetcher)
        work.go()


class OwnWork(Work):
    """A run of our own portal: findings live on over the days, results of links are kept."""

    def __init__(self, run: InspectionRun, fetcher: Fetcher) -> None:
        super().__init__(run, fetcher)
        self.owners = Owners()

    def list_pages(self) -> tuple[list[str], list[str]]:
        return sources.mapped(self.run.source, self.fetcher)

    def read(self, addresses: list[str]) -> Iterator[Got]:
        return sources.fetched(addresses, self.fetcher)

    def keep(self, defects: list[Defect]) -> None:
        commands.record(self.run, self.run.source, defects, self.owners, self.run.day)

    def outcomes(self, links: dict[str, Usage]) -> dict[str, Outcome]:
        """Earlier results where they are fresh enough, else asked anew."""
        since = timezone.now() - dt.timedelta(hours=self.ground.number("result_hours"))
        held = LinkResult.objects.filter(url__in=list(links), checked_at__gte=since)
        found = {row.url: commands.as_judged(row, _outcome_of(row), self.run.day) for row in held}
        for answer in each([url for url in links if url not in found], self.fetcher):
            found[answer.url] = commands.keep_result(judge(answer, self.fetcher.limits), self.run.day)
        for url, usage in links.items():
            unit = self.owners.unit_of(usage.first.address, usage.first.agency)
            LinkResult.objects.filter(url=url).update(unit=unit)
        return found

    def end(self, failed: str = "") -> None:
        commands.end_run(self.run, failed=failed)


def _outcome_of(row: LinkResult) -> Outcome:
    return Outcome(row.url, Level(row.level), row.code, row.seen, row.mend, row.status, row.seconds)


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
        commands.judge_reach(site, sources.own_sitemap() or site, day, Owners())
        if left > 1:
            due = timezone.now() + dt.timedelta(days=1) / _tries(day)
            enqueue(PROBE, {**payload, "left": left - 1}, not_before=due)
