"""Every read that a page, a report or another room uses."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from mingzheng.core import codes
from mingzheng.core.actors import Actor, Post
from mingzheng.core.procedures.permission import OFFICE_POSTS
from mingzheng.core.units.models import Unit
from mingzheng.participation.delegates import eligibility
from mingzheng.participation.delegates.keys import CANDIDATE, INVITATION
from mingzheng.participation.delegates.models import (
    Age,
    Candidate,
    Category,
    Entrant,
    Invitation,
    Meeting,
    Statement,
)
from mingzheng.participation.delegates.models.people import ORDINARY

KEEPERS = (Post.OFFICER, Post.REVIEWER, Post.HEAD)

# --- what everybody may read -------------------------------------------------------------------------------------


def public() -> QuerySet[Meeting]:
    """Announced meetings, cancelled ones too."""
    return Meeting.objects.filter(announced_at__isnull=False).select_related("unit", "case")


def calling(day: dt.date) -> QuerySet[Meeting]:
    """Meetings whose public call is open on a day, the nearest end first."""
    rows = public().filter(cancelled_why="", calls_until__gte=day, case__state="calling")
    return rows.order_by("calls_until", "starts_at")


def coming(day: dt.date) -> QuerySet[Meeting]:
    """Meetings that are still to come and take no more names."""
    rows = public().filter(starts_at__date__gte=day, cancelled_why="", held_on=None)
    return rows.exclude(pk__in=calling(day).values("pk")).order_by("starts_at")


def attended() -> QuerySet[Meeting]:
    """Meetings with a public record, the newest first."""
    return public().filter(published_at__isnull=False).order_by("-starts_at", "-id")


def sees(record: Meeting | Statement | Candidate, actor: Actor | None) -> bool:
    """The public: announced meetings and statements of published ones. Staff: their own unit's; 区府办 all."""
    if isinstance(record, Meeting) and record.announced_at:
        return True
    if isinstance(record, Statement) and record.meeting.published_at:
        return True
    if actor is None:
        return False
    units = {record.unit_id, record.meeting.unit_id} if isinstance(record, Statement) else {record.unit_id}
    return actor.is_machine or actor.post in OFFICE_POSTS or actor.unit_id in units


@dataclass(frozen=True)
class Share:
    """Those who came: how many, by category, and the share of ordinary citizens and small enterprises."""

    people: int
    citizens: int
    small: int
    by_category: tuple[tuple[str, int], ...]

    @property
    def ordinary(self) -> int:
        return self.citizens + self.small

    @property
    def percent(self) -> int | None:
        return round(100 * self.ordinary / self.people) if self.people else None


def share(meetings: Iterable[Meeting] | QuerySet[Meeting]) -> Share:
    """Of the meetings' delegates who came."""
    rows = Invitation.objects.filter(meeting__in=meetings, attended=True)
    counted = dict(rows.order_by().values_list("candidate__category").annotate(n=Count("pk")))
    named = tuple((str(one.label), counted[one.value]) for one in Category if counted.get(one.value))
    return Share(sum(counted.values()), counted.get("citizen", 0), counted.get("small", 0), named)


def of_year(year: int) -> QuerySet[Meeting]:
    """Published meetings of a year."""
    return attended().filter(starts_at__year=year)


@dataclass(frozen=True)
class Answers:
    """A category of the draw: places, who was asked and what they said. No codes, no names."""

    category: str
    places: int
    accepted: int
    open: int
    declined: int
    waiting: int

    @property
    def empty(self) -> int:
        return max(self.places - self.accepted - self.open, 0)


def answers(meeting: Meeting) -> list[Answers]:
    """Each category of the draw, with how it stands; with crossed quotas all together, because places pass between traits."""
    together = bool(eligibility.crossed(meeting))
    held: dict[str, Counter[str]] = {}
    for row in meeting.invitations.all():
        counted = held.setdefault("" if together else row.category, Counter())
        counted[row.status] += 1
        counted["places"] += not row.alternate
    return [
        Answers(
            category,
            counted["places"],
            counted["accepted"],
            counted["invited"],
            counted["declined"] + counted["lapsed"],
            counted["waiting"],
        )
        for category, counted in sorted(held.items())
    ]


def by_code(code: str) -> Candidate | None:
    """Whose query code, or code of an invitation, this is."""
    rows = Candidate.objects.select_related("area", "unit")
    found = rows.filter(code_digest=codes.digest(CANDIDATE, code)).first()
    return found or rows.filter(invitations__code_digest=codes.digest(INVITATION, code)).first()


def own_invitations(candidate: Candidate) -> QuerySet[Invitation]:
    return candidate.invitations.select_related("meeting", "meeting__unit").order_by("-meeting__starts_at")


def own_entries(candidate: Candidate) -> QuerySet[Entrant]:
    """The frozen lists on which somebody stands without an invitation: their code there, so that they can check the draw."""
    rows = candidate.entries.filter(draw__voided_at=None, meeting__cancelled_why="")
    rows = rows.exclude(meeting__in=candidate.invitations.values("meeting"))
    return rows.select_related("meeting", "draw").order_by("-meeting__starts_at", "-pk")


def own_waits(candidate: Candidate, day: dt.date) -> QuerySet[Meeting]:
    """Meetings to come for which somebody signed up, whose call is over, and on whose list they do not stand (yet)."""
    rows = coming(day).filter(interests__candidate=candidate)
    return rows.exclude(entrants__candidate=candidate)


# --- the desk ----------------------------------------------------------------------------------------------------


def staff_meetings(actor: Actor) -> QuerySet[Meeting]:
    """The own unit's; 区府办 all."""
    rows = Meeting.objects.select_related("unit", "case").annotate(
        came=Count("invitations", filter=Q(invitations__attended=True), distinct=True)
    )
    return rows if actor.is_machine or actor.post in OFFICE_POSTS else rows.filter(unit_id=actor.unit_id)


def staff_candidates(actor: Actor) -> QuerySet[Candidate]:
    """The pool of the own unit; 区府办's posts see all, without names."""
    rows = Candidate.objects.select_related("unit", "area", "case")
    return rows if actor.is_machine or actor.post in OFFICE_POSTS else rows.filter(unit_id=actor.unit_id)


def knows_people(unit_id: int, actor: Actor) -> bool:
    """Names and telephone numbers are for those of the unit who take the step that needs them."""
    return actor.unit_id == unit_id and actor.post in KEEPERS


def balance(rows: QuerySet[Candidate]) -> list[tuple[str, list[tuple[str, int]]]]:
    """The pool by category, age and area."""
    listed = rows.filter(status=Candidate.Status.LISTED).order_by()
    sides: list[tuple[str, str, dict[str, str]]] = [
        ("类别", "category", {one.value: str(one.label) for one in Category}),
        ("年龄", "age", {one.value: str(one.label) for one in Age}),
        ("区域", "area__short", {}),
    ]
    found = []
    for label, field, names in sides:
        counted = listed.values_list(field).annotate(n=Count("pk")).order_by("-n", field)
        found.append((label, [(names.get(value, str(value)), n) for value, n in counted]))
    return found


def areas() -> QuerySet[Unit]:
    """Streets and towns of the district."""
    return Unit.objects.filter(kind__in=[Unit.Kind.STREET, Unit.Kind.TOWN], valid_to=None)


def pool_unit() -> Unit | None:
    """Who keeps the district's pool: 区府办."""
    return Unit.objects.filter(kind=Unit.Kind.GOV_OFFICE).order_by("order", "id").first()


def ordinary_places(meeting: Meeting) -> int:
    """How many places are at least for ordinary citizens and small enterprises."""
    names = {str(one.label) for one in ORDINARY}
    return sum(quota.least for quota in meeting.quotas.all() if quota.trait == "类别" and quota.value in names)
