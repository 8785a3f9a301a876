"""Paging by number, for rows whose order is counted (how many stand behind each) and which no key can go on from."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import QueryDict

from mingzheng.core.keyset import Page
from mingzheng.core.numbers import whole


def page(rows: QuerySet[Any], query: QueryDict, size: int) -> Page:
    """One page of ``rows`` as ``page=`` of the query string asks; the last one for a number beyond it."""
    pages = Paginator(rows, size)
    found = pages.get_page(whole(query.get("page", "1")[:6]) or 1)
    return Page(
        list(found.object_list),
        _address(query, found.number - 1) if found.has_previous() else "",
        _address(query, found.number + 1) if found.has_next() else "",
    )


def _address(query: QueryDict, number: int) -> str:
    wanted = query.copy()
    wanted["page"] = str(number)
    return f"?{wanted.urlencode()}"
