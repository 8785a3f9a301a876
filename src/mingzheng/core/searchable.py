"""What a room lets be found. Plain types and a registry; the index (``search``) reads them, the rooms never know it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from mingzheng.core.outbox.commands import enqueue

TOPIC = "search.index"


@dataclass(frozen=True)
class Entry:
    """One public record as the index holds it.

    Args:
        key: "room.record:id", unique over all rooms.
        kind: what it is, in the reader's words (政策文件, 公报).
        number: 发文字号 or other number by which people ask; looked up exactly.
        index_number: 索引号; looked up exactly.
        validity: "valid", "pending", "amended", "partial", "expired", "repealed", or "" when it has none.
        weight: 1.0 for most; more for what should stand higher among equals.
    """

    key: str
    kind: str
    title: str
    body: str
    url: str
    number: str = ""
    index_number: str = ""
    agency: str = ""
    theme: str = ""
    genre: str = ""
    published_on: dt.date | None = None
    validity: str = ""
    tags: Sequence[str] = field(default_factory=tuple)
    weight: float = 1.0


@dataclass(frozen=True)
class SearchKind:
    """A kind of record that can be found.

    Args:
        code: "room.record", the first part of its keys.
        entry_of: the record with this id as the public may find it, or None when it must not be found (any more).
        ids: ids of records after ``after``, ascending, at most ``limit``: for building the index anew.
    """

    code: str
    label: str
    entry_of: Callable[[int], Entry | None]
    ids: Callable[[int, int], list[int]]


_kinds: dict[str, SearchKind] = {}


def declare(kind: SearchKind) -> SearchKind:
    """Make a kind known. Called from ``AppConfig.ready``; declaring it again replaces it."""
    _kinds[kind.code] = kind
    return kind


def kind_of(code: str) -> SearchKind | None:
    return _kinds.get(code)


def kinds() -> list[SearchKind]:
    return sorted(_kinds.values(), key=lambda kind: kind.code)


def changed(code: str, record_id: int) -> None:
    """Owe the index this record, within the caller's transaction."""
    enqueue(TOPIC, {"kind": code, "id": record_id})
