"""登记申请: one page for what comes on paper, by mail, by fax or by mouth; then a receipt with the query code."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingzheng.core import timekeeping
from mingzheng.core.codes import in_groups
from mingzheng.core.units.models import Unit, held_on
from mingzheng.design.parts import Crumb
from mingzheng.design.qr import code_of
from mingzheng.desk import once_shown
from mingzheng.desk.access import StaffRequest, own_unit, post_required
from mingzheng.desk.kept_typing import keeps_typing, typed_before
from mingzheng.desk.taking import take
from mingzheng.desk.views.foi import TAKERS
from mingzheng.requests.foi import commands, queries
from mingzheng.requests.foi.forms import registering
from mingzheng.requests.foi.models import Application


def _crumbs(last: str) -> list[Crumb]:
    return [Crumb(_("依申请公开"), reverse("desk:foi")), Crumb(last)]


@keeps_typing
@post_required(*TAKERS)
@require_http_methods(["GET", "POST"])
def register(request: StaffRequest) -> HttpResponse:
    """The form; a valid one is taken in once, however often it is sent."""
    form = _form(request)
    made = take(request, form, "foi.application", lambda data: _take_in(request, data))
    if made is not None:
        return redirect("desk:foi-receipt", pk=made)
    context = {
        "form": form,
        "comings": registering.COMINGS,
        "came": form["came"].value(),
        "again_files": form.is_bound and bool(request.FILES),
        "crumbs": _crumbs(_("登记申请")),
    }
    return render(request, "desk/foi/new.html", context)


def _form(request: StaffRequest) -> registering.RegisterForm:
    known: dict[str, Any] = {"own": request.actor.unit_id}
    if commands.takes_for_others(request.actor):
        known["units"] = Unit.objects.filter(held_on(timekeeping.today()))
    if request.method == "POST":
        return registering.RegisterForm(request.POST, request.FILES, **known)
    typed = typed_before(request)
    if typed is None:
        return registering.RegisterForm(**known)
    messages.info(request, _("您登录前填写的内容已放回，还没有提交。选过的文件需要重新选择。"))
    return registering.RegisterForm(initial=typed.dict(), **known)


def _take_in(request: StaffRequest, data: dict[str, Any]) -> int:
    unit = data.get("unit") or own_unit(request)
    taken = commands.take_in_at_desk(unit, request.actor, registering.facts_of(data), files=registering.files_of(data))
    once_shown.put(request, _slot(taken.application.pk), taken.code)
    return taken.application.pk


def _slot(pk: int) -> str:
    return f"foi.code.{pk}"


def _own(request: StaffRequest, pk: int) -> Application:
    """An application of the own unit; 404 for any other, whether it exists or not."""
    return _found(Q(unit_id=request.actor.unit_id), pk)


def _taken_here(request: StaffRequest, pk: int) -> Application:
    """Also one that was taken in here for another unit, until that unit has registered it."""
    here = request.actor.unit_id
    return _found(Q(unit_id=here) | Q(taken_at_id=here, case__state="incoming"), pk)


def _found(wanted: Q, pk: int) -> Application:
    rows = Application.objects.select_related("unit", "case", "applicant", "taken_at")
    found = rows.filter(wanted, pk=pk).first()
    if found is None or found.case is None:
        raise Http404
    return found


@post_required(*TAKERS, opens=_taken_here)
@require_GET
def receipt(request: StaffRequest, found: Application) -> HttpResponse:
    """What the applicant takes along: what was handed in, until when, where to ask. The query code stands here once."""
    code, case, own = once_shown.take(request, _slot(found.pk)), found.case, found.unit_id == request.actor.unit_id
    earlier = queries.same_applicant(found) if own else Application.objects.none()
    context = {
        "application": found,
        "applicant": getattr(found, "applicant", None),
        "case": case,
        "own": own,
        "code": in_groups(code),
        "due": case.clocks.filter(name="reply").order_by("-pk").first() if case else None,
        "earlier": earlier[:5],
        "earlier_count": earlier.count(),
        "clerk": request.actor,
        "today": timekeeping.today(),
        "ask": code_of(request, reverse("portal:foi-query")),
        "crumbs": _crumbs(_("登记回执")),
    }
    response = render(request, "desk/foi/receipt.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@post_required(*TAKERS, opens=_own)
@require_POST
def renew_code(request: StaffRequest, found: Application) -> HttpResponse:
    """A new query code for who lost it; shown on the receipt."""
    once_shown.put(request, _slot(found.pk), commands.renew_code(found, request.actor))
    messages.success(request, _("已补发查询码，原来的查询码不能再用。"))
    return redirect("desk:foi-receipt", pk=found.pk)
