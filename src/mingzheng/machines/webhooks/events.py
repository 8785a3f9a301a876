"""Which events are told, and what is said of each: identifier, address and moment of what everybody may read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mingzheng.core.outbox.registry import handler
from mingzheng.disclosure.documents import queries as documents
from mingzheng.disclosure.documents.models import Document, Edition, Effect
from mingzheng.disclosure.documents.vocabulary import Scope
from mingzheng.machines.webhooks import noting
from mingzheng.machines.webhooks.noting import Fact
from mingzheng.participation.consultations import queries as consultations
from mingzheng.participation.decisions.models import Matter
from mingzheng.participation.open_days import queries as open_days
from mingzheng.policy.interpretations import queries as interpretations
from mingzheng.policy.questions.models import Entry

Payload = dict[str, Any]


@dataclass(frozen=True)
class Kind:
    """``event``: what the rooms publish; ``said``: what is public of it, None when nothing is."""

    code: str
    label: str
    event: str
    said: Callable[[Payload], Fact | None]


def _document(found: Document, mark: str) -> Fact:
    return Fact(found.index_number or "", found.get_absolute_url(), found.unit_id, mark)


def _published(payload: Payload) -> Fact | None:
    found = documents.public().filter(pk=payload["document"], live=payload["edition"]).first()
    return None if found is None else _document(found, str(payload["edition"]))


def _withdrawn(payload: Payload) -> Fact | None:
    """What was open to some only (定向公开) was never public: nothing is said of it."""
    edition = Edition.objects.filter(pk=payload["edition"], scope=Scope.PUBLIC, status=Edition.Status.WITHDRAWN)
    found = edition.select_related("document").first()
    return None if found is None else _document(found.document, str(found.pk))


def _validity(payload: Payload) -> Fact | None:
    found = documents.public().filter(pk=payload["document"]).first()
    effect = Effect.objects.filter(pk=payload["effect"]).first()
    return None if found is None or effect is None else _document(found, f"{effect.pk}.{effect.status}")


def _consultation(payload: Payload) -> Fact | None:
    found = consultations.public_one(payload["consultation"])
    if found is None:
        return None
    return Fact(str(found.pk), found.get_absolute_url(), found.unit_id, f"{found.pk}.{found.corrected_on or ''}")


def _interpretation(payload: Payload) -> Fact | None:
    found = interpretations.public_one(payload["interpretation"])
    return None if found is None else Fact(str(found.pk), found.get_absolute_url(), found.unit_id, str(found.pk))


def _question(payload: Payload) -> Fact | None:
    """An entry that was public once: also that it is in doubt or retired, which its page says."""
    found = Entry.objects.select_related("live").filter(pk=payload["entry"], live__isnull=False).first()
    if found is None or found.live is None:
        return None
    mark = f"{found.pk}.{found.live.serial}.{found.doubted_on or ''}.{found.retired_on or ''}"
    return Fact(str(found.pk), found.get_absolute_url(), found.unit_id, mark)


def _decision(payload: Payload) -> Fact | None:
    found = Matter.objects.filter(pk=payload["matter"], published_on__isnull=False).first()
    return None if found is None else Fact(str(found.pk), found.get_absolute_url(), found.unit_id, str(found.pk))


def _open_day(payload: Payload) -> Fact | None:
    found = open_days.public_day(payload["day"])
    return None if found is None else Fact(str(found.pk), found.get_absolute_url(), found.unit_id, str(found.pk))


KINDS = {
    one.code: one
    for one in (
        Kind("document.published", "公文发布（含更正）", "documents.released", _published),
        Kind("document.withdrawn", "公文撤下", "documents.withdrawn", _withdrawn),
        Kind("document.validity_changed", "公文有效性变化", "documents.effect", _validity),
        Kind("consultation.opened", "意见征集开始", "consultations.opened", _consultation),
        Kind("consultation.closed", "意见征集结束", "consultations.closed", _consultation),
        Kind("consultation.answered", "意见采纳情况公布", "consultations.answered", _consultation),
        Kind("interpretation.published", "解读发布", "interpretations.released", _interpretation),
        Kind("question.changed", "问答发布、变更或停用", "questions.changed", _question),
        Kind("decision.published", "重大决策公布", "decisions.published", _decision),
        Kind("open_day.announced", "开放活动公告", "open_days.announced", _open_day),
    )
}


def _follow(kind: Kind) -> None:
    @handler(f"webhooks.{kind.code}", label=f"推送事件：{kind.label}", event=kind.event)
    def note(payload: Payload) -> None:
        if noting.anybody(kind.code) and (fact := kind.said(payload)) is not None:
            noting.note(kind.code, fact)


for _kind in KINDS.values():
    _follow(_kind)
