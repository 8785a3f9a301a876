"""What every write to a redaction asks first, and what it leaves behind. No word of a page ever enters the journal."""

from __future__ import annotations

from typing import Any

from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.journal import commands as journal
from mingzheng.core.procedures.permission import still_in_post
from mingzheng.core.records import RecordRef
from mingzheng.requests.redaction import owners
from mingzheng.requests.redaction.models import Redaction

ART_37 = "《政府信息公开条例》第三十七条（能够作区分处理的，提供可以公开的内容）"


def may_work(owner: RecordRef, actor: Actor) -> None:
    """
    Raises:
        Refused: the actor no longer holds the post, or may not work for this owner.
    """
    still_in_post(actor)
    refusal = owners.why_not(owner, actor)
    if refusal is not None:
        raise refusal


def locked(redaction: Redaction, actor: Actor) -> Redaction:
    """The row, held until the transaction ends, for an actor who may work on it."""
    held = Redaction.objects.select_for_update(of=("self",)).select_related("original").get(pk=redaction.pk)
    may_work(held.owner, actor)
    return held


def drawable(redaction: Redaction, actor: Actor) -> Redaction:
    """The same, while boxes may be drawn.

    Raises:
        Refused: ``not_draft``.
    """
    held = locked(redaction, actor)
    if not held.open:
        remedy = "请刷新页面；要改已生成的副本，请“按原遮盖重新开始”。"
        raise Refused(f"现在是「{held.get_status_display()}」，不能更改遮盖。", remedy=remedy, code="not_draft")
    return held


def changed(redaction: Redaction, actor: Actor) -> None:
    """Another version, and a contribution."""
    redaction.version += 1
    redaction.failure = ""
    redaction.save(update_fields=["version", "failure"])
    owners.contributed(redaction.owner, actor)


def write_down(
    action: str, redaction: Redaction, actor: Actor, summary: str, data: dict[str, Any] | None = None
) -> None:
    """Into the owner's record, and its case when it has exactly one: reviewers find it in 办理经过."""
    cases = owners.cases(redaction.owner)
    journal.append(
        action=f"redaction.{action}",
        actor=actor,
        subject=redaction.owner,
        summary=summary,
        basis=ART_37,
        case_id=cases[0].pk if len(cases) == 1 else None,
        data={"redaction": redaction.pk, **(data or {})},
    )
