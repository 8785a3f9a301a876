"""Lists of public documents: what was chosen, one page by key, the counts beside it, the rows of an export."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.urls import reverse

from mingzheng.core import keyset
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.documents.facets import INDEX
from mingzheng.disclosure.documents.models import Document, Validity
from mingzheng.disclosure.documents.queries import public

PARAMETERS = ("agency", "theme", "genre", "year", "validity", "tag")
PAGING = ("after", "before")
PAGE = 20
FEW = 2_000  # up to so many are put in order in memory; more are read along an index
IN_FORCE = (Validity.VALID, Validity.PARTIAL, Validity.AMENDED)
ENDED = (Validity.REPEALED, Validity.EXPIRED)
VALIDITY_GROUPS = {"in_force": IN_FORCE, "ended": ENDED}
_FACET_OF = {"agency": "unit"}


@dataclass(frozen=True)
class Choice:
    """What a list is narrowed to, as the address says it. ``agency``: the code of a unit; ``validity``: a state or group."""

    agency: str = ""
    theme: str = ""
    genre: str = ""
    year: str = ""
    validity: str = ""
    tag: str = ""
    normative: bool = False

    @classmethod
    def of(cls, query: Mapping[str, str], *, normative: bool = False, **fixed: str) -> Choice:
        """From an address; ``fixed``: what the page itself decides."""
        said = {name: query.get(name, "").strip()[:64] for name in PARAMETERS} | fixed
        return cls(normative=normative, **said)

    def said(self) -> dict[str, str]:
        """The parameters that are chosen, for an address."""
        return {name: getattr(self, name) for name in PARAMETERS if getattr(self, name)}

    def without(self, name: str) -> Choice:
        left: dict[str, Any] = {name: ""}
        return replace(self, **left)


class Agency(NamedTuple):
    """What lists show of a unit."""

    pk: int
    code: str
    short: str


class Row(NamedTuple):
    """What a list shows of a document, without a record's machinery: such a page is drawn for each request."""

    pk: int
    index_number: str
    title: str
    doc_number: str
    validity: str
    unit_id: int
    published_on: dt.date | None
    validity_until: dt.date | None

    def get_absolute_url(self) -> str:
        """The permanent address; whatever is listed has an index number."""
        return reverse("portal:document", args=[self.index_number])


Agencies = Mapping[str, Agency]


@dataclass(frozen=True)
class Listing:
    """One page. ``counts``: facet → value → how many; ``previous``, ``following``: parameters of the neighbours or ""."""

    total: int
    rows: list[Row]
    previous: str
    following: str
    counts: dict[str, dict[str, int]] = field(default_factory=dict)


def wanted(choice: Choice, units: Agencies) -> dict[str, tuple[str, ...]]:
    """The choice in the words of the facet index."""
    found: dict[str, tuple[str, ...]] = {}
    for name, value in choice.said().items():
        found[_FACET_OF.get(name, name)] = (value,)
    if choice.agency:
        unit = units.get(choice.agency)
        found["unit"] = (str(unit.pk),) if unit else ()
    if choice.validity in VALIDITY_GROUPS:
        found["validity"] = tuple(VALIDITY_GROUPS[choice.validity])
    if choice.normative:
        found["normative"] = ("1",)
    return found


def rows_of(choice: Choice, units: Agencies) -> QuerySet[Document]:
    """The same choice asked of the database, in no order."""
    rows = public()
    if choice.agency:
        unit = units.get(choice.agency)
        rows = rows.filter(unit_id=unit.pk) if unit else rows.none()
    if choice.theme:
        rows = rows.filter(theme_class=choice.theme)
    if choice.genre:
        rows = rows.filter(genre=choice.genre)
    if choice.year:
        rows = rows.filter(year=int(choice.year)) if _is_year(choice.year) else rows.none()
    if choice.validity:
        rows = rows.filter(validity__in=VALIDITY_GROUPS.get(choice.validity, (choice.validity,)))
    if choice.tag:
        rows = rows.filter(tag_rows__tag=choice.tag)
    if choice.normative:
        rows = rows.filter(normative=True)
    return rows


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isascii() and text.isdigit()


def units() -> dict[str, Agency]:
    """Every unit by its code, in the order of the district's list."""
    return {code: Agency(pk, code, short) for pk, code, short in Unit.objects.values_list("pk", "code", "short")}


def page(choice: Choice, query: Mapping[str, str], units: Agencies, *, size: int = PAGE) -> Listing:
    """The page that ``after`` or ``before`` of the address asks for, the newest first."""
    asked = wanted(choice, units)
    total, counts = INDEX.counts(asked)
    forward = "before" not in query
    at = keyset.day_of(query.get("after") or query.get("before") or "")
    keys = INDEX.newest(asked, FEW)
    if keys is None:
        found = _from_database(rows_of(choice, units), at, size + 1, forward=forward)
    else:
        found = _from_memory(keys, at, size + 1, forward=forward)
    more, found = len(found) > size, found[:size]
    if not forward:
        found.reverse()
    before, after = (at is not None, more) if forward else (more, True)
    return Listing(
        total=total,
        rows=found,
        previous=_address(choice, "before", found[0]) if found and before else "",
        following=_address(choice, "after", found[-1]) if found and after else "",
        counts=counts,
    )


def _from_database(rows: QuerySet[Document], at: tuple[dt.date, int] | None, size: int, *, forward: bool) -> list[Row]:
    if at is not None:
        day, pk = at
        if forward:
            rows = rows.filter(Q(published_on__lt=day) | Q(pk__lt=pk), published_on__lte=day)
        else:
            rows = rows.filter(Q(published_on__gt=day) | Q(pk__gt=pk), published_on__gte=day)
    order = ("-published_on", "-pk") if forward else ("published_on", "pk")
    return [Row(*values) for values in rows.order_by(*order).values_list(*Row._fields)[:size]]


def _from_memory(
    keys: list[tuple[dt.date, int]], at: tuple[dt.date, int] | None, size: int, *, forward: bool
) -> list[Row]:
    """``keys``: the newest first."""
    if not forward:
        keys = keys[::-1]
    if at is not None:
        keys = [key for key in keys if (key < at if forward else key > at)]
    ids = [pk for _, pk in keys[:size]]
    held = {values[0]: Row(*values) for values in public().filter(pk__in=ids).values_list(*Row._fields)}
    return [held[pk] for pk in ids if pk in held]


def _address(choice: Choice, word: str, row: Row) -> str:
    day = row.published_on or dt.date.min
    return "?" + urlencode([*choice.said().items(), (word, f"{day.isoformat()}~{row.pk}")])


def newest(limit: int, **narrowed: Any) -> list[Document]:
    """The documents published last, of one unit or theme class if named; with their live editions, without the text."""
    rows = public().filter(**narrowed).select_related("unit", "live").defer("live__body")
    return list(rows.order_by("-published_on", "-pk")[:limit])


def export_rows(choice: Choice, most: int) -> Iterator[Document]:
    """The documents of a list, the newest first, at most ``most``; read in portions."""
    rows = rows_of(choice, units()).select_related("unit", "live").defer("live__body")
    yield from rows.order_by("-published_on", "-pk")[:most].iterator(500)
