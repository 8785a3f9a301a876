"""Corners as the search index holds them."""

from __future__ import annotations

from mingzheng.core import timekeeping
from mingzheng.core.searchable import Entry, SearchKind
from mingzheng.disclosure.corners.models import Corner
from mingzheng.disclosure.corners.queries import in_use


def entry_of(corner_id: int) -> Entry | None:
    """The corner as the public may find it; None while it is not in use."""
    found = in_use(timekeeping.today()).filter(pk=corner_id).first()
    if found is None:
        return None
    lines = [
        f"{found.address}，{found.place}",
        found.phone,
        found.hours_text,
        "、".join([*found.held, *found.accessible]),
        found.way,
        found.about,
    ]
    return Entry(
        key=f"corners.corner:{found.pk}",
        kind="政务公开专区",
        title=found.name,
        body="\n".join(line for line in lines if line),
        url=f"/zhuanqu/{found.pk}/",
        agency=found.unit.short,
    )


def ids(after: int, limit: int) -> list[int]:
    return list(Corner.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:limit])


KIND = SearchKind("corners.corner", "政务公开专区", entry_of, ids)
