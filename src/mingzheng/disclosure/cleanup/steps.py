"""What each step of a clean-up changes. Called by ``core.procedures`` within its transaction."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Q

from mingzheng.core import searchable, timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.freshness.commands import touch
from mingzheng.core.outbox.commands import publish as announce
from mingzheng.core.procedures.table import Act
from mingzheng.core.quoting import shortened
from mingzheng.disclosure.cleanup.models import Campaign, Line, Outcome, Share
from mingzheng.disclosure.documents import effects
from mingzheng.disclosure.documents.models import Effect
from mingzheng.disclosure.documents.steps import note_reason

KINDS = {
    Outcome.CONTINUE: Effect.Kind.CONTINUE,
    Outcome.REPEAL: Effect.Kind.REPEAL,
    Outcome.INVALIDATE: Effect.Kind.INVALIDATE,
}


def due_day(act: Act) -> dt.date:
    day: dt.date = act.subject.campaign.due_on
    return day


def propose(act: Act) -> None:
    done = _of(act.subject.lines, act).update(
        proposal=act.data["outcome"], proposal_reason=act.data["reason"], proposed_expiry=act.data["new_expiry"]
    )
    act.note = f"{done} 件：{Outcome(act.data['outcome']).label}，{shortened(act.data['reason'], 60)}"


def decide(act: Act) -> None:
    rows = Line.objects.filter(share__campaign=act.subject)
    done = _of(rows, act).update(
        decision=act.data["outcome"], decision_reason=act.data["reason"], new_expiry=act.data["new_expiry"]
    )
    act.note = f"{done} 件：{Outcome(act.data['outcome']).label}，{shortened(act.data['reason'], 60)}"


def _of(rows: Any, act: Act) -> Any:
    return rows.filter(pk__in=act.data["lines"])


def take_proposals(act: Act) -> None:
    """Decide as proposed wherever nothing is decided yet."""
    rows = list(Line.objects.filter(share__campaign=act.subject, decision="").exclude(proposal=""))
    for line in rows:
        line.decision, line.decision_reason = line.proposal, line.proposal_reason
        line.new_expiry = line.proposed_expiry
    Line.objects.bulk_update(rows, ["decision", "decision_reason", "new_expiry"], batch_size=500)
    act.note = f"{len(rows)} 件"


def publish(act: Act) -> None:
    """The list is public and every effect is recorded, in the same transaction."""
    campaign: Campaign = act.subject
    campaign.number, campaign.effective_on = act.data["number"], act.data["effective_on"]
    campaign.published_at = timekeeping.now()
    campaign.save(update_fields=["number", "effective_on", "published_at"])
    lines = list(Line.objects.filter(share__campaign=campaign).select_related("document__live", "document__unit"))
    for line in lines:
        line.valid_until = line.new_expiry or line.document.validity_until
        _record(campaign, line, act.actor)
    Line.objects.bulk_update(lines, ["valid_until"], batch_size=500)
    touch("documents", "cleanup", f"cleanup:{campaign.pk}")
    searchable.changed("cleanup.campaign", campaign.pk)
    announce("cleanup.published", {"campaign": campaign.pk})
    counts = {outcome: sum(line.decision == outcome for line in lines) for outcome in Outcome}
    act.note = "，".join(f"{outcome.label} {count} 件" for outcome, count in counts.items() if count)
    act.facts = {"counts": {outcome.value: count for outcome, count in counts.items()}}


def _record(campaign: Campaign, line: Line, actor: Actor) -> None:
    """拟修改 has no effect of its own: the document stays in force until the amended one is issued."""
    outcome = Outcome(line.decision)
    if outcome not in KINDS:
        return
    assert campaign.effective_on is not None  # noqa: S101 - the caller set it
    kind = Effect.Kind.EXTEND if outcome is Outcome.CONTINUE and line.new_expiry else KINDS[outcome]
    number = f"（{campaign.number}）" if campaign.number else ""
    effect = Effect(
        target=line.document,
        kind=kind,
        effective_on=campaign.effective_on,
        source_text=f"{campaign.title}结果{number}"[:300],
        new_expiry=line.new_expiry,
        note=line.decision_reason,
    )
    effects.record(effect, actor)


def cancel(act: Act) -> None:
    note_reason(act)


# --- guards -----------------------------------------------------------------------------------------------------


def all_proposed(share: Share, _actor: Actor) -> bool:
    return not share.lines.filter(proposal="").exists()


def all_in(campaign: Campaign, _actor: Actor) -> bool:
    return not campaign.shares.exclude(case__state="submitted").exists()


def all_decided(campaign: Campaign, _actor: Actor) -> bool:
    return not Line.objects.filter(share__campaign=campaign).filter(Q(decision="")).exists()


def still_collecting(share: Share, _actor: Actor) -> bool:
    case = share.campaign.case
    return case is not None and case.state == "collecting"


def require_lines(found: int) -> None:
    """Raises Refused when nothing is in force that could be looked at."""
    if not found:
        raise Refused("这个范围内没有现行有效的文件。", remedy="请核对范围和截止日。", code="nothing_to_clean")
