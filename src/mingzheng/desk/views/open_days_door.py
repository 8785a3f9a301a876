"""The door on a phone: a ticket by its link, by its code, or kept by the script while there is no connection."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware, localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mingzheng.core import timekeeping
from mingzheng.core.errors import Refused
from mingzheng.core.submissions.acting import say_no
from mingzheng.core.submissions.keys import KEY
from mingzheng.design.parts import Tab
from mingzheng.desk.access import StaffRequest, refused_page, staff_required, without_sign_in
from mingzheng.desk.taking import take
from mingzheng.desk.views.open_days import crumbs, found_or_404
from mingzheng.participation.open_days import checking, presenting, queries
from mingzheng.participation.open_days.checking import Tried
from mingzheng.participation.open_days.forms.visitors import CheckInListForm, TicketForm, WalkInForm
from mingzheng.participation.open_days.models import CheckInList, OpenDay, Scan, SignUp

MOST_AT_ONCE = 500
TICKET = re.compile(r"[0-9A-Za-z\s\-－—]{1,40}")


def _at_the_door(request: StaffRequest, pk: int) -> OpenDay | HttpResponse:
    found = found_or_404(request, pk)
    if not checking.keeps_door(found, request.actor):
        return refused_page(request, _("签到由举办单位的工作人员办理。"), _("请切换到该单位的岗位。"), status=403)
    return found


def _list(found: OpenDay, held: int | None) -> CheckInList:
    """The entrance, or another list of the session; 404 for one of another session."""
    if held is None:
        return checking.entrance(found)
    row = found.check_in_lists.filter(pk=held).first()
    if row is None:
        raise Http404
    return row


@staff_required(opens=_at_the_door)
@never_cache
@require_http_methods(["GET", "POST"])
def entrance(request: StaffRequest, found: OpenDay, held: int | None = None) -> HttpResponse:
    """The page that stays open at the door, or where a part of the session begins. Without a script the plain form works."""
    at, walk = _list(found, held), WalkInForm(initial={"people": 1})
    form, scan = TicketForm(request.POST if request.method == "POST" else None), None
    if request.method == "POST" and form.is_valid():
        scan = _scan(request, at, form)
    return _page(request, found, at, form if scan is None else TicketForm(), walk, scan)


def _scan(request: StaffRequest, held: CheckInList, form: TicketForm) -> Scan | None:
    tried = Tried(key=form.cleaned_data["form_key"], ticket=form.cleaned_data["ticket"])
    try:
        return checking.scan(held, tried, request.actor)
    except Refused as refused:
        say_no(form, refused)
        return None


def _address(found: OpenDay, held: CheckInList, name: str = "open-day-door") -> str:
    """Where the door of a list is; the entrance has the short address."""
    if held.name == checking.ENTRANCE:
        return reverse(f"desk:{name}", args=[found.pk])
    return reverse(f"desk:{name}-list", args=[found.pk, held.pk])


def _page(
    request: StaffRequest,
    found: OpenDay,
    held: CheckInList,
    form: TicketForm,
    walk: WalkInForm,
    scan: Scan | None = None,
) -> HttpResponse:
    at = checking.at_door(held)
    phone = {
        "salt": held.salt,
        "tickets": checking.for_phone(held),
        "list": held.pk,
        "title": f"{found.title} {held.name}",
        "when": presenting.when(found),
        "people": at.people,
        "seconds": max(0, int((held.closes_at - timekeeping.now()).total_seconds())),
    }
    context = {
        "heading": _("签到") if held.name == checking.ENTRANCE else _("签到：%(name)s") % {"name": held.name},
        "tabs": [Tab(one.name, _address(found, one), one.pk == held.pk) for one in found.check_in_lists.all()],
        "scans_url": _address(found, held, "open-day-scans"),
        "walk_url": _address(found, held, "open-day-walk-in"),
        "day": found,
        "when": presenting.when(found),
        "form": form,
        "walk": walk,
        "scan": scan,
        "said": checking.said(scan) if scan else "",
        "list": held,
        "at": at,
        "phone": phone,
        "crumbs": crumbs(found.title, _("签到")),
    }
    return render(request, "desk/open_days/door.html", context)


@staff_required(opens=_at_the_door)
@require_POST
def walk_in(request: StaffRequest, found: OpenDay, held: int | None = None) -> HttpResponse:
    at, form = _list(found, held), WalkInForm(request.POST)

    def act(data: dict[str, Any]) -> int:
        checking.walk_in(at, data["people"], request.actor)
        return found.pk

    if take(request, form, f"open_days.walk_in:{at.pk}", act) is None:
        return _page(request, found, at, TicketForm(), form)
    messages.success(request, _("已登记：%(n)s 人。") % {"n": form.cleaned_data["people"]})
    return redirect(_address(found, at))


@staff_required(opens=_at_the_door)
@require_http_methods(["GET", "POST"])
def lists(request: StaffRequest, found: OpenDay) -> HttpResponse:
    """The session's check-in lists with who came, and a further one for a part of it."""
    checking.entrance(found)
    form = CheckInListForm(request.POST if request.method == "POST" else None)

    def act(data: dict[str, Any]) -> int:
        return checking.add_list(found, data["name"], request.actor).pk

    if take(request, form, f"open_days.list:{found.pk}", act) is not None:
        messages.success(request, _("已建立名单「%(name)s」。") % {"name": form.cleaned_data["name"]})
        return redirect("desk:open-day-lists", pk=found.pk)
    rows = [(one, checking.at_door(one), _address(found, one)) for one in found.check_in_lists.all()]
    context = {
        "day": found,
        "when": presenting.when(found),
        "rows": rows,
        "form": form,
        "crumbs": crumbs(found.title, _("签到名单")),
    }
    return render(request, "desk/open_days/lists.html", context)


@without_sign_in("An empty page that a phone keeps for the time without a connection.")
@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """The empty page of a phone without a connection. It is the same for everybody and says nothing."""
    return render(request, "desk/open_days/door_offline.html")


@without_sign_in("The script that keeps it: a static file at an address of the door.")
@require_safe
def worker(_request: HttpRequest) -> HttpResponse:
    """The script that keeps the empty page. It stands here because a worker reaches no further than its own folder."""
    path = finders.find("desk/door_worker.js")
    if not isinstance(path, str):
        raise Http404
    return HttpResponse(Path(path).read_text(encoding="utf-8"), content_type="text/javascript; charset=utf-8")


def _scanned(request: StaffRequest, pk: int) -> OpenDay | HttpResponse:
    """The same for a script, which reads no page."""
    found = queries.staff_day(pk, request.actor)
    if found is None or not checking.keeps_door(found, request.actor):
        return JsonResponse({"error": _("签到由举办单位的工作人员办理。")}, status=403)
    return found


@staff_required(opens=_scanned)
@never_cache
@require_POST
def scans(request: StaffRequest, found: OpenDay, held: int | None = None) -> HttpResponse:
    """What a phone scanned, at once or kept: ``{"scans": [{key, ticket, at, offline}]}``; each gets what came of it."""
    many = _read(request.body) if request.content_type == "application/json" else None
    if many is None:
        return JsonResponse({"error": _("没有读懂。")}, status=400)
    kept = _list(found, held)
    done = [_answer(kept, one, request) for one in many]
    at = checking.at_door(kept)
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


def _ticket(request: StaffRequest, ticket: str) -> SignUp | HttpResponse:
    row = queries.by_ticket(ticket)
    if row is None:
        raise Http404
    if not checking.keeps_door(row.open_day, request.actor):
        return refused_page(
            request, _("这是别的单位的入场券。"), _("签到由举办单位的工作人员办理，请切换岗位。"), status=403
        )
    return row


@staff_required(opens=_ticket)
@never_cache
@require_http_methods(["GET", "POST"])
def ticket(request: StaffRequest, row: SignUp) -> HttpResponse:
    """What a phone's own camera opens from the QR code: one press lets the party in."""
    code = request.resolver_match.kwargs["ticket"] if request.resolver_match else ""
    form, scan = TicketForm(request.POST if request.method == "POST" else None), None
    if request.method == "POST" and form.is_valid():
        scan = _scan(request, checking.entrance(row.open_day), form)
    context = {
        "day": row.open_day,
        "row": row,
        "ticket": code,
        "form": form if request.method == "POST" else TicketForm(initial={"ticket": code}),
        "scan": scan,
        "said": checking.said(scan) if scan else "",
        "when": presenting.when(row.open_day),
        "crumbs": crumbs(row.open_day.title, _("签到")),
    }
    return render(request, "desk/open_days/ticket.html", context)
