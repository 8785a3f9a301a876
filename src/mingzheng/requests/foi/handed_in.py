"""What an applicant handed in online and a step of the procedure settles: known to the steps, knowing none of them."""

from __future__ import annotations

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.files import commands as files
from mingzheng.core.files.queries import files_of
from mingzheng.requests.foi.models import Application, Supplement


def settle_waiting(application: Application, kind: str, actor: Actor) -> int:
    """The step was taken for which these were handed in (收到补正, 撤回): they wait no longer; returns how many."""
    waiting = list(application.supplements.filter(kind=kind, state=Supplement.State.WAITING))
    for supplement in waiting:
        settle(supplement, actor, taken=True)
    return len(waiting)


def settle(held: Supplement, actor: Actor, *, taken: bool, note: str = "") -> None:
    """What became of it; taken, its files go into the case's."""
    held.state = Supplement.State.TAKEN if taken else Supplement.State.DECLINED
    held.settled_on, held.settled_by, held.note = timekeeping.today(), str(actor)[:120], note.strip()[:300]
    held.save(update_fields=["state", "settled_on", "settled_by", "note"])
    if taken:
        for found in files_of(held.ref):
            files.move(found, held.application.ref, actor=actor)
