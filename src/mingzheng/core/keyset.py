"""Paging by key: a page begins after a row, never at a count, so that it costs the same at any depth."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, Model, Q, QuerySet
from django.http import QueryDict
from django.utils.dateparse import parse_date, parse_datetime

from mingzheng.core.numbers import pk_of


@dataclass(frozen=True)
class Order:
    """Rows by ``field``, then by id. Ascending puts rows without a value last; descending expects none."""

    field: str
    descending: bool = False

    def ordering(self, *, forward: bool) -> list[Any]:
        up = forward != self.descending
        value = F(self.field)
        if self.descending:  # said plainly, an index is read along
            return [value.asc() if up else value.desc(), "pk" if up else "-pk"]
        return [value.asc(nulls_last=True) if up else value.desc(nulls_first=True), "pk" if up else "-pk"]

    def beyond(self, value: Any, pk: int, *, forward: bool) -> Q:
        """Rows that come after (or before) the row with this value and id."""
        up = forward != self.descending
        by_id = Q(**{"pk__gt" if up else "pk__lt": pk})
        if self.field in ("id", "pk"):
            return by_id
        missing = Q(**{f"{self.field}__isnull": True})
        if value is None:
            return missing & by_id if up else ~missing | by_id
        word = "gt" if up else "lt"
        # The second half bounds the span of the index.
        more = (Q(**{f"{self.field}__{word}": value}) | by_id) & Q(**{f"{self.field}__{word}e": value})
        return more | missing if up and not self.descending else more


@dataclass(frozen=True)
class Page:
    rows: list[Any]
    previous: str
    following: str


At = tuple[dt.date | dt.datetime | None, int]  # a row: its value in the order, its id


def portion(
    rows: QuerySet[Any], order: Order, at: At | None, size: int, *, forward: bool = True
) -> tuple[list[Any], bool]:
    """At most ``size`` rows that come after (or before) the row ``at``, in order, and whether there are more beyond."""
    if at is not None:
        rows = rows.filter(order.beyond(*at, forward=forward))
    found = list(rows.order_by(*order.ordering(forward=forward))[: size + 1])
    more, found = len(found) > size, found[:size]
    if not forward:
        found.reverse()
    return found, more


def page(rows: QuerySet[Any], order: Order, query: QueryDict, size: int) -> Page:
    """One page of ``rows`` as ``after=`` or ``before=`` of the query string ask, with the addresses of its neighbours.

    A mark that nobody gave out begins at the first.
    """
    at = at_of(query.get("after") or query.get("before") or "")
    forward = "before" not in query or at is None
    found, more = portion(rows, order, at, size, forward=forward)
    has_before, has_after = (at is not None, more) if forward else (more, True)
    return Page(
        found,
        _address(query, "before", order, found[0]) if found and has_before else "",
        _address(query, "after", order, found[-1]) if found and has_after else "",
    )


def at_of(text: str) -> At | None:
    """The row that a mark names; None for what is no mark."""
    value, _mark, number = text.rpartition("~")
    pk = pk_of(number)
    if pk is None or value == "":
        return None if pk is None else (None, pk)
    try:
        read = parse_datetime(value) if "T" in value else parse_date(value)
    except ValueError:
        return None
    # Beyond these years a day cannot be carried into another time zone.
    return None if read is None or not 1900 <= read.year <= 2900 else (read, pk)


def day_of(text: str) -> tuple[dt.date, int] | None:
    """The row of a list by days that a mark names; None for what is no mark of one."""
    value, pk = at_of(text) or (None, 0)
    if value is None:
        return None
    return value.date() if isinstance(value, dt.datetime) else value, pk


def mark(order: Order, row: Model) -> str:
    """The row's place in the order, for an address."""
    value = getattr(row, order.field)
    return f"{value.isoformat() if isinstance(value, dt.date) else ''}~{row.pk}"


def _address(query: QueryDict, word: str, order: Order, row: Model) -> str:
    kept = [(key, value) for key, value in query.items() if key not in ("after", "before")]
    return "?" + urlencode([*kept, (word, mark(order, row))])
