"""Consultations on matters, as far as their pages and steps need them. They are linked by the relation "consults_on"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from mingzheng.core import timekeeping
from mingzheng.core.dates import chinese_date
from mingzheng.core.records import RecordRef
from mingzheng.core.relations.models import Link
from mingzheng.participation.consultations import queries
from mingzheng.participation.consultations.models import Consultation
from mingzheng.participation.consultations.phases import Phase, phase_of

CONSULTS = "consults_on"
KIND = "consultations.consultation"
MATTER = "decisions.matter"
OVER = (Phase.CLOSED, Phase.DECIDED, Phase.ANSWERED)


@dataclass(frozen=True)
class Heard:
    """One consultation on a matter, as it stands today. ``raw``: opinions as they came in."""

    consultation: Consultation
    phase: Phase
    raw: int
    due_on: dt.date | None

    @property
    def pk(self) -> int:
        return self.consultation.pk

    @property
    def title(self) -> str:
        return self.consultation.title

    @property
    def url(self) -> str:
        return self.consultation.get_absolute_url() if self.public else ""

    @property
    def public(self) -> bool:
        return self.phase.public

    @property
    def opens_on(self) -> dt.date:
        return self.consultation.opens_on

    @property
    def announced_on(self) -> dt.date | None:
        return self.consultation.announced_on if self.public else None

    @property
    def answered_on(self) -> dt.date | None:
        return self.consultation.answered_on

    @property
    def closed(self) -> bool:
        """Nobody puts opinions any more."""
        return self.phase in OVER

    @property
    def stopped(self) -> bool:
        return self.phase is Phase.STOPPED

    @property
    def late(self) -> bool:
        """Decided, not answered, and the ten working days are over."""
        return self.answered_on is None and self.due_on is not None and timekeeping.today() > self.due_on

    @property
    def said(self) -> str:
        """How far it is, in a few words."""
        if self.phase in (Phase.PREPARING, Phase.BEFORE, Phase.OPEN):
            return f"{self.phase.label}，{chinese_date(self.consultation.opens_on)}至{chinese_date(self.consultation.closes_on)}"
        return f"{self.phase.label}，收到意见 {self.raw} 条"


def of(matters: Iterable[int]) -> dict[int, list[Heard]]:
    """The consultations on each matter, the first one first; two questions for however many. A stopped one counts for nothing."""
    wanted = [str(pk) for pk in matters]
    links = Link.objects.filter(kind=CONSULTS, source_kind=KIND, target_kind=MATTER, target_id__in=wanted)
    pairs = [
        (int(target), int(source)) for source, target in links.order_by("id").values_list("source_id", "target_id")
    ]
    rows = Consultation.objects.filter(pk__in={source for _target, source in pairs}).select_related("case", "unit")
    held = {row.pk: _heard(row) for row in rows.annotate(n=Count("opinions", filter=Q(opinions__part_of=None)))}
    found: dict[int, list[Heard]] = {}
    for target, source in pairs:
        if source in held and not held[source].stopped:
            found.setdefault(target, []).append(held[source])
    return found


def _heard(row: Consultation) -> Heard:
    due = row.case.due_on if row.case is not None and row.decided_on is not None else None
    return Heard(row, phase_of(row, timekeeping.today()), row.n, due)  # type: ignore[attr-defined]


def to_link(unit_id: int, matter_id: int) -> QuerySet[Consultation]:
    """The unit's consultations that stand on no matter yet and were not stopped."""
    taken = Link.objects.filter(kind=CONSULTS, source_kind=KIND, target_kind=MATTER).values_list("source_id", flat=True)
    rows = Consultation.objects.filter(unit_id=unit_id, stopped_on=None)
    return rows.exclude(pk__in=[int(one) for one in taken]).order_by("-pk")


def link_of(matter_id: int, consultation_id: int) -> Link | None:
    rows = Link.objects.filter(kind=CONSULTS, source_kind=KIND, source_id=str(consultation_id))
    return rows.filter(target_kind=MATTER, target_id=str(matter_id)).first()


def ref(consultation_id: int) -> RecordRef:
    return RecordRef(KIND, str(consultation_id))


def not_ready(found: Heard) -> str:
    """What keeps the draft from the review of legality; "" when nothing does."""
    if not found.closed:
        return f"公众意见（「{found.title}」{found.said}）"
    if queries.unheard(found.consultation):
        return f"公众意见（「{found.title}」还没有听取企业和行业协会的意见）"
    return ""


def unstudied(found: Heard) -> int:
    """Groups of opinions that nobody has answered inside: their adoption cannot be reported to the meeting."""
    return queries.unanswered(found.consultation)
