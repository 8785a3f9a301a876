"""Every read of topics that a page or a report uses."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from mingzheng.core.actors import Actor
from mingzheng.core.procedures.permission import OFFICE_POSTS
from mingzheng.policy.policies.models import Policy
from mingzheng.policy.topics import parts
from mingzheng.policy.topics.models import Topic
from mingzheng.policy.topics.parts import Page

OFFERED = 40


def public() -> QuerySet[Topic]:
    """Topics that everybody may read now, the newest first."""
    rows = Topic.objects.filter(published_at__isnull=False, closed_at=None)
    return rows.select_related("unit").order_by("-published_at")


def sees(topic: Topic, actor: Actor | None) -> bool:
    """The public: what was signed and is not closed. Staff besides: their own unit's; 区府办 all."""
    if topic.published_at and topic.closed_at is None:
        return True
    if actor is None:
        return False
    return actor.is_machine or actor.post in OFFICE_POSTS or actor.unit_id == topic.unit_id


def seen_by(actor: Actor) -> QuerySet[Topic]:
    """Topics of the desk: the own unit's; 区府办 and the machine all."""
    rows = Topic.objects.select_related("unit", "case")
    return rows if actor.is_machine or actor.post in OFFICE_POSTS else rows.filter(unit_id=actor.unit_id)


def shown(topic: Topic) -> Page:
    """The page as it was signed, with what its policies hold today."""
    return parts.page(topic.shown)


def tags(topic: Topic, page: Page) -> list[str]:
    """Freshness tags of everything whose change shows on the page."""
    bundle = [tag for one in page.bundle for tag in (f"document:{one.document.pk}", f"policy:{one.policy.pk}")]
    return [f"topic:{topic.pk}", "questions", "interpretations", "outreach", *bundle]


def composed(topic: Topic) -> Page:
    """The page as it would be after the next signature."""
    return parts.page(parts.draft_of(topic))


def offered(topic: Topic, words: str) -> list[Policy]:
    """Public policies that could be added: the unit's own, or those whose title or number has the words."""
    rows = Policy.objects.filter(document__listed=True).exclude(in_topics__topic=topic)
    if words:
        rows = rows.filter(Q(title__icontains=words) | Q(document__doc_number__icontains=words))
    else:
        rows = rows.filter(unit_id=topic.unit_id)
    return list(rows.select_related("unit", "document").order_by("-issued_on", "-id")[:OFFERED])
