"""The door on a phone: a ticket by its link, by its code, or kept by the script while there is no connection."""

from __future__ import annotations

import json
import re
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from mingzheng.core.errors import Refused
from mingzheng.core.submissions.keys import KEY
from mingzheng.desk.access import StaffRequest, refused_page, staff_required
from mingzheng.desk.views.columns import say_no
from mingzheng.desk.views.open_days import carry_out, crumbs, found_or_404
from mingzheng.participation.open_days import checking, presenting, queries
from mingzheng.participation.open_days.checking import Tried
from mingzheng.participation.open_days.forms.visitors import TicketForm, WalkInForm
from mingzheng.participation.open_days.models import OpenDay, Scan

MOST_AT_ONCE = 500
TICKET = re.compile(r"[0-9A-Za-z\s\-－—]{1,40}")


def _at_the_door(request: StaffRequest, pk: int) -> OpenDay | HttpResponse:
    found = found_or_404(request, pk)
    if not checking.keeps_door(found, request.actor):
        return refused_page(request, _("签到由举办单位的工作人员办理。"), _("请切换到该单位的岗位。"), status=403)
    return found


@staff_required
@never_cache
@require_http_methods(["GET", "POST"])
def entrance(request: StaffRequest, pk: int) -> HttpResponse:
    """The page that stays open at the door. Without a script the plain form works."""
    found = _at_the_door(request, pk)
    if isinstance(found, HttpResponse):
        return found
    form, scan = TicketForm(request.POST if request.method == "POST" else None), None
    if request.method == "POST" and form.is_valid():
        scan = _scan(request, found, form)
    return _page(request, found, form if scan is None else TicketForm(), WalkInForm(initial={"people": 1}), scan)


def _scan(request: StaffRequest, found: OpenDay, form: TicketForm) -> Scan | None:
    tried = Tried(key=form.cleaned_data["form_key"], ticket=form.cleaned_data["ticket"])
    try:
        return checking.scan(checking.entrance(found), tried, request.actor)
    except Refused as refused:
        say_no(form, refused)
        return None


def _page(
    request: StaffRequest, found: OpenDay, form: TicketForm, walk: WalkInForm, scan: Scan | None = None
) -> HttpResponse:
    held = checking.entrance(found)
    context = {
        "day": found,
        "when": presenting.when(found),
        "form": form,
        "walk": walk,
        "scan": scan,
        "said": checking.said(scan) if scan else "",
        "list": held,
        "at": checking.at_door(held),
        "phone": {"salt": held.salt, "tickets": checking.for_phone(held), "list": held.pk},
        "crumbs": crumbs(found.title, _("签到")),
    }
    return render(request, "desk/open_days/door.html", context)


@staff_required
@require_POST
def walk_in(request: StaffRequest, pk: int) -> HttpResponse:
    found = _at_the_door(request, pk)
    if isinstance(found, HttpResponse):
        return found
    form = WalkInForm(request.POST)

    def act(data: dict[str, Any]) -> int:
        checking.walk_in(checking.entrance(found), data["people"], request.actor)
        return found.pk

    if carry_out(request, form, f"open_days.walk_in:{found.pk}", act) is None:
        return _page(request, found, TicketForm(), form)
    messages.success(request, _("已登记：%(n)s 人。") % {"n": form.cleaned_data["people"]})
    return redirect("desk:open-day-door", pk=found.pk)


@staff_required
@never_cache
@require_POST
def scans(request: StaffRequest, pk: int) -> HttpResponse:
    """What a phone scanned, at once or kept: ``{"scans": [{key, ticket, at, offline}]}``; each gets what came of it."""
    found = queries.staff_day(pk, request.actor)
    if found is None or not checking.keeps_door(found, request.actor):
        return JsonResponse({"error": _("签到由举办单位的工作人员办理。")}, status=403)
    many = _read(request.body)
    if many is None:
        return JsonResponse({"error": _("没有读懂。")}, status=400)
    held = checking.entrance(found)
    done = [_answer(held, one, request) for one in many]
    at = checking.at_door(held)
    return JsonResponse({"done": done, "at": {"people": at.people, "came": at.came, "walk_ins": at.walk_ins}})


def _answer(held: Any, one: Tried, request: StaffRequest) -> dict[str, Any]:
    """A refusal (too early, too late) is an answer too: the phone need not send it again."""
    try:
        scan = checking.scan(held, one, request.actor)
    except Refused as refused:
        return {"key": one.key, "outcome": "refused", "said": str(refused)}
    return {"key": one.key, "outcome": scan.outcome, "said": checking.said(scan)}


def _read(body: bytes) -> list[Tried] | None:
    try:
        rows = json.loads(body)["scans"]
        found = [_tried(row) for row in rows]
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return found if len(found) <= MOST_AT_ONCE else None


def _tried(row: dict[str, Any]) -> Tried:
    """Raises ``ValueError`` for what no phone of ours sends."""
    key, ticket, at = row["key"], row["ticket"], parse_datetime(row["at"])
    if not (isinstance(key, str) and KEY.fullmatch(key) and TICKET.fullmatch(ticket)) or at is None or not is_aware(at):
        raise ValueError
    return Tried(key=key, ticket=ticket, scanned_at=localtime(at), offline=bool(row.get("offline")))


@staff_required
@never_cache
@require_http_methods(["GET", "POST"])
def ticket(request: StaffRequest, ticket: str) -> HttpResponse:
    """What a phone's own camera opens from the QR code: one press lets the party in."""
    row = queries.by_ticket(ticket)
    if row is None:
        raise Http404
    found = row.open_day
    if not checking.keeps_door(found, request.actor):
        return refused_page(
            request, _("这是别的单位的入场券。"), _("签到由举办单位的工作人员办理，请切换岗位。"), status=403
        )
    form, scan = TicketForm(request.POST if request.method == "POST" else None), None
    if request.method == "POST" and form.is_valid():
        scan = _scan(request, found, form)
    context = {
        "day": found,
        "row": row,
        "ticket": ticket,
        "form": form if request.method == "POST" else TicketForm(initial={"ticket": ticket}),
        "scan": scan,
        "said": checking.said(scan) if scan else "",
        "when": presenting.when(found),
        "crumbs": crumbs(found.title, _("签到")),
    }
    return render(request, "desk/open_days/ticket.html", context)
