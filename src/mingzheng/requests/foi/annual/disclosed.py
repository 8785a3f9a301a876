"""Block 1 of table 2 (Art. 20 (1)) from the documents that are published: 制发、废止、现行有效 of 行政规范性文件."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet

from mingzheng.core.units.models import Unit
from mingzheng.disclosure.documents import validity
from mingzheng.disclosure.documents.models import Document, Effect

ENDING = (Effect.Kind.REPEAL, Effect.Kind.INVALIDATE)


@dataclass(frozen=True)
class Normative:
    """The documents behind the three numbers of a year, as ids."""

    issued: frozenset[int]
    abolished: frozenset[int]
    in_force: frozenset[int]

    def numbers(self) -> dict[str, int]:
        return {"issued": len(self.issued), "abolished": len(self.abolished), "in_force": len(self.in_force)}


def normative(year: int, unit: Unit | None, today: dt.date) -> Normative:
    """Two queries. ``in_force`` is as of 31 December, or of today while the year lasts."""
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    day = min(last, today)
    issued, abolished, in_force = set(), set(), set()
    for one in _published(unit).filter(formed_on__lte=last).prefetch_related("effects__source"):
        if one.formed_on is not None and one.formed_on >= first:
            issued.add(one.pk)
        changes = validity.changes_of(one)
        if any(change.kind in ENDING and first <= change.on <= last for change in changes):
            abolished.add(one.pk)
        if one.formed_on is not None and one.formed_on <= day and _holds(one, changes, day):
            in_force.add(one.pk)
    return Normative(frozenset(issued), frozenset(abolished), frozenset(in_force))


def _published(unit: Unit | None) -> QuerySet[Document]:
    """A 规范性文件 that was never published has no force and is not counted."""
    rows = Document.objects.filter(normative=True, first_published_at__isnull=False).select_related("live")
    return rows if unit is None else rows.filter(unit=unit)


def _holds(one: Document, changes: list[validity.Change], day: dt.date) -> bool:
    """In force, or made and not yet effective: not ended."""
    edition = one.live
    status = validity.status_on(
        day,
        effective_on=edition.effective_on if edition else None,
        expires_on=edition.expires_on if edition else None,
        changes=changes,
    )
    return status.validity not in validity.ENDED


def behind(year: int, unit: Unit | None, cell: str, today: dt.date) -> QuerySet[Document]:
    """The documents that a number of the block counts."""
    found = normative(year, unit, today)
    ids = {"issued": found.issued, "abolished": found.abolished, "in_force": found.in_force}[cell]
    return Document.objects.filter(pk__in=ids).select_related("unit").order_by("-formed_on", "-pk")
