"""Columns on the desk: the tree with its lights, adding, changing, moving, closing, and registering entries."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.submissions.acting import say_no
from mingzheng.core.units.models import Unit
from mingzheng.design.parts import Crumb
from mingzheng.desk.access import OFFICE_POSTS, StaffRequest, every, post_required, staff_required
from mingzheng.desk.taking import form_page
from mingzheng.disclosure.catalogue import commands, queries
from mingzheng.disclosure.catalogue.forms import CloseForm, ColumnForm, EntryForm
from mingzheng.disclosure.catalogue.models import Column, LinkEntry

office_required = post_required(*OFFICE_POSTS)
REGISTRARS = tuple(post for post in commands.REGISTRARS if post is not Post.SYSTEM)
NEWEST = 30


@staff_required
@require_GET
def tree(request: StaffRequest) -> HttpResponse:
    """Every column with its owner and how it stands; a unit sees its own marked."""
    roots = queries.tree(closed=True)
    rows = [(depth, node) for root in roots for depth, node in _flat(root, 0)]
    held = queries.checked(roots)
    held = [node for node in held if node.column.closed_on is None]
    context = {
        "rows": rows,
        "stats": _stats(held),
        "office": request.actor.post in OFFICE_POSTS,
        "may_register": request.actor.post in commands.REGISTRARS,
        "crumbs": [Crumb(_("栏目"))],
    }
    return render(request, "desk/catalogue/columns.html", context)


def _flat(node: queries.Node, depth: int) -> list[tuple[int, queries.Node]]:
    return [(depth, node), *(pair for child in node.children for pair in _flat(child, depth + 1))]


def _stats(held: list[queries.Node]) -> list[dict[str, Any]]:
    stale = [node for node in held if node.own.light == "red" and not node.own.empty]
    near = [node for node in held if node.own.light == "amber"]
    empty = [node for node in held if node.own.empty]
    ahead = min((node.own.days_left for node in held if (node.own.days_left or -1) >= 0), default=None)  # type: ignore[type-var]
    following = _("最近一个还有 %(n)d 天") % {"n": ahead} if ahead is not None else ""
    return [
        {"label": _("在更新周期内"), "value": sum(node.own.good for node in held), "trend": _("共 %(n)d 个栏目") % {"n": len(held)}, "light": "green"},
        {"label": _("临近期限"), "value": len(near), "trend": following, "light": "amber"},
        {"label": _("超期未更新"), "value": len(stale), "trend": "", "light": "red"},
        {"label": _("没有内容"), "value": len(empty), "trend": "", "light": "red"},
    ]  # fmt: skip


_column = every(Column.objects.select_related("owner", "parent__parent").all, field="code")


@staff_required(opens=_column)
@require_GET
def page(request: StaffRequest, column: Column) -> HttpResponse:
    """One column: its facts, its newest records, what can be done."""
    node = queries.find(queries.tree(closed=True), column.code)
    rows = queries.newest([column.code], NEWEST)
    entries = {
        str(entry.pk): entry
        for entry in LinkEntry.objects.filter(
            pk__in=[row.record_id for row in rows if row.record_kind == "catalogue.entry"]
        )
    }
    mine = request.actor.post in OFFICE_POSTS
    context = {
        "column": column,
        "node": node,
        "rows": [(row, _withdrawable(row, entries, request)) for row in rows],
        "office": mine,
        "crumbs": _crumbs(column.title),
    }
    return render(request, "desk/catalogue/column.html", context)


def _withdrawable(row: Any, entries: dict[str, LinkEntry], request: StaffRequest) -> LinkEntry | None:
    entry = entries.get(row.record_id) if row.record_kind == "catalogue.entry" else None
    actor = request.actor
    allowed = entry is not None and (
        actor.post in OFFICE_POSTS or (actor.post in commands.REGISTRARS and entry.unit_id == actor.unit_id)
    )
    return entry if allowed else None


@office_required
@require_http_methods(["GET", "POST"])
def add(request: StaffRequest) -> HttpResponse:
    form = ColumnForm(request.POST if request.method == "POST" else None, initial={"parent": request.GET.get("in", "")})
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        code, title, parent = facts.pop("code"), facts.pop("title"), facts.pop("parent")
        try:
            made = commands.add_column(code, title, parent=parent, actor=request.actor, **facts)
        except Refused as refused:
            say_no(form, refused)
        else:
            messages.success(request, _("已开设栏目「%(title)s」。") % {"title": made.title})
            return redirect("desk:column", code=made.code)
    return _form(request, form, _("开设栏目"), _("开设"), reverse("desk:columns"))


@post_required(*OFFICE_POSTS, opens=_column)
@require_http_methods(["GET", "POST"])
def edit(request: StaffRequest, column: Column) -> HttpResponse:
    form = ColumnForm(request.POST if request.method == "POST" else None, column=column)
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        parent = facts.pop("parent")
        try:
            commands.move_column(column, parent, actor=request.actor)
            commands.edit_column(column, actor=request.actor, **facts)
        except Refused as refused:
            say_no(form, refused)
        else:
            messages.success(request, _("栏目已修改。"))
            return redirect("desk:column", code=column.code)
    back = reverse("desk:column", args=[column.code])
    return _form(request, form, _("修改栏目「%(title)s」") % {"title": column.title}, _("保存"), back)


@post_required(*OFFICE_POSTS, opens=_column)
@require_http_methods(["GET", "POST"])
def close(request: StaffRequest, column: Column) -> HttpResponse:
    form = CloseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            commands.close_column(column, reason=form.cleaned_data["reason"], actor=request.actor)
        except Refused as refused:
            say_no(form, refused)
        else:
            messages.success(request, _("已停用栏目「%(title)s」，公开页保留并标明停用。") % {"title": column.title})
            return redirect("desk:column", code=column.code)
    back = reverse("desk:column", args=[column.code])
    return _form(request, form, _("停用栏目「%(title)s」") % {"title": column.title}, _("停用"), back)


@post_required(*OFFICE_POSTS, opens=_column)
@require_POST
def reopen(request: StaffRequest, column: Column) -> HttpResponse:
    try:
        commands.reopen_column(column, actor=request.actor)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("desk:column", code=column.code)


@post_required(*REGISTRARS)
@require_http_methods(["GET", "POST"])
def register(request: StaffRequest) -> HttpResponse:
    """Register information that is public at an address of its own."""
    form = EntryForm(
        request.POST if request.method == "POST" else None, initial={"columns": [request.GET.get("in", "")]}
    )
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        unit = get_object_or_404(Unit, pk=request.actor.unit_id)
        try:
            commands.register_link(
                facts["title"],
                facts["url"],
                facts["columns"],
                unit=unit,
                published_on=facts["published_on"],
                actor=request.actor,
            )
        except Refused as refused:
            say_no(form, refused)
        else:
            messages.success(request, _("已登记《%(title)s》。") % {"title": facts["title"]})
            return redirect("desk:column", code=facts["columns"][0])
    return _form(request, form, _("登记目录条目"), _("登记"), reverse("desk:columns"))


@post_required(*REGISTRARS, opens=every(LinkEntry.objects.all))
@require_POST
def withdraw(request: StaffRequest, entry: LinkEntry) -> HttpResponse:
    try:
        commands.withdraw_link(entry, actor=request.actor)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("已从栏目中撤下《%(title)s》。") % {"title": entry.title})
    return redirect("desk:columns")


def _crumbs(label: str) -> list[Crumb]:
    return [Crumb(_("栏目"), reverse("desk:columns")), Crumb(label)]


def _form(request: StaffRequest, form: forms.Form, title: str, verb: str, back: str) -> HttpResponse:
    return form_page(request, form, title, verb, back, _crumbs(title))
