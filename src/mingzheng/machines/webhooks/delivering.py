"""Handing a message over: short transactions before and after, nothing locked while the receiver takes its time."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from mingzheng.core.actors import Actor
from mingzheng.core.journal import commands as journal
from mingzheng.core.outbox.commands import publish
from mingzheng.core.outbox.forgetting import WORKING, forgets
from mingzheng.core.outbox.registry import handler
from mingzheng.machines.webhooks.models import Delivery, Subscription
from mingzheng.machines.webhooks.noting import TOPIC
from mingzheng.machines.webhooks.reaching import NotDelivered, send

# With the outbox's back-off (at most six hours) this is about two days of trying.
ATTEMPTS = 18
PAUSE_AFTER = 20  # attempts in a row, of whatever messages
KEPT = dt.timedelta(days=90)
MACHINE = Actor.system("事件推送")


@handler(TOPIC, label="推送事件", max_attempts=ATTEMPTS, slow=True)
def deliver(payload: dict[str, Any]) -> None:
    """``{delivery}``: one attempt; what was delivered, and what stands paused or ended, is left alone."""
    found = _take(payload["delivery"])
    if found is None:
        return
    try:
        send(found, found.subscription)
    except NotDelivered as error:
        _failed(found, error)
        raise
    _delivered(found)


@transaction.atomic
def _take(pk: int) -> Delivery | None:
    rows = Delivery.objects.select_for_update(of=("self",)).select_related("subscription")
    found = rows.exclude(status=Delivery.Status.DELIVERED).filter(pk=pk).first()
    if found is None or found.subscription.status != Subscription.Status.ACTIVE:
        return None
    found.attempts += 1
    found.save(update_fields=["attempts"])
    return found


@transaction.atomic
def _delivered(found: Delivery) -> None:
    status = Delivery.Status.DELIVERED
    Delivery.objects.filter(pk=found.pk).update(status=status, error="", delivered_at=timezone.now())
    Subscription.objects.filter(pk=found.subscription_id).exclude(failures=0).update(failures=0)


@transaction.atomic
def _failed(found: Delivery, error: NotDelivered) -> None:
    status = Delivery.Status.FAILED if found.attempts >= ATTEMPTS else Delivery.Status.WAITING
    Delivery.objects.filter(pk=found.pk).exclude(status=Delivery.Status.DELIVERED).update(
        status=status, error=str(error)[:200]
    )
    held = Subscription.objects.select_for_update(of=("self",)).get(pk=found.subscription_id)
    held.failures += 1
    held.save(update_fields=["failures"])
    if held.status == Subscription.Status.ACTIVE and (error.gone or held.failures >= PAUSE_AFTER):
        _pause(held, "接收方表示不再接收" if error.gone else f"连续 {held.failures} 次没有送达：{error}")


def _pause(held: Subscription, why: str) -> None:
    """The administrators hear of it; what happens meanwhile waits."""
    held.status, held.paused_why = Subscription.Status.PAUSED, why[:200]
    held.save(update_fields=["status", "paused_why"])
    journal.append(
        action="webhooks.paused", actor=MACHINE, subject=held.ref, summary=f"暂停推送「{held}」：{why[:150]}"
    )
    publish("webhooks.paused", {"subscription": held.pk})


def delivered_long_ago() -> QuerySet[Delivery]:
    return Delivery.objects.filter(status=Delivery.Status.DELIVERED, delivered_at__lt=timezone.now() - KEPT)


@forgets(
    "webhooks",
    label="清除过期的推送记录",
    what="已送达的事件推送记录",
    term=f"{KEPT.days}日",
    basis=WORKING,
    due=delivered_long_ago,
)
def drop_old() -> int:
    """Returns how many went."""
    return delivered_long_ago().delete()[0]
