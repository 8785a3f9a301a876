"""Statistics of letters for the desk, and the monthly analysis as a page to print."""

from __future__ import annotations

import datetime as dt

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mingzheng.core import timekeeping
from mingzheng.design.letter_charts import charts
from mingzheng.design.parts import Crumb
from mingzheng.desk.access import OFFICE_POSTS, StaffRequest, post_required, staff_required
from mingzheng.participation.letters import analysis, queries, statistics
from mingzheng.participation.letters.dated import intake_units
from mingzheng.participation.letters.tables import WRITERS

MONTHS = 18  # so many months back an analysis can be asked for


@staff_required
@require_GET
def report(request: StaffRequest) -> HttpResponse:
    """This year's figures: of the unit, or of all units for 区府办 and those who hand letters out."""
    today = timekeeping.today()
    wide = request.actor.post in OFFICE_POSTS or request.actor.unit_id in intake_units()
    found = (
        statistics.year(today.year, today)
        if wide
        else statistics.report(dt.date(today.year, 1, 1), today, request.actor.unit_id)
    )
    context = {
        "report": found,
        "wide": wide,
        "may_analyse": request.actor.post in WRITERS,
        "overdue": queries.overdue(request.actor, today),
        "refusals": queries.refusals(request.actor, dt.date(today.year, 1, 1), today),
        "crumbs": [Crumb(_("来信统计"))],
        **charts(found),
    }
    return render(request, "desk/letters/report.html", context)


@post_required(*WRITERS)
@require_GET
def analysis_page(request: StaffRequest) -> HttpResponse:
    """The analysis of one month for the whole district, to print."""
    today = timekeeping.today()
    months = _months(today)
    typed = request.GET.get("month", "")
    chosen = next((month for month in months if f"{month:%Y-%m}" == typed), months[0])
    found = analysis.analysis(chosen, today)
    context = {
        "found": found,
        "months_offered": [
            (f"{month:%Y-%m}", _("%(year)s年%(month)s月") % {"year": month.year, "month": month.month}, month == chosen)
            for month in months
        ],
        "crumbs": [Crumb(_("来信统计"), reverse("desk:letter-report")), Crumb(_("月度分析"))],
        **charts(found.now),
    }
    return render(request, "desk/letters/analysis.html", context)


def _months(today: dt.date) -> list[dt.date]:
    found, day = [], today.replace(day=1)
    for _month in range(MONTHS):
        found.append(day)
        day = (day - dt.timedelta(days=1)).replace(day=1)
    return found
