"""What the outbox owes, for the administrator's page and the worker's pulse."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Min, QuerySet
from django.utils import timezone

from mingzheng.core.outbox.models import Message
from mingzheng.core.outbox.registry import slow_topics

OWED = (Message.Status.WAITING, Message.Status.RUNNING, Message.Status.GIVEN_UP)


def counts() -> dict[str, int]:
    """How many messages stand in each status."""
    found = Message.objects.values_list("status").annotate(n=Count("id"))
    return dict.fromkeys(Message.Status.values, 0) | dict(found)


def troubled() -> QuerySet[Message]:
    """Messages that failed at least once and are not done, the given-up first."""
    return Message.objects.exclude(status=Message.Status.DONE).exclude(last_error="").order_by("status", "due_at")


def oldest_wait() -> dt.timedelta:
    """How long the oldest due message has waited; zero when nothing is due.

    The bulk lane is a backlog by design: it counts only as long as nothing at all was done.
    """
    moment = timezone.now()
    due = Message.objects.filter(status=Message.Status.WAITING, due_at__lte=moment)
    waited = [_since(due.filter(lane=lane), "due_at", moment) for lane in Message.Lane]
    idle = _since(Message.objects.filter(status=Message.Status.DONE), "-done_at", moment)
    act, behind = waited
    return max(act, min(behind, idle) if idle else behind)


def _since(rows: QuerySet[Message], order: str, moment: dt.datetime) -> dt.timedelta:
    first = rows.order_by(order).values_list(order.removeprefix("-"), flat=True).first()
    return moment - first if first else dt.timedelta()


def behind() -> int:
    """How many messages a bulk load left that could be done now."""
    due = Message.objects.filter(status=Message.Status.WAITING, due_at__lte=timezone.now())
    return due.filter(lane=Message.Lane.BULK).count()


def oldest_act() -> dt.timedelta:
    """How long the oldest due message of the lane of acts has waited: one look at an index, for a probe."""
    moment = timezone.now()
    due = Message.objects.filter(status=Message.Status.WAITING, lane=Message.Lane.ACT, due_at__lte=moment)
    return _since(due, "due_at", moment)


@dataclass
class Owed:
    """What one lane owes. ``waiting`` counts what is in hand and what waits for its next try, too."""

    waiting: int = 0
    oldest: dt.timedelta = dt.timedelta()
    given_up: int = 0


def owed_by_lane() -> dict[str, Owed]:
    """``act``, ``bulk`` and ``slow`` (whatever waits for a network, of either)."""
    moment, slow = timezone.now(), set(slow_topics())
    found = {name: Owed() for name in ("act", "bulk", "slow")}
    rows = Message.objects.filter(status__in=OWED).values_list("status", "lane", "topic")
    for status, lane, topic, count, first in rows.annotate(n=Count("id"), first=Min("due_at")).order_by():
        owed = found["slow" if topic in slow else Message.Lane(lane).name.lower()]
        if status == Message.Status.GIVEN_UP:
            owed.given_up += count
            continue
        owed.waiting += count
        if status == Message.Status.WAITING:
            owed.oldest = max(owed.oldest, moment - first)
    return found
