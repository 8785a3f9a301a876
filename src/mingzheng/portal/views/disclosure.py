"""政府信息公开: the platform's five columns, after 国办公开办函〔2019〕61号 and the articles of the 条例."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from mingzheng.design.parts import NavItem
from mingzheng.disclosure.catalogue import queries
from mingzheng.portal import content, structure
from mingzheng.portal.page import draw


def _draw(request: HttpRequest, key: str, template: str) -> HttpResponse:
    column = structure.find(key)
    text = content.load(column.text) if column.text else {}
    return draw(request, template, column=column, side=_side(key), text=text, shows=[])


def _side(key: str) -> list[NavItem]:
    return [NavItem(one.label, one.url, current=one.key == key) for one in structure.DISCLOSURE.children]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return draw(request, "portal/disclosure.html", column=structure.DISCLOSURE, shows=[])


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """指南. Contents required by 条例 Art. 12."""
    return _draw(request, "guide", "portal/guide.html")


@require_safe
def systems(request: HttpRequest) -> HttpResponse:
    return _draw(request, "systems", "portal/systems.html")


@require_safe
def statutory(request: HttpRequest) -> HttpResponse:
    """法定主动公开内容. 条例 Art. 20 (fifteen items) and Art. 21 (districts, towns)."""
    column = structure.find("statutory")
    nodes = {node.column.code: node for root in queries.tree() for node in root.walk()}
    groups = [
        {**group, "entries": [{**entry, "node": nodes.get(entry.get("column", ""))} for entry in group["entries"]]}
        for group in content.load(column.text)["groups"]
    ]
    return draw(
        request,
        "portal/statutory.html",
        column=column,
        side=_side("statutory"),
        groups=groups,
        shows=["catalogue"],
    )


@require_safe
def apply(request: HttpRequest) -> HttpResponse:
    """依申请公开. 条例 Arts 27 to 45."""
    return _draw(request, "apply", "portal/apply.html")
