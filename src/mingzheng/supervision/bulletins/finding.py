"""Bulletins that were approved for the public as the search index holds them."""

from __future__ import annotations

from django.utils.timezone import localtime

from mingzheng.core.searchable import Entry, SearchKind
from mingzheng.supervision.bulletins import presenting, queries
from mingzheng.supervision.bulletins.models import Bulletin


def entry_of(pk: int) -> Entry | None:
    """None while it is not printed, and when it is for the units alone."""
    found = queries.public().filter(pk=pk).first()
    if found is None:
        return None
    return Entry(
        key=f"bulletins.bulletin:{found.pk}",
        kind="季度通报",
        title=str(found),
        body="\n".join(_lines(found)),
        url=found.get_absolute_url(),
        number=found.number,
        agency=found.plan.issuer,
        published_on=localtime(found.published_at).date() if found.published_at else None,
    )


def _lines(found: Bulletin) -> list[str]:
    lines = []
    for one in presenting.sections(found):
        lines.append(one.heading)
        lines += ["".join(piece.text for piece in pieces) for _by_person, pieces in one.paragraphs]
    return lines


def ids(after: int, limit: int) -> list[int]:
    return list(Bulletin.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:limit])


KIND = SearchKind("bulletins.bulletin", "季度通报", entry_of, ids)
