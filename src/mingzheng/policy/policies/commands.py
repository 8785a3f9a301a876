"""Beginning a policy, and following the documents: what is released becomes issued here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.timezone import localtime

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.outbox.commands import publish
from mingzheng.core.outbox.registry import handler
from mingzheng.core.procedures.commands import act, open_case
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.documents import texts
from mingzheng.disclosure.documents.models import Document
from mingzheng.policy.policies import which
from mingzheng.policy.policies.models import Policy
from mingzheng.policy.policies.steps import changed

MACHINE = Actor.system("政策全流程")
OPEN_BEFORE = ("brewing", "making")


@transaction.atomic
def begin(unit: Unit, actor: Actor, data: Mapping[str, Any]) -> Policy:
    """A policy in its first stage, with its case.

    Args:
        data: ``title``, ``begun_on``, and the marks ``for_enterprises``, ``pays``, ``foreign``.

    Raises:
        Refused: the actor may not, there is no title, or it begins in the future.
    """
    title = str(data.get("title") or "").strip()
    if not title:
        raise Refused("没有政策名称。", remedy="请填写名称。", field="title")
    begun_on: dt.date = data.get("begun_on") or timekeeping.today()
    if begun_on > timekeeping.today():
        raise Refused("启动日期在今天之后。", remedy="请核对日期。", field="begun_on")
    marks = {name: bool(data.get(name)) for name in ("for_enterprises", "pays", "foreign")}
    policy = Policy.objects.create(unit=unit, title=title[:300], begun_on=begun_on, **marks)
    policy.case = open_case("policies.life", policy.ref, unit=unit, actor=actor, title=policy.title)
    policy.save(update_fields=["case"])
    return policy


@transaction.atomic
def issue_from(document: Document) -> Policy:
    """The policy that a public document issues: one begun before for this draft, else a new one, begun with the drafting.

    Called again it returns the same policy, called after a correction it takes over the title.

    Raises:
        Refused: nothing of the document is public.
    """
    held = Document.objects.select_for_update(of=("self",)).select_related("unit", "live").get(pk=document.pk)
    edition = held.live
    if edition is None:
        raise Refused("这份文件没有公开。", code="not_public")
    policy = Policy.objects.select_related("case").filter(document=held).first()
    if policy is not None:
        _renamed(policy, held)
        return policy
    policy = Policy.objects.select_related("case").filter(draft=held, case__state__in=OPEN_BEFORE).first()
    if policy is None:
        day = which.issued_on(held)
        marks = which.marks_of(edition, texts.plain_text(edition.body), day)
        begun = min(localtime(held.opened_at).date(), day, edition.formed_on or day)
        data = {"title": held.title, "begun_on": min(begun, timekeeping.today()), **vars(marks)}
        policy = begin(held.unit, MACHINE, data)
    assert policy.case is not None  # noqa: S101 - begin opened it
    act(policy.case, "issue", MACHINE, {"document": held.pk})
    publish("policies.issued", {"policy": policy.pk, "document": held.pk})
    policy.refresh_from_db()
    return policy


def _renamed(policy: Policy, document: Document) -> None:
    if policy.title != document.title:
        policy.title = document.title
        policy.save(update_fields=["title"])
        if policy.case is not None:
            policy.case.title = policy.title[:300]
            policy.case.save(update_fields=["title"])
    changed(policy)


@handler("policies.released", label="文件公开后接上政策生命线", event="documents.released")
def released(payload: dict[str, Any]) -> None:
    """``{document}``. One begun before is issued whatever the rules say; what was moved in waits for ``./run policies begin``."""
    document = Document.objects.select_related("live").filter(pk=payload["document"]).first()
    if document is None or document.live is None or not document.listed:
        return
    known = Policy.objects.filter(document=document).exists() or Policy.objects.filter(draft=document).exists()
    if known or (not document.live.adopted_from and which.of_document(document, timekeeping.today()).is_policy):
        issue_from(document)


@handler("policies.withdrawn", label="文件撤下后更新政策页面", event="documents.withdrawn")
def withdrawn(payload: dict[str, Any]) -> None:
    """``{document}``: its policy leaves the public pages and the index with it."""
    policy = Policy.objects.filter(document_id=payload["document"]).first()
    if policy is not None:
        changed(policy)


@dataclass(frozen=True)
class Begun:
    """One document of a batch. ``result``: begun, known (has its policy), none (is no policy), ready (dry run)."""

    document: Document
    result: str
    why: str


def begin_existing(documents: Iterable[Document], *, dry: bool = False) -> Iterable[Begun]:
    """Life lines for documents that are public already; each in a transaction of its own, so that a run may be repeated."""
    for document in documents:
        answer = which.of_document(document, which.issued_on(document))
        if Policy.objects.filter(document=document).exists():
            yield Begun(document, "known", "已有生命线")
        elif not answer.is_policy:
            yield Begun(document, "none", answer.why)
        elif dry:
            yield Begun(document, "ready", answer.why)
        else:
            issue_from(document)
            yield Begun(document, "begun", answer.why)
