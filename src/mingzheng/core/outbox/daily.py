"""Work that is owed once a day: the worker puts one keyed message a day into the outbox."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db.models import Max
from django.utils import timezone

from mingzheng.core import timekeeping
from mingzheng.core.outbox.commands import enqueue
from mingzheng.core.outbox.models import Message
from mingzheng.core.outbox.registry import handler

LOOKED_BACK = dt.timedelta(days=8)
_jobs: list[str] = []


def daily(name: str, *, label: str, slow: bool = False) -> Callable[[Callable[[], Any]], Callable[[], Any]]:
    """Register a function that the worker owes once for every day on which it runs. It must be idempotent.

    Args:
        slow: it waits for others (``registry.Topic``).
    """

    def register(function: Callable[[], Any]) -> Callable[[], Any]:
        topic = f"daily.{name}"

        def run(payload: dict[str, Any]) -> None:
            with timekeeping.owed_on(dt.date.fromisoformat(payload["day"])):
                function()

        handler(topic, label=label, slow=slow)(run)
        if topic not in _jobs:
            _jobs.append(topic)
        return function

    return register


def owe_today() -> None:
    """Put today's jobs into the outbox; called again on the same day it does nothing."""
    day = timekeeping.today().isoformat()
    for topic in _jobs:
        enqueue(topic, {"day": day}, key=f"{topic}:{day}")


def last_done() -> dict[str, dt.datetime]:
    """Job → the (real) moment at which it was last done; a job that was not within eight days is left out."""
    done = Message.objects.filter(status=Message.Status.DONE, topic__in=_jobs, done_at__gt=timezone.now() - LOOKED_BACK)
    rows = done.values_list("topic").annotate(last=Max("done_at")).order_by()
    return {topic.removeprefix("daily."): last for topic, last in rows}
