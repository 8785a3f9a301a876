"""Major decisions as the public reads them: the catalogues of district and units by year, one page for each matter."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_safe

from mingzheng.design.context import site
from mingzheng.design.parts import Crumb, Pair, Step, Tab, pairs_of
from mingzheng.design.templatetags.design_text import cn_date
from mingzheng.participation.consultations import presenting
from mingzheng.participation.decisions import gathering, queries, terms
from mingzheng.participation.decisions.models import Catalogue, Code, Matter
from mingzheng.portal import structure
from mingzheng.portal.meta import PageMeta, of_article
from mingzheng.portal.page import draw

# How far a matter is, for the row of steps: each with the states in which it is the present one.
STAGES = (
    (_l("列入目录"), ("listed",)),
    (_l("前期工作"), ("preparing",)),
    (_l("合法性审查"), ("legality",)),
    (_l("集体讨论"), ("reviewed", "tabled")),
    (_l("公布"), ("decided",)),
    (_l("执行"), ("public", "archived", "suspended")),
)


def _crumbs(*more: Crumb) -> list[Crumb]:
    return structure.crumbs(structure.find("decisions"), *more)


def _meta(title: str, source: str, description: str, published: dt.date | None) -> PageMeta:
    column = structure.find("decisions")
    return of_article(column, title, published=published, source=source, about=description)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The newest year; without any catalogue the page says what will be here."""
    years = queries.years()
    return _year(request, years[0] if years else None, years)


@require_safe
def district(request: HttpRequest, year: int) -> HttpResponse:
    years = queries.years()
    if year not in years:
        raise Http404
    return _year(request, year, years)


def _year(request: HttpRequest, year: int | None, years: list[int]) -> HttpResponse:
    """A year of the district: its matters, what was adjusted, the units' catalogues."""
    found = queries.district(year) if year else None
    context: dict[str, Any] = {
        "year": year,
        "tabs": _tabs(years, year),
        "units": list(queries.of_units(year)) if year else [],
    }
    context |= _catalogue(found) if found else {}
    return draw(
        request,
        "portal/decisions/index.html",
        column=structure.find("decisions"),
        shows=("decisions",),
        **context,
    )


def _tabs(years: list[int], year: int | None) -> list[Tab]:
    return [
        Tab(_("%(year)s年") % {"year": one}, reverse("portal:decisions-district", args=[one]), one == year)
        for one in years
    ]


def _catalogue(found: Catalogue) -> dict[str, Any]:
    due = terms.catalogue_due(found.year)
    return {
        "catalogue": found,
        "lines": queries.lines_now(found),
        "history": queries.history(found),
        "late": bool(found.published_on and found.published_on > due),
        "due": due,
    }


@require_safe
def unit(request: HttpRequest, year: int, code: str) -> HttpResponse:
    """A unit's catalogue of a year."""
    found = queries.of_unit(year, code)
    if found is None:
        raise Http404
    year_page = Crumb(_("%(year)s年") % {"year": year}, reverse("portal:decisions-district", args=[year]))
    return draw(
        request,
        "portal/decisions/unit.html",
        meta=_meta(found.title, found.unit.name, found.title, found.published_on),
        crumbs=_crumbs(year_page, Crumb(found.unit.short)),
        shows=("decisions",),
        **_catalogue(found),
    )


@require_safe
def matter(request: HttpRequest, pk: int) -> HttpResponse:
    """One matter: how far it is, and every part of point (十九) in order, with what is still to come."""
    found = queries.matter(pk)
    if found is None:
        raise Http404
    parts = gathering.gathered(found)
    heard = parts.of(Code.OPINIONS).heard
    catalogue = Crumb(found.catalogue.title, found.catalogue.get_absolute_url())
    return draw(
        request,
        "portal/decisions/matter.html",
        meta=_meta(found.title, found.unit.name, found.about or found.title, found.listed_on),
        crumbs=_crumbs(catalogue, Crumb(found.title)),
        shows=(
            "decisions",
            f"matter:{found.pk}",
            f"document:{found.document_id}",
            *(f"consultation:{one.pk}" for one in heard),
        ),
        moment=True,  # it counts opinions as they come in
        matter=found,
        state=found.case.state if found.case else "",
        header=_header(found),
        steps=_progress(found),
        parts=parts,
        adoptions={one.pk: presenting.adoption(one.consultation) for one in heard if one.answered_on},
    )


def _header(found: Matter) -> list[Pair]:
    pairs: list[Any] = [
        Pair(_("决策机关"), site().name if found.district else found.unit.name),
        Pair(_("承办单位"), found.unit.name, url=reverse("portal:agency", args=[found.unit.code])),
        Pair(_("类别"), found.get_kind_display()),
        Pair(_("列入目录"), cn_date(found.listed_on)),
        Pair(_("计划完成"), cn_date(found.planned_by)),
        Pair(_("启动"), cn_date(found.started_on)),
        Pair(_("决定"), cn_date(found.decided_on)),
        Pair(_("公布"), cn_date(found.published_on)),
    ]
    return pairs_of(pairs)


def _progress(found: Matter) -> list[Step]:
    """The row of steps; none for a matter that ended on its way."""
    state = found.case.state if found.case else "listed"
    at = next((place for place, (_label, states) in enumerate(STAGES) if state in states), None)
    if at is None:
        return []
    return [
        Step(str(label), "done" if place < at else "current" if place == at else "todo")
        for place, (label, _states) in enumerate(STAGES)
    ]
