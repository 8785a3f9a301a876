"""Site-wide search: results with facets, and what may be meant while somebody types."""

from __future__ import annotations

from functools import partial

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mingzheng.core.numbers import whole
from mingzheng.portal import found as shown
from mingzheng.portal import structure
from mingzheng.portal.found import Address
from mingzheng.portal.page import draw
from mingzheng.search import asked, queries
from mingzheng.search.commands import TAG
from mingzheng.search.engines import DEEPEST, FACETS

# A whole office may stand behind one address; a machine that asks faster than that waits a minute.
SUGGESTIONS_PER_MINUTE = 600


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    filters = {name: request.GET.get(name, "")[:120] for name in FACETS}
    newest = request.GET.get("sort") == "new"
    question = request.GET.get("q", "")
    state = queries.state()  # before it is asked: what changes meanwhile makes the page be drawn anew
    found = queries.search(question, filters=filters, newest=newest, page=_page(request), note=request.method == "GET")
    address = Address(reverse("portal:search"), found.query, found.filters, newest)
    return draw(
        request,
        "portal/search.html",
        column=structure.find("search"),
        query=found.query,
        asked="q" in request.GET,
        found=found,
        hits=shown.hits(found.hits),
        facets=shown.facets(found.facets, address),
        chosen=_taken_back(found, address),
        newest=newest,
        by_score=address.to(newest=False),
        by_date=address.to(newest=True),
        previous=address.to(page=found.page - 1) if found.page > 1 else "",
        following=address.to(page=found.page + 1) if found.hits and found.page < found.pages else "",
        instead=address.of(found.instead) if found.instead else "",
        unfiltered=address.of(found.query) if found.filters else "",
        scope=queries.kinds_found() if not found.hits else [],
        popular=[(query, address.of(query)) for query in queries.popular()] if not found.hits else [],
        # Counted questions alone, which name nobody. Others are kept for a second, so that a rush is answered once.
        shows=[TAG] if found.counted else None,
        reads=("q", "sort", "page", *FACETS),
        moment=state is None or not queries.stands(found),
        holds=lambda: queries.state() == state,
        again=partial(asked.again, found.query, found.found),
    )


@require_safe
@never_cache
def suggest(request: HttpRequest) -> HttpResponse:
    """``{"suggestions": [...]}`` for ``?q=``; 429 for a machine that asks too often."""
    if _too_often(request.META.get("REMOTE_ADDR", "")):
        return JsonResponse({"suggestions": []}, status=429, headers={"Retry-After": "60"})
    return JsonResponse({"suggestions": queries.suggestions(request.GET.get("q", ""))})


def _too_often(address: str) -> bool:
    """Counted in this process's memory alone; the address is written nowhere."""
    key = f"suggest:{address}"
    if cache.add(key, 1, timeout=60):
        return False
    try:
        return cache.incr(key) > SUGGESTIONS_PER_MINUTE
    except ValueError:  # the minute ended between the two
        return False


def _page(request: HttpRequest) -> int:
    return min(whole(request.GET.get("page", "")) or 1, DEEPEST // queries.PAGE)


def _taken_back(found: queries.Results, address: Address) -> list[tuple[str, str]]:
    """The filters in force, each with the address of the same results without it."""
    words, labels = queries.facet_labels(), queries.validity_labels()
    return [
        (
            _("%(facet)s：%(value)s") % {"facet": words[name], "value": labels.get(value, value)},
            address.without(name),
        )
        for name, value in found.filters.items()
    ]
