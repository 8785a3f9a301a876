"""Site-wide search."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from mingzheng.portal import search, structure
from mingzheng.portal.page import draw

MOST = 50


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    query = request.GET.get("q", "").strip()[: search.LONGEST]
    words = search.words_of(query)
    hits = [
        (hit, search.marked(hit.title, words), search.marked(hit.snippet, words)) for hit in search.run(query, MOST)
    ]
    return draw(
        request,
        "portal/search.html",
        column=structure.find("search"),
        query=query,
        asked="q" in request.GET,
        many=len(words) > 1,
        hits=hits,
        scope=search.labels(),
        full=len(hits) == MOST,
    )
