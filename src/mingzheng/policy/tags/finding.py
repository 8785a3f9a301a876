"""Tags as the search index holds them."""

from __future__ import annotations

from django.urls import reverse

from mingzheng.core.searchable import Entry, SearchKind
from mingzheng.policy.tags.models import Tag
from mingzheng.policy.tags.queries import search_entry


def entry_of(pk: int) -> Entry | None:
    """A tag in use, with what it means and the names it had."""
    tag = search_entry(pk)
    if tag is None:
        return None
    names = "、".join(tag.names.exclude(text=tag.name).values_list("text", flat=True))
    return Entry(
        key=f"tags.tag:{tag.pk}",
        kind="标签",
        title=f"标签：{tag.name}",
        body=f"{tag.definition}\n{names}",
        url=reverse("portal:tag", args=[tag.name]),
        published_on=tag.since,
    )


def ids(after: int, limit: int) -> list[int]:
    rows = Tag.objects.filter(pk__gt=after, status=Tag.Status.ACTIVE).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:limit])


KIND = SearchKind("tags.tag", "标签", entry_of, ids)
