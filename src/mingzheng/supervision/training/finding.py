"""Published cases as the search index holds them."""

from __future__ import annotations

from django.utils.timezone import localtime

from mingzheng.core.searchable import Entry, SearchKind
from mingzheng.supervision.training import queries
from mingzheng.supervision.training.models import GoodCase


def entry(pk: int) -> Entry | None:
    """None while it is not public, or when it was withdrawn."""
    found = queries.public_cases().filter(pk=pk).first()
    if found is None:
        return None
    return Entry(
        key=f"training.case:{found.pk}",
        kind="优秀案例",
        title=found.title,
        body="\n".join([found.summary, found.background, found.practice, found.effect]),
        url=found.get_absolute_url(),
        agency=found.unit.short,
        published_on=localtime(found.published_at).date() if found.published_at else None,
        tags=(found.get_field_display(),),
    )


def _ids(after: int, limit: int) -> list[int]:
    return list(GoodCase.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:limit])


CASES = SearchKind("training.case", "优秀案例", entry, _ids)
