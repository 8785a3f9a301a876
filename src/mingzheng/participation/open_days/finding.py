"""Sessions and months as the search index holds them."""

from __future__ import annotations

from mingzheng.core.searchable import Entry, SearchKind
from mingzheng.participation.open_days import presenting, queries
from mingzheng.participation.open_days.models import OpenDay, Programme


def day_entry(pk: int) -> Entry | None:
    """None while it is not announced, or when it was cancelled."""
    found = queries.public_days().filter(pk=pk, cancelled_why="").first()
    if found is None:
        return None
    lines = [presenting.when(found), found.place, found.address, found.audience, found.about]
    if found.result_on:
        lines += [found.summary, *(part.outcome for part in found.parts.all())]
    lines += [f"{one.shown}\n{one.answer}" for one in queries.published_questions(found)]
    return Entry(
        key=f"open_days.day:{found.pk}",
        kind="政府开放活动",
        title=found.title,
        body="\n".join(line for line in lines if line),
        url=found.get_absolute_url(),
        agency=found.unit.short,
        published_on=found.day,
        tags=(found.get_field_display(),),
    )


def programme_entry(pk: int) -> Entry | None:
    found = Programme.objects.filter(pk=pk, decided_on__isnull=False).select_related("unit").first()
    if found is None:
        return None
    return Entry(
        key=f"open_days.programme:{found.pk}",
        kind="政府开放月",
        title=found.title,
        body="\n".join(line for line in (found.theme, found.about, found.decided_why, found.summary) if line),
        url=found.get_absolute_url(),
        agency=found.unit.short,
        published_on=found.decided_on,
    )


def _day_ids(after: int, limit: int) -> list[int]:
    return list(OpenDay.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:limit])


def _programme_ids(after: int, limit: int) -> list[int]:
    return list(Programme.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:limit])


DAYS = SearchKind("open_days.day", "政府开放活动", day_entry, _day_ids)
PROGRAMMES = SearchKind("open_days.programme", "政府开放月", programme_entry, _programme_ids)
