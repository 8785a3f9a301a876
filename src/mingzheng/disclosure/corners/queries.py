"""Every read of corners: what the public sees, what the desk sees, and who sees which consultation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.procedures.permission import OFFICE_POSTS
from mingzheng.core.units.models import Unit
from mingzheng.core.workdays.arithmetic import WorkCalendar
from mingzheng.core.workdays.queries import calendar
from mingzheng.disclosure.corners import hours
from mingzheng.disclosure.corners.hours import Moment
from mingzheng.disclosure.corners.models import Activity, Closure, Consultation, CopyDelivery, Corner, span

KEEPERS = (Post.OFFICER, Post.WINDOW, Post.HEAD, Post.REVIEWER)
AHEAD = 7  # days that the page of a corner shows


def may_keep(actor: Actor, unit_id: int) -> bool:
    """May the actor write down what concerns a corner of this unit?"""
    if actor.is_machine or actor.post in OFFICE_POSTS:
        return True
    return actor.post in KEEPERS and actor.unit_id == unit_id


def may_register(actor: Actor, corner: Corner) -> bool:
    """May the actor write down a consultation at this corner? Those at its desk; see the procedure's opening."""
    return actor.unit_id == corner.unit_id and actor.post in (Post.OFFICER, Post.WINDOW, Post.HEAD)


def in_use(day: dt.date) -> QuerySet[Corner]:
    """Corners that are in use on a day."""
    wanted = Q(opened_on__lte=day) & (Q(closed_on=None) | Q(closed_on__gte=day))
    return Corner.objects.filter(wanted).select_related("unit", "area")


@dataclass(frozen=True)
class Day:
    """One day of a corner: its hours, or why it is closed."""

    on: dt.date
    spans: tuple[tuple[str, str], ...]
    note: str = ""

    @property
    def text(self) -> str:
        return "　".join(f"{begin}—{end}" for begin, end in self.spans) or "不开放"


@dataclass(frozen=True)
class Shown:
    """A corner as a page shows it."""

    corner: Corner
    now: Moment
    next: Activity | None = None


@dataclass
class Area:
    """The corners of one street or town; ``unit`` None: those that serve the whole district."""

    unit: Unit | None
    corners: list[Shown] = field(default_factory=list)


def day_of(corner: Corner, day: dt.date, closures: Iterable[Closure], days: WorkCalendar) -> Day:
    """What a corner's day looks like, closures first."""
    closed = next((row for row in closures if row.first <= day <= row.last), None)
    if closed is not None:
        return Day(day, (), closed.reason)
    keeps = corner.holiday_rule == "closed"
    spans = hours.spans_on(day, corner.hours, keeps_holidays=keeps, days=days)
    return Day(day, spans, (days.holiday(day) if keeps else "") or (days.makeup(day) and f"{days.makeup(day)}调休"))


def now_of(corner: Corner, days: WorkCalendar | None = None) -> Moment:
    """Open now? In the words of the page. ``days``: the calendar, for who asks of many corners."""
    today = day_of(corner, timekeeping.today(), corner.closures.all(), days or calendar())
    found = hours.at(timekeeping.now(), today.spans)
    return Moment(False, f"今天不开放（{today.note}）") if today.note and not today.spans else found


def week_of(corner: Corner) -> list[Day]:
    """Today and the days after it."""
    closures, days = list(corner.closures.all()), calendar()
    today = timekeeping.today()
    return [day_of(corner, today + dt.timedelta(days=ahead), closures, days) for ahead in range(AHEAD)]


def _next(corner: Corner) -> Activity | None:
    ahead = [row for row in corner.activities.all() if _is_ahead(row)]
    return min(ahead, key=lambda row: (row.held_on, row.begins), default=None)


def _is_ahead(row: Activity) -> bool:
    return row.status == Activity.Status.PLANNED and row.held_on >= timekeeping.today()


def by_area(*, open_now: bool = False) -> list[Area]:
    """All corners in use, by street; those of the whole district first."""
    today = timekeeping.today()
    planned = Activity.objects.filter(status=Activity.Status.PLANNED, held_on__gte=today)
    rows = in_use(today).prefetch_related("closures", Prefetch("activities", planned))
    found: dict[int | None, Area] = {}
    days = calendar()
    for corner in rows:
        seen = Shown(corner, now_of(corner, days), _next(corner))
        if seen.now.open or not open_now:
            found.setdefault(corner.area_id, Area(corner.area)).corners.append(seen)
    return sorted(found.values(), key=lambda area: -1 if area.unit is None else area.unit.order)


def public_corner(pk: int) -> Corner | None:
    return in_use(timekeeping.today()).prefetch_related("closures", "activities").filter(pk=pk).first()


def coming(corner: Corner, limit: int = 5) -> list[Activity]:
    """What is announced, the nearest first."""
    rows = corner.activities.filter(status=Activity.Status.PLANNED, held_on__gte=timekeeping.today())
    return list(rows.order_by("held_on", "begins")[:limit])


def past(corner: Corner, limit: int = 10) -> list[Activity]:
    """What took place, the newest first, with its questions."""
    rows = corner.activities.filter(status=Activity.Status.HELD, held_on__lte=timekeeping.today())
    return list(rows.prefetch_related("questions")[:limit])


def delivered(corner: Corner, limit: int = 10) -> list[CopyDelivery]:
    """What archives and libraries were given for reading."""
    return list(corner.deliveries.select_related("unit")[:limit])


# --- the desk -------------------------------------------------------------------------------------


def corners_for(actor: Actor) -> QuerySet[Corner]:
    """The corners that the actor keeps: those of the unit; 区府办 all."""
    rows = Corner.objects.select_related("unit", "area")
    return rows if actor.post in OFFICE_POSTS else rows.filter(unit_id=actor.unit_id)


@dataclass(frozen=True)
class DeskRow:
    corner: Corner
    held: int  # activities of the quarter
    waiting: int  # consultations that are not settled
    handed: int  # consultations handed over to a window, this year


def desk_rows(actor: Actor) -> list[DeskRow]:
    """Each corner that the actor keeps, with what happened there; the number of queries does not grow with them."""
    today = timekeeping.today()
    first, last = span(today)
    held = Q(activities__status="held", activities__held_on__range=(first, min(last, today)))
    open_now = Q(consultations__settled_on=None, consultations__isnull=False)
    handed = Q(consultations__handed_on__year=today.year)
    rows = corners_for(actor).annotate(
        n_held=Count("activities", filter=held, distinct=True),
        n_waiting=Count("consultations", filter=open_now, distinct=True),
        n_handed=Count("consultations", filter=handed, distinct=True),
    )
    rows = rows.order_by("unit__order", "kind", "id")  # a grouped query forgets the model's own order
    return [DeskRow(row, row.n_held, row.n_waiting, row.n_handed) for row in rows]


def consultations_of(corner: Corner, limit: int = 30) -> list[Consultation]:
    return list(corner.consultations.select_related("case", "window")[:limit])


def deliveries_for(actor: Actor, limit: int = 50) -> list[CopyDelivery]:
    rows = CopyDelivery.objects.select_related("corner", "unit")
    return list((rows if actor.post in OFFICE_POSTS else rows.filter(unit_id=actor.unit_id))[:limit])


# --- consultations --------------------------------------------------------------------------------


def seen_consultations(actor: Actor) -> Q:
    """Cases of consultations that an actor may see: at the corner, at the window that has it, and 区府办."""
    if actor.post in OFFICE_POSTS or actor.is_machine:
        return Q()
    own = Consultation.objects.filter(corner__unit_id=actor.unit_id).values("case")
    return Q(unit_id=actor.unit_id) | Q(pk__in=own)


def sees_consultation(consultation: Consultation, actor: Actor | None) -> bool:
    """The same for the record itself."""
    if actor is None:
        return False
    if actor.post in OFFICE_POSTS or actor.is_machine or actor.unit_id == consultation.corner.unit_id:
        return True
    return consultation.case is not None and consultation.case.unit_id == actor.unit_id


def consultation_facts(found: Consultation) -> list[tuple[str, Any]]:
    """Label and value for the case's page; what is empty is left out."""
    return [
        ("专区", found.corner.name),
        ("类别", found.get_matter_display()),
        ("咨询内容", found.question),
        ("咨询日期", found.received_on),
        ("称呼", found.called),
        ("联系电话", found.phone),
        ("转办窗口", found.window.short if found.window else ""),
        ("答复", found.answer),
        ("办理的事项", found.service),
    ]
