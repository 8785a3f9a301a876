"""Every read of the room: what the public sees, what the desk sees, how a consultation stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import BigAutoField, BigIntegerField, Count, Q, QuerySet
from django.db.models.functions import Coalesce

from mingzheng.core import codes, timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.procedures.models import Clock
from mingzheng.core.procedures.permission import OFFICE_POSTS
from mingzheng.core.written import Given, Question
from mingzheng.participation.consultations.models import (
    AuthorKind,
    Channel,
    CollectionPoint,
    Consultation,
    Group,
    Hearing,
    HearingSignUp,
    Opinion,
    SheetImport,
)
from mingzheng.participation.consultations.phases import Phase, phase_of

HANDLED = ("running", "closed", "decided")  # states in which opinions are entered, grouped and answered
HANDLERS = (Post.OFFICER, Post.REVIEWER, Post.LEGAL, Post.HEAD)

RAW = Count("opinions", filter=Q(opinions__part_of=None), distinct=True)  # of a consultation: as they came in


def put_by(which: Q | None = None) -> Count:
    """Of a group: how many opinions put it (one that put it twice counts once)."""
    return Count(Coalesce("opinions__part_of", "opinions__pk"), filter=which, distinct=True)


# --- what everybody may read -----------------------------------------------------------------------------------------


def public() -> QuerySet[Consultation]:
    """Announced consultations, whatever became of them."""
    return announced().select_related("unit", "document", "case")


def public_one(pk: int) -> Consultation | None:
    return public().filter(pk=pk).first()


def announced() -> QuerySet[Consultation]:
    """The same without the records around them: for who only asks whether opinions may be put."""
    return Consultation.objects.filter(announced_on__isnull=False)


# Two hundred opinions a second ask these two.
_TO_COMMENT = Question(lambda: announced().filter(pk=Given("pk", BigAutoField())))


def to_comment(pk: int) -> Consultation | None:
    """An announced consultation, for its form; None too for a number that no record can have."""
    return next(iter(_TO_COMMENT.ask(pk=pk)), None) if pk <= BigIntegerField.MAX_BIGINT else None


def open_now(day: dt.date) -> QuerySet[Consultation]:
    """Opinions may be put today; what closes first stands first."""
    return public().filter(opens_on__lte=day, closes_on__gte=day, stopped_on=None).order_by("closes_on", "pk")


def to_come(day: dt.date) -> QuerySet[Consultation]:
    return public().filter(opens_on__gt=day, stopped_on=None).order_by("opens_on", "pk")


def over(day: dt.date) -> QuerySet[Consultation]:
    """The period is over, or the consultation was stopped; the newest first."""
    return public().filter(Q(closes_on__lt=day) | Q(stopped_on__isnull=False)).order_by("-closes_on", "-pk")


def opinion_by_code(code: str) -> Opinion | None:
    """The opinion of whoever holds this query code."""
    rows = Opinion.objects.select_related("consultation__unit", "article", "group", "point")
    return rows.filter(code_digest=codes.digest("consultations.opinion", code)).first()


@dataclass(frozen=True)
class Standing:
    """How a consultation stands on a day.

    Args:
        raw: opinions as they came in; ``distinct``: groups of those that say the same (those without a group count alone).
        by_state: how many opinions, of those that were divided each part, got which answer, as drafted inside; "" for none.
        due_on: until when the adoption must be published; None while no clock runs.
        met_on: when it was.
    """

    phase: Phase
    raw: int
    distinct: int
    by_state: dict[str, int] = field(default_factory=dict)
    due_on: dt.date | None = None
    met_on: dt.date | None = None

    @property
    def overdue(self) -> bool:
        return self.due_on is not None and (self.met_on or timekeeping.today()) > self.due_on


def standing(consultation: Consultation, day: dt.date) -> Standing:
    """Phase, counts and clock; the phase as of ``day``, the counts as they are."""
    handled = Opinion.handled.filter(consultation=consultation)
    by_state = {state or "": n for state, n in handled.values_list("group__state").annotate(n=Count("pk")).order_by()}
    clock = feedback_clock(consultation)
    return Standing(
        phase=phase_of(consultation, day),
        raw=consultation.opinions.count(),
        distinct=distinct(consultation),
        by_state=by_state,
        due_on=clock.due_on if clock else None,
        met_on=clock.met_on if clock else None,
    )


def distinct(consultation: Consultation) -> int:
    handled = Opinion.handled.filter(consultation=consultation)
    return handled.exclude(group=None).values("group").distinct().count() + handled.filter(group=None).count()


def feedback_clock(consultation: Consultation) -> Clock | None:
    """The clock of ten working days, the newest; None before the decision."""
    if consultation.case_id is None:
        return None
    rows = Clock.objects.filter(case_id=consultation.case_id, name="feedback")
    return rows.select_related("rule").order_by("-pk").first()


@dataclass(frozen=True)
class Received:
    """Opinions by how they came and from whom."""

    raw: int
    by_channel: list[tuple[str, int]]
    by_author: list[tuple[str, int]]
    added: int
    late: int
    held_back: int


def received(consultation: Consultation) -> Received:
    rows = consultation.opinions.order_by()
    channels = dict(rows.values_list("channel").annotate(n=Count("pk")))
    authors = dict(rows.values_list("author_kind").annotate(n=Count("pk")))
    return Received(
        raw=sum(channels.values()),
        by_channel=[(one.label, channels[one.value]) for one in Channel if one.value in channels],
        by_author=[(one.label, authors[one.value]) for one in AuthorKind if one.value in authors],
        added=rows.filter(added=True).count(),
        late=rows.filter(late=True).count(),
        held_back=rows.exclude(held_back="").count(),
    )


# --- enterprises -----------------------------------------------------------------------------------------------------


def unheard(consultation: Consultation) -> list[AuthorKind]:
    """Who of enterprises and associations has no recorded opinion yet, where both must be heard (要点第十八点)."""
    if not consultation.for_enterprises:
        return []
    heard = set(
        consultation.opinions.filter(author_kind__in=[AuthorKind.ENTERPRISE, AuthorKind.ASSOCIATION])
        .order_by()
        .values_list("author_kind", flat=True)
        .distinct()
    )
    return [kind for kind in (AuthorKind.ENTERPRISE, AuthorKind.ASSOCIATION) if kind.value not in heard]


def points(day: dt.date) -> QuerySet[CollectionPoint]:
    """Collection points that exist on a day."""
    rows = CollectionPoint.objects.filter(since__lte=day).select_related("unit")
    return rows.filter(Q(ended_on=None) | Q(ended_on__gt=day))


# --- the desk --------------------------------------------------------------------------------------------------------


def is_office(actor: Actor) -> bool:
    return actor.is_machine or actor.post in OFFICE_POSTS


def consultations_for(actor: Actor) -> QuerySet[Consultation]:
    """The unit's own; 区府办 all."""
    rows = Consultation.objects.select_related("unit", "case", "document")
    return rows if is_office(actor) else rows.filter(unit_id=actor.unit_id)


def overdue(actor: Actor, day: dt.date) -> QuerySet[Consultation]:
    """Decided and not answered, the date of the feedback past; the longest first."""
    rows = consultations_for(actor).filter(decided_on__isnull=False, answered_on=None, case__due_on__lt=day)
    return rows.filter(case__closed_at=None).annotate(n=RAW).order_by("case__due_on", "pk")


def hearings_for(actor: Actor) -> QuerySet[Hearing]:
    rows = Hearing.objects.select_related("unit", "case", "consultation")
    return rows if is_office(actor) else rows.filter(unit_id=actor.unit_id)


def may_handle(consultation: Consultation, actor: Actor) -> bool:
    """May this actor work on the opinions? The unit's people, in a post that handles them."""
    return actor.is_machine or (actor.post in HANDLERS and actor.unit_id == consultation.unit_id)


def sees(found: Consultation, actor: Actor | None) -> bool:
    if found.announced_on is not None:
        return True
    return actor is not None and (is_office(actor) or actor.unit_id == found.unit_id)


def sees_opinion(found: Opinion, actor: Actor | None) -> bool:
    """Opinions with their files are read by the unit and 区府办; the public reads the adoption table."""
    return actor is not None and (is_office(actor) or actor.unit_id == found.consultation.unit_id)


def sees_sheet(found: SheetImport, actor: Actor | None) -> bool:
    """Proofs of offline opinions are read by the unit and 区府办."""
    return actor is not None and (is_office(actor) or actor.unit_id == found.consultation.unit_id)


def sees_group(found: Group, actor: Actor | None) -> bool:
    return actor is not None and (is_office(actor) or actor.unit_id == found.consultation.unit_id)


def sees_hearing(found: Hearing, actor: Actor | None) -> bool:
    if found.announced_on is not None:
        return True
    return actor is not None and (is_office(actor) or actor.unit_id == found.unit_id)


def seen_cases(actor: Actor) -> Q:
    return Q() if is_office(actor) else Q(unit_id=actor.unit_id)


def unanswered(consultation: Consultation) -> int:
    """Groups with opinions that nobody has answered, and opinions that have no group yet."""
    groups = consultation.groups.filter(state="", opinions__isnull=False).distinct().count()
    return groups + ungrouped(consultation)


def ungrouped(consultation: Consultation) -> int:
    """Opinions, and parts of divided ones, that no group holds yet."""
    return Opinion.handled.filter(consultation=consultation, group=None).count()


def doubtful(consultation: Consultation) -> QuerySet[Opinion]:
    """Opinions at which a person has to look before they are shown."""
    return consultation.opinions.exclude(doubt="").filter(held_back="")


# --- hearings --------------------------------------------------------------------------------------------------------


def announced_hearings() -> QuerySet[Hearing]:
    """Whatever became of them."""
    return Hearing.objects.filter(announced_on__isnull=False).select_related("unit")


def public_hearings(consultation: Consultation) -> QuerySet[Hearing]:
    return announced_hearings().filter(consultation=consultation).order_by("starts_at")


def sign_up_by_code(code: str) -> HearingSignUp | None:
    rows = HearingSignUp.objects.select_related("hearing__consultation")
    return rows.filter(code_digest=codes.digest("consultations.hearing", code)).first()


def participants(hearing: Hearing) -> Sequence[HearingSignUp]:
    """The published list, once there is one."""
    if hearing.selected_on is None:
        return ()
    return list(hearing.sign_ups.filter(status=HearingSignUp.Status.SELECTED))
