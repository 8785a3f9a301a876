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
    """How long the oldest due message has waited; zero when nothing is due."""
    due = Message.objects.filter(status=Message.Status.WAITING, due_at__lte=timezone.now())
    first = due.order_by("due_at").values_list("due_at", flat=True).first()
    return timezone.now() - first if first else dt.timedelta()
