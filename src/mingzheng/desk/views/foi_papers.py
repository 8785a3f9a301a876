"""The sealed case file of an application, and the list of what will be purged."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mingzheng.core import timekeeping
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.models import Case
from mingzheng.design.parts import Crumb
from mingzheng.desk.access import StaffRequest, post_required, refused_page, staff_required
from mingzheng.desk.views.cases import find_case
from mingzheng.papers import foi_sealed
from mingzheng.requests.foi import retention
from mingzheng.requests.foi.models.applications import KIND
from mingzheng.requests.foi.queries import READERS
from mingzheng.requests.foi.sealing import Purpose

AHEAD = dt.timedelta(days=31)
MOST = 500


@staff_required(opens=find_case)
@require_POST
def sealed(request: StaffRequest, case: Case) -> HttpResponse:
    """Make the case file and hand it over; nothing of it is kept here."""
    if case.procedure != KIND or case.subject is None:
        raise Http404
    purpose = request.POST.get("purpose", "")
    if purpose not in Purpose.values:
        return refused_page(request, _("没有选择用途。"), _("请返回选择用途后再制作。"), status=400)
    try:
        made = foi_sealed.seal(case.subject, request.actor, purpose)
    except Refused as no:
        return refused_page(request, str(no), no.remedy)
    answer: Any = FileResponse(made.file, as_attachment=True, filename=made.name, content_type="application/zip")
    return answer  # streamed: a case file may be large


@post_required(*READERS)
@require_GET
def retention_list(request: StaffRequest) -> HttpResponse:
    """What will be purged within a month: of the own unit, by number and day alone."""
    coming = retention.due(timekeeping.today() + AHEAD).filter(unit_id=request.actor.unit_id)
    rows = [(one, retention.due_on(one)) for one in coming.select_related("case").order_by("case__closed_at")[:MOST]]
    context = {
        "rows": rows,
        "years": retention.years_on(timekeeping.today()),
        "crumbs": [Crumb(_("依申请公开"), reverse("desk:foi")), Crumb(_("即将清除"))],
    }
    return render(request, "desk/foi_papers/retention.html", context)
