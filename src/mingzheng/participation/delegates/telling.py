"""Invitations and cancellations go out by what a person left: mail, or a short message where a gateway is set up.

Nothing personal stands in the queue: the message names the invitation, the handler reads the rest. Who cannot be reached
stays marked on the desk and is told by telephone.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.urls import reverse

from mingzheng.core import codes, mail, timekeeping, ways_out
from mingzheng.core.dates import chinese_date
from mingzheng.core.outbox.commands import enqueue
from mingzheng.core.outbox.daily import daily
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


@daily("delegates.remind", label="会前一天提醒公众代表")
def remind() -> int:
    """Whoever accepted is reminded of tomorrow's meeting; returns how many are owed. Owed once for each day of a meeting."""
    tomorrow = timekeeping.today() + dt.timedelta(days=1)
    rows = Invitation.objects.filter(
        status=Invitation.Status.ACCEPTED, meeting__starts_at__date=tomorrow, meeting__cancelled_why="", reminded_by=""
    )
    keys = list(rows.values_list("pk", flat=True))
    for pk in keys:
        enqueue("delegates.reminder", {"invitation": pk}, key=f"delegates.reminder:{pk}:{tomorrow}")
    return len(keys)


@handler("delegates.reminder", label="提醒公众代表参加会议", slow=True)
def reminder(payload: dict[str, Any]) -> None:
    """``{invitation}``. Who gave the place back meanwhile, and a meeting that is over or cancelled, are passed over."""
    row = _row(payload["invitation"])
    if row is None or row.reminded_by or row.status != Invitation.Status.ACCEPTED:
        return
    if row.meeting.cancelled or row.meeting.starts_at <= timekeeping.now():
        return
    way = _tell(row, f"提醒：{row.meeting.title}", _reminder_text(row))
    if way:
        with transaction.atomic():
            Invitation.objects.filter(pk=row.pk, reminded_by="").update(reminded_by=way)


def _reminder_text(row: Invitation) -> str:
    meeting, address = row.meeting, f"{mail.site_url()}{reverse('portal:delegates-mine')}"
    return (
        f"您好！提醒您列席{meeting.title}。\n时间：{presenting.when(meeting)}\n地点：{meeting.place}\n"
        f"来不了请告诉我们，名额可以让给候补：{address}\n联系单位：{meeting.unit.name} {meeting.unit.phone}"
    )


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
        f"请在{chinese_date(row.reply_by) if row.reply_by else ''}之前答复，逾期由候补递补：{address}\n"
        f"邀请码：{codes.in_groups(inviting.code_of(row))}\n联系单位：{meeting.unit.name} {meeting.unit.phone}"
    )
