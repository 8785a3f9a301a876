"""What the outbox owes, for the administrator's page and the worker's pulse."""

from __future__ import annotations

import datetime as dt

from django.db.models import Count, QuerySet
from django.utils import timezone

from mingzheng.core.outbox.models import Message


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
