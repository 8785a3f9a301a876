"""Annual reports on the desk: the year's board, beginning, preview and papers, the check of any report, past reports."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.numbers import whole
from mingzheng.core.submissions.acting import say_no
from mingzheng.core.units.models import Unit
from mingzheng.core.units.queries import office
from mingzheng.design.downloads import file_response
from mingzheng.design.parts import Crumb, Tab
from mingzheng.desk.access import OFFICE_POSTS, StaffRequest, own_unit, post_required, staff_required
from mingzheng.desk.taking import begun, form_page, take
from mingzheng.supervision.annual_report import checking, commands, forms, queries, visibility
from mingzheng.supervision.annual_report.models import AnnualReport
from mingzheng.supervision.annual_report.reading.found import TABLE_NAMES
from mingzheng.supervision.annual_report.reading.parts import NUMERALS

WRITERS = (Post.OFFICER, Post.OFFICE_CLERK)
KINDS = ("docx", "pdf", "html", "xlsx")


def _crumbs(*labels: tuple[str, str] | str) -> list[Crumb]:
    steps = [Crumb(_("年度报告"), reverse("desk:annual"))]
    return [*steps, *(Crumb(one) if isinstance(one, str) else Crumb(*one) for one in labels)]


def _year(request: StaffRequest) -> int:
    asked = whole(request.GET.get("year", ""), 4)
    return asked if asked in queries.open_years() else queries.open_years()[0]


@staff_required
@require_GET
def reports(request: StaffRequest) -> HttpResponse:
    """The reports of a year: the own unit's; 区府办 and assessors see who has published and who has not."""
    year, everything = _year(request), visibility.sees_all(request.actor)
    rows = [one for one in queries.standing(year) if everything or one.unit.pk == request.actor.unit_id]
    years = [Tab(_("%(year)s年") % {"year": one}, f"?year={one}", current=one == year) for one in queries.open_years()]
    context = {
        "rows": rows,
        "year": year,
        "years": years,
        "stats": _stats(rows) if everything else [],
        "everything": everything,
        "office": request.actor.post in OFFICE_POSTS,
        "missing": sum(one.report is None and not one.before for one in rows),
        "may_begin": request.actor.post in WRITERS,
        "may_import": request.actor.post in commands.IMPORTERS,
        "today": timekeeping.today(),
        "crumbs": [Crumb(_("年度报告"))],
    }
    return render(request, "desk/annual/list.html", context)


def _stats(rows: list[queries.Standing]) -> list[dict[str, Any]]:
    count = {light: sum(one.light == light for one in rows) for light in ("green", "amber", "red")}
    published = sum(one.report is not None and one.report.published_on is not None for one in rows)
    late = published - count["green"]
    return [
        {"label": _("应公布"), "value": sum(not one.before for one in rows), "trend": "", "light": "none"},
        {"label": _("按期公布"), "value": count["green"], "trend": "", "light": "green"},
        {"label": _("逾期公布"), "value": late, "trend": "", "light": "amber"},
        {"label": _("逾期未公布"), "value": count["red"], "trend": "", "light": "red"},
    ]


@post_required(*WRITERS)
@require_http_methods(["GET", "POST"])
def begin(request: StaffRequest) -> HttpResponse:
    """Begin the unit's report; a clerk of 区府办 the district's."""
    head = office()
    clerk = request.actor.post is Post.OFFICE_CLERK
    whose = [("district", _("区政府的报告（全区）"))] if clerk else [("unit", request.actor.unit_name)]
    form = forms.BeginForm(
        request.POST if request.method == "POST" else None, years=queries.open_years(), whose=whose,
        initial={"year": _year(request)},
    )  # fmt: skip
    unit = None if clerk and head else own_unit(request)
    made = begun(
        request,
        form,
        "annual_report.report",
        lambda data: commands.draft(data["year"], unit, request.actor).case_id,
        _("已按记录算好三张表格，起草了文字。请逐段核对、补充。"),
    )
    if made is not None:
        return made
    lead = _("机器按全年的记录计算三张表格、起草六个部分，由人核对和补充。")
    title = _("编制年度报告")
    return form_page(request, form, title, _("开始编制"), reverse("desk:annual"), _crumbs(title), lead=lead)


@post_required(*OFFICE_POSTS)
@require_POST
def begin_all(request: StaffRequest) -> HttpResponse:
    """Begin the reports that nobody has begun; the units are told."""
    year = whole(request.POST.get("year", ""), 4) or queries.open_years()[0]
    try:
        begun = commands.begin_for_units(year, request.actor)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("已建立 %(n)s 份年度报告，并通知各单位。") % {"n": begun})
    return redirect(f"{reverse('desk:annual')}?year={year}")


def _report(request: StaffRequest, pk: int) -> AnnualReport:
    found = visibility.seen_by(request.actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@post_required(*OFFICE_POSTS, opens=_report)
@require_POST
def remind(request: StaffRequest, report: AnnualReport) -> HttpResponse:
    try:
        commands.remind(report, request.actor)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("已提醒%(unit)s。") % {"unit": report.unit.short})
    return redirect(f"{reverse('desk:annual')}?year={report.year}")


@staff_required(opens=_report)
@require_GET
def preview(request: StaffRequest, report: AnnualReport) -> HttpResponse:
    """The report as it would be published now."""
    if report.case is None:
        raise Http404
    context = {
        "report": report,
        "whole": queries.draft_whole(report),
        "crumbs": _crumbs((report.title, reverse("desk:case", args=[report.case_id])), _("预览")),
    }
    return render(request, "desk/annual/preview.html", context)


@staff_required(opens=_report)
@require_GET
def draft_file(request: StaffRequest, report: AnnualReport, kind: str) -> HttpResponse:
    """The draft as Word, PDF, web page or workbook; marked as a draft."""
    if kind not in KINDS or report.case is None:
        raise Http404
    from mingzheng.papers import annual_report as papers

    makers = {
        "docx": papers.docx,
        "pdf": papers.pdf,
        "xlsx": papers.xlsx,
        "html": lambda one: papers.page(one).encode(),
    }
    return file_response(makers[kind](queries.draft_whole(report)), f"annual-{report.year}-{report.pk}.{kind}")


@staff_required
@require_http_methods(["GET", "POST"])
def check(request: StaffRequest) -> HttpResponse:
    """The check of any report. Nothing of the file is kept."""
    posted = request.method == "POST"
    form = forms.CheckForm(request.POST if posted else None, request.FILES if posted else None)
    found = None
    if posted and form.is_valid():
        try:
            found = _checked(form)
        except Refused as refused:
            say_no(form, refused)
    context = {
        "form": form,
        "found": found,
        "read": _read(found) if found else [],
        "crumbs": _crumbs(_("检查一份报告")),
    }
    return render(request, "desk/annual/check.html", context)


def _checked(form: forms.CheckForm) -> checking.Checked:
    last = _at(form, "previous") if form.cleaned_data.get("previous") else None
    return _at(form, "file", (checking.closing(last) or None) if last else None)


def _at(form: forms.CheckForm, name: str, previous: dict[str, Any] | None = None) -> checking.Checked:
    """What is wrong with a file itself is said at its field."""
    try:
        return checking.check_file(*forms.read_upload(form.cleaned_data[name]), previous)
    except Refused as refused:
        refused.field = name
        raise


def _read(found: checking.Checked) -> list[str]:
    """What could be read, in words."""
    tables = [f"{TABLE_NAMES[key]}（{place}）" for key, place in sorted(found.places.items())]
    parts = "、".join(NUMERALS[number - 1] for number in sorted(found.text.parts))
    return [*tables, _("第%(parts)s部分") % {"parts": parts} if parts else _("没有六个部分的标题")]


@post_required(*commands.IMPORTERS)
@require_http_methods(["GET", "POST"])
def take_in(request: StaffRequest) -> HttpResponse:
    """A report published before the platform, for the archive."""
    central = request.actor.post in OFFICE_POSTS
    units = Unit.objects.order_by("order", "id")
    units = units if central else units.filter(pk=request.actor.unit_id)
    posted = request.method == "POST"
    form = forms.ImportForm(
        request.POST if posted else None, request.FILES if posted else None, units=units, office=central
    )
    if take(request, form, "annual_report.import", lambda data: _take_in(data, request)) is not None:
        messages.success(request, _("已收入档案，公众页面可以查到。"))
        return redirect(f"{reverse('desk:annual')}?year={form.cleaned_data['year']}")
    title = _("导入往年报告")
    lead = _("已经公布过的年度报告（Word、Excel 或网页）。表格和文字从文件中读出，照原样保存，不改动。")
    return form_page(request, form, title, _("导入"), reverse("desk:annual"), _crumbs(title), lead=lead)


def _take_in(data: dict[str, Any], request: StaffRequest) -> int:
    past = commands.Past(data["unit"], bool(data.get("district")), data["year"], data["published_on"], data["source"])
    if past.district:
        head = office()
        past = commands.Past(head or past.unit, True, past.year, past.published_on, past.source)
    content, name = forms.read_upload(data["file"])
    return int(commands.take_in(past, content, name, request.actor).pk)
