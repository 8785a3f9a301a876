"""Beginning a topic, and hearing of what happens to its documents."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from mingzheng.core import searchable, timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.dates import chinese_date
from mingzheng.core.freshness.commands import touch
from mingzheng.core.outbox.registry import handler
from mingzheng.core.procedures.commands import open_case
from mingzheng.core.units.models import Unit
from mingzheng.policy.topics.models import Topic


@transaction.atomic
def begin(unit: Unit, actor: Actor, facts: dict[str, Any]) -> Topic:
    """A new topic of a unit, with its case.

    Args:
        facts: ``title`` and ``lead``, as ``forms.BeginForm`` gives them.

    Raises:
        Refused: the actor's post may not begin one for the unit.
    """
    topic = Topic.objects.create(unit=unit, title=facts["title"], lead=facts["lead"])
    topic.case = open_case("topics.topic", topic.ref, unit=unit, actor=actor, title=topic.title)
    topic.save(update_fields=["case"])
    return topic


WHY = {
    "documents.released": "专题里的文件有了新的公开版本",
    "documents.withdrawn": "专题里的文件已撤下",
    "documents.effect": "专题里的文件效力有变动",
}


def _changed(event: str, payload: dict[str, Any]) -> None:
    """Mark the topics that show a document: somebody has to go through them (the page itself follows at once)."""
    why = f"{WHY[event]}（{chinese_date(timekeeping.today())}）"
    rows = Topic.objects.filter(bundle__policy__document=payload["document"], closed_at=None).distinct()
    for topic in rows:
        if topic.published_at:
            Topic.objects.filter(pk=topic.pk).update(changed_why=why)
        touch("topics", f"topic:{topic.pk}")
        searchable.changed("topics.topic", topic.pk)


@handler("topics.document_released", label="文件公开后提示核对专题", event="documents.released")
def document_released(payload: dict[str, Any]) -> None:
    _changed("documents.released", payload)


@handler("topics.document_withdrawn", label="文件撤下后提示核对专题", event="documents.withdrawn")
def document_withdrawn(payload: dict[str, Any]) -> None:
    _changed("documents.withdrawn", payload)


@handler("topics.document_effect", label="文件效力变动后提示核对专题", event="documents.effect")
def document_effect(payload: dict[str, Any]) -> None:
    _changed("documents.effect", payload)
