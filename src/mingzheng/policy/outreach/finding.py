"""Lectures, visits and courseware as the search index holds them."""

from __future__ import annotations

from mingzheng.core.searchable import Entry, SearchKind
from mingzheng.policy.outreach import presenting, queries
from mingzheng.policy.outreach.models import Courseware, Session


def session_entry(pk: int) -> Entry | None:
    """None while it is not announced, or when it was cancelled."""
    found = queries.public_sessions().filter(pk=pk, cancelled_why="").first()
    if found is None:
        return None
    lines = [presenting.when(found), found.place, found.speaker, found.about, found.summary]
    return Entry(
        key=f"outreach.session:{found.pk}",
        kind="政策宣讲",
        title=found.title,
        body="\n".join(line for line in lines if line),
        url=found.get_absolute_url(),
        agency=found.unit.short,
        published_on=found.day,
        tags=(found.get_kind_display(), found.get_theme_display()),
    )


def courseware_entry(pk: int) -> Entry | None:
    found = queries.public_courseware().filter(pk=pk).first()
    if found is None:
        return None
    return Entry(
        key=f"outreach.courseware:{found.pk}",
        kind="辅导课件",
        title=str(found.shown["title"]),
        body="\n".join(str(found.shown[name]) for name in ("who", "standards", "steps", "papers", "tips")),
        url=found.get_absolute_url(),
        agency=found.unit.short,
        published_on=found.published_at.date() if found.published_at else None,
    )


def _session_ids(after: int, limit: int) -> list[int]:
    return list(Session.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:limit])


def _courseware_ids(after: int, limit: int) -> list[int]:
    return list(Courseware.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:limit])


SESSIONS = SearchKind("outreach.session", "政策宣讲", session_entry, _session_ids)
COURSEWARE = SearchKind("outreach.courseware", "辅导课件", courseware_entry, _courseware_ids)
