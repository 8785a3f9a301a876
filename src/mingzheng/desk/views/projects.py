"""Projects and tables on the desk: making them, reporting, and where each report stands."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mingzheng.core import timekeeping
from mingzheng.core.errors import Refused
from mingzheng.core.submissions.acting import say_no
from mingzheng.design.parts import Crumb
from mingzheng.desk.access import OFFICE_POSTS, StaffRequest, every, staff_required
from mingzheng.desk.taking import form_page, take
from mingzheng.disclosure.key_areas import commands, queries, tables
from mingzheng.disclosure.key_areas.forms import NewProjectForm, NewUpdateForm, RowsForm, TableForm
from mingzheng.disclosure.key_areas.models import Matter, Project, PublicTable

USUAL_DAYS = 31


@staff_required
@require_GET
def projects(request: StaffRequest) -> HttpResponse:
    """Projects and tables of the own unit; 区府办 sees all."""
    rows = [(row, queries.project_standing(row)) for row in queries.staff_projects(request.actor)]
    rows.sort(key=lambda pair: (pair[1].days_left is None, pair[1].days_left or 0))
    found = [(row, queries.live_version(row)) for row in queries.staff_tables(request.actor)]
    context = {
        "rows": rows,
        "tables": found,
        "office": request.actor.post in OFFICE_POSTS,
        "crumbs": [Crumb(_("项目和公开表"))],
    }
    return render(request, "desk/key_areas/projects.html", context)


def _project(request: StaffRequest, pk: int) -> Project:
    found = queries.staff_projects(request.actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@staff_required(opens=_project)
@require_GET
def project(request: StaffRequest, found: Project) -> HttpResponse:
    context = {
        "project": found,
        "own": queries.project_standing(found),
        "nodes": queries.milestones(found),
        "updates": found.updates.select_related("case", "milestone")[:50],
        "may": request.actor.post in commands.UNIT_POSTS and request.actor.unit_id == found.unit_id,
        "crumbs": _crumbs(found.title),
    }
    return render(request, "desk/key_areas/project.html", context)


def _crumbs(*labels: str | tuple[str, str]) -> list[Crumb]:
    steps = [Crumb(_("项目和公开表"), reverse("desk:projects"))]
    return [*steps, *(Crumb(one) if isinstance(one, str) else Crumb(*one) for one in labels)]


@staff_required(opens=every(Matter.objects.select_related("area").all))
@require_http_methods(["GET", "POST"])
def add_project(request: StaffRequest, matter: Matter) -> HttpResponse:
    start = {"update_days": matter.update_days or USUAL_DAYS}
    form = NewProjectForm(request.POST if request.method == "POST" else None, initial=start)
    made = take(
        request,
        form,
        f"key_areas.project:{matter.pk}",
        lambda data: commands.add_project(matter, data, actor=request.actor).pk,
    )
    if made is not None:
        messages.success(request, _("项目已建立。登记第一次进展并经复核后公开。"))
        return redirect("desk:project", pk=made)
    back = reverse("desk:matter", args=[matter.pk])
    title = _("建立项目")
    return form_page(request, form, title, _("建立"), back, _crumbs(title), lead=matter.title)


@staff_required(opens=_project)
@require_http_methods(["GET", "POST"])
def add_update(request: StaffRequest, found: Project) -> HttpResponse:
    """Report progress; it waits for a second person of the unit."""
    start = {"happened_on": timekeeping.today(), "percent": found.percent}
    posted = request.method == "POST"
    form = (
        NewUpdateForm(request.POST, request.FILES, project=found)
        if posted
        else NewUpdateForm(initial=start, project=found)
    )
    made = take(
        request,
        form,
        f"key_areas.update:{found.pk}",
        lambda data: commands.submit_update(found, data, actor=request.actor).case_id,
    )
    if made is not None:
        messages.success(request, _("进展已提交，由本单位另一人复核后公开。"))
        return redirect("desk:case", pk=made)
    back = reverse("desk:project", args=[found.pk])
    title = _("登记进展")
    return form_page(request, form, title, _("提交复核"), back, _crumbs((found.title, back), title), lead=found.title)


@staff_required(opens=every(Matter.objects.select_related("area").all))
@require_http_methods(["GET", "POST"])
def add_table(request: StaffRequest, matter: Matter) -> HttpResponse:
    form = TableForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        try:
            made = commands.add_table(matter, facts["spec"], facts["title"], facts["note"], actor=request.actor)
        except Refused as refused:
            say_no(form, refused)
        else:
            messages.success(request, _("公开表已建立。填写内容并经复核后公开。"))
            return redirect("desk:public-table", pk=made.pk)
    title = _("建立公开表")
    back = reverse("desk:matter", args=[matter.pk])
    return form_page(request, form, title, _("建立"), back, _crumbs(title), lead=matter.title)


def _table(request: StaffRequest, pk: int) -> PublicTable:
    found = queries.staff_tables(request.actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@staff_required(opens=_table)
@require_GET
def table(request: StaffRequest, found: PublicTable) -> HttpResponse:
    context = {
        "table": found,
        "spec": tables.specs()[found.spec],
        "versions": found.versions.select_related("case")[:50],
        "live": queries.live_version(found),
        "may": request.actor.post in commands.UNIT_POSTS and request.actor.unit_id == found.unit_id,
        "crumbs": _crumbs(found.title),
    }
    return render(request, "desk/key_areas/table.html", context)


@staff_required(opens=_table)
@require_http_methods(["GET", "POST"])
def add_version(request: StaffRequest, found: PublicTable) -> HttpResponse:
    """The rows anew: typed, pasted or from a workbook; they wait for a second person of the unit."""
    spec = tables.specs()[found.spec]
    live = queries.live_version(found)
    start = {"lines": tables.as_lines(spec, live.rows) if live else ""}
    posted = request.method == "POST"
    form = RowsForm(request.POST, request.FILES, spec=spec) if posted else RowsForm(initial=start, spec=spec)
    if posted and form.is_valid():
        try:
            made = commands.submit_version(found, form.cleaned_data, actor=request.actor)
        except Refused as refused:
            say_no(form, refused)
        else:
            waiting = made.findings.filter(outcome="open").count()
            if waiting:
                messages.warning(request, _("表中发现 %(n)d 处个人信息，处理完才能公开。") % {"n": waiting})
            else:
                messages.success(request, _("内容已提交，由本单位另一人复核后公开。"))
            return redirect("desk:case", pk=made.case_id)
    back = reverse("desk:public-table", args=[found.pk])
    title = _("填写内容")
    return form_page(request, form, title, _("提交复核"), back, _crumbs((found.title, back), title), lead=found.title)
