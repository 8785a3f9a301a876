"""The standard catalogue on the desk: versions, import with a dry run, items and their columns, publication, export."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingzheng.core import timekeeping
from mingzheng.core.errors import Refused
from mingzheng.core.numbers import whole
from mingzheng.core.submissions.acting import say_no
from mingzheng.core.submissions.fields import offer
from mingzheng.design.downloads import file_response
from mingzheng.design.parts import Crumb
from mingzheng.desk.access import OFFICE_POSTS, StaffRequest, every, post_required, staff_required
from mingzheng.desk.taking import form_page
from mingzheng.desk.views.columns import office_required
from mingzheng.disclosure.catalogue import importing, queries, standard
from mingzheng.disclosure.catalogue.forms import ImportForm
from mingzheng.disclosure.catalogue.models import Column, StandardCatalogue, StandardItem
from mingzheng.papers.catalogue_xlsx import catalogue_workbook

SHOWN = 300


class DeskImportForm(ImportForm):
    dry_run = forms.BooleanField(
        label=gettext_lazy("只检查，不导入"), required=False, help_text=gettext_lazy("先看哪些行会被拒收、为什么。")
    )


@staff_required
@require_GET
def versions(request: StaffRequest) -> HttpResponse:
    """Every version of the standard catalogue, the newest first."""
    context = {
        "versions": standard.versions(),
        "office": request.actor.post in OFFICE_POSTS,
        "crumbs": [Crumb(_("标准目录"))],
    }
    return render(request, "desk/catalogue/versions.html", context)


@staff_required(opens=every(StandardCatalogue.objects.all))
@require_GET
def version(request: StaffRequest, catalogue: StandardCatalogue) -> HttpResponse:
    """The items of one version with how they stand; filter by field, words, own unit."""
    text, field = request.GET.get("text", "").strip()[:60], request.GET.get("field", "")[:31]
    mine = request.GET.get("mine") == "1"
    items = standard.filtered(catalogue, text=text, field=field, unit_id=request.actor.unit_id if mine else None)
    lines = standard.lines(items)
    context = {
        "catalogue": catalogue,
        "lines": lines[:SHOWN],
        "total": len(lines),
        "shown": SHOWN,
        "fields": standard.fields(catalogue),
        "text": text,
        "field": field,
        "mine": mine,
        "office": request.actor.post in OFFICE_POSTS,
        "crumbs": [Crumb(_("标准目录"), reverse("desk:catalogue")), Crumb(str(catalogue))],
    }
    return render(request, "desk/catalogue/version.html", context)


@office_required
@require_http_methods(["GET", "POST"])
def load(request: StaffRequest) -> HttpResponse:
    """Import a workbook; with 只检查 nothing is written. Refused rows are listed with their reasons."""
    start = {"year": timekeeping.today().year, "title": _("政务公开标准目录"), "dry_run": True}
    form = DeskImportForm(request.POST, request.FILES) if request.method == "POST" else DeskImportForm(initial=start)
    report = None
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        try:
            report = importing.import_workbook(
                facts["file"].data,
                year=facts["year"],
                title=facts["title"],
                name=facts["file"].name,
                actor=request.actor,
                dry_run=facts["dry_run"],
            )
        except Refused as refused:
            say_no(form, refused)
    if report is not None and report.catalogue is not None and not report.refused:
        messages.success(request, _("已导入 %(n)d 项，成为一版草稿。") % {"n": report.taken})
        return redirect("desk:catalogue-version", pk=report.catalogue.pk)
    crumbs = [Crumb(_("标准目录"), reverse("desk:catalogue")), Crumb(_("导入"))]
    return render(request, "desk/catalogue/import.html", {"form": form, "report": report, "crumbs": crumbs})


@post_required(*OFFICE_POSTS, opens=every(StandardCatalogue.objects.all))
@require_POST
def publish(request: StaffRequest, catalogue: StandardCatalogue) -> HttpResponse:
    try:
        importing.publish(catalogue, actor=request.actor)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("已公布《%(title)s》。") % {"title": catalogue})
    return redirect("desk:catalogue-version", pk=catalogue.pk)


class BindForm(forms.Form):
    column = forms.ChoiceField(label=gettext_lazy("对应栏目"), required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        offer(self, "column", [("", _("（没有）")), *queries.column_choices()])


@post_required(*OFFICE_POSTS, opens=every(StandardItem.objects.select_related("catalogue", "column").all))
@require_http_methods(["GET", "POST"])
def bind(request: StaffRequest, item: StandardItem) -> HttpResponse:
    """Say in which column the records of an item stand."""
    back = reverse("desk:catalogue-version", args=[item.catalogue_id])
    start = {"column": item.column.code if item.column else ""}
    form = BindForm(request.POST) if request.method == "POST" else BindForm(initial=start)
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["column"]
        try:
            importing.bind_column(item, Column.objects.filter(code=code).first() if code else None, actor=request.actor)
        except Refused as refused:
            say_no(form, refused)
        else:
            messages.success(request, _("已保存事项的对应栏目。"))
            return redirect(f"{back}#item-{item.pk}")
    crumbs = [Crumb(_("标准目录"), reverse("desk:catalogue")), Crumb(str(item.catalogue), back), Crumb(_("对应栏目"))]
    return form_page(request, form, str(item), _("保存"), back, crumbs, lead=item.content[:200])


@staff_required(opens=every(StandardCatalogue.objects.all))
@require_GET
def export(request: StaffRequest, catalogue: StandardCatalogue) -> HttpResponse:
    """A version as a workbook; imported again it is the same."""
    unit = request.actor.unit_id if whole(request.GET.get("mine", "")) else None
    items = standard.filtered(catalogue, unit_id=unit)
    return file_response(catalogue_workbook(catalogue, items), f"catalogue-{catalogue.year}-{catalogue.version}.xlsx")
