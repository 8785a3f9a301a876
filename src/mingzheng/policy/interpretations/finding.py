"""Interpretations as the search index holds them."""

from __future__ import annotations

from mingzheng.core.searchable import Entry, SearchKind
from mingzheng.policy.interpretations import queries


def entry_of(pk: int) -> Entry | None:
    """As the public may find it; None while it is not public."""
    one = queries.public_one(pk)
    if one is None:
        return None
    document = one.document
    gone = document is not None and not document.listed
    return Entry(
        key=f"interpretations.interpretation:{one.pk}",
        kind="政策解读",
        title=f"{one.title}（所解读的文件已撤下）" if gone else one.title,
        body=one.text,
        url=one.get_absolute_url(),
        agency=one.unit.short,
        theme=document.theme_class if document else "",
        published_on=one.published_on,
        tags=tuple(document.live.tags) if document and document.live else (),
        weight=0.5 if gone else 1.1,
    )


def ids(after: int, limit: int) -> list[int]:
    return list(queries.public().filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:limit])


KIND = SearchKind("interpretations.interpretation", "政策解读", entry_of, ids)
