"""Writing to the journal, sealing it, and carrying its head outside."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from django.db import transaction

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.journal import chain
from mingzheng.core.journal.models import Entry, Head, Seal, Unsealed
from mingzheng.core.journal.turns import in_turn
from mingzheng.core.records import RecordRef

SEAL_BATCH = 2000


def entry(
    *,
    action: str,
    actor: Actor,
    subject: RecordRef,
    summary: str,
    basis: str = "",
    case_id: int | None = None,
    data: dict[str, Any] | None = None,
    at: dt.datetime | None = None,
) -> Entry:
    """An entry that is not written yet, for ``append_many``; the arguments are those of ``append``."""
    return Entry(
        at=at or timekeeping.now(),
        action=action,
        subject_kind=subject.kind,
        subject_id=subject.id,
        case_id=case_id,
        person_id=actor.person_id,
        person_name=actor.person_name,
        post=actor.post.value,
        unit_id=actor.unit_id,
        unit_name=actor.unit_name,
        delegated_from=actor.delegated_from,
        basis=basis,
        summary=summary,
        data_text=chain.dump(data or {}),
    )


# No savepoint: a step that cannot be written down must take the caller's whole transaction with it.
@transaction.atomic(savepoint=False)
def append_many(entries: list[Entry]) -> list[Entry]:
    """Write down many steps at once, in their order, within the caller's transaction."""
    made = Entry.objects.bulk_create(entries, batch_size=500)
    Unsealed.objects.bulk_create([Unsealed(entry=item) for item in made], batch_size=500)
    return made


def append(
    *,
    action: str,
    actor: Actor,
    subject: RecordRef,
    summary: str,
    basis: str = "",
    case_id: int | None = None,
    data: dict[str, Any] | None = None,
) -> Entry:
    """Write down one step, within the caller's transaction; it is sealed within about a second after the commit.

    Args:
        action: stable name of the step, "room.verb".
        summary: what happened, one Chinese sentence that a reader of the timeline understands. No personal data.
        basis: article or source of the duty.
        data: further facts; plain JSON values only.
    """
    made = entry(action=action, actor=actor, subject=subject, summary=summary, basis=basis, case_id=case_id, data=data)
    return append_many([made])[0]


def seal(batch: int = SEAL_BATCH) -> int:
    """Chain up to ``batch`` committed entries. The head row is the lock: two sealers take turns and never fork.

    Returns:
        The number of entries sealed.
    """
    if not Unsealed.objects.exists():
        return 0  # an idle sealer takes no lock
    return in_turn(lambda: _seal_waiting(batch))


def _seal_waiting(batch: int) -> int:
    head = Head.objects.select_for_update().get(pk=1)
    waiting = list(Unsealed.objects.select_related("entry").order_by("entry_id")[:batch])
    if not waiting:
        return 0
    seals = []
    for item in waiting:
        head.position += 1
        head.hash = chain.link(head.hash, item.entry)
        seals.append(Seal(position=head.position, entry_id=item.entry_id, hash=head.hash))
    Seal.objects.bulk_create(seals, batch_size=500)
    Unsealed.objects.filter(entry_id__in=[item.entry_id for item in waiting]).delete()
    head.save(update_fields=["position", "hash"])
    return len(seals)


def seal_all() -> int:
    """Seal until nothing waits; returns how many were sealed."""
    total = 0
    while done := seal():
        total += done
    return total


def export_head(folder: Path) -> Path:
    """Write today's head of the chain to ``folder`` (one file a day), for keeping outside this machine."""
    seal_all()
    head = Head.objects.get(pk=1)
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"head-{timekeeping.today():%Y-%m-%d}.json"
    facts = {"day": f"{timekeeping.today():%Y-%m-%d}", "position": head.position, "hash": head.hash}
    target.write_text(json.dumps(facts, ensure_ascii=False) + "\n", encoding="utf-8")
    return target
