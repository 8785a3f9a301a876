"""Offline corners: the list by street, and a page for each."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mingzheng.core.files.queries import files_of
from mingzheng.core.records import RecordRef
from mingzheng.design.parts import Pair, pairs_of
from mingzheng.disclosure.corners import queries
from mingzheng.disclosure.corners.models import Activity, Corner
from mingzheng.portal import structure
from mingzheng.portal.meta import of_article
from mingzheng.portal.page import draw


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All corners in use, by street; ``?open=1`` those that are open now."""
    only_open = request.GET.get("open") == "1"
    areas = queries.by_area()
    every = [seen for area in areas for seen in area.corners]
    open_now = sum(seen.now.open for seen in every)
    return draw(
        request,
        "portal/corners/index.html",
        column=structure.find("corners"),
        areas=queries.by_area(open_now=True) if only_open else areas,
        total=len(every),
        open_now=open_now,
        only_open=only_open,
    )


@require_safe
def corner(request: HttpRequest, pk: int) -> HttpResponse:
    found = queries.public_corner(pk)
    if found is None:
        raise Http404
    column = structure.find("corners")
    meta = of_article(
        column, found.name, published=found.opened_on, source=found.unit.name, about=f"{found.address}，{found.place}"
    )
    return draw(
        request,
        "portal/corners/corner.html",
        column=column,
        meta=meta,
        crumbs=structure.crumbs(column, found.name),
        corner=found,
        now=queries.now_of(found),
        week=queries.week_of(found),
        facts=facts_of(found),
        coming=queries.coming(found),
        past=[(row, materials(row)) for row in queries.past(found)],
        delivered=queries.delivered(found) if found.kind in (Corner.Kind.ARCHIVE, Corner.Kind.LIBRARY) else [],
    )


def facts_of(found: Corner) -> list[Pair]:
    return pairs_of(
        [
            Pair(_("地址"), found.address),
            Pair(_("楼层和位置"), found.place),
            Pair(_("咨询电话"), found.phone, nobreak=True),
            Pair(_("所属单位"), found.unit.name),
            Pair(_("场所"), found.get_kind_display()),
            Pair(_("法定节假日"), found.get_holiday_rule_display()),
            Pair(_("可以使用"), "、".join(found.held)),
            Pair(_("无障碍设施"), "、".join(found.accessible)),
        ]
    )


def materials(row: Activity) -> list[object]:
    return list(files_of(RecordRef("corners.activity", str(row.pk))))
