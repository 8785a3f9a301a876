"""Frozen figures as the search index holds them: what was frozen, its hash, and which figures are in it."""

from __future__ import annotations

from django.utils.timezone import localtime

from mingzheng.core.searchable import Entry, SearchKind
from mingzheng.supervision.open_data import queries
from mingzheng.supervision.open_data.models import Freeze


def entry_of(pk: int) -> Entry | None:
    found = Freeze.objects.select_related("plan").filter(pk=pk).first()
    if found is None:
        return None
    labels = dict.fromkeys(one.label for one in queries.figures(found))
    return Entry(
        key=f"open_data.freeze:{found.pk}",
        kind="数字冻结",
        title=str(found),
        body="\n".join([found.sha256, *labels]),
        url=found.get_absolute_url(),
        agency=found.plan.issuer,
        published_on=localtime(found.made_at).date(),
    )


def ids(after: int, limit: int) -> list[int]:
    return list(Freeze.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:limit])


KIND = SearchKind("open_data.freeze", "数字冻结", entry_of, ids)
