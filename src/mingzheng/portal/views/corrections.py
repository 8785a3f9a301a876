"""本页有错？告诉我们: the form, the receipt, the state of a report, and what is published about all of them."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mingzheng.core import timekeeping
from mingzheng.design.parts import Crumb, Pair, pairs_of
from mingzheng.portal import posting, structure
from mingzheng.portal.page import draw
from mingzheng.supervision.inspections import queries, reports
from mingzheng.supervision.inspections.forms import ReportForm, ReportQueryForm
from mingzheng.supervision.inspections.models import ErrorReport

RECEIPT = dt.timedelta(days=1)


@posting.public
def report(request: HttpRequest) -> HttpResponse:
    """The form; what is posted becomes a report once, however often the button is pressed."""
    if request.method != "POST":
        start = {"page": reports.own_path(request.GET.get("page", "")[:1000])}
        return _form_page(request, ReportForm(initial=start))
    form = ReportForm(request.POST)
    made = posting.take(request, form, "inspections.report", lambda data: reports.submit(**data).pk)
    if made is None:
        return _form_page(request, form)
    return redirect("portal:correction-receipt", key=queries.receipt_key(made))


def _form_page(request: HttpRequest, form: ReportForm) -> HttpResponse:
    return draw(
        request,
        "portal/corrections/form.html",
        column=structure.find("correction"),
        form=form,
        days=queries.answer_days(),
        counts=queries.report_counts(timekeeping.today().year),
    )


@never_cache
@require_safe
def receipt(request: HttpRequest, key: str) -> HttpResponse:
    """Number and query code, for a day after the report; its address is a secret of whoever posted it."""
    found = queries.report_by_key(key, timekeeping.now() - RECEIPT)
    if found is None:
        return redirect("portal:correction-query")
    return draw(
        request,
        "portal/corrections/receipt.html",
        column=structure.find("correction"),
        report=found,
        crumbs=_crumbs(_("已收到")),
    )


@posting.public
def query(request: HttpRequest) -> HttpResponse:
    """The state of a report, for who knows its number and query code; both are posted, so that no address holds them."""
    found = None
    form = ReportQueryForm(request.POST) if request.method == "POST" else ReportQueryForm()
    if request.method == "POST":
        found = posting.look_up(
            request,
            form,
            "inspections.query",
            lambda: queries.report_by_code(form.cleaned_data["number"], form.cleaned_data["code"]),
        )
    return draw(
        request,
        "portal/corrections/query.html",
        column=structure.find("correction"),
        form=form,
        report=found,
        facts=_facts(found) if found else [],
        crumbs=_crumbs(_("查询办理情况")),
    )


def _crumbs(last: str) -> list[Crumb]:
    column = structure.find("correction")
    return [Crumb(_("首页"), "/"), Crumb(column.label, reverse("portal:correction")), Crumb(last)]


def _facts(found: ErrorReport) -> list[Pair]:
    state = found.case.state_now.label if found.case else ""
    return pairs_of(
        [
            Pair(_("编号"), found.number, nobreak=True),
            Pair(_("页面"), found.page, found.page),
            Pair(_("问题类别"), found.get_kind_display()),
            Pair(_("收到日期"), found.received_on),
            Pair(_("办理单位"), found.unit.name),
            Pair(_("进展"), state),
            Pair(_("处理结果"), found.get_outcome_display() if found.outcome else ""),
            Pair(_("答复日期"), found.answered_on),
            Pair(_("改正日期"), found.mended_on),
        ]
    )
