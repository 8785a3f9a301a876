"""登录的设备: where I am signed in, ending one sign-in or all others."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mingzheng.desk import sessions
from mingzheng.desk.access import StaffRequest, staff_required
from mingzheng.desk.models import StaffSession


@staff_required
@require_GET
def sessions_page(request: StaffRequest) -> HttpResponse:
    here = request.session.session_key
    rows = [(row, row.session_key == here) for row in sessions.of(request.user)]
    return render(request, "desk/sessions.html", {"rows": rows, "others": sum(not own for _row, own in rows)})


def _own(request: StaffRequest, value: Any) -> StaffSession:
    """Another person's does not exist here."""
    return get_object_or_404(sessions.of(request.user), pk=value)


@staff_required(opens=_own)
@require_POST
def end_one(request: StaffRequest, found: StaffSession) -> HttpResponse:
    sessions.end(StaffSession.objects.filter(pk=found.pk))
    messages.success(request, _("已经结束，那台设备要重新登录。"))
    return redirect("desk:sessions")


@staff_required
@require_POST
def end_others(request: StaffRequest) -> HttpResponse:
    count = sessions.end(sessions.of(request.user).exclude(session_key=request.session.session_key))
    messages.success(request, _("已经结束其他 %(n)s 处登录。") % {"n": count})
    return redirect("desk:sessions")
