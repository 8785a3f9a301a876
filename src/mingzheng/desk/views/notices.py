"""What a person has been told."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mingzheng.core import keyset
from mingzheng.desk import commands, queries
from mingzheng.desk.access import StaffRequest, staff_required
from mingzheng.desk.models import Notification

PAGE_SIZE = 30
NEWEST_FIRST = keyset.Order("created_at", descending=True)


@staff_required
@require_GET
def notices(request: StaffRequest) -> HttpResponse:
    """All notices, the newest first; ``?unread`` only those not read yet."""
    person = request.actor.person_id
    rows = queries.notices_of(person)
    only_unread = "unread" in request.GET
    if only_unread:
        rows = rows.filter(read_at=None)
    context = {
        "page": keyset.page(rows, NEWEST_FIRST, request.GET, PAGE_SIZE),
        "unread": queries.unread_count(person),
        "only_unread": only_unread,
    }
    return render(request, "desk/notices.html", context)


def _mine(request: StaffRequest, pk: int) -> Notification:
    return get_object_or_404(queries.notices_of(request.actor.person_id), pk=pk)


@staff_required(opens=_mine)
@require_POST
def read_notice(request: StaffRequest, notice: Notification) -> HttpResponse:
    """Mark one as read."""
    commands.mark_read(request.actor.person_id, notice_id=notice.pk)
    return redirect("desk:notices")


@staff_required
@require_POST
def read_all(request: StaffRequest) -> HttpResponse:
    count = commands.mark_read(request.actor.person_id)
    messages.success(request, _("已将 %(count)s 条通知标为已读。") % {"count": count})
    return redirect("desk:notices")
