"""The desk's pages of the library: the board of monthly filings, the records, the comparison."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.numbers import whole
from mingzheng.core.procedures.permission import OFFICE_POSTS
from mingzheng.design.downloads import file_response
from mingzheng.design.parts import Crumb, HeatCell, Heatmap, HeatRow, Pair, Tab, pairs_of
from mingzheng.desk.access import TIME_POSTS, StaffRequest, every, post_required, staff_required
from mingzheng.disclosure.filing import commands, monthly, neutral, profile, queries, reconciling
from mingzheng.disclosure.filing.checking import KINDS
from mingzheng.disclosure.filing.models import Difference, MonthlyFiling, Push
from mingzheng.papers.filing_xlsx import filing_workbook

office_required = post_required(*TIME_POSTS)


def _crumbs(*last: Crumb) -> list[Crumb]:
    return [Crumb(_("公文库备案"), reverse("desk:filing") if last else ""), *last]


def _tabs(here: str, actor: Actor) -> list[Tab]:
    pages = {
        "filing": _("每月全量备案"),
        "filing-records": _("逐件推送"),
    }
    if actor.post in OFFICE_POSTS:
        pages["filing-reconcile"] = _("对账")
    return [Tab(label, reverse(f"desk:{name}"), name == here) for name, label in pages.items()]


@staff_required
@require_GET
def board(request: StaffRequest) -> HttpResponse:
    """Units × months: who has filed which month, with how many errors."""
    years = queries.years()
    asked = whole(request.GET.get("year", ""))
    year = asked if asked in years else years[0]
    found = queries.board(request.actor, year)
    base = reverse("desk:filing")
    context = {
        "board": found,
        "heat": _heat(found) if found.rows else None,
        "line": queries.line(),
        "counts": queries.counts_for(request.actor),
        "years": [Tab(_("%(year)s年") % {"year": one}, f"{base}?year={one}", one == year) for one in years],
        "tabs": _tabs("filing", request.actor),
        "office": request.actor.post in OFFICE_POSTS,
        "crumbs": _crumbs(),
    }
    return render(request, "desk/filing/board.html", context)


def _heat(found: queries.Board) -> Heatmap:
    return Heatmap(
        _("%(year)s年各单位公文全量备案") % {"year": found.year},
        [f"{month.month}月" for month in found.months],
        [
            HeatRow(
                row.unit.short,
                [HeatCell(cell.light, cell.text, cell.words, _case_of(cell.filing)) for cell in row.cells],
            )
            for row in found.rows
        ],
        corner=_("单位"),
    )


def _case_of(filing: MonthlyFiling | None) -> str:
    return reverse("desk:case", args=[filing.case_id]) if filing is not None and filing.case_id else ""


def _filing(request: StaffRequest, pk: int) -> MonthlyFiling:
    found = queries.filing_for(request.actor, pk)
    if found is None:
        raise Http404
    return found


@staff_required(opens=_filing)
@require_GET
def report(request: StaffRequest, filing: MonthlyFiling) -> HttpResponse:
    """The month's list as it was submitted, or as it stands now; for the screen and for paper."""
    context = {
        "filing": filing,
        "rows": _rows(filing),
        "kinds": KINDS,
        "crumbs": _crumbs(Crumb(str(filing), _case_of(filing)), Crumb(_("备案报告"))),
    }
    return render(request, "desk/filing/report.html", context)


@staff_required(opens=_filing)
@require_GET
def report_xlsx(request: StaffRequest, filing: MonthlyFiling) -> HttpResponse:
    return file_response(filing_workbook(filing, _rows(filing)), f"{filing}.xlsx")


def _rows(filing: MonthlyFiling) -> list[dict[str, Any]]:
    if filing.submitted_on is not None:
        return list(filing.content)
    return [row.as_row() for row in monthly.content(filing.unit, filing.month).rows]


@staff_required
@require_GET
def records(request: StaffRequest) -> HttpResponse:
    """The newest version of each document and what the library said to it."""
    counts = queries.counts_for(request.actor)
    status = request.GET.get("status", "trouble" if counts["trouble"] else "")
    status = status if status in ("trouble", "", *Push.Status.values) else ""
    found = queries.page_of(request.actor, status, whole(request.GET.get("before", "")))
    rows, more = found[: queries.SHOWN], len(found) > queries.SHOWN
    base = reverse("desk:filing-records")
    context = {
        "rows": rows,
        "following": f"{base}?status={status}&before={rows[-1].pk}" if more else "",
        "filters": _filters(base, counts, status),
        "status": status,
        "line": queries.line(),
        "tabs": _tabs("filing-records", request.actor),
        "crumbs": _crumbs(Crumb(_("逐件推送"))),
    }
    return render(request, "desk/filing/records.html", context)


def _filters(base: str, counts: dict[str, int], status: str) -> list[Tab]:
    found = [Tab(_("要处理"), f"{base}?status=trouble", status == "trouble", counts["trouble"])]
    found += [
        Tab(one.label, f"{base}?status={one.value}", status == one.value, counts[one.value])
        for one in (Push.Status.WAITING, Push.Status.SENT, Push.Status.ACCEPTED)
    ]
    return [*found, Tab(_("全部"), f"{base}?status=", status == "", counts["all"])]


def _push(request: StaffRequest, pk: int) -> Push:
    push = queries.push_for(request.actor, pk)
    if push is None:
        raise Http404
    return push


@staff_required(opens=_push)
@require_GET
def record(request: StaffRequest, push: Push) -> HttpResponse:
    """One version: what is sent, in both forms, and what came back."""
    is_put = push.action == Push.Action.PUT
    sent = neutral.addressed(push.payload)
    context = {
        "push": push,
        "facts": _facts(push),
        "reasons": [(KINDS.get(row["kind"], row["kind"]), row) for row in push.reasons],
        "neutral": json.dumps(sent, ensure_ascii=False, indent=1),
        "fields": profile.values(sent).items() if is_put else [],
        "labels": {field.name: field.label for field in profile.FIELDS},
        "versions": push.document.pushes.order_by("-version"),
        "may_mend": queries.may_mend(request.actor, push),
        "may_again": not push.by_us and push.status in (*commands.OPEN, Push.Status.REJECTED),
        "line": queries.line(),
        "crumbs": _crumbs(Crumb(_("逐件推送"), reverse("desk:filing-records")), Crumb(push.document.title)),
    }
    return render(request, "desk/filing/record.html", context)


def _facts(push: Push) -> list[Pair]:
    return pairs_of(
        [
            Pair(_("索引号"), push.document.index_number or "", nobreak=True),
            Pair(_("发文字号"), push.document.doc_number, nobreak=True),
            Pair(_("所属单位"), push.document.unit.short),
            Pair(_("版本"), _("第 %(n)s 版（%(what)s）") % {"n": push.version, "what": push.get_action_display()}),
            Pair(_("状态"), push.get_status_display()),
            Pair(_("公文库编号"), push.library_id, nobreak=True),
            Pair(_("已推送次数"), push.attempts or ""),
            Pair(_("最近一次错误"), push.last_error),
        ]
    )


@staff_required(opens=_push)
@require_POST
def record_again(request: StaffRequest, push: Push) -> HttpResponse:
    try:
        commands.again(push, request.actor)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("已排队重新推送。结果稍后显示在这里。"))
    return redirect("desk:filing-record", pk=push.pk)


@office_required
@require_GET
def reconcile(request: StaffRequest) -> HttpResponse:
    """The comparisons, and the differences of the newest one."""
    rows = queries.comparisons()
    context = {
        "rows": rows,
        "last": rows[0] if rows else None,
        "differences": list(rows[0].differences.select_related("document__unit")) if rows else [],
        "line": queries.line(),
        "tabs": _tabs("filing-reconcile", request.actor),
        "crumbs": _crumbs(Crumb(_("对账"))),
    }
    return render(request, "desk/filing/reconcile.html", context)


@office_required
@require_POST
def reconcile_now(request: StaffRequest) -> HttpResponse:
    """Owe a comparison to the worker: the library may take its time, and this page must not wait for it."""
    try:
        reconciling.ask(request.actor)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("已开始对账，稍后刷新本页看结果。"))
    return redirect("desk:filing-reconcile")


@post_required(*OFFICE_POSTS, opens=every(Difference.objects.all))
@require_POST
def difference_repair(request: StaffRequest, row: Difference) -> HttpResponse:
    try:
        done = reconciling.repair(row, request.actor)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("已处理：%(done)s。") % {"done": done})
    return redirect("desk:filing-reconcile")
