"""Which handler serves which topic."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Handler = Callable[[dict[str, Any]], None]


@dataclass(frozen=True)
class Topic:
    """``max_attempts`` tries before a message is given up and shown to the administrator."""

    name: str
    label: str
    handle: Handler
    max_attempts: int


_topics: dict[str, Topic] = {}


def handler(topic: str, *, label: str, max_attempts: int = 8) -> Callable[[Handler], Handler]:
    """Register the function that carries out ``topic``. It must be idempotent: a message may be handled twice."""

    def register(function: Handler) -> Handler:
        _topics[topic] = Topic(topic, label, function, max_attempts)
        return function

    return register


def topic_of(name: str) -> Topic | None:
    return _topics.get(name)


def topics() -> list[Topic]:
    return sorted(_topics.values(), key=lambda topic: topic.name)
