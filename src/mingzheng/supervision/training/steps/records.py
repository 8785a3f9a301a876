"""Meetings and statements: handed in, checked, sent back, handed in again."""

from __future__ import annotations

from typing import Any

from mingzheng.core.actors import Actor
from mingzheng.core.files.commands import store_all
from mingzheng.core.files.queries import files_of
from mingzheng.core.freshness.commands import touch
from mingzheng.core.outbox.commands import publish
from mingzheng.core.procedures.editing import fill, named
from mingzheng.core.procedures.table import Act
from mingzheng.disclosure.documents.steps import note_reason
from mingzheng.supervision.training.models import Meeting, Support

MEETING_FACTS = ("topic", "held_on", "chair", "decided", "people")
SUPPORT_FACTS = ("full_time", "part_time", "amount", "about")


def keep(record: Meeting | Support, uploads: Any, label: str, actor: Actor) -> None:
    """Keep proof with its record."""
    store_all(uploads, owner=record.ref, actor=actor, label=label)


def has_proof(record: Any, _actor: Actor) -> bool:
    return files_of(record.ref).exists()


def meeting_again(act: Act) -> None:
    found: Meeting = act.subject
    act.note = named(found, fill(found, act.data, MEETING_FACTS))
    found.checked_on = None
    found.save()
    found.units.set(act.data.get("units", []))
    keep(found, act.data.get("minutes"), "会议纪要", act.actor)
    act.case.title = found.topic
    touch("figures")


def support_again(act: Act) -> None:
    """What stood before stays in the journal as data."""
    found: Support = act.subject
    act.facts = {"before": {name: str(getattr(found, name)) for name in SUPPORT_FACTS}}
    act.note = named(found, fill(found, act.data, SUPPORT_FACTS))
    found.stated_on, found.checked_on = act.day, None
    found.save()
    keep(found, act.data.get("proof"), "证明材料", act.actor)
    touch("figures")


def check(act: Act) -> None:
    """From now on it counts."""
    act.subject.checked_on = act.day
    act.subject.save(update_fields=["checked_on"])
    touch("figures")
    if isinstance(act.subject, Meeting):
        publish("training.met", {"meeting": act.subject.pk})


def send_back(act: Act) -> None:
    act.subject.checked_on = None
    act.subject.save(update_fields=["checked_on"])
    note_reason(act)
    touch("figures")
