"""What the outbox brings: documents that changed, questions to be compared; and what is owed every day."""

from __future__ import annotations

from typing import Any

from django.utils.timezone import localdate

from mingzheng.core.outbox.daily import daily
from mingzheng.core.outbox.registry import handler
from mingzheng.disclosure.documents import validity
from mingzheng.disclosure.documents.models import Edition, Effect
from mingzheng.policy.questions import asking, knowledge, often


@handler("questions.effect", label="复核依据失效文件的问答", event="documents.effect")
def effect(payload: dict[str, Any]) -> None:
    """``{document, effect}``: something was done to the validity of a document. An extension, or that it goes on, leaves its answers right."""
    found = Effect.objects.filter(pk=payload["effect"]).first()
    if found is None or not validity.changes_content(found):
        return
    why = f"依据的文件{validity.said(found)}。"
    knowledge.doubt_document(payload["document"], why, localdate(found.recorded_at) if found.recorded_at else None)


@handler("questions.withdrawn", label="复核依据撤下文件的问答", event="documents.withdrawn")
def withdrawn(payload: dict[str, Any]) -> None:
    """``{document, edition}``"""
    knowledge.doubt_document(payload["document"], "依据的文件已经撤下或者不再公开。")


@handler("questions.released", label="复核依据更正文件的问答", event="documents.released")
def released(payload: dict[str, Any]) -> None:
    """``{document, edition}``: the first edition can have no answers yet, a later one may have changed them."""
    edition = Edition.objects.filter(pk=payload["edition"]).first()
    if edition is not None and edition.serial > 1:
        since = localdate(edition.published_at) if edition.published_at else None
        why = f"依据的文件有了新的版本（第{edition.serial}版），请核对答案。"
        knowledge.doubt_document(payload["document"], why, since)


@handler(asking.GROUPING, label="比对相同的问题")
def group(payload: dict[str, Any]) -> None:
    """``{unit, document}``"""
    often.find_in(payload["unit"], payload["document"])


daily("questions.review", label="复核到期的政策问答")(knowledge.doubt_overdue)
daily("questions.often", label="查找高频问题")(often.find)
