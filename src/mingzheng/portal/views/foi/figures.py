"""What became of all applications, year by year: the groups of the annual report, counted from the records as they stand."""

from __future__ import annotations

from collections import Counter

from django.db.models import Max, Min, Sum
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mingzheng.core import timekeeping
from mingzheng.design.parts import Column, DataTable
from mingzheng.portal import structure
from mingzheng.portal.page import draw
from mingzheng.portal.views.foi.visiting import crumbs
from mingzheng.requests.foi import counting
from mingzheng.requests.foi.law import outcomes
from mingzheng.requests.foi.law.tables import CARRIED_IN, CARRIED_OUT, NEW
from mingzheng.requests.foi.models import Application, Offer

YEARS = 5


@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    title = _("申请和办理统计")
    return draw(
        request,
        "portal/foi/statistics.html",
        column=structure.find("apply"),
        crumbs=crumbs(title),
        site_nav=structure.navigation(structure.find("apply").url),
        title=title,
        table=_table(),
        year=timekeeping.today().year,
        avoided=Offer.objects.filter(day__year=timekeeping.today().year).aggregate(n=Sum("avoided"))["n"] or 0,
        shows=[],
        moment=True,
    )


def _table() -> DataTable | None:
    years = _years()
    if not years:
        return None
    groups = {one.row: one.heading for one in outcomes.versions()}
    headings = list(dict.fromkeys(groups.values()))
    columns = [
        Column("year", _("年份"), title=True),
        Column("carried_in", _("上年结转"), numeric=True),
        Column("new", _("新收"), numeric=True),
        *(Column(heading, heading[3:], numeric=True) for heading in headings),
        Column("carried_out", _("尚在办理"), numeric=True),
    ]
    return DataTable(_("历年申请和办理结果（件）"), columns, [_row(year, groups) for year in years])


def _years() -> list[int]:
    """The last years in which anything was received, the newest first."""
    span = Application.objects.filter(counted=True).aggregate(first=Min("received_on"), last=Max("received_on"))
    if span["first"] is None:
        return []
    last = timekeeping.today().year
    return list(range(last, max(span["first"].year, last - YEARS + 1) - 1, -1))


def _row(year: int, groups: dict[str, str]) -> dict[str, object]:
    by_row: Counter[str] = Counter()
    for (row, _kind), n in counting.counts(year).three.items():
        by_row[row] += n
    ended: Counter[str] = Counter(dict.fromkeys(groups.values(), 0))
    for row, heading in groups.items():
        ended[heading] += by_row[row]
    known = {"year": _("%(year)s年") % {"year": year}, "new": by_row[NEW]}
    return {**known, "carried_in": by_row[CARRIED_IN], "carried_out": by_row[CARRIED_OUT], **ended}
