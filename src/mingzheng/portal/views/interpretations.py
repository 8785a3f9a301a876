"""Interpretations: the list by form, unit and year, the page of each, its captions."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from mingzheng.core.files.models import StoredFile
from mingzheng.core.units.models import Unit
from mingzheng.design import kept
from mingzheng.design.downloads import file_response
from mingzheng.policy.interpretations import captions, queries, rendering
from mingzheng.policy.interpretations.models import Form, Interpretation
from mingzheng.portal import structure
from mingzheng.portal.meta import PageMeta, of_article
from mingzheng.portal.page import draw

READS = ("form", "unit", "year", "page")
PAGE_SIZE = 20


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Everything that is out, the newest first; narrowed by form, unit, year."""
    chosen = {name: request.GET.get(name, "")[:32] for name in ("form", "unit", "year")}
    rows = queries.listed(chosen["form"], chosen["unit"], chosen["year"]).order_by("-published_at", "-pk")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page", "")[:6])
    said = {name: value for name, value in chosen.items() if value}
    return draw(
        request,
        "portal/interpretations/list.html",
        column=structure.find("interpretations"),
        shows=["interpretations", "documents"],
        reads=READS,
        chosen=chosen,
        page=page,
        previous=_address(said, page.previous_page_number()) if page.has_previous() else "",
        following=_address(said, page.next_page_number()) if page.has_next() else "",
        rulebook=queries.rulebook(),
        **_choices(),
    )


def _address(said: dict[str, str], number: int) -> str:
    return f"?{urlencode({**said, 'page': number})}"


def _choices() -> dict[str, Any]:
    """What can be chosen, each with how many there are; what has none is not offered."""
    rows = queries.public().order_by()
    forms = dict(rows.values_list("form").annotate(n=Count("pk")))
    units = dict(rows.values_list("unit_id").annotate(n=Count("pk")))
    return {
        "forms": [(code, label, forms[code]) for code, label in Form.choices if code in forms],
        "units": [
            (one.code, one.short, units[one.pk]) for one in Unit.objects.filter(pk__in=units).order_by("order", "pk")
        ],
        "years": [moment.year for moment in rows.datetimes("published_at", "year", order="DESC")],
    }


@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """One interpretation with the card of what it interprets."""
    one = queries.public_one(pk) if pk < 2**63 else None
    if one is None:
        return _gone(request, pk)
    document = one.document
    column = structure.find("interpretations")
    others = [row for row in queries.of_document(document) if row.pk != one.pk] if document is not None else []
    return draw(
        request,
        "portal/interpretations/page.html",
        column=column,
        meta=_meta(one, column),
        crumbs=structure.crumbs(column, one.get_form_display()),
        shows=[f"interpretation:{one.pk}", *([f"document:{document.pk}"] if document is not None else [])],
        one=one,
        document=document,
        edition=document.live if document is not None else None,
        content=rendering.html(one.parts),
        cues=captions.read(one.captions) if one.captions else [],
        picture=StoredFile.objects.filter(pk=one.picture_id).first() if one.picture_id else None,
        others=others,
    )


def _meta(one: Interpretation, column: structure.Column) -> PageMeta:
    return of_article(
        column,
        one.title,
        published=one.published_at,
        source=one.unit.name,
        about=one.summary or one.title,
        words=[one.get_form_display()],
    )


def _gone(request: HttpRequest, pk: int) -> HttpResponse:
    """410 with the public explanation for what was withdrawn; 404 for anything else."""
    one = queries.withdrawn(pk) if pk < 2**63 else None
    if one is None:
        raise Http404
    answer = draw(request, "portal/interpretations/withdrawn.html", column=structure.find("interpretations"), one=one)
    answer.status_code = 410
    return answer


@require_safe
def captions_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The captions as they were checked (WebVTT)."""
    one = queries.public_one(pk) if pk < 2**63 else None
    if one is None or not one.captions:
        raise Http404
    answer = file_response(one.captions, f"jiedu-{one.pk}.vtt")
    return kept.shows(answer, f"interpretation:{one.pk}")
