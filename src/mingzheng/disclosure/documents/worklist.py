"""The editions that a member of staff works on: tabs and filters of the desk's list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from mingzheng.core.actors import Actor
from mingzheng.core.numbers import whole
from mingzheng.core.procedures.permission import OFFICE_POSTS, owed_by
from mingzheng.core.procedures.worded import worded, worded_totals
from mingzheng.core.units.models import Unit
from mingzheng.core.written import totals
from mingzheng.disclosure.documents import queries
from mingzheng.disclosure.documents.models import Document, Edition
from mingzheng.disclosure.documents.vocabulary import Attribute, Genre

Status = Edition.Status
TABS = ("open", "mine", "late", "live", "registered", "withdrawn")
PROCEDURE = "documents.release"
LONGEST_TEXT = 100
YEARS = range(1949, 2200)


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to; nonsense in the address narrows to nothing it does not know."""

    unit: int | None = None
    attribute: str = ""
    genre: str = ""
    year: int | None = None
    text: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Filters:
        return cls(
            unit=_number(query.get("unit", ""), range(1, 2**31)),
            attribute=_one_of(query.get("attribute", ""), Attribute.values),
            genre=_one_of(query.get("genre", ""), Genre.values),
            year=_number(query.get("year", ""), YEARS),
            text=" ".join(query.get("text", "").split())[:LONGEST_TEXT],
        )

    @property
    def any(self) -> bool:
        return bool(self.unit or self.attribute or self.genre or self.year or self.text)


def _one_of(value: str, allowed: list[str]) -> str:
    return value if value in allowed else ""


def _number(text: str, allowed: range) -> int | None:
    number = whole(text)
    return number if number is not None and number in allowed else None  # None would be sought through the whole range


@worded
def of_tab(actor: Actor, tab: str, today: dt.date) -> QuerySet[Edition]:
    """The editions of a tab, with ``due_on`` of their case."""
    rows = queries.editions_seen_by(actor).annotate(due_on=F("case__due_on"))
    drafts = _of_draft_tab(actor, today).get(tab)
    if drafts is not None:
        return rows.filter(drafts, status=Status.DRAFT)
    status = {"live": Status.LIVE, "registered": Status.REGISTERED, "withdrawn": Status.WITHDRAWN}.get(tab)
    return rows.filter(status=status or Status.DRAFT)


@worded_totals
def counts(actor: Actor, today: dt.date) -> QuerySet[Edition]:
    """How many drafts stand in each tab of drafts, in one query; the other tabs may be long: nobody waits for their number."""
    drafts = queries.editions_seen_by(actor).filter(status=Status.DRAFT)
    wanted = {"open": Q(), **_of_draft_tab(actor, today)}
    return totals(drafts, **{tab: Count("pk", filter=found or None) for tab, found in wanted.items()})


def _of_draft_tab(actor: Actor, today: dt.date) -> dict[str, Q]:
    owed = owed_by(actor).filter(procedure=PROCEDURE).order_by()
    return {"mine": Q(case__in=owed), "late": Q(case__due_on__lt=today)}


def narrowed(rows: QuerySet[Edition], filters: Filters) -> QuerySet[Edition]:
    wanted = Q()
    if filters.unit:
        wanted &= Q(document__unit_id=filters.unit)
    if filters.attribute:
        wanted &= Q(attribute=filters.attribute)
    if filters.genre:
        wanted &= Q(genre=filters.genre)
    if filters.year:
        wanted &= Q(formed_on__year=filters.year)
    if filters.text:
        has = Q(title__icontains=filters.text) | Q(doc_number__icontains=filters.text)
        wanted &= has | Q(document__index_number=filters.text)
    return rows.filter(wanted)


def units_of(actor: Actor) -> QuerySet[Unit]:
    """The units that the list can be narrowed to: those with documents, for 区府办; nothing to choose for others."""
    if actor.post not in OFFICE_POSTS:
        return Unit.objects.none()
    return Unit.objects.filter(pk__in=Document.objects.values("unit")).order_by("order", "id")


def find_documents(actor: Actor, text: str, *, without: int, limit: int = 20) -> list[Document]:
    """Published documents (and the own unit's) whose number or title has the text: the exact number first."""
    text = " ".join(text.split())[:LONGEST_TEXT]
    if not text:
        return []
    seen = Q(listed=True) | Q(unit_id=actor.unit_id, live__isnull=False)
    if actor.post in OFFICE_POSTS:
        seen = Q(live__isnull=False)
    rows = Document.objects.filter(seen).exclude(pk=without).select_related("unit")
    exact = list(rows.filter(Q(doc_number=text) | Q(index_number=text))[:limit])
    others = rows.filter(Q(title__icontains=text) | Q(doc_number__icontains=text)).order_by("-published_on", "-id")
    held = {one.pk for one in exact}
    return (exact + [one for one in others[:limit] if one.pk not in held])[:limit]
