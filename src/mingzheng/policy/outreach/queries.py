"""Every read of this room that a page or a report uses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core import signing
from django.db.models import Avg, Count, Q, QuerySet, Sum

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.numbers import whole
from mingzheng.core.procedures.permission import OFFICE_POSTS
from mingzheng.policy.outreach.commands import digest, taken
from mingzheng.policy.outreach.models import (
    Brand,
    Courseware,
    Need,
    Partner,
    Rating,
    Relay,
    RelayLine,
    Session,
    SignUp,
)

SALT = "mingzheng.outreach.line"
USEFUL = 4  # "有用" and better


def sees(record: Session | Courseware | Relay | Need, actor: Actor | None) -> bool:
    """The public: what was announced or published. Staff besides: their own unit's; 区府办 all."""
    if isinstance(record, Session) and record.announced_at:
        return True
    if isinstance(record, Courseware) and record.published_at and not record.ended_why:
        return True
    return works_on(record.unit_id, actor)


def works_on(unit_id: int, actor: Actor | None) -> bool:
    if actor is None:
        return False
    return actor.is_machine or actor.post in OFFICE_POSTS or actor.unit_id == unit_id


def keeps_door(session: Session, actor: Actor) -> bool:
    """Who needs names and telephone numbers for the door: the unit's own officers and its head, nobody else."""
    return actor.unit_id == session.unit_id and actor.post in (Post.OFFICER, Post.HEAD)


# --- sessions ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class SessionFilter:
    """What the public list is narrowed to; nonsense narrows to nothing it does not know."""

    kind: str = ""
    brand: int | None = None

    @classmethod
    def read(cls, query: Mapping[str, str]) -> SessionFilter:
        kind = query.get("kind", "")
        return cls(kind if kind in Session.Kind.values else "", whole(query.get("brand", "")))


def public_sessions() -> QuerySet[Session]:
    return Session.objects.filter(announced_at__isnull=False).select_related("unit", "brand")


def upcoming(found: SessionFilter) -> QuerySet[Session]:
    """Announced and not over, the next first."""
    rows = _narrowed(public_sessions().filter(cancelled_why="", held_at=None), found)
    return rows.filter(ends_at__gte=timekeeping.now()).order_by("starts_at")


def past(found: SessionFilter) -> QuerySet[Session]:
    return _narrowed(public_sessions().filter(held_at__isnull=False), found).order_by("-starts_at")


def _narrowed(rows: QuerySet[Session], found: SessionFilter) -> QuerySet[Session]:
    if found.kind:
        rows = rows.filter(kind=found.kind)
    return rows.filter(brand=found.brand) if found.brand else rows


def public_session(pk: int) -> Session | None:
    return public_sessions().select_related("partner", "case").filter(pk=pk).first()


def brands() -> QuerySet[Brand]:
    return Brand.objects.filter(ended_on=None).select_related("unit")


@dataclass(frozen=True)
class Places:
    """``left`` None: no limit."""

    taken: int
    waiting: int
    left: int | None


def places(session: Session) -> Places:
    held = taken(session)
    waiting = sum(session.sign_ups.filter(status=SignUp.Status.WAITING).values_list("people", flat=True))
    return Places(held, waiting, None if session.seats is None else max(session.seats - held, 0))


def open_for_sign_up(session: Session) -> bool:
    moment = timekeeping.now()
    return not session.cancelled_why and session.held_at is None and moment <= session.sign_up_until


def by_code(session: Session, code: str) -> SignUp | None:
    return SignUp.objects.filter(session=session, code_digest=digest(code)).select_related("session").first()


@dataclass(frozen=True)
class Score:
    """How a session or many were rated. ``useful``: said 有用 or better; ``answered``: rated at all."""

    answered: int
    useful: int
    average: float | None


def score(sessions: Iterable[int] | QuerySet[Session]) -> Score:
    found = Rating.objects.filter(session__in=sessions).aggregate(
        answered=Count("id"), good=Count("id", filter=Q(useful__gte=USEFUL)), average=Avg("useful")
    )
    return Score(found["answered"], found["good"], found["average"])


def staff_sessions(actor: Actor) -> QuerySet[Session]:
    rows = Session.objects.select_related("unit", "brand", "case")
    return rows if actor.is_machine or actor.post in OFFICE_POSTS else rows.filter(unit_id=actor.unit_id)


# --- courseware --------------------------------------------------------------------------------------------------


def public_courseware() -> QuerySet[Courseware]:
    rows = Courseware.objects.filter(published_at__isnull=False, ended_why="", policy__document__listed=True)
    return rows.select_related("unit", "policy__document").order_by("-published_at")


def staff_courseware(actor: Actor) -> QuerySet[Courseware]:
    rows = Courseware.objects.select_related("unit", "policy", "case")
    return rows if actor.is_machine or actor.post in OFFICE_POSTS else rows.filter(unit_id=actor.unit_id)


# --- partners and relays -----------------------------------------------------------------------------------------


def partners(day: dt.date) -> QuerySet[Partner]:
    rows = Partner.objects.filter(since__lte=day).filter(Q(ended_on=None) | Q(ended_on__gte=day))
    return rows.select_related("unit")


def staff_relays(actor: Actor) -> QuerySet[Relay]:
    rows = Relay.objects.select_related("unit", "policy", "case")
    return rows if actor.is_machine or actor.post in OFFICE_POSTS else rows.filter(unit_id=actor.unit_id)


@dataclass(frozen=True)
class LastMile:
    """最后一公里: to how many it was sent, how many passed it on, whom it reached."""

    sent: int
    opened: int
    passed: int
    enterprises: int
    people: int


def last_mile(relays: Iterable[int] | QuerySet[Relay]) -> LastMile:
    rows = RelayLine.objects.filter(relay__in=relays, relay__sent_at__isnull=False)
    found = rows.aggregate(
        sent=Count("id"),
        opened=Count("id", filter=Q(opened_at__isnull=False) | Q(passed_on__isnull=False)),
        passed=Count("id", filter=Q(passed_on__isnull=False)),
        enterprises=Sum("enterprises"),
        people=Sum("people"),
    )
    return LastMile(found["sent"], found["opened"], found["passed"], found["enterprises"] or 0, found["people"] or 0)


def line_token(line: RelayLine) -> str:
    """The last part of the partner's own address; it opens this line and nothing else."""
    return signing.Signer(salt=SALT).sign(str(line.pk)).replace(":", "~")


def line_of(token: str) -> RelayLine | None:
    try:
        pk = signing.Signer(salt=SALT).unsign(token.replace("~", ":"))
    except signing.BadSignature:
        return None
    rows = RelayLine.objects.select_related("partner", "relay__policy__document", "relay__unit", "relay__case")
    return rows.filter(pk=int(pk), relay__sent_at__isnull=False).first()
