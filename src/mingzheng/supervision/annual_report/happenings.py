"""What the records of a year say was late, returned and corrected, for part five; fees and documents. Counts only, no person."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, F, Q, Sum

from mingzheng.core.journal.models import Entry
from mingzheng.core.procedures.models import Case, Clock
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.documents.models import Document
from mingzheng.requests.foi.models import Fee
from mingzheng.supervision.inspections.models import ErrorReport, Finding
from mingzheng.supervision.workplan.models import SupervisionLetter

RETURNED = (".send_back", ".return", ".reject", ".give_back")
MOST_KINDS = 5


@dataclass(frozen=True)
class Happened:
    """``code``: the cell's; ``what``: in the words of the sentence, with its measure word."""

    code: str
    what: str
    count: int


def problems(year: int, unit: Unit | None, day: dt.date) -> list[Happened]:
    """Everything of the year that did not go as it should, the most frequent lateness first."""
    found = [*_late(year, unit, day), _returned(year, unit), _warned(year, unit)]
    found += [_mended(year, unit), _defects(year, unit)]
    return [one for one in found if one.count]


def _late(year: int, unit: Unit | None, day: dt.date) -> list[Happened]:
    rows = Clock.objects.filter(due_on__year=year).filter(
        Q(met_on__gt=F("due_on")) | Q(met_on=None, status="running", due_on__lt=day)
    )
    rows = rows.exclude(case__procedure="annual_report.report")
    if unit is not None:
        rows = rows.filter(case__unit=unit)
    counted = rows.order_by().values_list("rule__code", "rule__label").annotate(n=Count("pk")).order_by("-n")
    return [Happened(f"late.{code}", f"“{name}”超过期限", n) for code, name, n in counted[:MOST_KINDS]]


def _returned(year: int, unit: Unit | None) -> Happened:
    ends = Q()
    for end in RETURNED:
        ends |= Q(action__endswith=end)
    rows = Entry.objects.filter(ends, at__year=year, case_id__isnull=False)
    if unit is not None:
        rows = rows.filter(case_id__in=Case.objects.filter(unit=unit).values("pk"))
    return Happened("returned.steps", "办理中被审核退回修改", rows.count())


def _warned(year: int, unit: Unit | None) -> Happened:
    rows = SupervisionLetter.objects.filter(issued_on__year=year)
    if unit is not None:
        rows = rows.filter(assignment__unit=unit)
    return Happened("letters.issued", "因任务进展被督办", rows.count())


def _mended(year: int, unit: Unit | None) -> Happened:
    rows = ErrorReport.objects.filter(answered_on__year=year, outcome__in=["mended", "will", "partly"])
    if unit is not None:
        rows = rows.filter(unit=unit)
    return Happened("reports.true", "网民纠错经核实属实", rows.count())


def _defects(year: int, unit: Unit | None) -> Happened:
    rows = Finding.objects.filter(state=Finding.State.CONFIRMED, last_seen__year=year)
    if unit is not None:
        rows = rows.filter(unit=unit)
    return Happened("findings.open", "网站检查发现并确认、尚未改正的问题", rows.count())


def documents(year: int, unit: Unit | None) -> int:
    """Documents first published in the year."""
    rows = Document.objects.filter(first_published_at__year=year)
    return (rows if unit is None else rows.filter(unit=unit)).count()


def fees(year: int, unit: Unit | None) -> int:
    """信息处理费 paid in the year, in yuan."""
    rows = Fee.objects.filter(paid_on__year=year)
    if unit is not None:
        rows = rows.filter(application__unit=unit)
    return int(rows.aggregate(n=Sum("amount"))["n"] or 0)
