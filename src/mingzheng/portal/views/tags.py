"""The tag catalogue by facet, one tag with what carries it, and the catalogue as a file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mingzheng.design import kept
from mingzheng.design.downloads import file_response
from mingzheng.disclosure.documents.facets import INDEX
from mingzheng.disclosure.documents.models import Validity
from mingzheng.papers.tags_xlsx import catalogue_workbook
from mingzheng.policy.tags import queries
from mingzheng.policy.tags.catalogue import in_force
from mingzheng.policy.tags.content import Content, Entry, Facet
from mingzheng.policy.tags.models import Version
from mingzheng.portal import structure
from mingzheng.portal.meta import of_column
from mingzheng.portal.page import draw
from mingzheng.portal.views.lists import draw_list

KINDS = ("xlsx", "json")


@dataclass(frozen=True)
class TagLine:
    """A tag with how many documents carry it; ``below``: the tags under it."""

    name: str
    url: str
    number: int
    below: Sequence[TagLine] = ()


FEW = 12  # a facet of so many tags stands open


@dataclass(frozen=True)
class FacetLines:
    """``open``: few, or narrowed to what was asked for."""

    facet: Facet
    lines: Sequence[TagLine]
    narrowed: bool = False

    @property
    def total(self) -> int:
        return sum(1 + len(line.below) for line in self.lines)

    @property
    def open(self) -> bool:
        return self.narrowed or self.total <= FEW


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The catalogue in force, facet by facet; before there is one, the words that documents carry."""
    held = in_force()
    numbers = INDEX.counts({})[1]
    q = " ".join(request.GET.get("q", "").split())[:40]
    facets = _facets(held.content, numbers) if held else []
    return draw(
        request,
        "portal/tags/index.html",
        column=structure.find("tags"),
        shows=None if q else ("tags", "documents"),
        reads=("q",),
        q=q,
        held=held,
        facets=_narrowed(facets, q) if q else facets,
        loose=[] if held else [one for one in _loose(numbers.get("tag", {})) if _named(one, q)],
        versions=list(queries.published()[:20]),
    )


def _facets(content: Content, numbers: dict[str, dict[str, int]]) -> list[FacetLines]:
    counts = numbers.get("tag", {})
    found = []
    for facet in content.facets:
        if facet.derived:
            lines = _validity(numbers.get("validity", {}))
        else:
            own = content.active(facet.code)
            lines = [_line(one, own, counts) for one in own if not one.parent]
        found.append(FacetLines(facet, lines))
    return found


def _named(line: TagLine, q: str) -> bool:
    return q.casefold() in line.name.casefold()


def _narrowed(facets: Sequence[FacetLines], q: str) -> list[FacetLines]:
    """The tags whose name holds what was typed, with the tag above them; facets without any are left out."""
    found = []
    for facet in facets:
        lines = [
            line if _named(line, q) else replace(line, below=below)
            for line in facet.lines
            if (below := [one for one in line.below if _named(one, q)]) or _named(line, q)
        ]
        if lines:
            found.append(FacetLines(facet.facet, lines, narrowed=True))
    return found


def _line(entry: Entry, own: Sequence[Entry], counts: dict[str, int]) -> TagLine:
    below = [_line(one, (), counts) for one in own if one.parent == entry.code]
    return TagLine(entry.name, reverse("portal:tag", args=[entry.name]), counts.get(entry.name, 0), below)


def _validity(counts: dict[str, int]) -> list[TagLine]:
    base = reverse("portal:documents")
    rows = [(one, counts.get(one.value, 0)) for one in Validity]
    return [
        TagLine(str(one.label), f"{base}?{urlencode({'validity': one.value})}", number)
        for one, number in rows
        if number
    ]


def _loose(counts: dict[str, int]) -> list[TagLine]:
    ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return [TagLine(name, reverse("portal:tag", args=[name]), number) for name, number in ordered[:200]]


@require_safe
def tag(request: HttpRequest, name: str) -> HttpResponse:
    """What carries a tag. A name of the past leads to the present one; a word that no catalogue knows stays a word."""
    name = name[:64]
    page = queries.page_of(name)
    if page is not None and page.entry.name != name:
        return HttpResponsePermanentRedirect(reverse("portal:tag", args=[page.entry.name]))
    column = structure.find("tags")
    heading = _("标签：%(tag)s") % {"tag": name}
    return draw_list(
        request,
        "portal/tags/tag.html",
        column=None,
        kind="all",
        fixed={"tag": name},
        tags=("documents", "tags"),
        meta=of_column(column, name=heading, about=page.entry.definition if page else ""),
        crumbs=structure.crumbs(column, name),
        heading=heading,
        name=name,
        page=page,
        feed=reverse("portal:tag-feed", args=[name]),
    )


@require_safe
def download(request: HttpRequest, number: int, kind: str) -> HttpResponse:
    """One published version as a workbook or as JSON."""
    version = Version.objects.filter(status=Version.Status.PUBLISHED, number=number).first()
    if version is None or kind not in KINDS:
        raise Http404
    data = catalogue_workbook(version) if kind == "xlsx" else _json(version, request)
    name = _("政策文件标签目录（第%(number)s版）") % {"number": number}
    return kept.shows(file_response(data, f"{name}.{kind}"), "tags")


def _json(version: Version, request: HttpRequest) -> str:
    content = version.whole
    data: dict[str, Any] = {
        "title": str(version),
        "number": version.number,
        "published_on": str(version.published_on),
        "note": version.note,
        "facets": [
            {"code": one.code, "label": one.label, "help": one.help, "required": one.required, "derived": one.derived}
            for one in content.facets
        ],
        "tags": [
            {
                "code": one.code,
                "facet": one.facet,
                "name": one.name,
                "parent": one.parent,
                "definition": one.definition,
                "status": one.status,
                "into": one.into,
                "former": list(one.former),
                "url": request.build_absolute_uri(reverse("portal:tag", args=[one.name])),
            }
            for one in content.entries
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=1)
