"""The desk's pages of the gazette: the list, a new issue, the composing table, the year's plan, the trial print."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingzheng.core import timekeeping
from mingzheng.core.errors import Refused
from mingzheng.core.numbers import pk_of, whole
from mingzheng.core.procedures.permission import why_not
from mingzheng.design.downloads import file_response
from mingzheng.design.parts import Crumb
from mingzheng.desk.access import (
    OFFICE_POSTS,
    StaffRequest,
    every,
    post_required,
    refused_page,
    refused_status,
    staff_required,
)
from mingzheng.disclosure.documents.models import Document
from mingzheng.disclosure.gazette import commands, forms, queries
from mingzheng.disclosure.gazette.models import Issue
from mingzheng.papers import issues as printing

MOST_WORDS = 100


def crumbs(issue: Issue | None = None, last: str = "") -> list[Crumb]:
    steps = [Crumb(_("政府公报"), reverse("desk:gazette") if issue or last else "")]
    if issue is not None:
        label = _("%(year)s年第%(number)s期") % {"year": issue.year, "number": issue.number}
        steps.append(Crumb(label, reverse("desk:gazette-compose", args=[issue.pk]) if last else ""))
    return [*steps, Crumb(last)] if last else steps


find = every(Issue.objects.select_related("case").all)


@staff_required
@require_GET
def gazette(request: StaffRequest) -> HttpResponse:
    """Every issue: in composition, published; against the plan of the year."""
    year = timekeeping.today().year
    rows = queries.desk_issues()
    published = sum(1 for row in rows if row.year == year and row.status == Issue.Status.PUBLISHED)
    context = {
        "rows": rows,
        "year": year,
        "plan": queries.plan_of(year),
        "published": published,
        "copies": queries.copies_sent(year, timekeeping.today()),
        "office": request.actor.post in OFFICE_POSTS,
        "crumbs": crumbs(),
    }
    return render(request, "desk/gazette/index.html", context)


@post_required(*OFFICE_POSTS)
@require_http_methods(["GET", "POST"])
def issue_new(request: StaffRequest) -> HttpResponse:
    """The numbers of a new issue are proposed; a person confirms them."""
    form = forms.IssueForm(request.POST or None, initial=commands.proposed(timekeeping.today()))
    if request.method == "POST" and form.is_valid():
        try:
            made = commands.begin(request.actor, form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, _("已立项：%(label)s。请加入文件。") % {"label": made.label})
            return redirect("desk:gazette-compose", pk=made.pk)
    return _form_page(request, form, _("新编一期公报"), _("立项编排"), _("编号按上一期顺延，请核对。"))


@post_required(*OFFICE_POSTS)
@require_http_methods(["GET", "POST"])
def plan_year(request: StaffRequest) -> HttpResponse:
    year = timekeeping.today().year
    held = queries.plan_of(year)
    form = forms.PlanForm(request.POST or None, initial={"year": year, "planned": held.planned if held else None})
    if request.method == "POST" and form.is_valid():
        plan = commands.plan_year(request.actor, form.cleaned_data["year"], form.cleaned_data["planned"])
        messages.success(request, _("已登记：%(plan)s。") % {"plan": plan})
        return redirect("desk:gazette")
    return _form_page(request, form, _("年度出版计划"), _("登记"), _("用来对照已出版的期数。"))


def _form_page(request: StaffRequest, form: Any, title: str, action: str, lead: str = "") -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "action": action,
        "lead": lead,
        "back": reverse("desk:gazette"),
        "crumbs": crumbs(last=title),
    }
    return render(request, "desk/gazette/form.html", context)


@staff_required(opens=find)
@require_http_methods(["GET", "POST"])
def compose(request: StaffRequest, issue: Issue) -> HttpResponse:
    """What stands in the issue and in which order; numbers typed or rows dragged, saved at once."""
    if request.method == "POST":
        return _save(request, issue)
    return _compose_page(request, issue)


def _compose_page(
    request: StaffRequest, issue: Issue, refused: Refused | None = None, typed: dict[int, tuple[str, str]] | None = None
) -> HttpResponse:
    words = request.GET.get("q", "").strip()[:MOST_WORDS]
    everything = request.GET.get("all") == "1"
    editable = _why_not(request, issue) is None
    context = {
        "issue": issue,
        "case": issue.case,
        "rows": _rows(issue, typed or {}),
        "sections": queries.section_choices(),
        "candidates": queries.candidates(issue, words, everything=everything) if editable else [],
        "words": words,
        "everything": everything,
        "editable": editable,
        "why_not": _why_not(request, issue),
        "refused": refused,
        "making": queries.making(issue),
        "published": issue.status == Issue.Status.PUBLISHED,
        "office": request.actor.post in OFFICE_POSTS,
        "crumbs": crumbs(issue),
    }
    return render(request, "desk/gazette/compose.html", context, status=refused_status(request, refused))


def _rows(issue: Issue, typed: dict[int, tuple[str, str]]) -> list[tuple[Any, str, str]]:
    """(item, section, order) as saved, or as it was typed when it could not be saved."""
    rows = issue.items.select_related("document__unit").order_by("order", "id")
    return [(row, *typed.get(row.document_id, (row.section, str(row.order)))) for row in rows]


def _why_not(request: StaffRequest, issue: Issue) -> Refused | None:
    case = issue.case
    if case is None:
        return Refused("这一期没有事项。")
    return why_not(case.table, case.table.step("arrange", case.state), "arrange", case, request.actor)


def _save(request: StaffRequest, issue: Issue) -> HttpResponse:
    typed = {
        row.document_id: (
            request.POST.get(f"section-{row.document_id}", row.section),
            request.POST.get(f"order-{row.document_id}", str(row.order)),
        )
        for row in issue.items.all()
    }
    try:
        rows = _read(request, issue, typed)
        added = _chosen(request) if request.POST.get("do") == "add" else []
        revision = whole(request.POST.get("revision", ""))
        entry = commands.arrange(
            issue,
            request.actor,
            [*rows, *commands.suited(added, len(rows))],
            revision=-1 if revision is None else revision,
        )
    except Refused as refused:
        return _compose_page(request, issue, refused, typed)
    messages.success(request, _("已保存编排：%(what)s。") % {"what": entry.summary.partition("：")[2]})
    return redirect("desk:gazette-compose", pk=issue.pk)


def _read(request: StaffRequest, issue: Issue, typed: dict[int, tuple[str, str]]) -> list[tuple[Document, str, int]]:
    rows = []
    for item in issue.items.select_related("document"):
        if request.POST.get(f"drop-{item.document_id}"):
            continue
        section, order = typed[item.document_id]
        number = whole(order, 4)
        if number is None:
            raise Refused(f"《{item.title}》的次序「{order[:20]}」不是数字。", remedy="请填 1、2、3 这样的数字。")
        rows.append((item.document, section, number))
    return rows


def _chosen(request: StaffRequest) -> list[Document]:
    """The documents ticked to be added.

    Raises:
        Refused: none was.
    """
    ids = [pk for text in request.POST.getlist("add") if (pk := pk_of(text)) is not None]
    found = Document.objects.filter(pk__in=ids, listed=True).select_related("unit", "live")
    if not found:
        raise Refused("没有选中要加入的文件。", remedy="请在下面的列表里勾选。")
    return sorted(found, key=lambda document: ids.index(document.pk))


@staff_required(opens=find)
@require_GET
def proof(request: StaffRequest, issue: Issue) -> HttpResponse:
    """The issue as it would be printed, marked as a trial."""
    if not issue.items.exists():
        raise Http404
    try:
        made = printing.proof_pdf(issue)
    except Refused as refused:
        return refused_page(request, refused.message, refused.remedy)
    return file_response(made, "proof.pdf", inline=True)


@post_required(*OFFICE_POSTS, opens=find)
@require_POST
def pdf_again(request: StaffRequest, issue: Issue) -> HttpResponse:
    try:
        commands.remake_pdf(issue, request.actor)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("版式文件正在重新生成，一般不超过一分钟。"))
    return redirect("desk:gazette-compose", pk=issue.pk)
