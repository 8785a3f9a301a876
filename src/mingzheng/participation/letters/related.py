"""Policies and consultations that a letter is about, by the registry of records: this room knows neither."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Model, QuerySet

from mingzheng.core import records, timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.freshness.commands import touch
from mingzheng.core.procedures.table import Act
from mingzheng.core.records import Record, RecordRef
from mingzheng.core.relations.commands import link, unlink
from mingzheng.core.relations.models import Link
from mingzheng.disclosure.corners.plain import refuse_personal
from mingzheng.participation.letters import replies
from mingzheng.participation.letters.models import Letter

CONCERNS = "concerns"
POLICY, CONSULTATION = "policies.policy", "consultations.consultation"
MOST = 200  # offered of each kind, the newest first
ALIKE = 2  # so many pairs of characters of a title stand in the letter


def of(letter: Letter) -> list[Record]:
    """What everybody may read of what the letter was linked with, in the order of linking."""
    refs = [RecordRef(row.target_kind, row.target_id) for row in _links(letter).order_by("id")]
    found = [records.resolve(ref) for ref in refs if records.visible(ref, None)]
    return [one for one in found if one is not None]


def _links(letter: Letter) -> QuerySet[Link]:
    ref = letter.ref
    rows = Link.objects.filter(kind=CONCERNS, source_kind=ref.kind, source_id=ref.id)
    return rows.filter(target_kind__in=[POLICY, CONSULTATION])


def is_related(letter: Letter, _actor: Actor) -> bool:
    return _links(letter).exists()


def open_consultations(letter: Letter) -> list[Record]:
    """Opinions may be put today: whoever wrote the letter may put theirs there."""
    day = timekeeping.today()
    rows = records.kind_of(CONSULTATION).model._default_manager.filter(
        announced_on__isnull=False, stopped_on=None, opens_on__lte=day, closes_on__gte=day
    )
    return _fresh(letter, CONSULTATION, rows.order_by("closes_on")[:MOST])


def policies(letter: Letter) -> list[Record]:
    """Policies that were issued and have not ended."""
    rows = records.kind_of(POLICY).model._default_manager.filter(ended_on=None, document__listed=True)
    return _fresh(letter, POLICY, rows.select_related("document").order_by("-issued_on", "-pk")[:MOST])


def _fresh(letter: Letter, kind: str, rows: Iterable[Model]) -> list[Record]:
    entry = records.kind_of(kind)
    taken = set(_links(letter).filter(target_kind=kind).values_list("target_id", flat=True))
    refs = ((RecordRef(kind, str(row.pk)), row) for row in rows)
    return [Record(ref, entry.label, entry.title(row), "") for ref, row in refs if ref.id not in taken]


def likely(letter: Letter, offered: Iterable[Record]) -> list[Record]:
    """Those of which the letter has some words, most words first."""
    said = set(replies.terms(f"{letter.title}。{letter.text}"))
    shared = [(sum(pair in said for pair in replies.terms(one.title)), one) for one in offered]
    return [one for n, one in sorted(shared, key=lambda row: -row[0]) if n >= ALIKE]


def relate(act: Act) -> None:
    """The author reads it with the state of the letter, everybody with its selection."""
    target = _ref(act.data["target"])
    link(act.subject.ref, CONCERNS, target, act.actor)
    _noted(act, target)


def unrelate(act: Act) -> None:
    """What was linked by mistake; the journal keeps that the link was there, and why it went."""
    refuse_personal(act.data["reason"], "reason")
    target = _ref(act.data["target"])
    made = _links(act.subject).filter(target_kind=target.kind, target_id=target.id).first()
    if made is None:
        raise Refused("已经没有这项关联。", remedy="请刷新页面。", code="no_link")
    unlink(made, act.actor)
    _noted(act, target, act.data["reason"])


def _ref(typed: str) -> RecordRef:
    kind, _colon, key = typed.partition(":")
    return RecordRef(kind, key)


def _noted(act: Act, target: RecordRef, why: str = "") -> None:
    record = records.resolve(target)
    named = f"{record.label}《{record.title[:60]}》" if record else str(target)
    act.note = f"{named}，{why[:100]}" if why else named
    act.facts = {"target": str(target)}
    touch(f"letter:{act.subject.pk}")
