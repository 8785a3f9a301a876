"""Sites that are not ours, inspected on the desk: begun, watched, read, taken away."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingzheng.core import keyset, timekeeping
from mingzheng.core.errors import Refused
from mingzheng.design.downloads import file_response
from mingzheng.design.parts import Crumb, Pair, pairs_of
from mingzheng.design.templatetags.design_text import cn_date
from mingzheng.desk.access import OFFICE_POSTS, StaffRequest, post_required, staff_required
from mingzheng.desk.taking import form_page, take
from mingzheng.papers.outside_xlsx import outside_workbook
from mingzheng.supervision.inspections import outside, outside_queries
from mingzheng.supervision.inspections.models import InspectionRun, OutsideInspection
from mingzheng.supervision.inspections.outside import Asked
from mingzheng.supervision.inspections.outside_forms import OutsideForm
from mingzheng.supervision.inspections.rules import rules

SIZE, PAGES, MOST_ROWS, MOST_PRINTED = 30, 10, 10_000, 2000
NEWEST = keyset.Order("id", descending=True)


def _crumbs(*labels: Crumb) -> list[Crumb]:
    return [
        Crumb(_("网站检查"), reverse("desk:inspections")),
        Crumb(_("外部网站"), reverse("desk:outside-list") if labels else ""),
        *labels,
    ]


def _find(request: StaffRequest, pk: int) -> OutsideInspection:
    found = outside_queries.inspection_for(request.actor, pk)
    if found is None:
        raise Http404
    return found


@staff_required
@require_GET
def index(request: StaffRequest) -> HttpResponse:
    """Inspections of outside sites that the actor may see, the newest first."""
    context = {
        "page": keyset.page(outside_queries.inspections(request.actor), NEWEST, request.GET, SIZE),
        "office": request.actor.post in OFFICE_POSTS,
        "crumbs": _crumbs(),
    }
    return render(request, "desk/inspections/outside_list.html", context)


@post_required(*OFFICE_POSTS)
@require_http_methods(["GET", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """Name a site and say where its pages are."""
    form = OutsideForm(request.POST, request.FILES) if request.method == "POST" else OutsideForm()
    made = take(request, form, "inspections.outside", lambda data: outside.begin(_asked(data), request.actor).pk)
    if made is not None:
        messages.info(request, _("已开始检查，在后台进行；刷新本页可以看到进度。"))
        return redirect("desk:outside", pk=made)
    title = _("检查外部网站")
    lead = _("任何网站都可以检查。结果单独列出，不计入本门户的问题和指标，到期自动清除。")
    return form_page(
        request, form, title, _("开始检查"), reverse("desk:outside-list"), _crumbs(Crumb(title)), lead=lead
    )


def _asked(data: dict[str, Any]) -> Asked:
    file = data["archive"]
    return Asked(
        name=data["name"],
        unit=data["unit"],
        day=data["day"],
        asks_links=data["asks_links"],
        sitemap=data["sitemap"],
        archive=file.read() if file else b"",
        archive_name=file.name if file else "",
    )


@staff_required(opens=_find)
@require_GET
def inspection(request: StaffRequest, row: OutsideInspection) -> HttpResponse:
    """How far it is, and what it found, by rule and page."""
    asked = _filter(request)
    kept = {name: value for name, value in asked.items() if value}
    context = {
        "row": row,
        "run": row.run,
        "facts": _facts(row),
        "by_rule": outside_queries.by_rule(row),
        "by_page": outside_queries.by_page(row, PAGES),
        "found": row.findings.count(),
        "unsure": row.findings.filter(certain=False).count(),
        "page": keyset.page(outside_queries.findings(row, **asked), keyset.Order("id"), request.GET, SIZE),
        "asked": asked,
        "rule": rules().get(asked["rule"]),
        "filtered": bool(kept),
        "export": urlencode(kept | ({"unsure": "1"} if asked["unsure"] else {})),
        "office": request.actor.post in OFFICE_POSTS,
        "crumbs": _crumbs(Crumb(row.name)),
    }
    return render(request, "desk/inspections/outside.html", context)


def _filter(request: StaffRequest) -> dict[str, Any]:
    """Unknown words are left out."""
    rule = request.GET.get("rule", "")
    return {
        "rule": rule if rule in rules() else "",
        "page": request.GET.get("page", "")[:2000],
        "unsure": request.GET.get("unsure") == "1",
    }


def _facts(row: OutsideInspection) -> list[Pair]:
    run = row.run
    link = row.where if row.kind == OutsideInspection.Kind.SITEMAP else ""
    return pairs_of(
        [
            Pair(_("来源"), row.get_kind_display()),
            Pair(_("网址或文件"), row.where, link),
            Pair(_("谁的网站"), row.unit.short if row.unit else _("不属于本区的单位")),
            Pair(_("以哪一天为准"), run.day),
            Pair(_("打开链接"), _("逐条打开") if row.asks_links else _("没有打开")),
            Pair(_("发起"), run.by_name),
            Pair(_("保留至"), row.remove_after),
        ]
    )


@staff_required(opens=_find)
@require_GET
def workbook(request: StaffRequest, row: OutsideInspection) -> HttpResponse:
    """Everything, or what was asked for, as a workbook with a sheet of rules."""
    found = list(outside_queries.findings(row, **_filter(request)).order_by("rule", "address", "id")[: MOST_ROWS + 1])
    under = _said(row, min(len(found), MOST_ROWS), left=len(found) > MOST_ROWS)
    data = outside_workbook(_title(row), under, outside_queries.by_rule(row), found[:MOST_ROWS])
    return file_response(data, f"outside-{row.pk}-{timekeeping.today():%Y%m%d}.xlsx")


def _title(row: OutsideInspection) -> str:
    return _("外部网站检查：%(name)s") % {"name": row.name}


def _said(row: OutsideInspection, count: int, *, left: bool) -> str:
    run = row.run
    said = _("以%(day)s为准　检查 %(pages)s 页　列出 %(n)s 个问题") % {
        "day": cn_date(run.day), "pages": run.pages_done, "n": count,
    }  # fmt: skip
    said += _("（另有超出部分没有列出，请缩小范围）") if left else ""
    return said + ("" if run.status == InspectionRun.Status.DONE else _("（检查没有做完）"))


@staff_required(opens=_find)
@require_GET
def printed(request: StaffRequest, row: OutsideInspection) -> HttpResponse:
    """The whole report on one page, by rule and page, to be printed."""
    total = row.findings.count()
    context = {
        "row": row,
        "run": row.run,
        "facts": _facts(row),
        "by_rule": outside_queries.by_rule(row),
        "sections": outside_queries.report(row, MOST_PRINTED),
        "said": _said(row, min(total, MOST_PRINTED), left=total > MOST_PRINTED),
        "title": _title(row),
        "crumbs": _crumbs(Crumb(row.name, reverse("desk:outside", args=[row.pk])), Crumb(_("打印"))),
    }
    return render(request, "desk/inspections/outside_print.html", context)


@post_required(*OFFICE_POSTS, opens=_find)
@require_POST
def act(request: StaffRequest, row: OutsideInspection) -> HttpResponse:
    """``do``: stop, remove."""
    try:
        _acted(request, row)
    except Refused as refused:
        messages.error(request, str(refused))
    if outside_queries.inspection_for(request.actor, row.pk) is None:
        return redirect("desk:outside-list")
    return redirect("desk:outside", pk=row.pk)


def _acted(request: StaffRequest, row: OutsideInspection) -> None:
    wanted = request.POST.get("do", "")
    if wanted == "stop":
        outside.stop(row, request.actor)
        messages.info(request, _("已停止。已经查到的仍在下面。"))
    elif wanted == "remove":
        outside.remove(row, request.actor)
        messages.info(request, _("已清除“%(name)s”的检查结果。") % {"name": row.name})
    else:
        raise Refused(_("没有这个动作。"), remedy=_("请从页面上的按钮操作。"))
