"""Topics as the search index holds them."""

from __future__ import annotations

from mingzheng.core.searchable import Entry, SearchKind
from mingzheng.policy.topics import queries
from mingzheng.policy.topics.models import Topic


def entry_of(topic_id: int) -> Entry | None:
    """The topic as the public may find it; None while it is not public."""
    topic = queries.public().filter(pk=topic_id).first()
    if topic is None:
        return None
    page = queries.shown(topic)
    names = [one.policy.title for one in page.bundle]
    lines = [line.title for line in (*page.interpretations, *page.answers, *page.entries, *page.news, *page.events)]
    return Entry(
        key=f"topics.topic:{topic.pk}",
        kind="专题",
        title=page.title,
        body="\n".join([page.lead, *names, *lines, page.english_title, page.english]),
        url=topic.get_absolute_url(),
        agency=topic.unit.short,
        published_on=topic.renewed_on,
        weight=1.2,
    )


def ids(after: int, limit: int) -> list[int]:
    return list(Topic.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:limit])


KIND = SearchKind("topics.topic", "专题", entry_of, ids)
