"""政府信息公开年报 (条例 Arts 49, 50): by year, the district and the units; each report with its papers and earlier editions."""

from __future__ import annotations

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mingzheng.core import timekeeping
from mingzheng.design import kept
from mingzheng.design.downloads import file_response
from mingzheng.design.parts import NavItem, Tab
from mingzheng.portal import content, structure
from mingzheng.portal.meta import PageMeta, of_article
from mingzheng.portal.page import draw
from mingzheng.supervision.annual_report import queries
from mingzheng.supervision.annual_report.models import AnnualEdition, AnnualReport

KINDS = ("docx", "pdf", "html", "xlsx")
KIND_NAMES = {"docx": "Word", "pdf": "PDF", "html": _("网页"), "xlsx": _("表格")}


def _side() -> list[NavItem]:
    return [NavItem(one.label, one.url, current=one.key == "reports") for one in structure.DISCLOSURE.children]


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """The reports of a year, the newest unless another is asked for; earlier years are the archive."""
    column = structure.find("reports")
    years = queries.years()
    said = request.GET.get("year", "")
    year = int(said) if said.isdecimal() and len(said) == 4 and int(said) in years else (years[0] if years else None)
    rows = list(queries.public().filter(year=year)) if year else []
    tabs = [Tab(_("%(year)s年") % {"year": one}, f"?year={one}", current=one == year) for one in years]
    return draw(
        request,
        "portal/reports.html",
        column=column,
        side=_side(),
        text=content.load(column.text),
        shows=["annual_reports"],
        reads=["year"],
        year=year,
        years=tabs,
        district=[one for one in rows if one.district],
        units=[one for one in rows if not one.district],
    )


def _found(pk: int, number: int | None = None) -> tuple[AnnualReport, AnnualEdition]:
    report = queries.public().filter(pk=pk).first()
    edition = queries.edition(report, number) if report else None
    if report is None or edition is None:
        raise Http404
    return report, edition


@require_safe
def report(request: HttpRequest, pk: int, number: int | None = None) -> HttpResponse:
    """A published report; with a number an earlier edition of it, which says that there is a newer one."""
    found, edition = _found(pk, number)
    editions = list(found.editions.order_by("-number"))
    column = structure.find("reports")
    return draw(
        request,
        "portal/annual/report.html",
        meta=_meta(found, edition),
        crumbs=structure.crumbs(column, found.title),
        shows=[f"annual_report:{found.pk}"],
        report=found,
        edition=edition,
        whole=queries.whole(edition),
        editions=editions,
        newest=editions[0],
        kinds=list(KIND_NAMES.items()),
        late_archive=found.origin == AnnualReport.Origin.IMPORT,
        today=timekeeping.today(),
    )


@require_safe
def file(request: HttpRequest, pk: int, number: int, kind: str) -> HttpResponse:
    """An edition as Word, PDF, web page or workbook: the same content as the page."""
    found, edition = _found(pk, number)
    if kind not in KINDS:
        raise Http404
    # Imported here: pages start faster without the typesetter.
    from mingzheng.papers import annual_report as papers

    makers = {
        "docx": papers.docx,
        "pdf": papers.pdf,
        "xlsx": papers.xlsx,
        "html": lambda one: papers.page(one).encode(),
    }
    answer = file_response(makers[kind](queries.whole(edition)), f"{found.title[:80]}.{kind}")
    answer["X-Robots-Tag"] = "noindex"
    return kept.shows(answer, f"annual_report:{found.pk}")


def _meta(report: AnnualReport, edition: AnnualEdition) -> PageMeta:
    column = structure.find("reports")
    moment = dt.datetime.combine(edition.published_on, dt.time(9), get_default_timezone())
    return of_article(
        column, report.title, published=moment, source=report.agency, about=report.title, words=[_("年度报告")]
    )
