"""Clean-up campaigns: the list, launching one; the rest is the case screen with its panels."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mingzheng.core import timekeeping
from mingzheng.core.errors import Refused
from mingzheng.design.parts import Crumb
from mingzheng.desk.access import OFFICE_POSTS, StaffRequest, post_required, staff_required
from mingzheng.disclosure.cleanup import commands, queries
from mingzheng.disclosure.cleanup.forms import LaunchForm
from mingzheng.disclosure.documents import reminders

SHOWN = 50


@staff_required
@require_GET
def campaigns(request: StaffRequest) -> HttpResponse:
    """Every campaign, the newest first; for a unit with the way to its own share."""
    rows = list(queries.campaigns()[:SHOWN])
    office = request.actor.post in OFFICE_POSTS
    own = queries.cases_of_unit(rows, request.actor.unit_id)
    context = {
        "rows": [(row, own.get(row.pk)) for row in rows],
        "office": office,
        "expiring": reminders.expiring(timekeeping.today(), unit_id=None if office else request.actor.unit_id)[:SHOWN],
        "crumbs": [Crumb(_("文件清理"))],
    }
    return render(request, "desk/cleanup/list.html", context)


@post_required(*OFFICE_POSTS)
@require_http_methods(["GET", "POST"])
def launch(request: StaffRequest) -> HttpResponse:
    """A new campaign: what is in force in its scope is listed for each unit at once."""
    form = LaunchForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            campaign = commands.launch(request.actor, form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            said = {"units": campaign.shares.count(), "lines": queries.lines_of(campaign).count()}
            messages.success(request, _("清理已启动：%(units)s 个单位，%(lines)s 件文件，各单位已收到待办。") % said)
            return redirect("desk:case", pk=campaign.case_id)
    crumbs = [Crumb(_("文件清理"), "/desk/cleanup/"), Crumb(_("启动清理"))]
    return render(request, "desk/cleanup/launch.html", {"form": form, "crumbs": crumbs})
