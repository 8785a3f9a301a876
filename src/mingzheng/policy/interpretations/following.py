"""What others say that concerns interpretations: questions asked often, a document in force for a while, withdrawn, changed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Exists, OuterRef

from mingzheng.core import searchable, timekeeping
from mingzheng.core.dates import chinese_date
from mingzheng.core.freshness.commands import touch
from mingzheng.core.outbox.daily import daily
from mingzheng.core.outbox.registry import handler
from mingzheng.disclosure.documents.models import Document
from mingzheng.policy.interpretations import needs
from mingzheng.policy.interpretations.commands import propose_follow
from mingzheng.policy.interpretations.models import Interpretation, Task
from mingzheng.policy.policies.models import Policy

NOT_LONGER_AGO = 60  # days: what came into force long before the rule is left alone


@handler("interpretations.asked_often", label="公众多次提问，提议跟踪解读", event="questions.asked_often")
def asked_often(payload: dict[str, Any]) -> None:
    """``{policy, count}``: a case for the issuing unit, or a higher count in the one that is open."""
    policy = Policy.objects.select_related("document").filter(pk=payload["policy"]).first()
    if policy is None or policy.document is None or not policy.document.listed:
        return
    count = int(payload["count"])
    propose_follow(policy.document, f"公众就这项政策提问已达 {count} 次，请针对集中的问题作跟踪解读。", asked=count)


@daily("interpretations.after_effect", label="施行后提醒跟踪解读")
def after_effect() -> int:
    """Normative documents that came into force so many days ago: what did people ask since? Proposed once for each."""
    today = timekeeping.today()
    days = needs.days_after_effect(today)
    if days is None:
        return 0
    span = (today - dt.timedelta(days=days + NOT_LONGER_AGO), today - dt.timedelta(days=days))
    proposed = Task.objects.filter(document=OuterRef("pk"), kind=Task.Kind.FOLLOW)
    rows = Document.objects.filter(
        needs.needing(today, "live__"),
        ~Exists(proposed),
        listed=True,
        live__adopted_from="",
        live__effective_on__range=span,
    )
    made = 0
    for document in rows.select_related("live"):
        effective = document.live.effective_on if document.live else None
        said = (
            f"政策自{chinese_date(effective)}施行已满 {days} 日，请了解执行中的问题，作跟踪解读。" if effective else ""
        )
        made += propose_follow(document, said) is not None
    return made


@handler("interpretations.withdrawn", label="标注已撤下文件的解读", event="documents.withdrawn")
def document_withdrawn(payload: dict[str, Any]) -> None:
    """``{document}``: the pages of its interpretations say so from now on."""
    renew(payload["document"])


@handler("interpretations.effect", label="更新解读页上的有效性", event="documents.effect")
def document_changed(payload: dict[str, Any]) -> None:
    renew(payload["document"])


@handler("interpretations.document_released", label="更新解读页上的文件", event="documents.released")
def document_released(payload: dict[str, Any]) -> None:
    """A correction may change the document's title, or open it to some only."""
    renew(payload["document"])


def renew(document_id: int) -> None:
    for pk in Interpretation.objects.filter(document=document_id).values_list("pk", flat=True):
        touch(f"interpretation:{pk}", "interpretations")
        searchable.changed("interpretations.interpretation", pk)
