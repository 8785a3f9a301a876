"""Importing a notice: read a file, check what was found, confirm. Nothing is created before the confirmation."""

from __future__ import annotations

import datetime as dt
import unicodedata
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from mingzheng.core import timekeeping
from mingzheng.core.errors import Refused
from mingzheng.core.numbers import whole
from mingzheng.core.units.queries import units_on
from mingzheng.design.parts import Crumb
from mingzheng.desk.access import OFFICE_POSTS, StaffRequest, every, post_required
from mingzheng.supervision.workplan import importing, queries, reviewing
from mingzheng.supervision.workplan.models import ImportDraft

LARGEST = 20 * 1024 * 1024
CELL_LABELS = {
    "group": gettext_lazy("任务名称"),
    "content": gettext_lazy("任务内容"),
    "units": gettext_lazy("责任单位"),
    "due": gettext_lazy("完成时限"),
}


class NoticeForm(forms.Form):
    """The file of a notice. Its kind is judged by the reader, from the content."""

    notice = forms.FileField(
        label=gettext_lazy("要点文件"),
        help_text=gettext_lazy("支持 .txt、.docx、.pdf（文字版）、.xlsx、.csv。读入后先由您核对，确认前不会生成任务。"),
        error_messages={
            "required": gettext_lazy("请选择要点文件。"),
            "empty": gettext_lazy("文件是空的，请重新选择。"),
        },
        widget=forms.FileInput(attrs={"accept": ".txt,.docx,.pdf,.xlsx,.csv"}),
    )

    def clean_notice(self) -> Any:
        found = self.cleaned_data["notice"]
        if found.size > LARGEST:
            raise forms.ValidationError(_("文件超过 20 MB，请确认是要点文件。"))
        return found


@post_required(*OFFICE_POSTS)
@require_http_methods(["GET", "POST"])
def start(request: StaffRequest) -> HttpResponse:
    """Choose a file, or go on with one that waits."""
    form = NoticeForm(request.POST or None, request.FILES or None) if request.method == "POST" else NoticeForm()
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["notice"]
        try:
            draft = importing.start_import(upload.read(), upload.name or "notice", request.actor)
        except Refused as refused:
            form.add_error("notice", str(refused))
        else:
            return redirect("desk:plan-review", pk=draft.pk)
    context = {"form": form, "drafts": queries.open_drafts(), "crumbs": _crumbs()}
    return render(request, "desk/workplan/import.html", context)


@post_required(*OFFICE_POSTS, opens=every(ImportDraft.objects.all))
@require_http_methods(["GET", "POST"])
def review(request: StaffRequest, draft: ImportDraft) -> HttpResponse:
    """The review screen. Saving keeps every decision; confirming creates the plan."""
    if draft.plan is not None and draft.plan.case is not None:
        return redirect("desk:case", pk=draft.plan.case.pk)
    refusal: Refused | None = None
    if request.method == "POST":
        try:
            return _decided(request, draft)
        except Refused as refused:
            refusal = refused
            draft.refresh_from_db()
    found = reviewing.review(draft)
    wanted = request.GET.get("show", "")
    rows = [row for row in found.rows if row.flagged or row.due_on is None] if wanted == "flagged" else found.rows
    context = {
        "draft": draft,
        "review": found,
        "rows": [(row, _cells(row, request.POST)) for row in rows],
        "show": wanted,
        "flagged": sum(1 for row in found.rows if row.flagged),
        "units": units_on(timekeeping.today()),
        "refusal": refusal,
        "year_typed": request.POST.get("year", found.year or ""),
        "dated": _dated(draft),
        "warnings": draft.parsed.get("warnings", []),
        "crumbs": [*_crumbs(linked=True), Crumb(draft.name)],
    }
    return render(request, "desk/workplan/review.html", context)


def _dated(draft: ImportDraft) -> dt.date | None:
    """The date of the notice as a date, where one was read."""
    try:
        return dt.date.fromisoformat(str(draft.parsed.get("dated") or ""))
    except ValueError:
        return None


def _crumbs(*, linked: bool = False) -> list[Crumb]:
    url = reverse("desk:plan-import") if linked else ""
    return [Crumb(_("工作要点"), reverse("desk:plan")), Crumb(_("导入要点"), url)]


def _cells(row: reviewing.RowView, posted: QueryDict) -> list[dict[str, Any]]:
    """The four cells of a row as the form shows them; what was typed goes before what is stored."""
    found = []
    for name, cell in row.cells.items():
        text = "、".join(cell.value) if isinstance(cell.value, list) else cell.value
        key = f"{name}-{row.number}"
        found.append(
            {
                "cell": cell,
                "label": CELL_LABELS[name],
                "key": key,
                "text": posted.get(key, text),
                "long": name == "content",
                "confirm_key": f"ok-{name}-{row.number}",
                "confirmed": cell.settled or f"ok-{name}-{row.number}" in posted,
            }
        )
    return found


def _decided(request: StaffRequest, draft: ImportDraft) -> HttpResponse:
    """Save what was typed; then confirm, drop, or stay, as the button said."""
    if request.POST.get("do") == "drop":
        importing.drop_import(draft, request.actor)
        messages.info(request, _("已放弃导入《%(name)s》，没有生成任务。") % {"name": draft.name})
        return redirect("desk:plan-import")
    sent = whole(request.POST.get("revision", ""))
    changes = _changes(draft, request.POST)
    draft = importing.decide(draft, request.actor, changes, revision=-1 if sent is None else sent)
    if request.POST.get("do") == "confirm":
        plan = importing.confirm_import(draft, request.actor)
        messages.info(
            request, _("已导入《%(title)s》，%(n)s 项任务，等待下达。") % {"title": plan.title, "n": plan.tasks.count()}
        )
        return redirect("desk:case", pk=plan.case_id)
    messages.info(request, _("核对结果已保存。"))
    show = request.GET.get("show", "")
    return redirect(reverse("desk:plan-review", args=[draft.pk]) + (f"?show={show}" if show else ""))


def _changes(draft: ImportDraft, posted: QueryDict) -> dict[str, Any]:
    tasks = {}
    for row in draft.parsed["tasks"]:
        changed = _row_changes(draft, row, posted)
        if changed:
            tasks[str(row["number"])] = changed
    names = {key[5:]: value for key, value in posted.items() if key.startswith("name-") and value}
    members = {key[8:]: codes for key, codes in posted.lists() if key.startswith("members-") and any(codes)}
    members = {text: [code for code in codes if code] for text, codes in members.items()}
    header = _header(draft, posted)
    return {"tasks": tasks, "names": names, "members": members, "header": header}


def _row_changes(draft: ImportDraft, row: dict[str, Any], posted: QueryDict) -> dict[str, Any]:
    """What differs from what is held; only fields that the form carried are looked at."""
    number, held, changed = row["number"], reviewing.merged_task(draft, row), {}
    for name in reviewing.CELLS:
        typed = posted.get(f"{name}-{number}")
        if typed is None:
            continue
        value: Any = _unit_names(typed) if name == "units" else " ".join(typed.split())
        if value != held[name]:
            changed[name] = value
    confirmed = [name for name in reviewing.CELLS if f"ok-{name}-{number}" in posted]
    before = draft.task_decisions(number).get("confirmed", [])
    if any(f"{name}-{number}" in posted for name in reviewing.CELLS) and set(confirmed) != set(before):
        changed["confirmed"] = confirmed
    day = posted.get(f"day-{number}", "")
    if day:
        changed["due_on"] = _day(day, number)
    return changed


def _unit_names(typed: str) -> list[str]:
    for mark in ("，", ",", "；", ";", "\n"):
        typed = typed.replace(mark, "、")
    return [name.strip() for name in typed.split("、") if name.strip()]


def _header(draft: ImportDraft, posted: QueryDict) -> dict[str, str]:
    """The year, when it was typed and is another than the one held."""
    year = _year(posted["year"]) if str(posted.get("year", "")).strip() else ""
    held = draft.decisions.get("header", {}).get("year") or draft.parsed.get("year")
    return {"year": year} if year and year != str(held) else {}


def _year(text: str | list[object]) -> str:
    """The year as four digits, typed in any width."""
    typed = unicodedata.normalize("NFKC", str(text)).strip().removesuffix("年")
    if not (typed.isdecimal() and len(typed) == 4):
        raise Refused(_("年度写法不对。"), remedy=_("请写四位数字，例如 2023。"))
    return typed


def _day(text: str, number: int) -> str:
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise Refused(_("第 %(n)s 项的日期写法不对。") % {"n": number}, remedy=_("请写成 2023-06-30。")) from error


@post_required(*OFFICE_POSTS, opens=every(ImportDraft.objects.all))
@require_POST
def confirm_all(request: StaffRequest, draft: ImportDraft) -> HttpResponse:
    """Confirm every inferred cell as read, after having looked at them."""
    importing.accept_all(draft, request.actor)
    messages.info(request, _("推断的栏目均按读出的内容确认；未列明的责任单位按“各单位”处理，可在下方改动。"))
    return redirect("desk:plan-review", pk=draft.pk)
