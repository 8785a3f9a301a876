"""Published reports as the search index holds them."""

from __future__ import annotations

from mingzheng.core.searchable import Entry, SearchKind
from mingzheng.supervision.annual_report import queries


def entry_of(report_id: int) -> Entry | None:
    """The report as the public may find it; None while it is not published."""
    report = queries.public().filter(pk=report_id).first()
    found = queries.newest(report) if report else None
    if report is None or found is None:
        return None
    lines = [line for subs in found.content["parts"].values() for sub in subs for line in sub["paragraphs"]]
    return Entry(
        key=f"annual_report.report:{report.pk}",
        kind="年度报告",
        title=report.title,
        body="\n".join(lines),
        url=report.get_absolute_url(),
        agency=report.unit.short,
        published_on=found.published_on,
    )


def ids(after: int, limit: int) -> list[int]:
    return list(queries.public().filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:limit])


KIND = SearchKind("annual_report.report", "年度报告", entry_of, ids)
