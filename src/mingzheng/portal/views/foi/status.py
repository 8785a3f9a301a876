"""How an application stands, for who holds its query code; and what the applicant can do there."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from mingzheng.core.errors import Refused
from mingzheng.core.files.views import send
from mingzheng.core.submissions.acting import once, say_no
from mingzheng.design.parts import Pair, TimelineEntry, pairs_of
from mingzheng.portal import posting
from mingzheng.portal.views.foi.apply import not_too_heavy
from mingzheng.portal.views.foi.visiting import page, private, to, visit_of
from mingzheng.requests.foi import drafts, filing, queries, telling
from mingzheng.requests.foi.forms.filing import HandInForm, QueryForm, RatingForm, WithdrawalForm
from mingzheng.requests.foi.models import Application, Letter, Rating, Supplement


@private
def query(request: HttpRequest) -> HttpResponse:
    """Asks for the query code, which is posted: no address ever holds it."""
    form = QueryForm(request.POST) if request.method == "POST" else QueryForm()
    found = None
    if request.method == "POST":
        found = posting.look_up(
            request, form, "foi.query", lambda: _sought(form.cleaned_data["code"], form.cleaned_data["number"])
        )
    if found is None:
        return page(request, "query", _("查询办理情况"), form=form)
    return to("foi-status", drafts.show(found))


def _sought(code: str, number: str) -> Application:
    """A number need not be known; one that is given must be right."""
    found = queries.by_code(code)
    if found is None or (number.strip() and found.number and found.number != number.strip().upper()):
        raise Refused(
            _("没有查到。请核对查询码和申请号。"), remedy=_("查询码丢了，请带身份证明找办理单位补发。"), field="code"
        )
    return found


def _shown(request: HttpRequest) -> Application | None:
    visit = visit_of(request)
    return visit.application if visit else None


@private
def status(request: HttpRequest) -> HttpResponse:
    """State, what to do now, the clock line by line, letters, the end."""
    found = _shown(request)
    return to("foi-query") if found is None else _status_page(request, found)


def _status_page(request: HttpRequest, found: Application, **bound: forms.Form) -> HttpResponse:
    possible = {kind: not filing.why_not(found, kind) for kind in ("correction", "material", "withdrawal")}
    rated = Rating.objects.filter(application=found).exists()
    return page(
        request,
        "status",
        _("办理情况"),
        application=found,
        told=telling.told(found),
        facts=_facts(found),
        clocks=telling.clocks(found),
        letters=[(letter, telling.files_of(letter)) for letter in telling.letters(found)],
        ending=telling.ending(found),
        timeline=[TimelineEntry(what, day) for day, what in telling.milestones(found)],
        supplements=found.supplements.all(),
        possible=possible,
        correction_form=bound.get("correction") or HandInForm(auto_id="buzheng_%s"),
        material_form=bound.get("material") or HandInForm(auto_id="buchong_%s"),
        withdrawal_form=bound.get("withdrawal") or WithdrawalForm(auto_id="chehui_%s"),
        rating_form=None if rated or not found.leaf else bound.get("rating") or RatingForm(auto_id="pingjia_%s"),
        rated=rated,
        opened=next(iter(bound), ""),
    )


def _facts(found: Application) -> list[Pair]:
    return pairs_of(
        [
            Pair(_("申请号"), found.number or _("登记后编号"), nobreak=True),
            Pair(_("办理单位"), found.unit.name),
            Pair(_("单位电话"), found.unit.phone),
            Pair(_("提交日期"), found.submitted_on),
            Pair(_("收到日期"), found.received_on or _("等待双方确认")),
            Pair(_("提供形式"), f"{found.get_form_display()}，{found.get_way_display()}"),
            Pair(_("您要的信息"), found.wanted),
        ]
    )


@private
def hand_in(request: HttpRequest, kind: str) -> HttpResponse:
    """补正, more material, or withdrawal, for an officer to confirm."""
    names = {"buzheng": "correction", "buchong": "material", "chehui": "withdrawal"}
    if kind not in names:
        raise Http404
    found = _shown(request)
    if found is None or request.method != "POST":
        return to("foi-query" if found is None else "foi-status")
    name = names[kind]
    form_class = WithdrawalForm if name == "withdrawal" else HandInForm
    form = form_class(request.POST, request.FILES, auto_id=f"{kind}_%s")
    return _acted(request, found, name, form, lambda data: _hand_in(request, found, name, data))


def _hand_in(request: HttpRequest, found: Application, kind: str, data: dict[str, Any]) -> int:
    uploads = data.get("papers") or []
    if uploads:
        not_too_heavy(request, sum(len(one.data) for one in uploads), "papers")
    return filing.hand_in(found, Supplement.Kind(kind), data.get("text", ""), uploads).pk


def _acted(
    request: HttpRequest, found: Application, name: str, form: forms.Form, act: Callable[[dict[str, Any]], int]
) -> HttpResponse:
    """Once, however often it is posted; what is wrong is said in its place on the same page."""
    if form.is_valid():
        try:
            once(form, f"foi.{name}", act, holder=str(found.pk))
            return to("foi-status", query="#tijiao")
        except Refused as refused:
            say_no(form, refused)
    return _status_page(request, found, **{name: form})


@private
def rate(request: HttpRequest) -> HttpResponse:
    found = _shown(request)
    if found is None or request.method != "POST":
        return to("foi-query" if found is None else "foi-status")
    form = RatingForm(request.POST, auto_id="pingjia_%s")
    if form.is_valid():
        try:
            filing.rate(found, form.cleaned_data["stars"], form.cleaned_data["text"])
            return to("foi-status", query="#pingjia")
        except Refused as refused:
            form.add_error(None, str(refused))
    return _status_page(request, found, rating=form)


def _letter(request: HttpRequest, pk: int) -> Letter | None:
    """A letter of the application shown, to its applicant; none of another's."""
    found = _shown(request)
    return None if found is None else next((one for one in telling.letters(found) if one.pk == pk), None)


@private
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    """A letter to read here. Opening it is no service: the applicant says so with a button of its own."""
    if _shown(request) is None:
        return to("foi-query")
    found = _letter(request, pk)
    if found is None:
        raise Http404
    if request.method == "POST":
        filing.acknowledge(found)
        return redirect("portal:foi-letter", pk=found.pk)
    said = getattr(found, "acknowledgement", None)
    return page(request, "letter", found.title, letter=found, files=telling.files_of(found), said=said)


@private
def download(request: HttpRequest, pk: int, file_id: uuid.UUID) -> HttpResponseBase:
    """A letter's file, or what is supplied with it: looked for anew among the files of this very letter."""
    found = _letter(request, pk)
    file = next((one for one in telling.files_of(found) if one.pk == file_id), None) if found else None
    if file is None:
        raise Http404
    return send(file, inline=False)
