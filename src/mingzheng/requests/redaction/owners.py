"""Which records have files that are redacted, and who may do it. The owner's room decides and registers here.

A room calls ``register`` in its ``AppConfig.ready``. What it says of the owner holds for the original, the boxes and the pictures
of the pages; the finished copy is a file of the owner like any other (``core.records``: ``file_visible_to``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mingzheng.core import records
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.models import Case, Contribution
from mingzheng.core.records import RecordRef

WORK = "redaction"  # the command under which a contribution is noted


@dataclass(frozen=True)
class OwnerKind:
    """``may_see``: its internal material; ``why_not``: the reason why an actor may not redact for it now, or None."""

    kind: str
    may_see: Callable[[Any, Actor], bool]
    why_not: Callable[[Any, Actor], Refused | None]
    contributed: Callable[[Any, Actor], None] | None


_kinds: dict[str, OwnerKind] = {}


def register(
    kind: str,
    *,
    may_see: Callable[[Any, Actor], bool],
    why_not: Callable[[Any, Actor], Refused | None],
    contributed: Callable[[Any, Actor], None] | None = None,
) -> None:
    """Make a kind of record an owner of redactions; calling it again replaces the entry.

    Args:
        may_see: ``(object, actor)``: may the actor see the originals? Whoever may not learns not even that they exist.
        why_not: ``(object, actor)``: why the actor may not draw, make or void now; None when they may.
        contributed: ``(object, actor)``, called when somebody works on a redaction. The default notes a contribution in the
            cases whose subject is the object, so that a step with ``reviews=True`` is for somebody else.
    """
    _kinds[kind] = OwnerKind(kind, may_see, why_not, contributed)


def forget(kind: str) -> None:
    """Take a kind out again (tests)."""
    _kinds.pop(kind, None)


def sees(owner: RecordRef, actor: Actor | None) -> bool:
    """May the actor see the internal material of the owner?"""
    entry, found = _kinds.get(owner.kind), records.fetch(owner)
    return entry is not None and found is not None and actor is not None and entry.may_see(found, actor)


def why_not(owner: RecordRef, actor: Actor) -> Refused | None:
    """The reason why the actor may not work on redactions of the owner; None when they may."""
    if not sees(owner, actor):
        return Refused("没有这个记录，或者您不能查看。", remedy="请从事项页面进入。", code="not_found")
    return _kinds[owner.kind].why_not(records.fetch(owner), actor)


def contributed(owner: RecordRef, actor: Actor) -> None:
    """Note that the actor worked on the owner's redaction: the review belongs to somebody else."""
    entry = _kinds[owner.kind]
    if actor.is_machine:
        return
    if entry.contributed is not None:
        entry.contributed(records.fetch(owner), actor)
        return
    for case in cases(owner):
        Contribution.objects.get_or_create(case=case, person_id=actor.person_id, defaults={"command": WORK})


def cases(owner: RecordRef) -> list[Case]:
    return list(Case.objects.filter(subject_kind=owner.kind, subject_id=owner.id).order_by("id"))
