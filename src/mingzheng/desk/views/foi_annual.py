"""The three tables of the annual report from the records: on one page, behind each cell its list, as a workbook."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mingzheng.core import keyset, timekeeping
from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused
from mingzheng.core.numbers import whole
from mingzheng.core.procedures.permission import seen_by
from mingzheng.core.submissions.acting import say_no
from mingzheng.core.units.models import Unit
from mingzheng.design.downloads import file_response
from mingzheng.design.parts import Crumb, Tab
from mingzheng.desk.access import OFFICE_POSTS, StaffRequest, post_required
from mingzheng.desk.kept_typing import keeps_typing
from mingzheng.desk.views.foi_statistics import unit_of, units_for
from mingzheng.papers.foi_annual_xlsx import annual_workbook, closing_blank
from mingzheng.requests.foi.annual import commands, disclosed, layout
from mingzheng.requests.foi.annual.forms import ClosingFileForm, ClosingForm, OwnFiguresForm
from mingzheng.requests.foi.annual.report import behind_3, report, years
from mingzheng.requests.foi.law import outcomes
from mingzheng.requests.foi.law.checks import TABLE2, TABLE2_CELLS
from mingzheng.requests.foi.law.facts import REMEDY_KINDS
from mingzheng.requests.foi.law.tables import CELLS, COLUMNS, ROWS, row_name
from mingzheng.requests.foi.models import ClosingFigures, OwnFigures
from mingzheng.requests.foi.queries import READERS
from mingzheng.requests.remedies import queries as remedies

PAGE_SIZE = 50
BY_RECEIPT = keyset.Order("received_on", descending=True)
BY_FILING = keyset.Order("filed_on", descending=True)
MOST_DOCUMENTS = 500


def _year(request: StaffRequest) -> int:
    asked = whole(request.GET.get("year", ""), 4)
    return asked if asked in years() else timekeeping.today().year


def _query(year: int, unit: Unit | None, **more: Any) -> str:
    return urlencode({"year": year, **({"unit": unit.pk} if unit else {}), **more})


def _crumbs(year: int, unit: Unit | None, *last: str) -> list[Crumb]:
    annual = f"{reverse('desk:foi-annual')}?{_query(year, unit)}"
    steps = [Crumb(_("统计"), reverse("desk:foi-statistics"))]
    return [*steps, Crumb(_("年报表格"), annual if last else ""), *(Crumb(one) for one in last)]


@post_required(*READERS)
@require_GET
def annual(request: StaffRequest) -> HttpResponse:
    """The year's tables in the layout of the form, with every finding."""
    year, unit = _year(request), unit_of(request)
    found = report(year, unit)
    keeps = unit is not None and commands.may_keep(unit, request.actor)
    context = {
        "report": found,
        "unit": unit,
        "year": year,
        "tables": layout.lay(found.tables),
        "years": [Tab(_("%(year)s年") % {"year": one}, f"?{_query(one, unit)}", one == year) for one in years()[:8]],
        "units": units_for(request),
        "kept": _query(year, unit),
        "own": OwnFigures.objects.filter(unit=unit, year=year).first() if unit else None,
        "closing": ClosingFigures.objects.filter(unit=unit, year=year - 1).first() if unit else None,
        "before": year - 1,
        "may_keep": keeps,
        "office": request.actor.post in OFFICE_POSTS,
        "crumbs": _crumbs(year, unit),
    }
    return render(request, "desk/foi/annual.html", context)


@post_required(*READERS)
@require_GET
def workbook(request: StaffRequest) -> HttpResponse:
    year, unit = _year(request), unit_of(request)
    found = report(year, unit)
    who = unit.short if unit else _("全区")
    under = _("截至 %(day)s") % {"day": chinese_date(timekeeping.today())}
    data = annual_workbook(f"{who}{year}年", under, layout.lay(found.tables))
    return file_response(data, f"foi-annual-{year}.xlsx")


@post_required(*READERS)
@require_GET
def behind(request: StaffRequest) -> HttpResponse:
    """The rows that a cell counts: numbers and dates; a case opens for who may read it."""
    show = {"2": _behind_2, "3": _behind_3, "4": _behind_4}.get(request.GET.get("table", ""))
    if show is None:
        raise Http404
    return show(request, _year(request), unit_of(request), request.GET.get("row", ""), request.GET.get("column", ""))


def _behind_2(request: StaffRequest, year: int, unit: Unit | None, row: str, column: str) -> HttpResponse:
    if row not in TABLE2 or column not in TABLE2_CELLS:
        raise Http404
    rows = disclosed.behind(year, unit, column, timekeeping.today())[:MOST_DOCUMENTS] if row == "normative" else []
    context = {"documents": rows, "office": request.actor.post in OFFICE_POSTS, "actor_unit": request.actor.unit_id}
    return _list(request, year, unit, f"{TABLE2[row]} · {TABLE2_CELLS[column]}", context)


def _behind_3(request: StaffRequest, year: int, unit: Unit | None, row: str, column: str) -> HttpResponse:
    rows = behind_3(year, unit, row, column)
    if rows is None:
        raise Http404
    page = keyset.page(rows, BY_RECEIPT, request.GET, PAGE_SIZE)
    readable = _readable(request, [one.case_id for one in page.rows])
    applications = [(one, one.case_id in readable, _result(one.leaf)) for one in page.rows]
    title = f"{row_name(row) if row in ROWS else row} · {COLUMNS[column]}"
    return _list(request, year, unit, title, {"applications": applications, "page": page})


def _behind_4(request: StaffRequest, year: int, unit: Unit | None, row: str, column: str) -> HttpResponse:
    if row not in REMEDY_KINDS or column not in CELLS:
        raise Http404
    page = keyset.page(remedies.behind_cell(year, unit, row, column), BY_FILING, request.GET, PAGE_SIZE)
    readable = _readable(request, [one.case_id for one in page.rows])
    context = {"remedies": [(one, one.case_id in readable) for one in page.rows], "page": page}
    return _list(request, year, unit, f"{REMEDY_KINDS[row]} · {CELLS[column]}", context)


def _readable(request: StaffRequest, cases: list[int | None]) -> set[int]:
    return set(seen_by(request.actor).filter(pk__in=[one for one in cases if one]).values_list("pk", flat=True))


def _result(leaf: str) -> str:
    if leaf in outcomes.LEAVES:
        return outcomes.LEAVES[leaf].name
    return row_name(leaf) if leaf in ROWS else leaf


def _list(request: StaffRequest, year: int, unit: Unit | None, title: str, context: dict[str, Any]) -> HttpResponse:
    context |= {"title": title, "year": year, "unit": unit, "crumbs": _crumbs(year, unit, title)}
    return render(request, "desk/foi/annual_rows.html", context)


def _unit_to_keep(request: StaffRequest) -> Unit:
    """The unit whose figures are entered; 404 where the actor keeps none."""
    unit = unit_of(request)
    if unit is None or not commands.may_keep(unit, request.actor):
        raise Http404
    return unit


def _posted(request: StaffRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


@keeps_typing
@post_required(*READERS)
@require_http_methods(["GET", "POST"])
def own_figures(request: StaffRequest) -> HttpResponse:
    """行政许可、处罚、强制、收费 of a unit and year."""
    unit, year = _unit_to_keep(request), _year(request)
    held = OwnFigures.objects.filter(unit=unit, year=year).first()
    start = {name: getattr(held, name) for name in commands.OWN} if held is not None else {}
    form = OwnFiguresForm(_posted(request), initial=start)

    def save() -> str:
        commands.keep_own(unit, year, request.actor, form.cleaned_data)
        return _("已登记%(year)s年的数据。") % {"year": year}

    title = _("登记%(year)s年许可、处罚、强制和收费") % {"year": year}
    return _form_page(request, form, save, title, unit, year)


@keeps_typing
@post_required(*READERS)
@require_http_methods(["GET", "POST"])
def closing(request: StaffRequest) -> HttpResponse:
    """The closing figures of the year before, typed."""
    unit, year = _unit_to_keep(request), _year(request)
    held = ClosingFigures.objects.filter(unit=unit, year=year - 1).first()
    start: dict[str, Any] = {"year": year - 1}
    if held is not None:
        start |= {"regulations": held.regulations, "normative": held.normative, "source": held.source}
        start |= dict(zip(COLUMNS, held.carried_out, strict=True))
    form = ClosingForm(_posted(request), initial=start)

    def save() -> str:
        commands.keep_closing([form.closing(unit)], request.actor)
        return _("已登记%(year)s年年报的结转数。") % {"year": form.cleaned_data["year"]}

    return _form_page(request, form, save, _("登记上年年报的结转数"), unit, year)


def _form_page(request: StaffRequest, form: Any, save: Any, title: str, unit: Unit, year: int) -> HttpResponse:
    """Show, save, say; what is refused stands at its field."""
    back = f"{reverse('desk:foi-annual')}?{_query(year, unit)}"
    if request.method == "POST" and form.is_valid():
        try:
            said = save()
        except Refused as refused:
            say_no(form, refused)
        else:
            messages.success(request, said)
            return redirect(back)
    context = {"form": form, "title": title, "unit": unit, "back": back, "crumbs": _crumbs(year, unit, title)}
    return render(request, "desk/foi/annual_form.html", context)


@post_required(*READERS)
@require_http_methods(["GET", "POST"])
def closing_file(request: StaffRequest) -> HttpResponse:
    """Closing figures of one or many units from a file: all lines or none."""
    year = _year(request)
    if request.actor.post not in (*OFFICE_POSTS, *commands.KEEPERS):
        raise Http404
    form = ClosingFileForm(_posted(request), request.FILES if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            n = commands.keep_closing(form.cleaned_data["file"], request.actor)
        except Refused as refused:
            form.add_error("file", str(refused))
        else:
            messages.success(request, _("已登记，新增或者更新 %(n)s 行。") % {"n": n})
            return redirect(f"{reverse('desk:foi-annual')}?year={year}")
    title = _("导入往年结转数")
    back = f"{reverse('desk:foi-annual')}?year={year}"
    context = {"form": form, "title": title, "back": back, "blank": True, "crumbs": _crumbs(year, None, title)}
    return render(request, "desk/foi/annual_form.html", context)


@post_required(*READERS)
@require_GET
def blank(request: StaffRequest) -> HttpResponse:
    return file_response(closing_blank(), "foi-closing.xlsx")
