"""Policies on the desk: the list with the eight stages of each, what is missing where, the report, beginning one."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mingzheng.core import keyset, timekeeping
from mingzheng.core.actors import Post
from mingzheng.design.downloads import file_response
from mingzheng.design.parts import Crumb, Tab
from mingzheng.desk.access import OFFICE_POSTS, StaffRequest, own_unit, post_required, staff_required
from mingzheng.desk.taking import begun
from mingzheng.papers.policies_xlsx import policies_workbook
from mingzheng.policy.policies import commands, lifeline, queries
from mingzheng.policy.policies.forms import BeginForm
from mingzheng.policy.policies.lifeline import LifeLine
from mingzheng.policy.policies.queries import Filters
from mingzheng.policy.policies.stages import LABELS, Stage

PAGE_SIZE = 20
MOST_REPORTED = 5_000
ORDER = keyset.Order("begun_on", descending=True)


@staff_required
@require_GET
def policies(request: StaffRequest) -> HttpResponse:
    """Newest first; narrowed by a missing stage it is judged over all of them."""
    filters = Filters.read(request.GET)
    today = timekeeping.today()
    rows = filters.narrow(queries.seen_by(request.actor))
    page = _missing(request, rows, filters) if filters.missing else _page(request, rows)
    lines = lifeline.of(page.rows, today, request.actor)
    base = reverse("desk:policies")
    said = {name: value for name, value in vars(filters).items() if value}
    context: dict[str, Any] = {
        "lines": [lines[row.pk] for row in page.rows],
        "page": page,
        "filters": filters,
        "tabs": _tabs(base, filters, said),
        "stages": [("any", _("任何环节")), *((one.value, LABELS[one]) for one in Stage)],
        "units": queries.units_with_policies(request.actor) if request.actor.post in OFFICE_POSTS else [],
        "office": request.actor.post in OFFICE_POSTS,
        "may_begin": request.actor.post is Post.OFFICER,
        "export": f"{reverse('desk:policies-xlsx')}?{urlencode(said)}",
        "clear": base,
        "crumbs": [Crumb(_("政策全流程"))],
    }
    return render(request, "desk/policies/list.html", context)


def _tabs(base: str, filters: Filters, said: dict[str, str]) -> list[Tab]:
    """All, being made, issued, ended; the other conditions stay."""
    rows = [("", _("全部")), ("open", _("正在制定")), ("issued", _("已发布")), ("ended", _("已结束"))]
    return [Tab(label, f"{base}?{urlencode({**said, 'state': code})}", filters.state == code) for code, label in rows]


def _page(request: StaffRequest, rows: Any) -> keyset.Page:
    return keyset.page(rows, ORDER, request.GET, PAGE_SIZE)


def _missing(request: StaffRequest, rows: Any, filters: Filters) -> keyset.Page:
    """Judged on the life lines of all that are left, then paged by key like any list."""
    ordered = rows.order_by("-begun_on", "-pk")
    found = [
        line.policy.pk
        for line in queries.lacking(queries.lines_of(ordered, timekeeping.today(), request.actor), filters.missing)
    ]
    return keyset.page(rows.filter(pk__in=found), ORDER, request.GET, PAGE_SIZE)


@staff_required
@require_GET
def workbook(request: StaffRequest) -> HttpResponse:
    """The list as it is narrowed, with every stage of each policy, and the sums by stage."""
    filters = Filters.read(request.GET)
    today = timekeeping.today()
    rows = filters.narrow(queries.seen_by(request.actor)).order_by("unit__order", "-begun_on", "-pk")
    lines: Any = queries.lines_of(rows[:MOST_REPORTED], today, request.actor)
    found: list[LifeLine] = list(queries.lacking(lines, filters.missing) if filters.missing else lines)
    title = _("政策全流程情况")
    return file_response(policies_workbook(title, today, found), f"{title}-{today}.xlsx")


@post_required(Post.OFFICER)
@require_http_methods(["GET", "POST"])
def begin(request: StaffRequest) -> HttpResponse:
    """A policy of the actor's unit, from its first need."""
    form = BeginForm(request.POST if request.method == "POST" else None, initial={"begun_on": timekeeping.today()})
    unit = own_unit(request)
    made = begun(request, form, "policies.life", lambda data: commands.begin(unit, request.actor, data).case_id)
    if made is not None:
        return made
    crumbs = [Crumb(_("政策全流程"), reverse("desk:policies")), Crumb(_("启动政策"))]
    return render(request, "desk/policies/begin.html", {"form": form, "crumbs": crumbs})
