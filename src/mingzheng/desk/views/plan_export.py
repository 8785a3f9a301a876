"""The plan as files: the annex as a workbook, its due dates as a calendar."""

from __future__ import annotations

from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_GET

from mingzheng.core.numbers import whole
from mingzheng.core.units.models import Unit
from mingzheng.design.downloads import file_response
from mingzheng.desk.access import StaffRequest, staff_required, without_sign_in
from mingzheng.papers.plan_ics import plan_calendar
from mingzheng.papers.plan_xlsx import plan_workbook
from mingzheng.supervision.workplan import queries
from mingzheng.supervision.workplan.models import Plan

FEED_SALT = "workplan.feed"


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
    return file_response(plan_workbook(found), f"plan-{plan.year}{'-' + unit.code if unit else ''}.xlsx")


@staff_required
@require_GET
def calendar(request: StaffRequest) -> HttpResponse:
    """Every due date as an iCalendar file."""
    plan, unit = _scope(request)
    name = f"{plan.title}{'（' + unit.short + '）' if unit else ''}"
    data = plan_calendar(plan, unit_id=unit.pk if unit else None, name=name)
    return file_response(data, f"plan-{plan.year}{'-' + unit.code if unit else ''}.ics")


def feed_address(unit: Unit) -> str:
    """The address under which a calendar program may subscribe to a unit's due dates, without signing in.

    Due dates are public (they stand in the annex); the signature only keeps the address from being guessed.
    """
    token = Signer(salt=FEED_SALT).sign(unit.code).replace(":", "~")
    return reverse("desk:plan-feed", args=[token])


@without_sign_in("A calendar program cannot sign in; dates of the issued plan only, at a signed address.")
@require_GET
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """A unit's due dates for a calendar program."""
    try:
        code = Signer(salt=FEED_SALT).unsign(token.replace("~", ":"))
    except BadSignature as error:
        raise Http404 from error
    unit = get_object_or_404(Unit, code=code)
    plan = queries.plan_of()
    if plan is None or plan.issued_at is None:
        raise Http404
    data = plan_calendar(plan, unit_id=unit.pk, name=f"{plan.title}（{unit.short}）")
    return HttpResponse(data, content_type="text/calendar; charset=utf-8")
