"""Key areas: what is due, what is published, how fresh; a page for each matter; the calendar; the subject map."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mingzheng.core import timekeeping
from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused
from mingzheng.design.context import site
from mingzheng.design.downloads import file_response
from mingzheng.design.parts import Crumb, Pair, pairs_of
from mingzheng.design.templatetags.design_text import cn_date
from mingzheng.disclosure.catalogue import fresh, products, standard
from mingzheng.disclosure.key_areas import queries
from mingzheng.disclosure.key_areas.models import Matter
from mingzheng.disclosure.key_areas.queries import Due, MatterLine
from mingzheng.papers import brochure
from mingzheng.papers.publication_ics import publication_calendar
from mingzheng.portal import structure, subject_map
from mingzheng.portal.meta import PageMeta, of_column
from mingzheng.portal.page import draw

PRINTED = 12  # records on a printed sheet


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The seven areas: how many matters, how many with content, when last renewed."""
    lines = queries.areas()
    return draw(
        request,
        "portal/key_areas/areas.html",
        column=structure.find("areas"),
        shows=["areas"],
        lines=[(line.area.mark, line) for line in lines],
        year=queries.current_year(),
        projects=_projects()[:6],
    )


def _projects(**where: Any) -> list[tuple[Any, str, str]]:
    rows = queries.public_projects().filter(**where).order_by("-updated_on", "-id")
    return [(row, *fresh.for_public(queries.project_standing(row))) for row in rows]


@require_safe
def area(request: HttpRequest, number: int) -> HttpResponse:
    """One area: every matter with its units, its rule and its freshness; its projects and tables."""
    found = queries.area(number)
    if found is None:
        raise Http404
    tables = queries.public_tables().filter(matter__area=found.area)
    return draw(
        request,
        "portal/key_areas/area.html",
        column=structure.find("areas"),
        shows=["areas", f"area:{number}"],
        meta=_meta(found.area.title, found.area.wording),
        crumbs=_crumbs(found.area.title),
        line=found,
        numeral=found.area.mark,
        rows=[(one, *fresh.for_public(one.own)) for one in found.matters],
        projects=_projects(matter__area=found.area),
        tables=tables,
    )


@require_safe
def matter(request: HttpRequest, code: str) -> HttpResponse:
    """一事一页: one matter on one page, to be printed or opened by its QR code."""
    found = _matter(code)
    line = queries.matter_lines([found])[0]
    if request.method == "GET":
        products.visited(f"sheet-{found.code}")
    light, word = fresh.for_public(line.own)
    return draw(
        request,
        "portal/key_areas/matter.html",
        column=structure.find("areas"),
        meta=_meta(found.title, found.required),
        crumbs=_crumbs(found.title, (found.area.title, found.area.get_absolute_url())),
        matter=found,
        facts=_facts(found, line),
        light=light,
        word=word,
        records=[row for row in queries.records_of(found) if not row.record_kind.startswith("key_areas.")],
        projects=_projects(matter=found),
        tables=queries.public_tables().filter(matter=found),
        address=request.build_absolute_uri(found.get_absolute_url()),
    )


def _matter(code: str) -> Matter:
    found = queries.matter(code)
    if found is None:
        raise Http404
    return found


def _facts(found: Matter, line: MatterLine) -> list[Pair]:
    return pairs_of(
        [
            (_("公开内容"), found.required),
            (_("责任单位"), "、".join(unit.name for unit in found.units.all())),
            (_("更新要求"), line.rule),
            (_("公开渠道"), found.channel),
            (_("最近更新"), cn_date(line.own.last) if line.own.last else ""),
            (_("下次更新不晚于"), cn_date(line.own.due_on) if line.own.due_on and line.own.good else ""),
        ]
    )


@require_safe
def qr(request: HttpRequest, code: str) -> HttpResponse:
    """The address of a matter's page as a QR code."""
    found = _matter(code)
    data = brochure.code_svg(request.build_absolute_uri(found.get_absolute_url()))
    response = HttpResponse(data, content_type="image/svg+xml")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "public, max-age=86400"
    return response


@require_safe
def matter_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """一事一页 as PDF, to be printed and laid out; ``?folded=1``: three panels to fold."""
    found = _matter(code)
    line = queries.matter_lines([found])[0]
    rows = queries.records_of(found, PRINTED)
    listed = "".join(f"<li>{escape(row.title)}（{chinese_date(row.published_on)}）</li>" for row in rows)
    sheet = brochure.Brochure(
        title=found.title,
        organ="、".join(unit.short for unit in found.units.all()) or site().district,
        date=timekeeping.today(),
        url=request.build_absolute_uri(found.get_absolute_url()),
        summary=found.required,
        facts=tuple(brochure.Fact(str(pair.term), str(pair.value)) for pair in _facts(found, line)[1:]),
        body=f"<h2>已公开的信息</h2><ul>{listed}</ul>" if listed else "",
        topic=f"重点领域 · {found.area.title}",
        sources=(f"{found.area.year}年政务公开工作要点：{found.wording}",) if found.wording else (),
    )
    try:
        data = brochure.pdf(sheet, folded=request.GET.get("folded") == "1")
    except Refused as refused:
        raise Http404(str(refused)) from refused
    return file_response(data, f"{found.code}.pdf", inline=True)


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """What will be published by when, month by month, from update rules and milestones."""
    if request.method == "GET":
        products.visited("calendar")
    months: dict[tuple[int, int], list[Due]] = {}
    for due in queries.due_dates():
        months.setdefault((due.day.year, due.day.month), []).append(due)
    return draw(
        request,
        "portal/key_areas/calendar.html",
        column=structure.find("areas"),
        meta=_meta(_("公开发布日历"), _("各栏目、事项和项目不晚于哪一天更新。")),
        crumbs=_crumbs(_("公开发布日历")),
        months=[(f"{year}年{month}月", dues) for (year, month), dues in months.items()],
    )


@require_safe
def calendar_file(request: HttpRequest) -> HttpResponse:
    """The calendar for phone and mail programs; subscribed to in place."""
    base = request.build_absolute_uri("/").rstrip("/")
    name = f"{site().name} {_('公开发布日历')}"
    data = publication_calendar(queries.due_dates(), name=name, base=base, stamp=timekeeping.now())
    return file_response(data, "publication.ics", inline=True)


@require_safe
def subjects(request: HttpRequest) -> HttpResponse:
    """标准目录主题地图: the fields of the catalogue by size, how much of each is published; the same as a list."""
    if request.method == "GET":
        products.visited("map")
    catalogue = standard.live()
    counts: dict[str, tuple[int, int]] = {}
    lines = standard.lines(catalogue.items.select_related("column")) if catalogue else []
    for line in lines:
        total, published = counts.get(line.item.field, (0, 0))
        counts[line.item.field] = (total + 1, published + (not line.own.empty))
    base = reverse("portal:catalogue")
    found = [
        subject_map.Subject(field, total, published, f"{base}?field={field}")
        for field, (total, published) in counts.items()
    ]
    return draw(
        request,
        "portal/key_areas/subjects.html",
        column=structure.find("catalogue"),
        meta=_meta(_("标准目录主题地图"), _("各领域应公开的事项和已公开的情况。")),
        crumbs=[Crumb(_("首页"), "/"), Crumb(structure.find("catalogue").label, base), Crumb(_("主题地图"))],
        subjects=found,
        tiles=subject_map.tiles(found),
        size=(int(subject_map.WIDTH), int(subject_map.HEIGHT)),
    )


def _meta(title: str, about: str) -> PageMeta:
    return of_column(structure.find("areas"), name=title, about=about)


def _crumbs(last: str, *between: tuple[str, str]) -> list[Crumb]:
    steps = [Crumb(_("首页"), "/"), Crumb(structure.find("areas").label, reverse("portal:areas"))]
    return [*steps, *(Crumb(label, url) for label, url in between), Crumb(last)]
