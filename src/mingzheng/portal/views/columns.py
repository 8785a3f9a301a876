"""Columns: the whole tree, one column with what stands in it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mingzheng.design.parts import Crumb, NavItem, Pair, pairs_of
from mingzheng.design.templatetags.design_text import cn_date
from mingzheng.disclosure.catalogue import queries
from mingzheng.disclosure.catalogue.fresh import Freshness
from mingzheng.disclosure.catalogue.models import Column
from mingzheng.disclosure.catalogue.queries import Node
from mingzheng.portal import structure
from mingzheng.portal.meta import of_column
from mingzheng.portal.page import draw

NEWEST = 5


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The tree of all open columns."""
    return draw(
        request,
        "portal/catalogue/columns.html",
        column=structure.find("columns"),
        side=[NavItem(one.label, one.url, current=one.key == "columns") for one in structure.DISCLOSURE.children],
        roots=queries.tree(),
        shows=["catalogue"],
    )


@require_safe
def column(request: HttpRequest, code: str) -> HttpResponse:
    """One column: freshness line, what stands in it page by page, or the columns below it with their newest."""
    found = queries.column(code)
    if found is None:
        raise Http404
    node = queries.find(queries.tree(closed=True), code)
    assert node is not None  # noqa: S101 - the tree holds every column
    below = [child for child in node.children if child.column.closed_on is None]
    groups = [(child, queries.newest(_codes(child), NEWEST)) for child in below]
    page = queries.page([code], request.GET)
    context: dict[str, Any] = {
        "found": found,
        "node": node,
        "groups": groups,
        "page": page,
        "facts": facts(found, node.own) if node.checked else [],
        "crumbs": crumbs(found),
        "feed": reverse("portal:column-feed", args=[code]),
    }
    column = structure.find("columns")
    meta = of_column(column, name=found.title, about=found.about or found.content_rule)
    return draw(
        request,
        "portal/catalogue/column.html",
        column=column,
        meta=meta,
        shows=[f"column:{one}" for one in _codes(node)],
        reads=["after", "before"],
        **context,
    )


def _codes(node: Node) -> list[str]:
    return [one.column.code for one in node.walk()]


def facts(found: Column, own: Freshness) -> list[Pair]:
    """Who answers for the column, what belongs in it, how often, and when it was last renewed."""
    return pairs_of(
        [
            (_("责任单位"), found.owner.name if found.owner else ""),
            (_("内容要求"), found.content_rule),
            (_("更新要求"), rule_words(found.update_days, found.update_note)),
            (_("最近更新"), cn_date(own.last) if own.last else ""),
            (_("停用日期"), cn_date(found.closed_on) if found.closed_on else ""),
        ]
    )


def rule_words(days: int | None, note: str) -> str:
    """An update rule as a sentence; by events when it has no length."""
    if days is None:
        return note or _("随事件更新")
    said = _("至少每 %(n)d 天更新一次") % {"n": days}
    return f"{said}（{note}）" if note else said


def crumbs(found: Column) -> list[Crumb]:
    steps = [Crumb(_("首页"), "/"), Crumb(structure.find("columns").label, reverse("portal:columns"))]
    *above, last = queries.path(found)
    steps += [Crumb(one.title, reverse("portal:column", args=[one.code])) for one in above]
    return [*steps, Crumb(last.title)]
