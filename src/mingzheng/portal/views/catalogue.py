"""The standard catalogue for everybody: filter, ten columns as written, where each item's records stand, downloads."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from mingzheng.core.numbers import pk_of
from mingzheng.design.downloads import file_response
from mingzheng.design.parts import NavItem
from mingzheng.disclosure.catalogue import standard
from mingzheng.disclosure.catalogue.models import StandardCatalogue
from mingzheng.papers.catalogue_xlsx import catalogue_csv, catalogue_json, catalogue_workbook
from mingzheng.portal import structure
from mingzheng.portal.page import draw

PAGE = 20


def _asked(request: HttpRequest) -> tuple[str, str]:
    return request.GET.get("text", "").strip()[:60], request.GET.get("field", "")[:31]


def _version(request: HttpRequest) -> StandardCatalogue | None:
    """The version asked for, if it was ever in force; else the one in force."""
    pk = pk_of(request.GET.get("version", ""))
    if pk is None:
        return standard.live()
    found = standard.public_version(pk)
    if found is None:
        raise Http404
    return found


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    column = structure.find("catalogue")
    side = [NavItem(one.label, one.url, current=one.key == "catalogue") for one in structure.DISCLOSURE.children]
    catalogue = _version(request)
    if catalogue is None:
        return draw(request, "portal/catalogue/standard.html", column=column, side=side, catalogue=None)
    text, field = _asked(request)
    items = standard.filtered(catalogue, text=text, field=field)
    total = items.count()
    one, after = pk_of(request.GET.get("item", "")), pk_of(request.GET.get("after", ""))
    if one is not None:
        items = items.filter(pk=one)
    if after is not None:
        items = items.filter(pk__gt=after)
    lines = standard.lines(items[: PAGE + 1])
    kept = {"text": text, "field": field, "version": request.GET.get("version", "")}
    query = urlencode({name: value for name, value in kept.items() if value})
    return draw(
        request,
        "portal/catalogue/standard.html",
        column=column,
        shows=["catalogue"],
        reads=["text", "field", "version", "item", "after"],
        side=side,
        catalogue=catalogue,
        lines=lines[:PAGE],
        total=total,
        more=lines[PAGE - 1].item.pk if len(lines) > PAGE else 0,
        fields=standard.fields(catalogue),
        text=text,
        field=field,
        query=query,
        single=one is not None,
    )


@require_safe
def download(request: HttpRequest, kind: str) -> HttpResponse:
    """What the filter shows, as a file."""
    catalogue = _version(request)
    if catalogue is None:
        raise Http404
    text, field = _asked(request)
    items = standard.filtered(catalogue, text=text, field=field)
    data = {
        "xlsx": lambda: catalogue_workbook(catalogue, items),
        "csv": lambda: catalogue_csv(items),
        "json": lambda: catalogue_json(catalogue, items),
    }[kind]()
    return file_response(data, f"catalogue-{catalogue.year}.{kind}")
