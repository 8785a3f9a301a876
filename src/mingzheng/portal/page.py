"""How every page of the portal is drawn: navigation, breadcrumb, tags and foot in one place."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from mingzheng.design import kept
from mingzheng.portal import structure
from mingzheng.portal.meta import PageMeta, of_column


def draw(
    request: HttpRequest,
    template: str,
    *,
    column: structure.Column | None = None,
    meta: PageMeta | None = None,
    shows: Iterable[str] | None = None,
    reads: Iterable[str] = (),
    moment: bool = False,
    holds: Callable[[], bool] | None = None,
    again: Callable[[], None] | None = None,
    **context: Any,
) -> HttpResponse:
    """Render ``template`` with what every public page needs. Without ``meta``: the column's tags.

    Args:
        shows: freshness tags of what the page shows; with them the page is kept until one is touched (``kept.shows``).
        reads: parameters of the address that the page reads.
        moment, holds, again: what else it shows, and what a kept page does when it is read (``kept.shows``).
    """
    if meta is None and column is not None:
        meta = of_column(column)
    context = {
        "column": column,
        "crumbs": structure.crumbs(column) if column else [],
        "meta_tags": (meta or PageMeta()).html(request),
        **context,
    }
    response = render(request, template, context)
    patch_vary_headers(response, ["Cookie"])  # the look is kept in a cookie
    if shows is None:
        return response
    return kept.shows(response, *shows, query=reads, moment=moment, holds=holds, again=again)
