"""典型案例: the library for all staff, one case of it, drafting from an application."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mingzheng.core import keyset, timekeeping
from mingzheng.core.procedures import permission
from mingzheng.design.parts import Crumb, Pair, Tab
from mingzheng.desk import foi_helping
from mingzheng.desk.access import StaffRequest, among, staff_required
from mingzheng.desk.taking import saving_page
from mingzheng.requests.foi import helping_queries as queries
from mingzheng.requests.foi import typical
from mingzheng.requests.foi.forms.helping import TypicalDraftForm
from mingzheng.requests.foi.law import outcomes
from mingzheng.requests.foi.models import Application, TypicalCase

PAGE_SIZE = 20
ORDER = keyset.Order("drafted_on", descending=True)
YEARS = 8


@staff_required
@require_GET
def library(request: StaffRequest) -> HttpResponse:
    """Shared cases by result, unit, year and word; drafts of one's unit in a tab of their own."""
    filters = queries.TypicalFilters.read(request.GET)
    seen = queries.typical_cases(request.actor)
    page = keyset.page(filters.narrow(seen), ORDER, request.GET, PAGE_SIZE)
    base, this = reverse("desk:foi-typical"), timekeeping.today().year
    waiting = seen.filter(status=TypicalCase.Status.DRAFT).count()
    context: dict[str, Any] = {
        "tabs": foi_helping.tabs("foi-typical"),
        "states": [
            Tab(_("已入库"), base, not filters.drafts),
            Tab(_("待审核"), f"{base}?tab=drafts", filters.drafts, waiting),
        ],
        "filters": filters,
        "page": page,
        "rows": [(row, outcomes.leaf(row.leaf).name) for row in page.rows],
        "leaves": [(code, leaf.name) for code, leaf in outcomes.LEAVES.items()],
        "units": queries.units_with_typical(),
        "years": range(this, this - YEARS, -1),
        "clear": f"{base}?tab=drafts" if filters.drafts else base,
    }
    return render(request, "desk/foi/typical.html", context)


@staff_required(opens=among(queries.typical_cases))
@require_GET
def typical_case(request: StaffRequest, found: TypicalCase) -> HttpResponse:
    leaf = outcomes.leaf(found.leaf)
    context = {
        "found": found,
        "facts": [
            Pair(_("提供单位"), found.unit.short),
            Pair(_("办理结果"), f"{leaf.name}（{leaf.article}）"),
            Pair(_("状态"), found.get_status_display()),
        ],
        "may_open": found.case is not None and permission.sees(found.case, request.actor),
        "crumbs": foi_helping.crumbs("foi-typical", _("典型案例"), found.title),
    }
    return render(request, "desk/foi/typical_case.html", context)


@staff_required(opens=foi_helping.find_application)
@require_http_methods(["GET", "POST"])
def typical_new(request: StaffRequest, application: Application) -> HttpResponse:
    """Facts and handling are brought in from the case without names and numbers; the rest is written here."""
    if not typical.may_draft(application, request.actor):
        raise Http404
    form = TypicalDraftForm(request.POST if request.method == "POST" else None, initial=typical.prefill(application))
    case_url = application.get_absolute_url()
    return saving_page(
        request,
        form,
        lambda data: typical.draft(application, request.actor, data).pk,
        said=_("案例已提交，等待另一位同事审核。"),
        onward=lambda made: reverse("desk:foi-typical-case", args=[made]),
        page={
            "title": _("提交典型案例"),
            "action": _("提交审核"),
            "lead": _("姓名、名称和号码已自动隐去，请再通读一遍。入库后全区工作人员都看得到。"),
            "back": case_url,
            "crumbs": [Crumb(str(application), case_url), Crumb(_("提交典型案例"))],
        },
    )
