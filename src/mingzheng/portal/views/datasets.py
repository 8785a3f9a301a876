"""Open data: what can be taken away, what is in it, and the files."""

from __future__ import annotations

import json
from itertools import islice

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mingzheng.core import timekeeping
from mingzheng.core.datasets import KINDS, Dataset, dataset_of, datasets
from mingzheng.design.context import site
from mingzheng.portal import content, dcat, structure, tabular
from mingzheng.portal.meta import of_column
from mingzheng.portal.page import draw

SHOWN = 10  # rows on the page of a dataset
MOST = {"csv": 200_000, "json": 200_000, "xlsx": 50_000}
COLUMN = "datasets"


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every dataset, by theme."""
    themes: dict[str, list[Dataset]] = {}
    for one in datasets():
        themes.setdefault(one.theme, []).append(one)
    return draw(
        request, "portal/datasets/index.html", column=structure.find(COLUMN), shows=(), themes=list(themes.items())
    )


def _found(code: str) -> Dataset:
    found = dataset_of(code)
    if found is None:
        raise Http404
    return found


@require_safe
def page(request: HttpRequest, code: str) -> HttpResponse:
    """What a row is, what the columns mean, the first rows, the files."""
    found, column = _found(code), structure.find(COLUMN)
    rows = list(islice(iter(found.rows()), SHOWN))
    return draw(
        request,
        "portal/datasets/dataset.html",
        meta=of_column(column, name=found.label, about=found.about),
        crumbs=structure.crumbs(column, found.label),
        shows=found.tags or None,
        found=found,
        kinds=KINDS,
        rows=[[(one, tabular.said(value)) for one, value in zip(found.columns, row, strict=True)] for row in rows],
    )


@require_safe
def terms(request: HttpRequest) -> HttpResponse:
    """On what conditions everybody may use the tables: the district's own words."""
    column, text = structure.find(COLUMN), content.load("terms")
    return draw(
        request,
        "portal/datasets/terms.html",
        meta=of_column(column, name=text["title"], about=text["lead"]),
        crumbs=structure.crumbs(column, text["title"]),
        shows=(),
        text=text,
    )


@require_safe
def file(request: HttpRequest, code: str, kind: str) -> HttpResponseBase:
    """The whole table; what was left out is said in the last line."""
    found = _found(code)
    if kind not in MOST:
        raise Http404
    most = MOST[kind]
    return tabular.answer(
        kind,
        f"{found.label}-{timekeeping.today().isoformat()}",
        found.columns,
        found.rows(),
        root=request.build_absolute_uri("/").rstrip("/"),
        most=most,
        left_out=_("还有更多行没有列出：这种格式一次最多 %(most)d 行，请改用 csv 或者 json。") % {"most": most},
    )


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """The list for machines: DCAT in JSON-LD."""
    column = structure.find(COLUMN)

    def absolute(name: str, *args: str) -> str:
        return request.build_absolute_uri(reverse(f"portal:{name}", args=args))

    graph = dcat.catalogue(
        datasets(),
        title=f"{site().district}{column.label}",
        about=column.about,
        publisher=site().district,
        home=absolute(COLUMN),
        page=lambda code: absolute("dataset", code),
        file=lambda code, kind: absolute("dataset-file", code, kind),
        terms=(
            absolute("datasets-terms"),
            f"{site().district}{content.load('terms')['title']}",
            content.load("terms")["lead"],
        ),
    )
    return HttpResponse(
        json.dumps(graph, ensure_ascii=False, indent=1), content_type="application/ld+json; charset=utf-8"
    )
