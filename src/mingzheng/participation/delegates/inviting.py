"""From the lots to the people at the table: invitations, answers, alternates that move up until the cut-off."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from mingzheng.core import codes, timekeeping
from mingzheng.core.freshness.commands import touch
from mingzheng.core.outbox.commands import enqueue
from mingzheng.participation.delegates import alternates, dated, eligibility
from mingzheng.participation.delegates.keys import INVITATION
from mingzheng.participation.delegates.models import Candidate, Entrant, Invitation, Meeting, Quota
from mingzheng.participation.draws import queries as draws
from mingzheng.participation.draws.models import Draw
from mingzheng.participation.draws.order import ALTERNATE, Lot, ordered

Status = Invitation.Status

ONE_DAY = dt.timedelta(days=1)


def from_lots(meeting: Meeting, draw: Draw) -> int:
    """Invite who drew a place; returns how many. Who left the pool since the list was frozen is passed over."""
    lots = draws.result(draw)
    rows = Entrant.objects.filter(draw=draw, code__in=lots).select_related("candidate")
    Invitation.objects.bulk_create([_row(meeting, row, lots[row.code]) for row in rows])
    for row in meeting.invitations.filter(alternate=False).select_related("candidate"):
        _offer(meeting, row)
    move_up(meeting)
    return meeting.invitations.filter(status=Status.INVITED).count()


def _row(meeting: Meeting, entrant: Entrant, lot: Lot) -> Invitation:
    return Invitation(
        meeting=meeting,
        candidate=entrant.candidate,
        code=entrant.code,
        category=lot.category,
        alternate=lot.kind == ALTERNATE,
        rank=lot.rank,
        status=Status.WAITING,
    )


def move_up(meeting: Meeting) -> int:
    """Alternates take the places that are free, in their order; after the cut-off nobody moves up.

    Call it with the meeting locked. Returns how many moved up.
    """
    if timekeeping.today() > meeting.cutoff_on:
        return 0
    rows = list(meeting.invitations.select_related("candidate__area"))
    quotas = eligibility.crossed(meeting)
    if quotas:
        return _move_up_crossed(meeting, rows, quotas)
    return sum(_move_up_within(meeting, [row for row in rows if row.category == name]) for name in _categories(rows))


def _categories(rows: Sequence[Invitation]) -> list[str]:
    return sorted({row.category for row in rows})


def _move_up_within(meeting: Meeting, own: Sequence[Invitation]) -> int:
    """Within one category, by rank."""
    free = sum(not row.alternate for row in own) - len(_holding(own))
    moved = 0
    for row in sorted(_waiting(own), key=lambda one: one.rank):
        if free <= moved:
            break
        moved += _offer(meeting, row, "同一类的候补")
    return moved


def _move_up_crossed(meeting: Meeting, rows: Sequence[Invitation], quotas: Sequence[Quota]) -> int:
    """As long as a place is free and somebody may take it: first the same traits, then whoever keeps the quotas."""
    moved = 0
    while (found := next((one for one in standing(meeting, rows, quotas) if not one.why_not), None)) is not None:
        moved += _offer(meeting, found.invitation, found.why)
    return moved


@dataclass(frozen=True)
class Standing:
    """An alternate who waits. ``why``: what would let them move up; ``why_not``: what stands in their way, or nothing."""

    invitation: Invitation
    why: str
    why_not: tuple[str, ...]


def standing(meeting: Meeting, rows: Sequence[Invitation], quotas: Sequence[Quota]) -> list[Standing]:
    """The waiting alternates of a draw with crossed quotas, in the order in which they are looked at.

    Whoever has the traits of a place that is free comes first, then the order of the draw.
    """
    places = Counter(row.category for row in rows if not row.alternate)
    holding = _holding(rows)
    vacant = places - Counter(row.category for row in holding)
    held = [row.candidate.traits for row in holding]
    found = []
    for row in _in_order(meeting, _waiting(rows)):
        reasons = alternates.why_not(quotas, places.total(), held, row.candidate.traits)
        why = "特征相同的候补" if vacant[row.category] else "特征不同，名额分配仍然满足"
        found.append(Standing(row, why, tuple(reasons)))
    return sorted(found, key=lambda one: not vacant[one.invitation.category])


def _in_order(meeting: Meeting, rows: Sequence[Invitation]) -> list[Invitation]:
    draw = draws.of_owner(meeting.ref)
    if draw is None:
        return []
    line = ordered(draw.seed, draw.list_sha256, [row.code for row in rows])
    return sorted(rows, key=lambda row: line.index(row.code))


def _holding(rows: Sequence[Invitation]) -> list[Invitation]:
    return [row for row in rows if row.status in Invitation.HOLDS]


def _waiting(rows: Sequence[Invitation]) -> list[Invitation]:
    return [row for row in rows if row.alternate and row.status == Status.WAITING]


def _offer(meeting: Meeting, row: Invitation, why: str = "") -> bool:
    """Offer the place, unless the person is no longer in the pool. ``why``: by what right an alternate takes it."""
    if row.candidate.status != Candidate.Status.LISTED:
        row.status = Status.DROPPED
        row.save(update_fields=["status"])
        return False
    today = timekeeping.today()
    last = max(min(meeting.cutoff_on, meeting.day - ONE_DAY), today)
    row.status, row.invited_on, row.moved_why = Status.INVITED, today, why
    row.reply_by = min(dated.after(dated.REPLY, today), last)
    row.code_digest = codes.digest(INVITATION, code_of(row))
    row.save(update_fields=["status", "invited_on", "moved_why", "reply_by", "code_digest"])
    enqueue("delegates.invite", {"invitation": row.pk})
    return True


def code_of(row: Invitation) -> str:
    """The code that goes out with the invitation; it is derived again when it is sent, so that no queue holds it."""
    return codes.code_for(INVITATION, f"{row.pk}.{row.meeting_id}.{row.candidate_id}")


@transaction.atomic
def gives_way(candidate: Candidate) -> None:
    """Somebody left the pool: their invitations to meetings that are still to come go to the next."""
    rows = Invitation.objects.filter(candidate=candidate, meeting__held_on=None)
    for row in rows.filter(status__in=[Status.WAITING, *Invitation.HOLDS]):
        meeting = Meeting.objects.select_for_update().get(pk=row.meeting_id)
        row.refresh_from_db()
        if row.status == Status.WAITING:
            row.status = Status.DROPPED
        else:
            row.status, row.replied_on = Status.DECLINED, timekeeping.today()
        row.save(update_fields=["status", "replied_on"])
        move_up(meeting)
        touch(f"meeting:{meeting.pk}")
