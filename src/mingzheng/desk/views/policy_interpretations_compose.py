"""Composing an interpretation block by block. Every button keeps what was typed; nothing needs a script."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mingzheng.core.errors import Refused
from mingzheng.core.numbers import whole
from mingzheng.core.procedures.commands import FormRefused, act, bind_form
from mingzheng.core.procedures.permission import why_not
from mingzheng.design.parts import Crumb
from mingzheng.desk.access import StaffRequest, staff_required
from mingzheng.desk.kept_typing import keeps_typing, typed_before
from mingzheng.desk.views.policy_interpretations import case_of, find_interpretation
from mingzheng.policy.interpretations import blocks, checking, steps
from mingzheng.policy.interpretations.forms import UPLOAD, as_json
from mingzheng.policy.interpretations.models import Interpretation

Row = dict[str, str]
_DO = re.compile(r"(up|down|remove):(\d{1,3})")


@keeps_typing
@staff_required(opens=find_interpretation)
@require_http_methods(["GET", "POST"])
def compose(request: StaffRequest, one: Interpretation) -> HttpResponse:
    """GET shows the blocks; POST keeps them, and then adds, moves or removes one as the button says."""
    if request.method == "POST":
        return _post(request, one)
    refusal = _refusal(request, one)
    if refusal is not None:
        return _page(request, one, one.blocks, None, refusal)
    typed = typed_before(request)
    if typed is not None:
        messages.info(request, _("您登录前填写的内容已放回，还没有保存。选过的文件需要重新选择。"))
        return _page(request, one, rows_of(typed), _bound(one, typed, rows_of(typed)), None)
    return _page(request, one, one.blocks, _form(one, None), None)


def _refusal(request: StaffRequest, one: Interpretation) -> Refused | None:
    case = case_of(one)
    return why_not(case.table, case.table.step("edit", case.state), "edit", case, request.actor)


def _form(one: Interpretation, data: Any, files: Any = None) -> Any:
    case = case_of(one)
    step = case.table.step("edit", "drafting")
    if step is None:
        raise Http404
    return bind_form(step, case, data, files)


def _bound(one: Interpretation, typed: Any, rows: list[Row], files: Any = None) -> Any:
    data = typed.copy()
    data["blocks"] = as_json(rows)
    return _form(one, data, files)


def _post(request: StaffRequest, one: Interpretation) -> HttpResponse:
    typed = rows_of(request.POST)
    order = list(range(len(typed)))
    rows, order = _changed(typed, order, request.POST.get("do", ""), request.POST.get("add", ""))
    files = _moved(request.FILES, order)
    data = request.POST.copy()
    data["blocks"] = as_json(rows)
    sent = whole(request.POST.get("revision", ""))
    case = case_of(one)
    try:
        act(case, "edit", request.actor, data, files=files, revision=-1 if sent is None else sent)
    except FormRefused as refused:
        return _page(request, one, typed, refused.form, None)
    except Refused as refused:
        return _page(request, one, typed, _bound(one, request.POST, typed), refused, status=409)
    messages.success(request, _("已保存。"))
    return redirect(reverse("desk:interpretation-edit", args=[one.pk]) + _onward(request.POST.get("do", ""), len(rows)))


def _onward(do: str, count: int) -> str:
    """Back to the block that was worked on."""
    if do == "add":
        return f"#block-{count - 1}"
    match = _DO.fullmatch(do)
    if match is None:
        return ""
    place = int(match[2]) + {"up": -1, "down": 1, "remove": -1}[match[1]]
    return f"#block-{max(0, min(place, count - 1))}"


def rows_of(query: Any) -> list[Row]:
    """The blocks as the browser sends them: ``b-0-kind``, ``b-0-title``, ``b-0-text``, ``b-0-file`` …"""
    found = []
    for place in range(blocks.MOST + 1):
        kind = query.get(f"b-{place}-kind")
        if kind is None:
            break
        found.append({"kind": kind, **{part: query.get(f"b-{place}-{part}", "") for part in ("title", "text", "file")}})
    return found


def _changed(rows: list[Row], order: list[int], do: str, kind: str) -> tuple[list[Row], list[int]]:
    """After the button: the rows, and from which place each came (-1: new)."""
    match = _DO.fullmatch(do)
    if do == "add" and kind in set(blocks.Kind):
        return [*rows, {"kind": kind, "title": "", "text": "", "file": ""}], [*order, -1]
    if match is None or int(match[2]) >= len(rows):
        return rows, order
    rows, order, place = list(rows), list(order), int(match[2])
    if match[1] == "remove":
        del rows[place], order[place]
        return rows, order
    other = place + (-1 if match[1] == "up" else 1)
    if 0 <= other < len(rows):
        rows[place], rows[other] = rows[other], rows[place]
        order[place], order[other] = order[other], order[place]
    return rows, order


def _moved(files: Any, order: list[int]) -> MultiValueDict[str, Any]:
    """Uploads under the place to which their block was moved."""
    found: MultiValueDict[str, Any] = MultiValueDict()
    for name in files:
        if not name.startswith(UPLOAD):
            found.setlist(name, files.getlist(name))
    for place, came_from in enumerate(order):
        if f"{UPLOAD}{came_from}" in files:
            found.setlist(f"{UPLOAD}{place}", files.getlist(f"{UPLOAD}{came_from}"))
    return found


def _page(
    request: StaffRequest,
    one: Interpretation,
    rows: list[Row],
    form: Any,
    refusal: Refused | None,
    *,
    status: int = 200,
) -> HttpResponse:
    case = case_of(one)
    kinds = list(blocks.Kind)
    context = {
        "one": one,
        "case": case,
        "form": form,
        "refusal": refusal,
        "may_save": refusal is None or _refusal(request, one) is None,
        "rows": [(place, row, _kind(row)) for place, row in enumerate(rows)],
        "last": len(rows) - 1,
        "kinds": kinds,
        "faults": steps.faults(one),
        "findings": checking.check(one),
        "crumbs": [
            Crumb(_("政策解读"), reverse("desk:interpretations")),
            Crumb(one.title[:20], reverse("desk:case", args=[case.pk])),
            Crumb(_("编写")),
        ],
    }
    return render(request, "desk/interpretations/compose.html", context, status=status)


def _kind(row: Row) -> blocks.Kind:
    try:
        return blocks.Kind(row["kind"])
    except ValueError:
        return blocks.Kind.TEXT
