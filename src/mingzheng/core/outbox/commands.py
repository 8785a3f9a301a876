"""Owing a side effect, carrying it out, retrying, sweeping."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from itertools import count
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from mingzheng.core.outbox.models import Message
from mingzheng.core.outbox.registry import MAX_ATTEMPTS, Topic, followers, slow_topics, topic_of

log = logging.getLogger(__name__)

FIRST_WAIT = dt.timedelta(seconds=10)
LONGEST_WAIT = dt.timedelta(hours=6)
STUCK_AFTER = dt.timedelta(minutes=10)
BULK_TURN = 5  # every fifth message is taken from the bulk lane first: it moves on however much is done at the screens

_lane: ContextVar[Message.Lane] = ContextVar("outbox_lane", default=Message.Lane.ACT)
_turns = count(1)


@contextmanager
def _owing_in(lane: Message.Lane) -> Iterator[None]:
    token = _lane.set(lane)
    try:
        yield
    finally:
        _lane.reset(token)


def bulk() -> AbstractContextManager[None]:
    """What is owed within the block waits behind what people do meanwhile: for imports and other loads of many records."""
    return _owing_in(Message.Lane.BULK)


def enqueue(
    topic: str, payload: dict[str, Any], *, key: str | None = None, not_before: dt.datetime | None = None
) -> None:
    """Owe a side effect, within the caller's transaction.

    Args:
        payload: plain JSON values; ids, never personal data.
        key: a message with the same key is owed only once, ever; a repeat does nothing, or brings what waits in the bulk
            lane to the front.
        not_before: earliest (real) time of the first try.
    """
    lane = _lane.get()
    owed = Message(topic=topic, payload=payload, key=key, lane=lane, due_at=not_before or timezone.now())
    Message.objects.bulk_create([owed], ignore_conflicts=key is not None)
    if key is not None and lane == Message.Lane.ACT:
        behind = Message.objects.filter(key=key, status=Message.Status.WAITING, lane=Message.Lane.BULK)
        behind.update(lane=Message.Lane.ACT)


def publish(event: str, payload: dict[str, Any]) -> None:
    """Owe a message to everybody who follows an event, within the caller's transaction; nobody follows, nothing is owed."""
    moment, lane = timezone.now(), _lane.get()
    owed = [Message(topic=topic.name, payload=payload, lane=lane, due_at=moment) for topic in followers(event)]
    Message.objects.bulk_create(owed)


def run_due(limit: int = 100, *, slow: bool | None = None) -> int:
    """Carry out up to ``limit`` messages that are due, each in its own transaction. Returns how many were tried.

    Args:
        slow: only the lane of slow topics, or only the other one; None takes both.
    """
    tried = 0
    while tried < limit and (message := _take(slow)) is not None:
        _carry_out(message)
        tried += 1
    return tried


def run_now(topics: Iterable[str]) -> int:
    """Carry out what waits of these topics, the oldest first, within the caller's transaction. Returns how many.

    For a load that plays one day after another (a demonstration): what follows from a day happens on it.

    Raises:
        LookupError: nobody handles a topic. Whatever a handler raises: nothing is tried again.
    """
    wanted, done = list(topics), 0
    while found := list(Message.objects.filter(status=Message.Status.WAITING, topic__in=wanted).order_by("id")):
        for message in found:
            topic = topic_of(message.topic)
            if topic is None:
                raise LookupError(message.topic)
            with _owing_in(Message.Lane(message.lane)):
                topic.handle(message.payload)
        rows = Message.objects.filter(pk__in=[message.pk for message in found])
        done += rows.update(status=Message.Status.DONE, attempts=1, done_at=timezone.now())
    return done


def _take(slow: bool | None) -> Message | None:
    """The next message: what waits longest in the lane whose turn it is, else in the other one."""
    lanes = [Message.Lane.ACT, Message.Lane.BULK]
    if next(_turns) % BULK_TURN == 0:
        lanes.reverse()
    return next((message for lane in lanes if (message := _take_from(lane, slow)) is not None), None)


def _due(lane: Message.Lane) -> QuerySet[Message]:
    """What may be taken, in the order of the index ``outbox_next``."""
    rows = Message.objects.filter(status=Message.Status.WAITING, lane=lane, due_at__lte=timezone.now())
    return rows.order_by("due_at", "id")


def _take_from(lane: Message.Lane, slow: bool | None) -> Message | None:
    waiting = _due(lane)
    if slow is not None:
        waiting = waiting.filter(topic__in=slow_topics()) if slow else waiting.exclude(topic__in=slow_topics())
    if not waiting.exists():
        return None  # an idle worker takes no write lock
    with transaction.atomic():
        if connection.features.has_select_for_update_skip_locked:
            waiting = waiting.select_for_update(skip_locked=True)
        message = waiting.first()
        if message is None:
            return None
        message.status = Message.Status.RUNNING
        message.attempts += 1
        message.taken_at = timezone.now()
        message.save(update_fields=["status", "attempts", "taken_at"])
        return message


def _carry_out(message: Message) -> None:
    topic = topic_of(message.topic)
    if topic is None:
        # Perhaps this worker is older than the one who owed it: it is tried again before a person is asked.
        _failed(message, "没有登记处理该事项的程序。", give_up=message.attempts >= MAX_ATTEMPTS)
        return
    try:
        with _owing_in(Message.Lane(message.lane)):  # what a bulk load's message owes in its turn is bulk too
            _handle(topic, message)
    except _TakenOverError:
        log.warning("outbox %s #%s was taken over by another worker", message.topic, message.pk)
    except Exception as error:  # noqa: BLE001 - whatever a handler throws is written down, shown and retried
        log.warning("outbox %s #%s failed (%s)", message.topic, message.pk, type(error).__name__)
        _failed(message, f"{type(error).__name__}: {error}", give_up=message.attempts >= topic.max_attempts)


def _handle(topic: Topic, message: Message) -> None:
    """What a slow handler wrote stands, whatever happens to its message: it must be idempotent all the more."""
    if topic.slow:
        topic.handle(message.payload)
        _finish(message)
        return
    with transaction.atomic():
        topic.handle(message.payload)
        _finish(message)


class _TakenOverError(Exception):
    """The sweep handed the message to somebody else meanwhile; what this worker did is rolled back."""


def _mine(message: Message) -> QuerySet[Message]:
    """The row, as long as this worker holds it."""
    return Message.objects.filter(pk=message.pk, status=Message.Status.RUNNING, taken_at=message.taken_at)


def _finish(message: Message) -> None:
    if not _mine(message).update(status=Message.Status.DONE, done_at=timezone.now(), last_error=""):
        raise _TakenOverError


def _failed(message: Message, error: str, *, give_up: bool) -> None:
    status = Message.Status.GIVEN_UP if give_up else Message.Status.WAITING
    _mine(message).update(status=status, due_at=timezone.now() + _wait(message.attempts), last_error=error[:2000])


def _wait(attempts: int) -> dt.timedelta:
    return min(LONGEST_WAIT, FIRST_WAIT * (1 << min(20, max(0, attempts - 1))))


def sweep() -> int:
    """Hand back what a dead worker left running. Returns how many were handed back.

    What has used up its tries is given up instead: a message that kills its worker must not do so for ever.
    """
    moment = timezone.now()
    handed_back = 0
    for message in Message.objects.filter(status=Message.Status.RUNNING, taken_at__lt=moment - STUCK_AFTER):
        topic = topic_of(message.topic)
        give_up = message.attempts >= (topic.max_attempts if topic else MAX_ATTEMPTS)
        status = Message.Status.GIVEN_UP if give_up else Message.Status.WAITING
        error = "处理进程多次中断，不再自动重试。" if give_up else "处理进程中断，已重新排队。"
        swept = _mine(message).update(status=status, due_at=moment, last_error=error)
        handed_back += 0 if give_up else swept
    return handed_back


def hasten(topic: str) -> int:
    """What waits between two tries is tried now: whoever it waits for answers again. Returns how many."""
    return Message.objects.filter(topic=topic, status=Message.Status.WAITING).update(due_at=timezone.now())


def retry(message_id: int) -> bool:
    """Try again what was given up; False when it no longer waits for a person."""
    return bool(
        Message.objects.filter(pk=message_id, status=Message.Status.GIVEN_UP).update(
            status=Message.Status.WAITING, lane=Message.Lane.ACT, attempts=0, due_at=timezone.now()
        )
    )
