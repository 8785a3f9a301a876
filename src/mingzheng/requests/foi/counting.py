"""Tables 3 and 4 counted by the database: the same counts as ``law.tables.count``, in a fixed number of queries."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

from django.db.models import Case, Count, Q, QuerySet, Value, When

from mingzheng.core.units.models import Unit
from mingzheng.requests.foi import remedy_book
from mingzheng.requests.foi.law.facts import ROW_OF
from mingzheng.requests.foi.law.tables import CARRIED_IN, CARRIED_OUT, NEW, Counts
from mingzheng.requests.foi.models import Application


def counts(year: int, unit: Unit | None = None) -> Counts:
    """What a year's tables need, of one unit or of the whole district."""
    book = remedy_book.book()
    return Counts(_applications(year, unit), Counter(book.counts(year, unit) if book is not None else {}))


def counts_by_unit(year: int) -> dict[int, Counter[tuple[str, str]]]:
    """Table 3 of every unit at once: one query."""
    found: dict[int, Counter[tuple[str, str]]] = {}
    for unit, came, went, kind, n in _grouped(year, _open_in(year, None), "unit"):
        _add(found.setdefault(unit, Counter()), came, went, kind, n)
    return found


def behind(year: int, unit: Unit | None, which: Q) -> QuerySet[Application]:
    """Of the applications that a year's table counts, those that ``which`` names."""
    return _open_in(year, unit).filter(which)


def _applications(year: int, unit: Unit | None) -> Counter[tuple[str, str]]:
    """By row and kind of applicant: one pass over what was open at some time of the year."""
    three: Counter[tuple[str, str]] = Counter()
    for came, went, kind, n in _grouped(year, _open_in(year, unit)):
        _add(three, came, went, kind, n)
    return three


def _open_in(year: int, unit: Unit | None) -> QuerySet[Application]:
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    found = Application.objects.filter(Q(closed_on=None) | Q(closed_on__gte=first), counted=True, received_on__lte=last)
    return found if unit is None else found.filter(unit=unit)


def _grouped(year: int, found: QuerySet[Application], *by: str) -> QuerySet[Application, tuple[Any, ...]]:
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    return (
        found.annotate(
            came=Case(When(received_on__gte=first, then=Value(NEW)), default=Value(CARRIED_IN)),
            went=Case(When(closed_on__lte=last, then="leaf"), default=Value(CARRIED_OUT)),
        )
        .values_list(*by, "came", "went", "applicant_kind")
        .annotate(n=Count("pk"))
        .order_by()
    )


def _add(three: Counter[tuple[str, str]], came: str, went: str, kind: str, n: int) -> None:
    three[came, kind] += n
    three[ROW_OF.get(went, went), kind] += n
