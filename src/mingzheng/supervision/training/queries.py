"""Every read of this room, and who sees what: one place for lists and single objects."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Avg, Count, Q, QuerySet

from mingzheng.core.actors import Actor, Post
from mingzheng.core.procedures.permission import OFFICE_POSTS
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.requests.foi.models import Conference
from mingzheng.supervision.training.models import (
    Attendee,
    Certificate,
    GoodCase,
    Item,
    Learned,
    Meeting,
    Quiz,
    Rating,
    Session,
    Support,
    YearPlan,
)

USEFUL = 4  # "有用" and better
READERS = (*OFFICE_POSTS, Post.ASSESSOR)


def sees_all(actor: Actor) -> bool:
    """区府办 coordinates, assessors judge: both read everything."""
    return actor.is_machine or actor.post in READERS


def runs(record: Session | Item | Quiz | GoodCase | Meeting | Support, actor: Actor) -> bool:
    """Of the unit whose record it is."""
    return actor.unit_id == record.unit_id


# --- meetings, people and money ----------------------------------------------------------------------------------


def meetings(actor: Actor) -> QuerySet[Meeting]:
    """The own unit's and those it took part in; 区府办 and assessors all."""
    rows = Meeting.objects.select_related("unit", "case")
    if sees_all(actor):
        return rows
    took_part = Meeting.units.through.objects.filter(unit_id=actor.unit_id).values("meeting_id")
    return rows.filter(Q(unit_id=actor.unit_id) | Q(pk__in=took_part, checked_on__isnull=False))


def support(actor: Actor) -> QuerySet[Support]:
    rows = Support.objects.select_related("unit", "case")
    return rows if sees_all(actor) else rows.filter(unit_id=actor.unit_id)


def plans(actor: Actor) -> QuerySet[YearPlan]:
    """The own unit's; 区府办 and assessors all; what 区府办 plans for the district, once approved, everybody."""
    rows = YearPlan.objects.select_related("unit", "case")
    if sees_all(actor):
        return rows
    return rows.filter(Q(unit_id=actor.unit_id) | Q(unit__kind=Unit.Kind.GOV_OFFICE, approved_on__isnull=False))


def sees_plan(found: YearPlan, actor: Actor | None) -> bool:
    return actor is not None and plans(actor).filter(pk=found.pk).exists()


def sees_meeting(found: Meeting, actor: Actor | None) -> bool:
    return actor is not None and meetings(actor).filter(pk=found.pk).exists()


def sees_support(found: Support, actor: Actor | None) -> bool:
    return actor is not None and support(actor).filter(pk=found.pk).exists()


# --- trainings ---------------------------------------------------------------------------------------------------


def sessions(actor: Actor) -> QuerySet[Session]:
    """The own unit's and those it was told of; 区府办 and assessors all."""
    rows = Session.objects.select_related("unit", "case")
    if sees_all(actor):
        return rows
    return rows.filter(Q(unit_id=actor.unit_id) | Q(invitations__unit_id=actor.unit_id)).distinct()


def sees_session(found: Session, actor: Actor | None) -> bool:
    return actor is not None and sessions(actor).filter(pk=found.pk).exists()


def may_name(session: Session, actor: Actor) -> bool:
    """Who says who comes: officer and head of a unit that was told."""
    posts = (Post.OFFICER, Post.HEAD, *OFFICE_POSTS)
    return actor.post in posts and session.invitations.filter(unit_id=actor.unit_id).exists()


def sees_about(quiz: Quiz, actor: Actor) -> bool:
    """A quiz on an item is for everybody; on a training for those who were named or came."""
    if quiz.item is not None:
        return quiz.item.listed_on is not None and not quiz.item.ended_why
    return Attendee.objects.filter(session=quiz.session, person_id=actor.person_id).exists()


def may_see_key(quiz: Quiz, actor: Actor) -> bool:
    posts = (Post.OFFICER, Post.REVIEWER, Post.HEAD, *OFFICE_POSTS)
    return actor.unit_id == quiz.unit_id and actor.post in posts


def sees_quiz(found: Quiz, actor: Actor | None) -> bool:
    """The case of a quiz is its unit's and 区府办's; taking it is asked of ``sees_about``."""
    return actor is not None and (sees_all(actor) or found.unit_id == actor.unit_id)


@dataclass(frozen=True)
class Score:
    answered: int
    useful: int
    average: float | None


def score(of: Iterable[int] | QuerySet[Session]) -> Score:
    found = Rating.objects.filter(session__in=of).aggregate(
        n=Count("id"), good=Count("id", filter=Q(useful__gte=USEFUL)), average=Avg("useful")
    )
    return Score(found["n"], found["good"], found["average"])


def certificate_by(number: str, code: str) -> Certificate | None:
    """The certificate of a number and a code; None when they do not belong together."""
    plain = "".join(number.split()).replace("[", "〔").replace("]", "〕")
    for row in Certificate.objects.filter(code="".join(code.split()).upper()).select_related("attendee__session__unit"):
        if row.number == plain:
            return row
    return None


def certificates_of(actor: Actor) -> QuerySet[Certificate]:
    rows = Certificate.objects.select_related("attendee__session", "attendee__unit")
    return rows.filter(attendee__person_id=actor.person_id)


def sees_certificate(found: Certificate, actor: Actor) -> bool:
    """Whose it is, and who holds the training."""
    return found.attendee.person_id == actor.person_id or found.attendee.session.unit_id == actor.unit_id


# --- learning ----------------------------------------------------------------------------------------------------


def library() -> QuerySet[Item]:
    """On the shelf for all staff."""
    return Item.objects.filter(listed_on__isnull=False, ended_why="").select_related("unit")


def items(actor: Actor) -> QuerySet[Item]:
    """The unit's own on their way; 区府办 all."""
    rows = Item.objects.select_related("unit", "case")
    return rows if sees_all(actor) else rows.filter(unit_id=actor.unit_id)


def sees_item(found: Item, actor: Actor | None) -> bool:
    if actor is None:
        return False
    return (found.listed_on is not None and not found.ended_why) or sees_all(actor) or found.unit_id == actor.unit_id


def learned_by(actor: Actor) -> QuerySet[Learned]:
    return Learned.objects.filter(person_id=actor.person_id).select_related("item", "session")


# --- cases for promotion -----------------------------------------------------------------------------------------


def public_cases() -> QuerySet[GoodCase]:
    rows = GoodCase.objects.filter(published_at__isnull=False, withdrawn_why="")
    return rows.select_related("unit").order_by("-published_at", "-pk")


def good_cases(actor: Actor) -> QuerySet[GoodCase]:
    """The own unit's and what is public; 区府办 all; assessors from the nomination on."""
    rows = GoodCase.objects.select_related("unit", "case")
    if actor.is_machine or actor.post in OFFICE_POSTS:
        return rows
    own = Q(unit_id=actor.unit_id)
    if actor.post is Post.ASSESSOR:
        return rows.filter(own | Q(nominated_on__isnull=False))
    return rows.filter(own)


def sees_case(found: GoodCase, actor: Actor | None) -> bool:
    if found.published_at is not None and not found.withdrawn_why:
        return True
    return actor is not None and good_cases(actor).filter(pk=found.pk).exists()


def sees_material(found: GoodCase, _file: Any, actor: Actor | None) -> bool:
    """What proves a case is for its unit and for those who judge, also after publication."""
    return actor is not None and good_cases(actor).filter(pk=found.pk).exists()


# --- for other rooms of this wing --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Held:
    """Something that took place: a training, a meeting, an exchange on applications."""

    kind: str
    day: dt.date
    title: str
    unit: str
    people: int
    ref: RecordRef


KINDS = {
    "training": "业务培训",
    "coordination": "协调会议",
    "heard": "听取汇报",
    "exchange": "依申请办理业务交流",
}


def held(year: int, kind: str, unit: Unit | None = None, until: dt.date | None = None) -> list[Held]:
    """What took place in a year up to a day, oldest first.

    Args:
        kind: a key of ``KINDS``. Exchanges are those that ``requests.foi`` keeps: they are not written down again here.
        unit: which held it, or heard the report.
    """
    first, last = dt.date(year, 1, 1), until or dt.date(year, 12, 31)
    if kind == "training":
        rows: QuerySet[Any] = Session.objects.filter(held_on__isnull=False, starts_at__date__range=(first, last))
        found = [("training", one.day, one.title, one) for one in _own(rows, unit)]
    elif kind == "exchange":
        rows = Conference.objects.filter(kind=Conference.Kind.EXCHANGE, held_on__range=(first, last))
        found = [("exchange", one.held_on, one.topic, one) for one in _own(rows, unit)]
    elif kind in Meeting.Kind.values:
        rows = Meeting.objects.filter(kind=kind, checked_on__lte=last, held_on__range=(first, last))
        found = [(kind, one.held_on, one.topic, one) for one in _own(rows, unit)]
    else:
        raise KeyError(kind)
    made = [Held(what, day, title, one.unit.short, one.people or 0, one.ref) for what, day, title, one in found]
    return sorted(made, key=lambda one: one.day)


def _own(rows: QuerySet[Any], unit: Unit | None) -> QuerySet[Any]:
    rows = rows.select_related("unit")
    return rows if unit is None else rows.filter(unit=unit)
