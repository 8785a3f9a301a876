"""Every read of tags that a page, a figure or a list uses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from mingzheng.core.actors import Actor
from mingzheng.core.procedures.permission import OFFICE_POSTS
from mingzheng.disclosure.documents.models import Document, DocumentTag
from mingzheng.disclosure.documents.queries import public
from mingzheng.policy.tags import suggesting
from mingzheng.policy.tags.catalogue import InForce, in_force
from mingzheng.policy.tags.content import Content, Entry
from mingzheng.policy.tags.models import Tag, Tagging, TaggingList, Version


def published() -> QuerySet[Version]:
    """Every version that was published, the newest first; without what it contains."""
    return Version.objects.filter(status=Version.Status.PUBLISHED).order_by("-number").defer("content")


def tagged(held: InForce, rows: QuerySet[Document] | None = None) -> QuerySet[Document]:
    """Public documents that carry at least one tag in each facet that the catalogue requires (any, when it requires none)."""
    rows = public() if rows is None else rows
    wanted = held.content.required() or None
    for names in [_names(held, facet.code) for facet in wanted] if wanted else [_names(held)]:
        rows = rows.filter(Exists(DocumentTag.objects.filter(document=OuterRef("pk"), tag__in=names)))
    return rows


def untagged(held: InForce, rows: QuerySet[Document] | None = None) -> QuerySet[Document]:
    """Public documents that the catalogue asks more of."""
    rows = public() if rows is None else rows
    good = tagged(held, rows.order_by()).values("pk")
    return rows.exclude(pk__in=good)


def _names(held: InForce, facet: str = "") -> list[str]:
    return [one.name for one in held.content.active(facet)]


def sees_version(version: Version, actor: Actor | None) -> bool:
    """The public: what is published. Staff: all."""
    return actor is not None or version.status == Version.Status.PUBLISHED


def sees_list(held: TaggingList, actor: Actor | None) -> bool:
    if actor is None:
        return False
    return actor.is_machine or actor.post in OFFICE_POSTS or actor.unit_id == held.unit_id


def lists_seen_by(actor: Actor) -> QuerySet[TaggingList]:
    rows = TaggingList.objects.select_related("unit", "case")
    return rows if actor.is_machine or actor.post in OFFICE_POSTS else rows.filter(unit_id=actor.unit_id)


@dataclass(frozen=True)
class Page:
    """A tag as its public page shows it. ``former``: what it was called before."""

    entry: Entry
    facet: str
    parent: Entry | None
    below: Sequence[Entry]
    former: Sequence[str]


def page_of(name: str) -> Page | None:
    """The tag that a word means now; None when no catalogue knows it."""
    held = in_force()
    entry = held.content.entry(held.known.get(name, "")) if held else None
    if held is None or entry is None:
        return None
    content = held.content
    below = [one for one in content.active(entry.facet) if one.parent == entry.code]
    return Page(entry, content.facet(entry.facet).label, content.entry(entry.parent), below, entry.former)


# --- agreement -------------------------------------------------------------------------------------------------


def agreement(how: Tagging.How, *, unit_id: int | None = None) -> tuple[list[suggesting.Agreement], int]:
    """What the machine suggested against what people confirmed, by facet; and over how many documents."""
    held = in_force()
    content: Content = held.content if held else Content.of([], [])
    rows = Tagging.objects.filter(how=how, confirmed_at__isnull=False)
    if unit_id is not None:
        rows = rows.filter(document__unit_id=unit_id)
    pairs = [
        ([one["code"] for one in suggested], confirmed)
        for suggested, confirmed in rows.values_list("suggested", "confirmed").iterator(2_000)
    ]
    return suggesting.agreement(pairs, content), len(pairs)


def search_entry(pk: int) -> Tag | None:
    return Tag.objects.filter(pk=pk, status=Tag.Status.ACTIVE).first()


def recent_disagreements(how: Tagging.How, most: int, *, unit_id: int | None = None) -> list[Tagging]:
    """The newest confirmed rows, with their documents, for the page that shows where machine and person differ."""
    rows = Tagging.objects.filter(how=how, confirmed_at__isnull=False).select_related("document__unit")
    if unit_id is not None:
        rows = rows.filter(document__unit_id=unit_id)
    return list(rows.order_by("-confirmed_at", "-pk")[:most])
