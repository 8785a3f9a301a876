"""互动交流: what runs now and what came of it, over all rooms. Each room's portal module hands in its part.

The home page (现在可以参与) and the column ``/hudong/`` draw the same parts; a new room adds one ``register`` and nothing else.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise

Words = str | Promise


@dataclass(frozen=True)
class Item:
    """One thing to take part in, or one that was answered.

    Args:
        what: its kind in the reader's words (民意调查).
        until: last day on which one can take part; None when there is none.
        on: day on which its result was published (answered ones).
        act: what can be done now ("可以答卷"), or what came of it ("收到 120 份").
    """

    title: str
    url: str
    what: str
    unit: str
    until: dt.date | None = None
    on: dt.date | None = None
    act: str = ""


Source = Callable[[int], Sequence[Item]]


def _nothing(_limit: int) -> Sequence[Item]:
    return ()


@dataclass(frozen=True)
class Part:
    """A room's part of the column.

    Args:
        key: of the room; registering it again replaces it. ``url_name``: of its own page (``portal:surveys``).
        about: what one can do there, in a sentence.
        now: what runs now; at most ``limit`` items, those that end first first.
        answered: what was answered lately, the newest first.
        order: place on the page.
    """

    key: str
    label: Words
    about: Words
    url_name: str
    now: Source = field(default=_nothing)
    answered: Source = field(default=_nothing)
    order: int = 50
    icon: str = "messages"


_parts: dict[str, Part] = {}


def register(part: Part) -> None:
    """Hand in a room's part. Called when the application loads."""
    _parts[part.key] = part


def parts() -> list[Part]:
    return sorted(_parts.values(), key=lambda one: (one.order, one.key))


def now(limit: int) -> list[Item]:
    """What runs now in all rooms, what ends first first."""
    found = [item for part in parts() for item in part.now(limit)]
    return sorted(found, key=lambda item: item.until or dt.date.max)[:limit]


def answered(limit: int) -> list[Item]:
    """What was answered lately in all rooms, the newest first."""
    found = [item for part in parts() for item in part.answered(limit)]
    return sorted(found, key=lambda item: item.on or dt.date.min, reverse=True)[:limit]
