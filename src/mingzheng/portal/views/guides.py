"""帮助: the guides for the public (docs/guides), to read here or on paper."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from mingzheng.design import guides
from mingzheng.portal import structure
from mingzheng.portal.meta import of_column
from mingzheng.portal.page import draw


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    column = structure.find("help")
    return draw(request, "portal/help/index.html", column=column, guides=guides.texts(public=True), shows=[])


@require_safe
def guide(request: HttpRequest, key: str) -> HttpResponse:
    column, text = structure.find("help"), guides.find(key, public=True)
    if text is None:
        raise Http404
    return draw(
        request,
        "portal/help/guide.html",
        meta=of_column(column, name=text.title, about=text.lead),
        crumbs=structure.crumbs(column, text.title),
        text=text,
        contents=guides.contents(text),
        shows=[],
    )
