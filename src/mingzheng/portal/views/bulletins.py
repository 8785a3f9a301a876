"""Quarterly bulletins that were approved for the public."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mingzheng.core.units.queries import office
from mingzheng.design.downloads import file_response
from mingzheng.design.parts import Bar, BarChart
from mingzheng.papers import bulletins as papers
from mingzheng.portal import structure
from mingzheng.portal.meta import of_article
from mingzheng.portal.page import draw
from mingzheng.supervision.bulletins import presenting, queries
from mingzheng.supervision.bulletins.models import Bulletin

TAGS = ("bulletins",)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The newest first."""
    rows = queries.public().order_by("-published_at")
    return draw(request, "portal/bulletins/index.html", column=structure.find("bulletins"), shows=TAGS, rows=rows)


def _find(pk: int) -> Bulletin:
    found = queries.public().filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@require_safe
def bulletin(request: HttpRequest, pk: int) -> HttpResponse:
    """One bulletin as it was published."""
    found, column, issuer = _find(pk), structure.find("bulletins"), office()
    meta = of_article(
        column, str(found), published=found.published_at, source=issuer.name if issuer else "", about=str(found)
    )
    bars = [Bar(label, value, text=text) for label, value, text in found.bars]
    return draw(
        request,
        "portal/bulletins/bulletin.html",
        meta=meta,
        crumbs=structure.crumbs(column, str(found)),
        shows=TAGS,
        found=found,
        sections=presenting.sections(found),
        tasks=found.tables.get("tasks"),
        chart=BarChart(_("各部分办结率"), bars, papers.said(found), unit="%", top=100) if bars else None,
        newer=queries.newer(found),
    )


@require_safe
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The PDF; it never changes after publication."""
    return file_response(papers.pdf(_find(pk)), f"tongbao-{pk}.pdf", inline=True)
