"""Which handler serves which topic."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Handler = Callable[[dict[str, Any]], None]
MAX_ATTEMPTS = 8


@dataclass(frozen=True)
class Topic:
    """``max_attempts`` tries before a message is given up; ``event``: also owed when that is published.

    ``slow``: it waits for others (a network, a library). It runs in a lane of its own and outside a transaction, so that
    neither the other messages nor the database wait with it; its handler makes the transactions that it needs.
    """

    name: str
    label: str
    handle: Handler
    max_attempts: int
    event: str = ""
    slow: bool = False


_topics: dict[str, Topic] = {}


def handler(
    topic: str, *, label: str, max_attempts: int = MAX_ATTEMPTS, event: str = "", slow: bool = False
) -> Callable[[Handler], Handler]:
    """Register the function that carries out ``topic``. It must be idempotent: a message may be handled twice.

    Args:
        event: name of an event that several rooms follow; publishing it owes a message of this topic.
        slow: it waits for others; see ``Topic``. One message should take well under ten minutes.
    """

    def register(function: Handler) -> Handler:
        _topics[topic] = Topic(topic, label, function, max_attempts, event, slow)
        return function

    return register


def topic_of(name: str) -> Topic | None:
    return _topics.get(name)


def followers(event: str) -> list[Topic]:
    """The topics that are owed when ``event`` is published: its own name, and those registered for it."""
    return [topic for topic in topics() if event in (topic.name, topic.event)]


def topics() -> list[Topic]:
    return sorted(_topics.values(), key=lambda topic: topic.name)


def slow_topics() -> list[str]:
    return [topic.name for topic in topics() if topic.slow]
