"""Draws as anybody can verify them: the list that was frozen, the seed, the result, and the script that says whether they agree."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mingzheng.core import keyset
from mingzheng.core.dates import chinese_date
from mingzheng.design.downloads import file_response
from mingzheng.design.parts import Pair, pairs_of
from mingzheng.participation.draws import presenting, queries, verification, wording
from mingzheng.participation.draws.models import Draw
from mingzheng.portal import structure
from mingzheng.portal.meta import of_article
from mingzheng.portal.page import draw

PAGE = 50


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every draw, the newest first."""
    page = keyset.page(queries.public(), keyset.Order("frozen_at", descending=True), request.GET, PAGE)
    return draw(
        request,
        "portal/draws/index.html",
        column=structure.find("draws"),
        shows=("draws",),
        reads=("after", "before"),
        rows=[(one, presenting.places(one)) for one in page.rows],
        page=page,
    )


def _found(pk: int) -> Draw:
    found = queries.public().filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """What was drawn, by what rule, from which list, with which seed; and what came out, by code."""
    found = _found(pk)
    column = structure.find("draws")
    return draw(
        request,
        "portal/draws/draw.html",
        meta=of_article(
            column,
            found.title,
            published=found.frozen_at,
            source=found.unit.name,
            about=f"{found.title}：{presenting.places(found)}",
        ),
        crumbs=structure.crumbs(column, found.title),
        shows=("draws", f"draw:{found.pk}"),
        draw=found,
        facts=_facts(found),
        rows=presenting.rows(found),
        void_when=presenting.void_when(found),
        checked=verification.agrees(found),
        words=wording.of(found),
    )


def _facts(found: Draw) -> list[Pair]:
    owner = presenting.owner_of(found)
    return pairs_of(
        [
            Pair(_("为什么抽签"), owner.title if owner else found.title, url=owner.url if owner else ""),
            Pair(_("办理单位"), found.unit.name),
            Pair(_("名额"), presenting.places(found)),
            Pair(_("名单"), f"{found.people} {wording.of(found).unit}"),
            Pair(_("名单冻结"), presenting.moment(found.frozen_at)),
            Pair(_("种子来源"), found.seed_source),
            Pair(_("种子日期"), chinese_date(found.seed_on)),
            Pair(_("种子"), found.seed if found.drawn_at else _("还没有产生")),
            Pair(_("抽签时间"), presenting.moment(found.drawn_at) if found.drawn_at else ""),
        ]
    )


@require_safe
def frozen_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The list, byte for byte as it was frozen."""
    return file_response(_found(pk).list_text, f"mingdan-{pk}.txt")


@require_safe
def result(request: HttpRequest, pk: int) -> HttpResponse:
    """List, seed and result in one file, for the script."""
    found = _found(pk)
    if found.drawn_at is None:
        raise Http404
    return file_response(queries.result_file(found), f"jieguo-{pk}.txt")


@require_safe
def script(request: HttpRequest) -> HttpResponse:
    """The script, as it is used by ``./run delegates verify`` too."""
    return file_response(verification.source(), "verify.py")
