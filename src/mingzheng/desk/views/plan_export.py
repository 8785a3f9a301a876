"""The plan as files: the annex as a workbook, its due dates as a calendar."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from mingzheng.core.units.models import Unit
from mingzheng.desk.access import StaffRequest, staff_required
from mingzheng.desk.numbers import whole
from mingzheng.papers.plan_ics import plan_calendar
from mingzheng.papers.plan_xlsx import plan_workbook
from mingzheng.supervision.workplan import queries
from mingzheng.supervision.workplan.models import Plan

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _scope(request: StaffRequest) -> tuple[Plan, Unit | None]:
    plan = queries.plan_of()
    if plan is None:
        raise Http404
    if "unit" not in request.GET:
        return plan, None
    # An odd unit is no unit: the whole plan under a unit's address would be mistaken for that unit's.
    return plan, get_object_or_404(Unit, pk=whole(request.GET["unit"]))


@staff_required
@require_GET
def workbook(request: StaffRequest) -> HttpResponse:
    """The board as a workbook that looks like the annex."""
    plan, unit = _scope(request)
    found = queries.board(plan, unit_id=unit.pk if unit else None)
    return _file(plan_workbook(found), XLSX, f"plan-{plan.year}{'-' + unit.code if unit else ''}.xlsx")


@staff_required
@require_GET
def calendar(request: StaffRequest) -> HttpResponse:
    """Every due date as an iCalendar file."""
    plan, unit = _scope(request)
    name = f"{plan.title}{'（' + unit.short + '）' if unit else ''}"
    data = plan_calendar(plan, unit_id=unit.pk if unit else None, name=name)
    return _file(data, "text/calendar; charset=utf-8", f"plan-{plan.year}{'-' + unit.code if unit else ''}.ics")


def _file(data: bytes, content_type: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
