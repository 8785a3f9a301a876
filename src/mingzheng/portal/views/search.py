"""Site-wide search: results with facets, and what may be meant while somebody types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mingzheng.portal import structure
from mingzheng.portal.page import draw
from mingzheng.search import queries
from mingzheng.search.engines import DEEPEST, FACETS

# A whole office may stand behind one address; a machine that asks faster than that waits a minute.
SUGGESTIONS_PER_MINUTE = 600


@dataclass(frozen=True)
class Choice:
    """A value of a facet, and where choosing it (or taking it back) leads."""

    label: str
    count: int
    url: str
    chosen: bool


@dataclass(frozen=True)
class Choices:
    """A facet."""

    label: str
    values: list[Choice]


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    filters = {name: request.GET.get(name, "").replace("\0", "")[:120] for name in FACETS}
    newest = request.GET.get("sort") == "new"
    asked = request.GET.get("q", "")
    # Kept for a second, so that a rush for one question is answered once; counted questions alone, which name nobody.
    found = queries.search(asked, filters=filters, newest=newest, page=_page(request), note=request.method == "GET")
    address = _Address(reverse("portal:search"), found.query, found.filters, newest)
    return draw(
        request,
        "portal/search.html",
        column=structure.find("search"),
        query=found.query,
        asked="q" in request.GET,
        found=found,
        facets=[_choices(facet, address) for facet in found.facets],
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
        shows=[] if found.counted else None,
        reads=("q", "sort", "page", *FACETS),
        moment=True,
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
    written = request.GET.get("page", "1")
    page = int(written) if written.isascii() and written.isdecimal() and len(written) < 6 else 1
    return min(max(1, page), DEEPEST // queries.PAGE)


@dataclass(frozen=True)
class _Address:
    """The address of these results, and of those one step away."""

    base: str
    query: str
    filters: Mapping[str, str]
    newest: bool

    def to(self, *, page: int = 1, newest: bool | None = None) -> str:
        newest = self.newest if newest is None else newest
        facts: dict[str, str | int] = {"q": self.query, **self.filters}
        facts |= {"sort": "new"} if newest else {}
        facts |= {"page": page} if page > 1 else {}
        return f"{self.base}?{urlencode(facts)}"

    def of(self, query: str) -> str:
        """Of another question, without any filter."""
        return _Address(self.base, query, {}, newest=False).to()

    def filtered(self, name: str, value: str) -> str:
        """With this value of a facet; with none of it where ``value`` is empty."""
        chosen = {key: kept for key, kept in {**self.filters, name: value}.items() if kept}
        return _Address(self.base, self.query, chosen, self.newest).to()


def _choices(facet: queries.Facet, address: _Address) -> Choices:
    values = [
        Choice(
            value.label, value.count, address.filtered(facet.name, "" if value.chosen else value.value), value.chosen
        )
        for value in facet.values
    ]
    return Choices(facet.label, values)


def _taken_back(found: queries.Results, address: _Address) -> list[tuple[str, str]]:
    """The filters in force, each with the address of the same results without it."""
    words, labels = queries.facet_labels(), queries.validity_labels()
    return [
        (
            _("%(facet)s：%(value)s") % {"facet": words[name], "value": labels.get(value, value)},
            address.filtered(name, ""),
        )
        for name, value in found.filters.items()
    ]
