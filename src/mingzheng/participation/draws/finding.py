"""Draws as the search index holds them."""

from __future__ import annotations

from django.utils.timezone import localtime

from mingzheng.core.searchable import Entry, SearchKind
from mingzheng.participation.draws import presenting, queries
from mingzheng.participation.draws.models import Draw


def entry_of(pk: int) -> Entry | None:
    draw = queries.public().filter(pk=pk).first()
    if draw is None:
        return None
    lines = [presenting.places(draw), draw.seed_source, draw.list_sha256, draw.voided_why]
    return Entry(
        key=f"draws.draw:{draw.pk}",
        kind="抽签",
        title=draw.title,
        body="\n".join(line for line in lines if line),
        url=draw.get_absolute_url(),
        agency=draw.unit.short,
        published_on=localtime(draw.drawn_at or draw.frozen_at).date(),
        weight=0.8,
    )


def ids(after: int, limit: int) -> list[int]:
    return list(Draw.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:limit])


KIND = SearchKind("draws.draw", "抽签", entry_of, ids)
