"""What an administrator does with subscriptions; all of it journaled, no secret ever written down."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.errors import Refused
from mingzheng.core.journal import commands as journal
from mingzheng.core.outbox.commands import enqueue
from mingzheng.core.procedures.permission import still_in_post
from mingzheng.core.units.models import Unit
from mingzheng.machines.webhooks import noting, reaching, signing
from mingzheng.machines.webhooks.events import KINDS
from mingzheng.machines.webhooks.models import Delivery, Subscription

BOTH_VALID = dt.timedelta(days=3)
Status = Subscription.Status


def _only_admin(actor: Actor) -> None:
    if actor.post is not Post.ADMIN and not actor.is_machine:
        raise Refused("事件推送由系统管理员管理。", remedy="请联系系统管理员。", code="wrong_post")
    still_in_post(actor)


@transaction.atomic
def subscribe(
    name: str, address: str, kinds: Collection[str], unit: Unit | None, actor: Actor
) -> tuple[Subscription, str]:
    """An address is told from now on; returns it with its secret, which is shown once.

    Raises:
        Refused: the address may not be told, no kind of event, or by anybody but an administrator.
    """
    _only_admin(actor)
    if not kinds or not set(kinds) <= set(KINDS):
        raise Refused("没有选择要推送的事件。", remedy="请至少选一项。", field="kinds")
    made = Subscription.objects.create(
        name=name.strip(),
        address=reaching.checked(address),
        kinds=sorted(kinds),
        unit=unit,
        nonce=secrets.token_hex(16),
        made_on=timekeeping.today(),
    )
    _journal(
        "webhooks.subscribed",
        made,
        actor,
        f"登记事件推送「{made}」：{'、'.join(KINDS[one].label for one in made.kinds)}",
    )
    return made, signing.secret_of(made.nonce)


@transaction.atomic
def rotate(found: Subscription, actor: Actor) -> str:
    """A new secret, shown once; the one before it signs too for three days, so that the receiver can change over.

    Raises:
        Refused: the subscription is ended, or by anybody but an administrator.
    """
    held = _held(found, actor)
    held.previous_nonce, held.previous_until = held.nonce, timezone.now() + BOTH_VALID
    held.nonce = secrets.token_hex(16)
    held.save(update_fields=["nonce", "previous_nonce", "previous_until"])
    _journal("webhooks.rotated", held, actor, f"更换「{held}」的签名密钥，原密钥三天后失效")
    return signing.secret_of(held.nonce)


@transaction.atomic
def pause(found: Subscription, why: str, actor: Actor) -> None:
    """Nothing is sent until it goes on; what happens meanwhile waits."""
    held = _held(found, actor)
    if held.status == Status.PAUSED:
        return
    held.status, held.paused_why = Status.PAUSED, why.strip()[:200]
    held.save(update_fields=["status", "paused_why"])
    _journal("webhooks.paused", held, actor, f"暂停推送「{held}」")


@transaction.atomic
def resume(found: Subscription, actor: Actor) -> int:
    """Go on, with what waited and what failed; returns how many messages are sent again."""
    held = _held(found, actor)
    held.address = reaching.checked(held.address)
    held.status, held.paused_why, held.failures = Status.ACTIVE, "", 0
    held.save(update_fields=["address", "status", "paused_why", "failures"])
    waiting = held.deliveries.exclude(status=Delivery.Status.DELIVERED).order_by("id")
    owed = list(waiting.values_list("pk", flat=True))
    waiting.update(status=Delivery.Status.WAITING, attempts=0)
    for pk in owed:
        enqueue(noting.TOPIC, {"delivery": pk})
    _journal("webhooks.resumed", held, actor, f"恢复推送「{held}」，待送 {len(owed)} 条")
    return len(owed)


@transaction.atomic
def end(found: Subscription, why: str, actor: Actor) -> None:
    """Nothing is sent to the address any more, what waits neither.

    Raises:
        Refused: no reason, ended before, or by anybody but an administrator.
    """
    held = _held(found, actor)
    if not why.strip():
        raise Refused("请写明停用的理由。", remedy="如：不再对接、换了地址。", field="why")
    held.status = Status.ENDED
    held.save(update_fields=["status"])
    held.deliveries.exclude(status=Delivery.Status.DELIVERED).delete()
    _journal("webhooks.ended", held, actor, f"停用推送「{held}」：{why.strip()[:100]}")


@transaction.atomic
def test(found: Subscription, actor: Actor) -> Delivery:
    """A message that says nothing but that it is a test."""
    held = _held(found, actor)
    if held.status != Status.ACTIVE:
        raise Refused("推送已暂停，测试消息不会送出。", remedy="请先恢复推送。", code="paused")
    made = noting.make(held, noting.TEST, noting.Fact("test", "", None, secrets.token_hex(8)))
    assert made is not None  # noqa: S101 - the mark is fresh
    return made


def _held(found: Subscription, actor: Actor) -> Subscription:
    _only_admin(actor)
    held = Subscription.objects.select_for_update(of=("self",)).get(pk=found.pk)
    if held.status == Status.ENDED:
        raise Refused("这个推送已停用。", remedy="需要时请重新登记。", code="ended")
    return held


def _journal(action: str, found: Subscription, actor: Actor, summary: str) -> None:
    journal.append(action=action, actor=actor, subject=found.ref, summary=summary)
