"""Q&A that a unit sends to windows: what was sent, who has read it, who has not."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mingzheng.core import keyset
from mingzheng.design.parts import Crumb
from mingzheng.desk.access import StaffRequest, own_unit, post_required, staff_required
from mingzheng.desk.pills import pills
from mingzheng.desk.taking import take
from mingzheng.policy.questions import forms, queries, windows
from mingzheng.policy.questions.models import Handout
from mingzheng.policy.questions.tables import WRITERS

NEWEST = keyset.Order("id", descending=True)


@staff_required
@require_GET
def handouts(request: StaffRequest) -> HttpResponse:
    page = keyset.page(queries.handouts_for(request.actor).order_by(), NEWEST, request.GET, 20)
    context = {
        "page": page,
        "may_send": request.actor.post in WRITERS,
        "crumbs": [Crumb(_("问答推送"))],
    }
    return render(request, "desk/questions/handouts.html", context)


@post_required(*WRITERS)
@require_http_methods(["GET", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """Choose reviewed entries and windows; sent once."""
    entries = queries.may_push(request.actor)
    form = forms.HandoutForm(request.POST or None, entries=entries)
    unit = own_unit(request)
    made = take(request, form, "questions.handout", lambda data: windows.send_handout(unit, request.actor, data).pk)
    if made is not None:
        messages.success(request, _("已推送。各窗口签收的情况列在这里。"))
        return redirect("desk:handout", pk=int(made))
    context = {
        "form": form,
        "title": _("向窗口推送问答"),
        "lead": _("选择本单位已经审核发布、不在复核中的问答，推送给会被问到的窗口；窗口在期限内签收。"),
        "action": _("推送"),
        "back": reverse("desk:questions-handouts"),
        "crumbs": [Crumb(_("问答推送"), reverse("desk:questions-handouts")), Crumb(_("推送"))],
        "nothing": not entries.exists(),
    }
    return render(request, "desk/questions/handout_new.html", context)


def _handout(request: StaffRequest, pk: int) -> Handout:
    found = Handout.objects.select_related("unit").filter(pk=pk).first()
    if found is None or not queries.sees_handout(found, request.actor):
        raise Http404
    return found


@staff_required(opens=_handout)
@require_GET
def handout(request: StaffRequest, found: Handout) -> HttpResponse:
    """What was sent, and each window's receipt; those who have not read it stand first."""
    receipts = list(found.receipts.select_related("window", "case").order_by("acknowledged_on", "window__order"))
    receipts.sort(key=lambda one: one.acknowledged_on is not None)
    clocks = pills([one.case for one in receipts if one.case is not None])
    context = {
        "handout": found,
        "entries": list(found.entries.select_related("live__document", "unit").order_by("pk")),
        "rows": [(one, clocks.get(one.case_id or 0)) for one in receipts],
        "missing": sum(one.acknowledged_on is None for one in receipts),
        "crumbs": [Crumb(_("问答推送"), reverse("desk:questions-handouts")), Crumb(found.title)],
    }
    return render(request, "desk/questions/handout.html", context)
