"""Meetings with public delegates as the search index holds them."""

from __future__ import annotations

from mingzheng.core.searchable import Entry, SearchKind
from mingzheng.participation.delegates import presenting, queries
from mingzheng.participation.delegates.models import Meeting


def entry_of(pk: int) -> Entry | None:
    """None while it is not announced, or when it was cancelled."""
    found = queries.public().filter(pk=pk, cancelled_why="").first()
    if found is None:
        return None
    lines = [presenting.when(found), found.about, *(f"{one.title} {one.note}" for one in found.topics.all())]
    if found.published_at:
        lines += [
            found.summary,
            *(f"{one.text} {one.answer}" for one in found.statements.filter(answered_on__isnull=False)),
        ]
    return Entry(
        key=f"delegates.meeting:{found.pk}",
        kind="公众代表列席",
        title=found.title,
        body="\n".join(line for line in lines if line),
        url=found.get_absolute_url(),
        agency=found.unit.short,
        published_on=found.day,
        tags=(found.get_level_display(),),
    )


def ids(after: int, limit: int) -> list[int]:
    return list(Meeting.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:limit])


KIND = SearchKind("delegates.meeting", "公众代表列席", entry_of, ids)
