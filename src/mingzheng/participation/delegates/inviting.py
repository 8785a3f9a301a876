"""From the lots to the people at the table: invitations, answers, alternates that move up until the cut-off."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from mingzheng.core import codes, timekeeping
from mingzheng.core.freshness.commands import touch
from mingzheng.core.outbox.commands import enqueue
from mingzheng.participation.delegates import dated
from mingzheng.participation.delegates.keys import INVITATION
from mingzheng.participation.delegates.models import Candidate, Entrant, Invitation, Meeting
from mingzheng.participation.draws import queries as draws
from mingzheng.participation.draws.models import Draw
from mingzheng.participation.draws.order import ALTERNATE, Lot

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
    """Alternates take the places that are free in their own category, in their order; after the cut-off nobody moves up.

    Call it with the meeting locked.
    """
    if timekeeping.today() > meeting.cutoff_on:
        return 0
    rows = list(meeting.invitations.select_related("candidate"))
    moved = 0
    for category in sorted({row.category for row in rows}):
        own = [row for row in rows if row.category == category]
        free = sum(not row.alternate for row in own) - sum(row.status in Invitation.HOLDS for row in own)
        waiting = [row for row in own if row.alternate and row.status == Status.WAITING]
        for row in sorted(waiting, key=lambda one: one.rank):
            if free <= 0:
                break
            taken = _offer(meeting, row)
            free -= taken
            moved += taken
    return moved


def _offer(meeting: Meeting, row: Invitation) -> bool:
    """Offer the place, unless the person is no longer in the pool."""
    if row.candidate.status != Candidate.Status.LISTED:
        row.status = Status.DROPPED
        row.save(update_fields=["status"])
        return False
    today = timekeeping.today()
    last = max(min(meeting.cutoff_on, meeting.day - ONE_DAY), today)
    row.status, row.invited_on = Status.INVITED, today
    row.reply_by = min(dated.after(dated.REPLY, today), last)
    row.code_digest = codes.digest(INVITATION, code_of(row))
    row.save(update_fields=["status", "invited_on", "reply_by", "code_digest"])
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
