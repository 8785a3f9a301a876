"""Consultations as the search index holds them."""

from __future__ import annotations

from mingzheng.core import timekeeping
from mingzheng.core.searchable import Entry, SearchKind
from mingzheng.participation.consultations import queries
from mingzheng.participation.consultations.models import Hearing
from mingzheng.participation.consultations.phases import phase_of

KIND_WORD = "意见征集"


def entry(pk: int) -> Entry | None:
    """None while it is not announced."""
    found = queries.public().filter(pk=pk).first()
    if found is None:
        return None
    return Entry(
        key=f"consultations.consultation:{found.pk}",
        kind=KIND_WORD,
        title=found.title,
        body="\n".join(part for part in (found.note, found.draft, found.summary, found.not_adopted) if part),
        url=found.get_absolute_url(),
        agency=found.unit.short,
        published_on=found.announced_on,
        tags=(found.get_kind_display(), phase_of(found, timekeeping.today()).label),
    )


def _ids(after: int, limit: int) -> list[int]:
    return list(queries.public().filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:limit])


KIND = SearchKind("consultations.consultation", KIND_WORD, entry, _ids)


def hearing_entry(pk: int) -> Entry | None:
    """None while it is not announced, or when it was cancelled."""
    found = Hearing.objects.filter(pk=pk, announced_on__isnull=False, cancelled_why="").select_related("unit").first()
    if found is None:
        return None
    return Entry(
        key=f"consultations.hearing:{found.pk}",
        kind="听证会",
        title=found.title,
        body="\n".join(part for part in (found.about, found.place, found.record, found.result) if part),
        url=found.get_absolute_url(),
        agency=found.unit.short,
        published_on=found.announced_on,
    )


def _hearing_ids(after: int, limit: int) -> list[int]:
    rows = Hearing.objects.filter(pk__gt=after, announced_on__isnull=False, cancelled_why="").order_by("pk")
    return list(rows.values_list("pk", flat=True)[:limit])


HEARINGS = SearchKind("consultations.hearing", "听证会", hearing_entry, _hearing_ids)
