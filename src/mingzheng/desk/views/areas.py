"""Key areas on the desk: matters with their lights, changing them, binding records, offering a sheet."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingzheng.core import timekeeping
from mingzheng.core.errors import Refused
from mingzheng.core.records import RecordRef
from mingzheng.core.submissions.acting import say_no
from mingzheng.design.parts import Crumb
from mingzheng.desk.access import OFFICE_POSTS, StaffRequest, every, post_required, staff_required
from mingzheng.desk.taking import form_page
from mingzheng.desk.views.columns import office_required
from mingzheng.disclosure.catalogue.forms import CloseForm
from mingzheng.disclosure.catalogue.models import Product
from mingzheng.disclosure.key_areas import commands, queries
from mingzheng.disclosure.key_areas.forms import MatterForm
from mingzheng.disclosure.key_areas.models import Area, Matter, MatterRecord


@staff_required
@require_GET
def areas(request: StaffRequest) -> HttpResponse:
    """The year's areas; a unit sees the matters it answers for, 区府办 all."""
    office = request.actor.post in OFFICE_POSTS
    mine = request.GET.get("mine", "0" if office else "1") == "1"
    lines = queries.areas(unit_id=request.actor.unit_id if mine else None)
    held = [one for line in lines for one in line.matters]
    year = queries.current_year()
    context = {
        "lines": lines,
        "stats": [
            {"label": _("事项"), "value": len(held), "light": ""},
            {"label": _("没有内容"), "value": sum(one.own.empty for one in held), "light": "red"},
            {"label": _("超期未更新"), "value": sum(one.own.light == "red" and not one.own.empty for one in held), "light": "red"},
            {"label": _("临近期限"), "value": sum(one.own.light == "amber" for one in held), "light": "amber"},
        ],
        "mine": mine,
        "year": year,
        "office": office,
        "may_copy": office and year is not None and year < timekeeping.today().year,
        "this_year": timekeeping.today().year,
        "crumbs": [Crumb(_("重点领域"))],
    }  # fmt: skip
    return render(request, "desk/key_areas/areas.html", context)


@office_required
@require_POST
def start_year(request: StaffRequest) -> HttpResponse:
    """The first year is loaded from the shipped notice; later ones begin as a copy of the year before."""
    try:
        if queries.current_year() is None:
            made = commands.load_areas(request.actor)
        else:
            made = commands.copy_year(timekeeping.today().year, actor=request.actor)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("已建立 %(n)d 个事项。") % {"n": made})
    return redirect("desk:areas")


_matter = every(Matter.objects.select_related("area", "column").prefetch_related("units").all)


@staff_required(opens=_matter)
@require_GET
def matter(request: StaffRequest, found: Matter) -> HttpResponse:
    """One matter: what it asks for, what belongs to it, its projects and tables, what can be done."""
    may = commands.responsible(found, request.actor)
    own_unit = request.actor.post in commands.UNIT_POSTS and found.units.filter(pk=request.actor.unit_id).exists()
    text = request.GET.get("text", "").strip()[:60]
    context = {
        "matter": found,
        "line": queries.matter_lines([found])[0],
        "records": queries.records_of(found),
        "projects": queries.staff_projects(request.actor).filter(matter=found),
        "tables": queries.staff_tables(request.actor).filter(matter=found),
        "candidates": queries.candidates(found, text) if may else [],
        "text": text,
        "may": may,
        "own_unit": own_unit,
        "office": request.actor.post in OFFICE_POSTS,
        "sheet": Product.objects.filter(code=f"sheet-{found.code}", withdrawn_on=None).first(),
        "crumbs": _crumbs(found.title),
    }
    return render(request, "desk/key_areas/matter.html", context)


def _crumbs(*labels: str | tuple[str, str]) -> list[Crumb]:
    steps = [Crumb(_("重点领域"), reverse("desk:areas"))]
    return [*steps, *(Crumb(one) if isinstance(one, str) else Crumb(*one) for one in labels)]


@post_required(*OFFICE_POSTS, opens=every(Area.objects.all))
@require_http_methods(["GET", "POST"])
def add_matter(request: StaffRequest, area: Area) -> HttpResponse:
    form = MatterForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = _kept(request, form, area, None)
        if made is not None:
            return redirect("desk:matter", pk=made.pk)
    title = _("在「%(area)s」新增事项") % {"area": area.title}
    return form_page(request, form, title, _("新增"), reverse("desk:areas"), _crumbs(title))


@post_required(*OFFICE_POSTS, opens=_matter)
@require_http_methods(["GET", "POST"])
def edit_matter(request: StaffRequest, found: Matter) -> HttpResponse:
    start: dict[str, Any] = {name: getattr(found, name) for name in commands.MATTER_FACTS}
    start |= {"units": found.units.all(), "column": found.column.code if found.column else ""}
    form = MatterForm(request.POST if request.method == "POST" else None, initial=start, editing=True)
    back = reverse("desk:matter", args=[found.pk])
    if request.method == "POST" and form.is_valid() and _kept(request, form, found.area, found) is not None:
        return redirect(back)
    title = _("修改事项「%(title)s」") % {"title": found.title}
    return form_page(request, form, title, _("保存"), back, _crumbs((found.title, back), _("修改")))


def _kept(request: StaffRequest, form: MatterForm, area: Area, held: Matter | None) -> Matter | None:
    try:
        made = commands.keep_matter(area, held, form.cleaned_data, actor=request.actor)
    except Refused as refused:
        say_no(form, refused)
        return None
    messages.success(request, _("事项「%(title)s」已保存。") % {"title": made.title})
    return made


@post_required(*OFFICE_POSTS, opens=_matter)
@require_http_methods(["GET", "POST"])
def close_matter(request: StaffRequest, found: Matter) -> HttpResponse:
    form = CloseForm(request.POST if request.method == "POST" else None)
    back = reverse("desk:matter", args=[found.pk])
    if request.method == "POST" and form.is_valid():
        commands.close_matter(found, reason=form.cleaned_data["reason"], actor=request.actor)
        messages.success(request, _("事项「%(title)s」已停止，已公开的内容保留。") % {"title": found.title})
        return redirect("desk:areas")
    title = _("停止事项「%(title)s」") % {"title": found.title}
    return form_page(request, form, title, _("停止"), back, _crumbs((found.title, back), _("停止")))


@staff_required(opens=_matter)
@require_POST
def bind(request: StaffRequest, found: Matter) -> HttpResponse:
    """Say that a public record belongs to the matter."""
    kind, _colon, number = request.POST.get("record", "").partition(":")
    try:
        commands.bind_record(found, RecordRef(kind[:48], number[:48]), actor=request.actor)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("已归入事项「%(title)s」。") % {"title": found.title})
    return redirect("desk:matter", pk=found.pk)


@staff_required(opens=every(MatterRecord.objects.select_related("matter__area").all))
@require_POST
def unbind(request: StaffRequest, bound: MatterRecord) -> HttpResponse:
    try:
        commands.unbind_record(bound, actor=request.actor)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("desk:matter", pk=bound.matter_id)


@staff_required(opens=_matter)
@require_POST
def sheet(request: StaffRequest, found: Matter) -> HttpResponse:
    """Offer the matter as a one-page sheet."""
    try:
        commands.publish_sheet(found, actor=request.actor)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("「一事一页」已发布，访问次数从现在起统计。"))
    return redirect("desk:matter", pk=found.pk)
