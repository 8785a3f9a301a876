"""Every read of this room, and who sees what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.db.models import Count, Q, QuerySet

from mingzheng.core import proofs
from mingzheng.core.actors import Actor, Post
from mingzheng.core.procedures.models import Clock
from mingzheng.core.procedures.permission import OFFICE_POSTS
from mingzheng.supervision.bulletins.models import Bulletin, Receipt, UnitLetter

READERS = (*OFFICE_POSTS, Post.ASSESSOR)


def sees_all(actor: Actor) -> bool:
    return actor.is_machine or actor.post in READERS


def bulletins(actor: Actor) -> QuerySet[Bulletin]:
    """区府办 and assessors: all; units: those that were sent to them."""
    rows = Bulletin.objects.select_related("plan", "case").annotate(
        sent=Count("receipts"), signed=Count("receipts", filter=Q(receipts__signed_on__isnull=False))
    )
    if sees_all(actor):
        return rows
    mine = Receipt.objects.filter(unit_id=actor.unit_id).values("bulletin")
    return rows.filter(pk__in=mine, published_at__isnull=False)


def public() -> QuerySet[Bulletin]:
    return Bulletin.objects.filter(to_public=True, published_at__isnull=False).select_related("plan")


def sees(found: Bulletin, actor: Actor | None) -> bool:
    if found.to_public and found.published_at is not None:
        return True
    return actor is not None and bulletins(actor).filter(pk=found.pk).exists()


def sees_receipt(found: Receipt, actor: Actor | None) -> bool:
    return actor is not None and (sees_all(actor) or found.unit_id == actor.unit_id)


def newer(found: Bulletin) -> Bulletin | None:
    """The published edition that corrects this one."""
    return Bulletin.objects.filter(corrects=found, published_at__isnull=False).first()


def unsigned(found: Bulletin) -> list[Receipt]:
    return list(found.receipts.filter(signed_on=None).select_related("unit", "case"))


def letters(actor: Actor) -> QuerySet[UnitLetter]:
    """The monthly letters: a unit's own; 区府办 all."""
    rows = UnitLetter.objects.select_related("unit", "plan")
    return rows if sees_all(actor) else rows.filter(unit_id=actor.unit_id)


def sees_letter(found: UnitLetter, actor: Actor | None) -> bool:
    return actor is not None and letters(actor).filter(pk=found.pk).exists()


def issue_clocks(plan_ids: QuerySet[Bulletin, int] | list[int], day: dt.date) -> list[tuple[Bulletin, Clock]]:
    """First editions of plans whose clock has run out or was met by a day."""
    rows = Bulletin.objects.filter(plan__in=plan_ids, edition=1).select_related("plan", "case")
    clocks = {one.case_id: one for one in Clock.objects.filter(case__in=rows.values("case"), name="issue")}
    found = [(row, clocks[row.case_id]) for row in rows if row.case_id in clocks]
    return [(row, clock) for row, clock in found if _settled(clock, day)]


def _settled(clock: Clock, day: dt.date) -> bool:
    return (clock.met_on is not None and clock.met_on <= day) or (clock.due_on is not None and clock.due_on < day)


def fixed() -> Iterator[proofs.Fixed]:
    """Every published bulletin as it stands now, part by part."""
    from mingzheng.supervision.bulletins.steps import parts_of

    for one in Bulletin.objects.exclude(published_at=None).select_related("plan").prefetch_related("sections"):
        yield proofs.Fixed(one.ref, str(one), parts_of(one))
