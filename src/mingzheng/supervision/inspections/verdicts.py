"""What the crawler knows of an address, for the daily check of the catalogue. Nothing is fetched here."""

from __future__ import annotations

from mingzheng.core import timekeeping
from mingzheng.disclosure.catalogue.links import Verdict
from mingzheng.supervision.inspections import thresholds
from mingzheng.supervision.inspections.crawler.outcome import Level
from mingzheng.supervision.inspections.models import LinkResult


def of_address(url: str) -> Verdict:
    """The verdict of the newest time that the address was asked for; unknown when it never was or failed only lately."""
    row = LinkResult.objects.filter(url=url).first()
    if row is None:
        return Verdict(None)
    enough = row.failures >= thresholds.value("failures_before_broken", timekeeping.today())
    if row.level == Level.DANGER.value or (row.level == Level.BROKEN.value and enough):
        return Verdict(False, row.seen)
    return Verdict(None if row.level == Level.BROKEN.value else True)
