"""Every read of reports that a page, a paper or an indicator uses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.timezone import localtime

from mingzheng.core import proofs, timekeeping
from mingzheng.core.journal.models import Entry
from mingzheng.core.units.models import Unit
from mingzheng.core.units.queries import office
from mingzheng.supervision.annual_report import laying, terms
from mingzheng.supervision.annual_report.models import AnnualEdition, AnnualReport


@dataclass(frozen=True)
class Standing:
    """Who owes a report on a year, and how it stands. ``light``: green published in time, red overdue, amber late or near.

    ``before``: it was due before the platform kept records, and nobody took it into the archive: nothing is known of it.
    """

    unit: Unit
    district: bool
    due_on: dt.date
    report: AnnualReport | None
    today: dt.date
    before: bool = False

    @property
    def who(self) -> str:
        return "区政府（全区）" if self.district else self.unit.short

    @property
    def light(self) -> str:
        day = self.report.published_on if self.report else None
        if day is not None:
            return "green" if day <= self.due_on else "amber"
        if self.before:
            return "none"
        if self.today > self.due_on:
            return "red"
        return "amber" if (self.due_on - self.today).days <= 10 else "none"

    @property
    def words(self) -> str:
        day = self.report.published_on if self.report else None
        if day is not None:
            return "按期公布" if day <= self.due_on else "逾期公布"
        if self.before:
            return "平台启用前的报告，没有收入档案"
        if self.today > self.due_on:
            return f"逾期 {(self.today - self.due_on).days} 日"
        left = (self.due_on - self.today).days
        return f"还有 {left} 日" if left else "今天到期"


def standing(year: int, today: dt.date | None = None) -> list[Standing]:
    """The district first, then every unit that owes a report, and those that made one without owing it."""
    today = today or timekeeping.today()
    rows = list(AnnualReport.objects.filter(year=year).select_related("unit", "case"))
    held = {(one.unit_id, one.district): one for one in rows}
    owed: list[tuple[Unit, bool]] = [(one, False) for one in terms.units_with_duty(year)]
    head = office()
    if head is not None:
        owed.insert(0, (head, True))
    known = {(unit.pk, district) for unit, district in owed}
    owed += [(one.unit, one.district) for one in rows if (one.unit_id, one.district) not in known]
    began = _began()
    found = []
    for unit, district in owed:
        due, report = terms.due(year, district=district), held.get((unit.pk, district))
        found.append(Standing(unit, district, due, report, today, before=report is None and due < began))
    return found


def _began() -> dt.date:
    """The day on which the district's units came in: until then no unit could keep a record, whenever it was installed."""
    first = Entry.objects.filter(action="units.imported").order_by("pk").values_list("at", flat=True).first()
    return localtime(first).date() if first else timekeeping.today()


def public() -> QuerySet[AnnualReport]:
    """Reports that everybody may read, the newest year first, the district before the units."""
    return AnnualReport.objects.filter(published_on__isnull=False).select_related("unit")


def years() -> list[int]:
    """Years of which something is published, the newest first."""
    return list(public().order_by("-year").values_list("year", flat=True).distinct())


def newest(report: AnnualReport) -> AnnualEdition | None:
    return report.editions.order_by("-number").first()


def edition(report: AnnualReport, number: int | None = None) -> AnnualEdition | None:
    """A published edition; without a number the newest."""
    return newest(report) if number is None else report.editions.filter(number=number).first()


def whole(edition: AnnualEdition) -> laying.Whole:
    """The layout of an edition, with why it was corrected."""
    note = f"第{edition.number}版（更正）：{edition.reason}" if edition.reason else ""
    return laying.whole(edition.content, edition.published_on, note)


def draft_whole(report: AnnualReport) -> laying.Whole:
    """The layout as it would be published now."""
    from mingzheng.supervision.annual_report import steps

    return laying.whole(steps.content_of(report), None, "草稿，未公布")


def open_years() -> list[int]:
    """Years on which a report can be begun today, the newest first."""
    last = timekeeping.today().year - 1
    return list(range(last, max(last - 5, terms.FIRST_YEAR) - 1, -1))


def carries_plan(report: AnnualReport) -> bool:
    """Does the published report speak of the year's plan?"""
    found = newest(report)
    if found is None:
        return False
    lines = [line for sub in found.content["parts"].get("6", []) for line in (sub["title"], *sub["paragraphs"])]
    return any("要点" in line for line in lines)


def fixed() -> Iterator[proofs.Fixed]:
    """Every published report with its editions as they stand now, part by part."""
    from mingzheng.supervision.annual_report.steps import parts_of

    for one in AnnualReport.objects.exclude(published_on=None).select_related("unit"):
        yield proofs.Fixed(one.ref, one.title, parts_of(one))
