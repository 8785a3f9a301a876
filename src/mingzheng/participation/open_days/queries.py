"""Every read of this room that a page or a report uses."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Count, Max, Min, Q, QuerySet, Sum
from django.utils.timezone import localdate, make_aware

from mingzheng.core import codes, timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.procedures.permission import OFFICE_POSTS
from mingzheng.participation.draws import queries as draws
from mingzheng.participation.draws.models import Draw
from mingzheng.participation.open_days.models import OpenDay, Photo, Programme, Question, SignUp
from mingzheng.participation.open_days.models.after import QUESTION_CODE
from mingzheng.participation.open_days.models.visitors import ticket_digest
from mingzheng.participation.open_days.signing import digest


def sees(record: OpenDay | Programme | Question, actor: Actor | None) -> bool:
    """The public: what was announced or decided. Staff besides: their own unit's; 区府办 all."""
    if isinstance(record, OpenDay) and record.announced_at:
        return True
    if isinstance(record, Programme) and record.decided_on:
        return True
    return works_on(record.unit_id, actor)


def sees_file(open_day: OpenDay, file_id: uuid.UUID, actor: Actor | None) -> bool:
    """Pictures are public with the result; before, for who works on it."""
    if open_day.result_on and Photo.objects.filter(open_day=open_day, file=file_id).exists():
        return True
    return works_on(open_day.unit_id, actor)


def works_on(unit_id: int, actor: Actor | None) -> bool:
    if actor is None:
        return False
    return actor.is_machine or actor.post in OFFICE_POSTS or actor.unit_id == unit_id


def reads_names(open_day: OpenDay, actor: Actor) -> bool:
    """Who needs names, numbers and needs to prepare the session: the unit's own officers and its head."""
    return actor.unit_id == open_day.unit_id and actor.post in (Post.OFFICER, Post.HEAD)


# --- sessions ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Chosen:
    """What the public list is narrowed to; nonsense narrows to nothing it does not know."""

    field: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> Chosen:
        field = query.get("field", "")
        return cls(field if field in OpenDay.Field.values else "")


def public_days() -> QuerySet[OpenDay]:
    return OpenDay.objects.filter(announced_at__isnull=False).select_related("unit", "programme")


def public_day(pk: int) -> OpenDay | None:
    return public_days().select_related("case").filter(pk=pk).first()


def upcoming(chosen: Chosen) -> QuerySet[OpenDay]:
    """Announced and not over, the next first."""
    rows = public_days().filter(cancelled_why="", ends_at__gte=timekeeping.now())
    return _narrowed(rows, chosen).order_by("starts_at", "pk")


def open_now() -> QuerySet[OpenDay]:
    """Sessions that somebody can sign up for now, or go to without; those that close first first."""
    now = timekeeping.now()
    signing = Q(sign_up_from__lte=now, sign_up_until__gte=now, settled_at=None)
    rows = public_days().filter(cancelled_why="", ends_at__gte=now).filter(signing | Q(capacity=None))
    return rows.order_by("sign_up_until", "starts_at", "pk")


def past(chosen: Chosen) -> QuerySet[OpenDay]:
    """Held, those with a published result and those that still wait for it."""
    rows = public_days().filter(cancelled_why="", ends_at__lt=timekeeping.now())
    return _narrowed(rows, chosen).order_by("-starts_at", "-pk")


def _narrowed(rows: QuerySet[OpenDay], chosen: Chosen) -> QuerySet[OpenDay]:
    return rows.filter(field=chosen.field) if chosen.field else rows


def in_month(year: int, month: int) -> QuerySet[OpenDay]:
    """Announced sessions that begin in a month, those that were cancelled too."""
    first = dt.date(year, month, 1)
    after = dt.date(year + month // 12, month % 12 + 1, 1)
    begins, ends = (make_aware(dt.datetime.combine(day, dt.time())) for day in (first, after))
    return public_days().filter(starts_at__gte=begins, starts_at__lt=ends).order_by("starts_at", "pk")


def span() -> tuple[dt.date, dt.date]:
    """The first days of the earliest and the latest month that a reader may turn to: those with sessions, and this one."""
    today = timekeeping.today()
    found = public_days().aggregate(first=Min("starts_at"), last=Max("starts_at"))
    days = [today, *(localdate(moment) for moment in found.values() if moment is not None)]
    return min(days).replace(day=1), max(days).replace(day=1)


def staff_days(actor: Actor) -> QuerySet[OpenDay]:
    rows = OpenDay.objects.select_related("unit", "case", "programme")
    return rows if actor.is_machine or actor.post in OFFICE_POSTS else rows.filter(unit_id=actor.unit_id)


def staff_day(pk: int, actor: Actor) -> OpenDay | None:
    return staff_days(actor).filter(pk=pk).first()


@dataclass(frozen=True)
class Places:
    """People: in, waiting or not decided yet. ``parties``: how many signed up; ``left`` None: nobody has to sign up."""

    entered: int
    taken: int
    waiting: int
    parties: int
    left: int | None


def places(open_day: OpenDay) -> Places:
    return places_of([open_day])[open_day.pk]


def places_of(days: Collection[OpenDay]) -> dict[int, Places]:
    """Each session's, by its id, whatever their number in one query."""
    rows = SignUp.objects.exclude(status=SignUp.Status.GIVEN_BACK).filter(open_day__in=[one.pk for one in days])
    counted = rows.values("open_day").annotate(
        entered=Sum("people", filter=Q(status=SignUp.Status.ENTERED)),
        taken=Sum("people", filter=Q(status=SignUp.Status.IN)),
        waiting=Sum("people", filter=Q(status=SignUp.Status.WAITING)),
        parties=Count("pk"),
    )
    by_day = {row["open_day"]: row for row in counted.order_by()}
    return {one.pk: _places(one, by_day.get(one.pk, {})) for one in days}


def _places(open_day: OpenDay, row: Mapping[str, int | None]) -> Places:
    taken = row.get("taken") or 0
    left = None if open_day.capacity is None else max(open_day.capacity - taken, 0)
    return Places(row.get("entered") or 0, taken, row.get("waiting") or 0, row.get("parties") or 0, left)


def draw_of(open_day: OpenDay) -> Draw | None:
    return draws.of_owner(open_day.ref)


def by_code(code: str) -> SignUp | None:
    """The sign-up that a query code leads to."""
    if not code.strip():
        return None
    return SignUp.objects.select_related("open_day__unit").filter(code_digest=digest(code)).first()


def by_ticket(code: str) -> SignUp | None:
    """The sign-up of a ticket."""
    if not code.strip():
        return None
    return SignUp.objects.select_related("open_day__unit").filter(ticket_digest=ticket_digest(code)).first()


# --- questions ---------------------------------------------------------------------------------------------------


def published_questions(open_day: OpenDay) -> QuerySet[Question]:
    return open_day.questions.filter(published=True).select_related("unit")


def question_by_code(code: str) -> Question | None:
    if not code.strip():
        return None
    rows = Question.objects.select_related("open_day__unit", "unit", "case")
    return rows.filter(code_digest=codes.digest(QUESTION_CODE, code)).first()


# --- programmes --------------------------------------------------------------------------------------------------


def public_programmes() -> QuerySet[Programme]:
    return Programme.objects.select_related("unit")


def decided_programmes() -> QuerySet[Programme]:
    """Those that are decided, each with how many of its open days are announced (``sessions``)."""
    announced = Count("open_days", filter=Q(open_days__announced_at__isnull=False))
    return public_programmes().filter(decided_on__isnull=False).annotate(sessions=announced)


def programme_of(year: int) -> Programme | None:
    return public_programmes().filter(year=year).first()


@dataclass(frozen=True)
class Total:
    """Sessions that took place, people who came, fields, units."""

    sessions: int
    people: int
    fields: int
    units: int


def total(rows: QuerySet[OpenDay]) -> Total:
    found = rows.filter(result_on__isnull=False).aggregate(
        sessions=Count("pk", distinct=True),
        people=Sum("people"),
        fields=Count("field", distinct=True),
        units=Count("unit", distinct=True),
    )
    return Total(found["sessions"], found["people"] or 0, found["fields"], found["units"])
