"""依申请公开: the unit's applications, found by what is kept of them, and by name within the unit."""

from __future__ import annotations

import datetime as dt
from typing import Any, TypedDict
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from mingzheng.core import keyset, timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.dates import chinese_date
from mingzheng.core.procedures.models import Case
from mingzheng.design.downloads import file_response
from mingzheng.design.parts import Crumb, Tab
from mingzheng.desk import queries
from mingzheng.desk.access import OFFICE_POSTS, StaffRequest, own_unit, post_required
from mingzheng.desk.commands import case_url
from mingzheng.desk.pills import Pill, pills
from mingzheng.papers.foi_list_xlsx import foi_workbook
from mingzheng.requests.foi import worklist
from mingzheng.requests.foi.law import outcomes
from mingzheng.requests.foi.models import Application
from mingzheng.requests.foi.queries import READERS

PAGE_SIZE = 20
TAKERS = (Post.OFFICER, Post.WINDOW)
LABELS = {
    "open": gettext_lazy("在办"),
    "mine": gettext_lazy("待我办"),
    "late": gettext_lazy("逾期"),
    "closed": gettext_lazy("已办结"),
    "all": gettext_lazy("全部"),
}
ORDERS = {
    "closed": keyset.Order("closed_on", descending=True),
    "all": keyset.Order("submitted_on", descending=True),
}
BY_DUE = keyset.Order("due_on")
KINDS, CHANNELS = dict(Application.Kind.choices), dict(Application.Channel.choices)


class Row(TypedDict):
    """A line as the page draws it: a mapping, which templates read much faster than the attributes of records."""

    url: str
    number: str
    hint: str
    name: str
    kind: str
    channel: str
    received_on: dt.date | None
    submitted_on: dt.date
    result: str
    state: str
    owed: str
    closed_on: dt.date | None
    delivered_on: dt.date | None
    pill: SafeString
    counts: str


@post_required(*READERS)
@require_GET
def applications(request: StaffRequest) -> HttpResponse:
    """The list in one of its tabs, the most urgent first."""
    tab = _tab(request)
    wanted = worklist.Filters.read(request.GET)
    rows = worklist.narrowed(worklist.of_tab(request.actor, tab), wanted)
    page = keyset.page(rows, ORDERS.get(tab, BY_DUE), request.GET, PAGE_SIZE)
    context: dict[str, Any] = {
        **_frame(request),
        "tab": tab,
        "tabs": _tabs(request, tab),
        "rows": rows_of(page.rows),
        "page": page,
        "filters": wanted,
        "states": worklist.state_choices(),
        "kinds": Application.Kind.choices,
        "channels": Application.Channel.choices,
        "leaves": worklist.leaf_choices(),
        "lights": [("red", _("逾期")), ("amber", _("临期")), ("green", _("正常")), ("none", _("未计时"))],
        "clear": _address(tab),
        "export": f"{reverse('desk:foi-xlsx')}?{_kept(request)}",
    }
    return render(request, "desk/foi/list.html", context)


def _frame(request: StaffRequest) -> dict[str, Any]:
    """What the list and the result of a search by name share."""
    return {
        "may_register": request.actor.post in TAKERS,
        "office": request.actor.post in OFFICE_POSTS,
        "new_url": reverse("desk:foi-new"),
        "name": "",
    }


def _tab(request: StaffRequest) -> str:
    tab = request.GET.get("tab", "")
    return tab if tab in worklist.TABS else "open"


def _address(tab: str) -> str:
    base = reverse("desk:foi")
    return base if tab == "open" else f"{base}?{urlencode({'tab': tab})}"


def _kept(request: StaffRequest) -> str:
    """The filters of the page as they are in its address, for the workbook."""
    return urlencode([(key, value) for key, value in request.GET.items() if key not in ("after", "before") and value])


def _tabs(request: StaffRequest, current: str) -> list[Tab]:
    counts = worklist.counts(request.actor)
    return [Tab(str(LABELS[tab]), _address(tab), tab == current, counts.get(tab)) for tab in worklist.TABS]


def rows_of(applications: list[Application], *, named: bool = False) -> list[Row]:
    """``named``: with who asks, for the result of a search by name; their applicants are read with them."""
    held = pills([one.case for one in applications if one.case is not None])
    return [_row(one, one.case, held[one.case.pk], named=named) for one in applications if one.case is not None]


def _row(one: Application, case: Case, pill: Pill, *, named: bool) -> Row:
    return Row(
        url=case_url(case),
        number=one.number,
        hint=worklist.short(one.wanted),
        name=one.applicant.name if named else "",
        kind=KINDS.get(one.applicant_kind, one.applicant_kind),
        channel=CHANNELS.get(one.channel, one.channel),
        received_on=one.received_on,
        submitted_on=one.submitted_on,
        result=outcomes.LEAVES[one.leaf].name if one.leaf in outcomes.LEAVES else "",
        state=case.state_now.label,
        owed=queries.step_labels(case) if case.closed_at is None else "",
        closed_on=one.closed_on,
        delivered_on=one.delivered_on,
        pill=pill.html,
        counts=pill.label,
    )


@post_required(*READERS)
@require_POST
def by_name(request: StaffRequest) -> HttpResponse:
    """Who asks is looked for in the body of the request: a name never stands in an address."""
    name = request.POST.get("name", "").strip()[: worklist.LONGEST]
    found = worklist.called(request.actor, name)
    context = {
        **_frame(request),
        "name": name,
        "rows": rows_of(found, named=True),
        "full": len(found) == worklist.MOST_FOUND,
        "crumbs": [Crumb(_("依申请公开"), reverse("desk:foi")), Crumb(_("按申请人查找"))],
    }
    response = render(request, "desk/foi/by_name.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@post_required(*READERS)
@require_GET
def workbook(request: StaffRequest) -> HttpResponse:
    """The filtered list as a workbook, without persons."""
    rows = worklist.narrowed(worklist.of_tab(request.actor, _tab(request)), worklist.Filters.read(request.GET))
    unit, today = own_unit(request), timekeeping.today()
    data = foi_workbook(
        f"{unit.short}政府信息公开申请", f"共 {rows.count()} 件　截至 {chinese_date(today)}", worklist.statistics(rows)
    )
    return file_response(data, f"{unit.short}依申请公开{today:%Y%m%d}.xlsx")
