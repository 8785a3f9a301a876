"""Invitations and cancellations go out by what a person left: mail, or a short message where a gateway is set up.

Nothing personal stands in the queue: the message names the invitation, the handler reads the rest. Who cannot be reached
stays marked on the desk and is told by telephone.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.urls import reverse

from mingzheng.core import codes, mail, ways_out
from mingzheng.core.outbox.registry import handler
from mingzheng.participation.delegates import inviting, presenting
from mingzheng.participation.delegates.models import Invitation, Person


@handler("delegates.invite", label="发出公众代表邀请", slow=True)
def invite(payload: dict[str, Any]) -> None:
    """``{invitation}``. Told once: what was told already, answered or withdrawn is passed over."""
    row = _row(payload["invitation"])
    if row is None or row.told_by or row.status != Invitation.Status.INVITED:
        return
    way = _tell(row, f"邀请您列席{row.meeting.title}", _invitation_text(row))
    if way:
        with transaction.atomic():
            Invitation.objects.filter(pk=row.pk, told_by="").update(told_by=way)


@handler("delegates.cancelled", label="告知公众代表会议取消", slow=True)
def cancelled(payload: dict[str, Any]) -> None:
    row = _row(payload["invitation"])
    if row is not None and row.meeting.cancelled_why:
        text = f"您好！原定{presenting.when(row.meeting)}的{row.meeting.title}不再邀请代表列席：{row.meeting.cancelled_why}"
        _tell(row, f"{row.meeting.title}取消列席", text)


def _row(pk: int) -> Invitation | None:
    return Invitation.objects.select_related("meeting", "meeting__unit", "candidate").filter(pk=pk).first()


def _tell(row: Invitation, subject: str, text: str) -> str:
    """The way that was taken, "" when the person left none that is set up here."""
    person = Person.objects.filter(candidate=row.candidate).first()
    if person is None:
        return ""
    for reach in filter(None, (person.email, person.phone)):
        way = ways_out.tell(reach, subject, text)
        if way:
            return way
    return ""


def _invitation_text(row: Invitation) -> str:
    meeting = row.meeting
    topics = "；".join(one.title for one in meeting.topics.all())
    address = f"{mail.site_url()}{reverse('portal:delegates-mine')}"
    return (
        f"您好！经公开抽签，邀请您列席{meeting.title}。\n"
        f"时间：{presenting.when(meeting)}\n地点：{meeting.place}\n议题：{topics}\n"
        f"请在{presenting.day(row.reply_by) if row.reply_by else ''}之前答复，逾期由候补递补：{address}\n"
        f"邀请码：{codes.in_groups(inviting.code_of(row))}\n联系单位：{meeting.unit.name} {meeting.unit.phone}"
    )
