"""Matters and catalogues as the search index holds them."""

from __future__ import annotations

from mingzheng.core import searchable
from mingzheng.core.searchable import Entry, SearchKind
from mingzheng.participation.decisions.models import Catalogue, Matter, Part


def changed(matter: Matter) -> None:
    searchable.changed("decisions.matter", matter.pk)


def changed_catalogue(catalogue: Catalogue) -> None:
    searchable.changed("decisions.catalogue", catalogue.pk)


def matter_entry(pk: int) -> Entry | None:
    """Every listed matter with what of it is public."""
    matter = Matter.objects.select_related("unit").filter(pk=pk).first()
    if matter is None:
        return None
    rows = Part.objects.filter(matter=matter, replaced=False, shown_on__isnull=False)
    body = "\n".join([matter.about, *(f"{row}\n{row.text}" for row in rows)])
    return Entry(
        key=f"decisions.matter:{matter.pk}",
        kind="重大行政决策",
        title=matter.title,
        body=body,
        url=matter.get_absolute_url(),
        agency=matter.unit.short,
        published_on=matter.published_on or matter.listed_on,
    )


def matter_ids(after: int, limit: int) -> list[int]:
    return list(Matter.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:limit])


def catalogue_entry(pk: int) -> Entry | None:
    """The version in force."""
    catalogue = Catalogue.objects.select_related("unit", "live").filter(pk=pk, live__isnull=False).first()
    if catalogue is None or catalogue.live is None:
        return None
    lines = catalogue.live.lines.filter(dropped=False)
    return Entry(
        key=f"decisions.catalogue:{catalogue.pk}",
        kind="决策事项目录",
        title=catalogue.title,
        body="\n".join(f"{line.title} {line.about}" for line in lines) or "本年度没有重大行政决策事项。",
        url=catalogue.get_absolute_url(),
        agency=catalogue.unit.short,
        published_on=catalogue.live.published_on,
    )


def catalogue_ids(after: int, limit: int) -> list[int]:
    rows = Catalogue.objects.filter(pk__gt=after, live__isnull=False).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:limit])


MATTERS = SearchKind("decisions.matter", "重大行政决策", matter_entry, matter_ids)
CATALOGUES = SearchKind("decisions.catalogue", "决策事项目录", catalogue_entry, catalogue_ids)
