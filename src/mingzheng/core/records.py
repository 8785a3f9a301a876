"""A stable name for any record, so that rooms can point at each other without importing each other."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import models

from mingzheng.core.actors import Actor
from mingzheng.core.written import Given, Question

LARGEST = 2**63 - 1  # beyond it a number is no row's, and a database may refuse to compare it


class RecordRef(NamedTuple):
    """``kind`` is "room.record", e.g. "workplan.task"; ``id`` the primary key as text."""

    kind: str
    id: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True)
class Record:
    """What a page needs to show a pointer: 种类, title, address ("" when it has no page of its own)."""

    ref: RecordRef
    label: str
    title: str
    url: str


@dataclass(frozen=True)
class Moment:
    """Something that a record went through, as another record that it is linked with tells it.

    Args:
        url: where it can be read; "" when it has no page.
        public: may everybody hear of it? ``note``: a figure or a state, in a few words.
        stage: to which stage of a longer life it belongs, where the record says that itself ("brewing"); else "".
    """

    day: dt.date
    title: str
    url: str = ""
    public: bool = True
    note: str = ""
    stage: str = ""


Moments = Callable[[Sequence[Any]], Mapping[Any, Sequence[Moment]]]


@dataclass(frozen=True)
class RecordKind:
    kind: str
    label: str
    model: type[models.Model]
    title: Callable[[Any], str]
    url: Callable[[Any], str]
    visible_to: Callable[[Any, Actor | None], bool]
    file_visible_to: Callable[[Any, Any, Actor | None], bool] | None = None
    read_parts: Callable[[Any], None] | None = None
    moments: Moments | None = None


_kinds: dict[str, RecordKind] = {}


def _staff_only(_: Any, actor: Actor | None) -> bool:
    return actor is not None


def register(
    kind: str,
    *,
    label: str,
    model: type[models.Model],
    title: Callable[[Any], str] = str,
    url: Callable[[Any], str] | None = None,
    visible_to: Callable[[Any, Actor | None], bool] = _staff_only,
    file_visible_to: Callable[[Any, Any, Actor | None], bool] | None = None,
    read_parts: Callable[[Any], None] | None = None,
    moments: Moments | None = None,
) -> None:
    """Make a kind of record known. Called from a room's ``AppConfig.ready``; calling it again replaces the entry.

    Args:
        visible_to: ``(object, actor or None for the public) -> bool``; the default shows it to any member of staff.
        file_visible_to: ``(object, file id, actor or None) -> bool`` for a record that does not show all its files to
            everybody who may see it; the default shows them all.
        read_parts: ``(object)`` reads for its page what the page uses in several places.
        moments: ``(objects) -> {primary key: what they went through}`` with a bounded number of queries.
    """
    _kinds[kind] = RecordKind(
        kind, label, model, title, url or (lambda _: ""), visible_to, file_visible_to, read_parts, moments
    )


def kind_of(kind: str) -> RecordKind:
    """Raises KeyError for a kind nobody registered: a programming error, never user input."""
    return _kinds[kind]


def fetch(ref: RecordRef) -> Any | None:
    """The object behind a reference, or None when its kind or row does not exist."""
    entry = _kinds.get(ref.kind)
    if entry is None:
        return None
    try:
        key = entry.model._meta.pk.to_python(ref.id)
        if isinstance(key, int) and abs(key) > LARGEST:
            return None
        return next(iter(_by_key(entry.model).ask(key=key)), None)
    except (ValueError, ValidationError):  # somebody typed what cannot be a number of this kind
        return None


@cache
def _by_key(model: type[models.Model]) -> Question:
    """Asked at every step of every case: written once for each kind."""
    return Question(lambda: model._default_manager.filter(pk=Given("key", model._meta.pk)))


def resolve(ref: RecordRef) -> Record | None:
    """Label, title and address for a reference; None when the record is gone or unknown."""
    found = fetch(ref)
    if found is None:
        return None
    entry = _kinds[ref.kind]
    return Record(ref, entry.label, entry.title(found), entry.url(found))


def moments(refs: Iterable[RecordRef]) -> dict[RecordRef, Sequence[Moment]]:
    """What the records went through; those of a kind that tells nothing, or that are gone, are left out."""
    wanted: defaultdict[str, list[str]] = defaultdict(list)
    for ref in refs:
        wanted[ref.kind].append(ref.id)
    found: dict[RecordRef, Sequence[Moment]] = {}
    for kind, ids in wanted.items():
        entry = _kinds.get(kind)
        if entry is None or entry.moments is None:
            continue
        held = list(entry.model._default_manager.filter(pk__in=ids))
        found |= {RecordRef(kind, str(pk)): told for pk, told in entry.moments(held).items()}
    return found


def visible(ref: RecordRef, actor: Actor | None) -> bool:
    """May this actor (None: the public) see the record? Unknown records are visible to nobody."""
    found = fetch(ref)
    return found is not None and _kinds[ref.kind].visible_to(found, actor)


def shown(refs: Iterable[RecordRef], actor: Actor | None) -> dict[RecordRef, Record]:
    """Those of many records that this actor may see, each with label, title and address: one query for each kind."""
    wanted: defaultdict[str, list[str]] = defaultdict(list)
    for ref in refs:
        wanted[ref.kind].append(ref.id)
    found: dict[RecordRef, Record] = {}
    for kind, ids in wanted.items():
        entry = _kinds.get(kind)
        if entry is None:
            continue
        # Titles and rights ask for what a record hangs on: its unit, its case, the record above it.
        above = [field.name for field in entry.model._meta.fields if field.many_to_one or field.one_to_one]
        for row in entry.model._default_manager.select_related(*above).filter(pk__in=ids):
            if entry.visible_to(row, actor):
                ref = RecordRef(kind, str(row.pk))
                found[ref] = Record(ref, entry.label, entry.title(row), entry.url(row))
    return found


def file_visible(ref: RecordRef, file_id: Any, actor: Actor | None) -> bool:
    """May this actor have a file of the record? Never more than whoever may see the record itself."""
    found = fetch(ref)
    if found is None:
        return False
    entry = _kinds[ref.kind]
    if not entry.visible_to(found, actor):
        return False
    return entry.file_visible_to is None or entry.file_visible_to(found, file_id, actor)
