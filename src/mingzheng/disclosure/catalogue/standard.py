"""Every read of the standard catalogue: the version in force, its items with how they stand, filters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Max, Q, QuerySet

from mingzheng.core import timekeeping
from mingzheng.disclosure.catalogue import fresh
from mingzheng.disclosure.catalogue.fresh import Freshness
from mingzheng.disclosure.catalogue.models import ItemRecord, Placement, StandardCatalogue, StandardItem


def live() -> StandardCatalogue | None:
    """The version in force."""
    return StandardCatalogue.objects.filter(status=StandardCatalogue.Status.LIVE).first()


def versions() -> list[StandardCatalogue]:
    return list(StandardCatalogue.objects.annotate(n=Count("items")))


def public_version(pk: int) -> StandardCatalogue | None:
    """A version that is or was in force."""
    return StandardCatalogue.objects.exclude(status=StandardCatalogue.Status.DRAFT).filter(pk=pk).first()


@dataclass(frozen=True)
class Line:
    """An item and how it stands: its own records, or else what stands in its column."""

    item: StandardItem
    own: Freshness


def filtered(catalogue: StandardCatalogue, *, text: str = "", field: str = "", unit_id: int | None = None) -> QuerySet[StandardItem]:  # fmt: skip
    """The items that match. ``text`` is looked for in titles, content and subject."""
    rows = catalogue.items.select_related("column", "unit")
    if field:
        rows = rows.filter(field=field)
    if unit_id is not None:
        rows = rows.filter(unit_id=unit_id)
    for word in text.split()[:6]:
        rows = rows.filter(
            Q(level1__contains=word) | Q(level2__contains=word) | Q(content__contains=word) | Q(subject__contains=word)
        )
    return rows


def fields(catalogue: StandardCatalogue) -> list[tuple[str, int]]:
    """Field and number of items, in the order of the catalogue."""
    found: dict[str, int] = {}
    for name in catalogue.items.values_list("field", flat=True):
        found[name] = found.get(name, 0) + 1
    return list(found.items())


def lines(items: Iterable[StandardItem], today: dt.date | None = None) -> list[Line]:
    """How items stand today; three queries whatever their number."""
    day = today or timekeeping.today()
    rows = list(items)
    own = _facts(ItemRecord.objects.filter(item__in=[row.pk for row in rows], published_on__lte=day), "item_id")
    wanted = {row.column_id for row in rows if row.column_id}
    shared = _facts(Placement.objects.filter(column__in=wanted, published_on__lte=day), "column_id")
    return [Line(row, _standing(row, own, shared, day)) for row in rows]


Facts = dict[int, tuple[dt.date, int]]


def _facts(rows: QuerySet[ItemRecord] | QuerySet[Placement], key: str) -> Facts:
    found = rows.order_by().values_list(key).annotate(last=Max("published_on"), n=Count("id"))
    return {at: (last, n) for at, last, n in found}


def _standing(item: StandardItem, own: Facts, shared: Facts, day: dt.date) -> Freshness:
    last, count = own.get(item.pk) or shared.get(item.column_id or 0) or (None, 0)
    days = item.update_days or (item.column.update_days if item.column else None)
    return fresh.standing(last, count, days, day)
