"""What the room knows of a policy's stage 回应: answers for everybody, answered messages, answers at windows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse

from mingzheng.policy.policies.models import Policy
from mingzheng.policy.policies.stages import Stage, Trace
from mingzheng.policy.questions.models import Asked
from mingzheng.policy.questions.queries import public, public_messages


def answering(policies: Sequence[Policy]) -> Mapping[int, list[Trace]]:
    """Four queries for however many policies: each kind of record is one trace with its number."""
    by_document = {policy.document_id: policy for policy in policies if policy.document_id is not None}
    found: dict[int, list[Trace]] = {policy.pk: [] for policy in policies}
    ids = list(by_document)
    for pk, first, n, often in _entries(ids):
        note = f"{n} 条" + (f"，其中常见问题 {often} 条" if often else "")
        found[by_document[pk].pk].append(
            Trace(Stage.ANSWERING, first, "政策问答", _answers(by_document[pk]), note=note)
        )
    for pk, first, n in _counted(public_messages(), ids, "published_on"):
        url = f"{reverse('portal:messages')}?document={_number(by_document[pk])}"
        found[by_document[pk].pk].append(Trace(Stage.ANSWERING, first, "公开答复政策留言", url, note=f"{n} 件"))
    at_window = Asked.objects.filter(channel__in=[Asked.Channel.WINDOW, Asked.Channel.HOTLINE], counts=True)
    for pk, first, n in _counted(at_window, ids, "asked_on"):
        found[by_document[pk].pk].append(Trace(Stage.ANSWERING, first, "窗口和热线答复咨询", note=f"{n} 次"))
    return found


def _entries(ids: list[int]) -> QuerySet[Any, Any]:
    rows = public().filter(live__document__in=ids).order_by().values_list("live__document")
    return rows.annotate(first=Min("published_on"), n=Count("pk"), often_n=Count("pk", filter=Q(often=True)))


def _counted(rows: QuerySet[Any, Any], ids: list[int], day: str) -> QuerySet[Any, Any]:
    counted = rows.filter(document__in=ids).order_by().values_list("document")
    return counted.annotate(first=Min(day), n=Count("pk"))


def _number(policy: Policy) -> str:
    return policy.document.index_number or "" if policy.document is not None else ""


def _answers(policy: Policy) -> str:
    return f"{reverse('portal:answers')}?document={_number(policy)}"
