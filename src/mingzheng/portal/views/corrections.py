"""本页有错？告诉我们: the form, the receipt, the state of a report, and what is published about all of them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from mingzheng.core import timekeeping
from mingzheng.core.errors import Refused
from mingzheng.core.submissions.acting import once
from mingzheng.design.parts import Crumb, Pair
from mingzheng.portal import guarding, structure
from mingzheng.portal.page import draw
from mingzheng.supervision.inspections import queries, reports
from mingzheng.supervision.inspections.forms import QueryForm, ReportForm
from mingzheng.supervision.inspections.models import ErrorReport

# A whole office, a school, a neighbourhood may stand behind one address: many may write, a machine may not flood.
MOST_REPORTS = 60
MOST_QUERIES = 60
RECEIPT = dt.timedelta(days=1)


@csrf_exempt  # public pages set no cookie; ``guarding`` asks the browser instead where the form was sent from
@never_cache
@sensitive_post_parameters("name", "reach", "text")
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """The form; what is posted becomes a report once, however often the button is pressed."""
    if request.method != "POST":
        start = {"page": reports.own_path(request.GET.get("page", "")[:1000])}
        return _form_page(request, ReportForm(initial=start))
    form = ReportForm(request.POST)
    if not form.is_valid():
        return _form_page(request, form)
    try:
        guarding.from_here(request, _("请打开本网站的纠错页面填写。"))
        _no_machine(form)
        _not_too_many(request, "report", MOST_REPORTS)
        done = once(form, "inspections.report", _submit)
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return _form_page(request, form, status=429 if refused.code == "often" else 200)
    return redirect("portal:correction-receipt", key=queries.receipt_key(done.result))


def _submit(data: dict[str, Any]) -> int:
    made = reports.submit(**{name: data[name] for name in ("kind", "text", "page", "name", "reach")})
    return made.pk


def _no_machine(form: ReportForm) -> None:
    if form.cleaned_data["website"]:
        raise Refused(
            _("没有收到：表里有一栏只有自动程序才会填写。"), remedy=_("请清空浏览器自动填入的内容，再提交一次。")
        )


def _not_too_many(request: HttpRequest, what: str, most: int) -> None:
    if not guarding.few(request, f"corrections.{what}", most):
        raise Refused(
            _("这个网络地址十分钟内提交得太多，暂时没有收。"),
            remedy=_("填写的内容还在，请过几分钟再提交；急事请按页脚的电话联系。"),
            code="often",
        )


def _form_page(request: HttpRequest, form: ReportForm, *, status: int = 200) -> HttpResponse:
    response = draw(
        request,
        "portal/corrections/form.html",
        column=structure.find("correction"),
        form=form,
        days=queries.answer_days(),
        counts=queries.report_counts(timekeeping.today().year),
    )
    response.status_code = status
    return response


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


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def query(request: HttpRequest) -> HttpResponse:
    """The state of a report, for who knows its number and query code; both are posted, so that no address holds them."""
    form = QueryForm(request.POST or None) if request.method == "POST" else QueryForm()
    found, status = None, 200
    if request.method == "POST" and form.is_valid():
        try:
            found = _sought(request, form)
        except Refused as refused:
            form.add_error(None, str(refused))
            status = 429 if refused.code == "often" else 200
    response = draw(
        request,
        "portal/corrections/query.html",
        column=structure.find("correction"),
        form=form,
        report=found,
        facts=_facts(found) if found else [],
        crumbs=_crumbs(_("查询办理情况")),
    )
    response.status_code = status
    return response


def _sought(request: HttpRequest, form: QueryForm) -> ErrorReport:
    guarding.from_here(request, _("请打开本网站的纠错页面填写。"))
    _not_too_many(request, "query", MOST_QUERIES)
    found = queries.report_by_code(form.cleaned_data["number"], form.cleaned_data["code"])
    if found is None:
        raise Refused(_("没有查到。编号和查询码要对得上。"), remedy=_("请核对后再查。"))
    return found


def _crumbs(last: str) -> list[Crumb]:
    column = structure.find("correction")
    return [Crumb(_("首页"), "/"), Crumb(column.label, reverse("portal:correction")), Crumb(last)]


def _facts(found: ErrorReport) -> list[Pair]:
    state = found.case.state_now.label if found.case else ""
    rows = [
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
    return [row for row in rows if row.value]
