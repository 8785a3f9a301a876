"""What is asked again and again: near-duplicates of every channel grouped, a frequent question proposed, formed by people."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.freshness.commands import touch
from mingzheng.core.likeness import groups
from mingzheng.core.outbox.commands import publish
from mingzheng.core.privacy import remove
from mingzheng.core.procedures.commands import act, open_case
from mingzheng.core.procedures.table import Act
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.corners.plain import refuse_personal
from mingzheng.policy.policies.models import Policy
from mingzheng.policy.questions import dated, knowledge
from mingzheng.policy.questions.models import Asked, Entry, Often

MACHINE = Actor.system("高频问题检查")


def recent(day: dt.date) -> QuerySet[Asked]:
    """What is compared: counted, of the last months."""
    since = day - dt.timedelta(days=dated.value("often_months", day) * 365 // 12)
    return Asked.objects.filter(counts=True, asked_on__gte=since, asked_on__lte=day, unit__isnull=False)


def find() -> int:
    """The daily job: every document (and every unit's questions without one) that was asked about often enough."""
    day = timekeeping.today()
    limit = dated.value("often", day)
    rows = recent(day).order_by().values("unit", "document").annotate(n=Count("pk")).filter(n__gte=limit)
    return sum(find_in(row["unit"], row["document"]) for row in rows.order_by("unit", "document"))


@dataclass
class _Same:
    """Questions in the same words, or answered by the same entry: compared once, however many they are."""

    text: str
    entry: int | None
    group: int | None
    rows: list[int] = field(default_factory=list)


@transaction.atomic
def find_in(unit_id: int, document_id: int | None) -> int:
    """Compare what was asked of one document of one unit; how many frequent questions are newly proposed.

    Two workers that compare one unit at the same time follow each other at the lock of its row.
    """
    unit = Unit.objects.select_for_update(no_key=True).get(pk=unit_id)
    day = timekeeping.today()
    rows = recent(day).filter(unit=unit, document=document_id).order_by("pk")
    same: dict[tuple[str, int | None], _Same] = {}
    for pk, text, entry, group in rows.values_list("pk", "text", "entry", "group"):
        key = (f"entry:{entry}", group) if entry else (text, group)
        same.setdefault(key, _Same(text, entry, group)).rows.append(pk)
    heaps = list(same.values())
    known = list(Often.objects.filter(unit=unit, document=document_id).order_by("pk"))
    return _sort(unit, document_id, heaps, known, day)


def _sort(unit: Unit, document_id: int | None, heaps: list[_Same], known: list[Often], day: dt.date) -> int:
    """Known groups grow; what has become large enough is proposed."""
    seeds = {often.pk: [at for at, heap in enumerate(heaps) if heap.group == often.pk] for often in known}
    kept = [pk for pk, members in seeds.items() if members]
    found = groups([heap.text for heap in heaps], dated.likeness(day), [seeds[pk] for pk in kept])
    for pk, members in zip(kept, found, strict=False):
        fresh = [row for at in members if heaps[at].group is None for row in heaps[at].rows]
        Asked.objects.filter(pk__in=fresh).update(group=pk)
    proposed = 0
    for members in _joined_by_entry(found[len(kept) :], heaps):
        asked = [row for at in members for row in heaps[at].rows]
        if len(asked) >= dated.value("often", day) and not _answered_as_often(members, heaps):
            _propose(unit, document_id, _topic([heaps[at] for at in members]), asked, day)
            proposed += 1
    return proposed


def _joined_by_entry(found: list[list[int]], heaps: list[_Same]) -> list[list[int]]:
    """Groups that the same entry answers are one, whatever words were used."""
    by_entry: dict[int, int] = {}
    joined: defaultdict[int, list[int]] = defaultdict(list)
    for number, members in enumerate(found):
        entries = [entry for at in members if (entry := heaps[at].entry) is not None]
        home = next((by_entry[entry] for entry in entries if entry in by_entry), number)
        for entry in entries:
            by_entry[entry] = home
        joined[home] += members
    return list(joined.values())


def _answered_as_often(members: list[int], heaps: list[_Same]) -> bool:
    """It stands among the frequent questions already."""
    entries = {heaps[at].entry for at in members} - {None}
    return Entry.objects.filter(pk__in=entries, often=True, live__isnull=False, retired_on=None).exists()


def _topic(heaps: list[_Same]) -> str:
    """The words in which it was asked most, without what the machine takes for personal data."""
    most = max(heaps, key=lambda heap: len(heap.rows))
    return remove(most.text.partition("。")[0] or most.text)[:200]


def _propose(unit: Unit, document_id: int | None, topic: str, asked: list[int], day: dt.date) -> Often:
    made = Often.objects.create(
        unit=unit, document_id=document_id, topic=topic, found_on=day, limit=dated.value("often", day)
    )
    Asked.objects.filter(pk__in=asked).update(group=made)
    made.case = open_case("questions.often", made.ref, unit=unit, actor=MACHINE, title=f"高频问题：{topic}")
    made.save(update_fields=["case"])
    policy = Policy.objects.filter(document_id=document_id).first() if document_id else None
    publish(
        "questions.asked_often",
        {
            "policy": policy.pk if policy else None,
            "document": document_id,
            "count": len(asked),
            "group": made.pk,
            "topic": topic,
        },
    )
    return made


# --- what the steps change -------------------------------------------------------------------------------------------


def draft(step: Act) -> None:
    """An entry is written and goes to review at once; its review decides here too."""
    found: Often = step.subject
    values = {name: step.data[name] for name in knowledge.FIELDS if name in step.data}
    entry = knowledge.begin(found.unit, step.actor, values, origin=Entry.Origin.OFTEN, often=True)
    assert entry.case is not None  # noqa: S101 - beginning opens it
    act(entry.case, "submit", step.actor)
    found.entry = entry
    found.save(update_fields=["entry"])
    step.note = f"知识条目 {entry.pk}"


def take(step: Act) -> None:
    """An answer that is published already is listed among the frequent ones."""
    found, entry = step.subject, step.data["entry"]
    if entry.unit_id != found.unit_id or entry.doubt:
        raise Refused(
            "只能采用本单位已发布、不在复核中的条目。", remedy="请核对编号，或者拟写一条。", field="entry", code="entry"
        )
    entry.often = True
    entry.save(update_fields=["often"])
    knowledge.changed(entry)
    found.entry = entry
    _formed(found, step.day)
    step.note = f"知识条目 {entry.pk}"


def form(step: Act) -> None:
    _formed(step.subject, step.day)


def _formed(found: Often, day: dt.date) -> None:
    found.formed_on = day
    found.save(update_fields=["entry", "formed_on"])
    touch("questions", *([f"document:{found.document_id}"] if found.document_id else []))


def begin_again(step: Act) -> None:
    step.subject.entry = None
    step.subject.save(update_fields=["entry"])


def decline(step: Act) -> None:
    found: Often = step.subject
    refuse_personal(step.data["reason"], "reason")
    found.declined_on, found.reason = step.day, step.data["reason"]
    found.save(update_fields=["declined_on", "reason"])
    step.note = found.reason[:120]


def entry_published(entry: Entry) -> None:
    """An entry that was written for a frequent question passed its review."""
    for found in _drafted(entry):
        act(found.case, "form", MACHINE)


def entry_retired(entry: Entry) -> None:
    for found in _drafted(entry):
        act(found.case, "begin_again", MACHINE)


def _drafted(entry: Entry) -> list[Any]:
    return list(Often.objects.filter(Q(entry=entry), case__state="drafted").select_related("case"))
