"""The catalogue in force on a day, read once for each version; and the catalogue that a draft would make."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

from mingzheng.core import timekeeping
from mingzheng.policy.tags import shipped
from mingzheng.policy.tags.content import Content, add_many, apply
from mingzheng.policy.tags.models import Change, Version


@dataclass(frozen=True)
class InForce:
    """A published version. ``current``: every word that ever was a tag → today's name of it."""

    pk: int
    number: int
    published_on: dt.date
    content: Content
    current: dict[str, str]
    known: dict[str, str]


def in_force(day: dt.date | None = None) -> InForce | None:
    """The version in force on a day (today); None before the first was published."""
    rows = Version.objects.filter(status=Version.Status.PUBLISHED, published_on__lte=day or timekeeping.today())
    head = rows.order_by("-published_on", "-number").values_list("pk", "number", "published_on", "opened_at").first()
    return None if head is None else _read(*head)


@lru_cache(maxsize=16)
def _read(pk: int, number: int, published_on: dt.date, opened_at: dt.datetime) -> InForce:
    """A published version never changes; the rest of the key tells databases with the same ids apart."""
    content = Version.objects.get(pk=pk).whole
    return InForce(pk, number, published_on, content, content.current(), content.known())


def forget() -> None:
    """Read anew: another database stands behind the same ids (tests)."""
    _read.cache_clear()


def latest() -> Content:
    """What the next version starts from: the newest published content; else only the facets as shipped."""
    newest = Version.objects.filter(status=Version.Status.PUBLISHED).order_by("-number").first()
    return newest.whole if newest else Content.of(shipped.content().facets, [])


def drafted(version: Version) -> Content:
    """The catalogue with every change of the draft.

    Raises:
        Refused: a change contradicts the one before; said with the words of ``content.apply``.
    """
    content = latest()
    for change in version.changes.all():
        content = after(content, change)
    return content


def after(content: Content, change: Change) -> Content:
    if change.kind == Change.Kind.TAKE_OVER:
        return add_many(content, shipped.content().entries)
    return apply(content, change.kind, change.data)


def in_hand() -> Version | None:
    """The version that is being drafted or waits for its publication."""
    return Version.objects.filter(in_hand=True).select_related("case").first()
