"""From a public fact to one message for each address that is told of it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q, QuerySet

from mingzheng.core import timekeeping
from mingzheng.core.mail import site_url
from mingzheng.core.outbox.commands import enqueue
from mingzheng.machines.webhooks.models import Delivery, Subscription

TOPIC = "webhooks.deliver"
TEST = "test"


@dataclass(frozen=True)
class Fact:
    """``mark`` tells one fact of a record from its next one: a message of it is made once however often it is noted."""

    identifier: str
    path: str
    unit_id: int | None
    mark: str


def anybody(kind: str) -> bool:
    return any(kind in one.kinds for one in _told(None))


def _told(unit_id: int | None) -> QuerySet[Subscription]:
    """Paused ones too: what happens meanwhile is sent when they go on."""
    rows = Subscription.objects.exclude(status=Subscription.Status.ENDED).order_by("id")
    return rows if unit_id is None else rows.filter(Q(unit=None) | Q(unit_id=unit_id))


@transaction.atomic
def note(kind: str, fact: Fact) -> int:
    """A message for every subscription that asks for it; returns how many are new."""
    return sum(make(one, kind, fact) is not None for one in _told(fact.unit_id) if kind in one.kinds)


def make(subscription: Subscription, kind: str, fact: Fact) -> Delivery | None:
    """The message, owed to the outbox, within the caller's transaction; None when it was made before."""
    moment = timekeeping.now()
    message_id = "msg_" + hashlib.sha256(f"{kind}:{fact.mark}".encode()).hexdigest()[:32]
    said = {
        "type": kind,
        "timestamp": moment.isoformat(),
        "data": {"identifier": fact.identifier, "address": f"{site_url()}{fact.path}" if fact.path else ""},
    }
    made, fresh = Delivery.objects.get_or_create(
        subscription=subscription,
        message_id=message_id,
        defaults={"kind": kind, "body": json.dumps(said, ensure_ascii=False), "made_at": moment},
    )
    if not fresh:
        return None
    if subscription.status == Subscription.Status.ACTIVE:
        enqueue(TOPIC, {"delivery": made.pk})
    return made
