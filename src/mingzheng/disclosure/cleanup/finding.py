"""Published results of clean-ups as the search index holds them. The papers themselves are found by their own words."""

from __future__ import annotations

from django.urls import reverse
from django.utils.timezone import localtime

from mingzheng.core.searchable import Entry, SearchKind
from mingzheng.disclosure.cleanup import queries
from mingzheng.disclosure.cleanup.models import Campaign


def entry_of(pk: int) -> Entry | None:
    """None while the result is not published."""
    found = queries.published().select_related("unit").filter(pk=pk).first()
    if found is None:
        return None
    counts = [f"{outcome.label} {len(lines)} 件" for outcome, lines in queries.result_lines(found) if lines]
    return Entry(
        key=f"cleanup.campaign:{found.pk}",
        kind="文件清理结果",
        title=f"{found.title}结果",
        body=f"{found.basis}\n{'，'.join(counts)}。",
        url=reverse("portal:cleanup", args=[found.pk]),
        number=found.number,
        agency=found.unit.short if found.unit else "",
        published_on=localtime(found.published_at).date() if found.published_at else None,
    )


def ids(after: int, limit: int) -> list[int]:
    return list(Campaign.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:limit])


KIND = SearchKind("cleanup.campaign", "文件清理结果", entry_of, ids)
