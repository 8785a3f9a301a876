"""Every read of policies that a page or a report uses."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from mingzheng.core.actors import Actor
from mingzheng.core.procedures.permission import OFFICE_POSTS
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.documents.models import Document
from mingzheng.policy.policies import lifeline
from mingzheng.policy.policies.lifeline import LifeLine, Standing
from mingzheng.policy.policies.models import Note, Payment, Policy
from mingzheng.policy.policies.stages import Stage

PORTION = 1_000


def policy_of(document: Document) -> Policy | None:
    """The policy that a document was issued as."""
    return Policy.objects.filter(document=document).select_related("unit", "document__live").first()


def public() -> QuerySet[Policy]:
    """Policies that everybody may see: issued, their document open to everybody now."""
    return Policy.objects.filter(document__listed=True).select_related("unit", "document__live")


def sees(policy: Policy, actor: Actor | None) -> bool:
    """The public: what was issued. Staff besides: their own unit's; 区府办 all."""
    if policy.document is not None and policy.document.listed:
        return True
    if actor is None:
        return False
    return actor.is_machine or actor.post in OFFICE_POSTS or actor.unit_id == policy.unit_id


def sees_file(policy: Policy, file_id: uuid.UUID, actor: Actor | None) -> bool:
    """The public: the material of public notes. The policy's unit and 区府办: all."""
    if actor is not None and (actor.is_machine or actor.post in OFFICE_POSTS or actor.unit_id == policy.unit_id):
        return True
    return policy.notes.filter(file_id=file_id, public=True).exists()


def seen_by(actor: Actor) -> QuerySet[Policy]:
    """Policies of the desk: the own unit's; 区府办 and the machine all."""
    rows = Policy.objects.select_related("unit", "document__live", "case")
    return rows if actor.is_machine or actor.post in OFFICE_POSTS else rows.filter(unit_id=actor.unit_id)


# --- lists --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Filters:
    """What a list is narrowed to. ``missing``: a stage, or "any"; ``state``: open, issued, ended or ""."""

    missing: str = ""
    unit: str = ""
    state: str = ""
    words: str = ""

    @classmethod
    def read(cls, query: Any) -> Filters:
        said = {name: str(query.get(name, "")).strip()[:60] for name in ("missing", "unit", "state", "words")}
        if said["missing"] not in {"any", *(one.value for one in Stage)}:
            said["missing"] = ""
        return cls(**said)

    def narrow(self, rows: QuerySet[Policy]) -> QuerySet[Policy]:
        """All but ``missing``, which is judged on the life lines."""
        if self.unit:
            rows = rows.filter(unit__code=self.unit)
        if self.words:
            rows = rows.filter(Q(title__icontains=self.words) | Q(document__doc_number__icontains=self.words))
        states = {
            "open": Q(issued_on=None, ended_on=None),
            "issued": Q(issued_on__isnull=False, ended_on=None),
            "ended": Q(ended_on__isnull=False),
        }
        return rows.filter(states[self.state]) if self.state in states else rows

    @property
    def chosen(self) -> bool:
        return bool(self.missing or self.unit or self.state or self.words)


def lines_of(rows: QuerySet[Policy], day: dt.date, actor: Actor | None = None) -> Iterator[LifeLine]:
    """The life lines of many policies in their order, read in portions of a thousand with a fixed number of queries each."""
    held: list[Policy] = []
    for policy in rows.iterator(PORTION):
        held.append(policy)
        if len(held) == PORTION:
            yield from _of(held, day, actor)
            held = []
    yield from _of(held, day, actor)


def _of(policies: Sequence[Policy], day: dt.date, actor: Actor | None) -> Iterator[LifeLine]:
    found = lifeline.of(policies, day, actor)
    return (found[policy.pk] for policy in policies)


def lacking(lines: Iterable[LifeLine], missing: str) -> Iterator[LifeLine]:
    """Those that miss a stage, or any."""
    for line in lines:
        gaps = {view.stage.value for view in line.missing}
        if missing in gaps or (missing == "any" and gaps):
            yield line


@dataclass(frozen=True)
class StageCount:
    """Over many life lines: how many stand how at one stage."""

    stage: Stage
    counts: dict[Standing, int]

    @property
    def missing(self) -> int:
        return self.counts.get(Standing.MISSING, 0)

    @property
    def done(self) -> int:
        return self.counts.get(Standing.DONE, 0)


def by_stage(lines: Iterable[LifeLine]) -> list[StageCount]:
    counted: dict[Stage, dict[Standing, int]] = {stage: {} for stage in Stage}
    for line in lines:
        for view in line.stages:
            held = counted[view.stage]
            held[view.standing] = held.get(view.standing, 0) + 1
    return [StageCount(stage, counts) for stage, counts in counted.items()]


def units_with_policies(actor: Actor) -> QuerySet[Unit]:
    return Unit.objects.filter(pk__in=seen_by(actor).order_by().values("unit")).order_by("order")


# --- one policy ---------------------------------------------------------------------------------------------------


def public_notes(policy: Policy) -> QuerySet[Note]:
    return policy.notes.filter(public=True)


def payments(policy: Policy) -> QuerySet[Payment]:
    """Those that were confirmed."""
    return policy.payments.filter(confirmed_at__isnull=False)


def paid(policy: Policy) -> dict[str, Any]:
    """The sums of all confirmed periods, ``amount`` in words of money; ``reports`` 0 while there is none."""
    found = payments(policy).aggregate(
        reports=Count("pk"),
        applications=Sum("applications"),
        approved=Sum("approved"),
        amount=Sum("amount"),
        enterprises=Sum("enterprises"),
        households=Sum("households"),
        at_once=Sum("at_once"),
    )
    return {**found, "amount": f"{found['amount'] or 0:,.2f}"}
