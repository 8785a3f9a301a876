"""What 区府办 sees of every unit's applications: counts, lights and statutory nodes. No content and no person."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Count, F, Q, QuerySet

from mingzheng.core import timekeeping
from mingzheng.core.procedures.models import Case, Clock
from mingzheng.core.units.models import Unit
from mingzheng.requests.foi.law import outcomes
from mingzheng.requests.foi.models import Application

COLUMNS = ("received", "open", "amber", "red", "corrected", "extended", "replied", "late")
# What may be read without a grant; everything else of an application is left in the database.
NEUTRAL = (
    "pk",
    "unit",
    "case",
    "number",
    "channel",
    "applicant_kind",
    "submitted_on",
    "received_on",
    "leaf",
    "closed_on",
    "delivered_on",
)


@dataclass
class Line:
    """The counts of a unit in a year: received and replied in it, open and lights as of today."""

    unit: Unit
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COLUMNS, 0))

    @property
    def light(self) -> str:
        if self.counts["red"]:
            return "red"
        if self.counts["amber"]:
            return "amber"
        return "green" if self.counts["open"] else "none"


@dataclass(frozen=True)
class Node:
    """A statutory moment. ``in_time`` None: the law sets no day for it, or it has not come."""

    label: str
    day: dt.date | None
    in_time: bool | None = None
    note: str = ""


@dataclass(frozen=True)
class Row:
    application: Application
    case: Case
    result: str
    nodes: tuple[Node, ...]


def years() -> list[int]:
    """The years of which there are applications, the newest first; this year in any case."""
    found = {day.year for day in Application.objects.dates("submitted_on", "year")}
    return sorted(found | {timekeeping.today().year}, reverse=True)


def board(year: int) -> list[Line]:
    """A line for each unit that has applications, those with trouble first."""
    lines: dict[int, Line] = {}
    units = {unit.pk: unit for unit in Unit.objects.filter(pk__in=Application.objects.values("unit"))}
    for name, rows in _counted(year).items():
        for unit_id, n in rows.values_list("unit").annotate(n=Count("pk", distinct=True)).order_by():
            lines.setdefault(unit_id, Line(units[unit_id])).counts[name] = n
    return sorted(lines.values(), key=lambda line: (-line.counts["red"], -line.counts["amber"], line.unit.order))


def _counted(year: int) -> dict[str, QuerySet[Application]]:
    today = timekeeping.today()
    rows = Application.objects.filter(counted=True)
    received, closed = rows.filter(received_on__year=year), rows.filter(closed_on__year=year)
    running = rows.filter(closed_on=None, case__closed_at=None)
    return {
        "received": received,
        "open": running,
        "amber": running.filter(case__due_on__gte=today, case__warn_on__lte=today),
        "red": running.filter(case__due_on__lt=today),
        "corrected": received.filter(correction__isnull=False),
        "extended": received.filter(extensions__approved_on__isnull=False),
        "replied": closed,
        "late": closed.filter(case__in=_late_cases()),
    }


def _late_cases() -> QuerySet[Clock, int]:
    """Cases whose reply was sent after its day."""
    return Clock.objects.filter(name="reply", met_on__gt=F("due_on")).values_list("case_id", flat=True)


def totals(lines: list[Line]) -> dict[str, int]:
    return {name: sum(line.counts[name] for line in lines) for name in COLUMNS}


def of_unit(unit: Unit, kind: str, year: int) -> QuerySet[Application]:
    """The applications behind a figure of the board, with ``due_on``; every one of the year for an unknown ``kind``."""
    found = _counted(year).get(kind)
    if found is None:
        of_year = Q(received_on__year=year) | Q(received_on=None, submitted_on__year=year) | Q(closed_on__year=year)
        found = Application.objects.filter(of_year)
    rows = found.filter(unit=unit).annotate(due_on=F("case__due_on")).distinct()
    return rows.select_related("case", "correction").only(
        *NEUTRAL, "case__procedure", "case__state", "case__due_on", "case__warn_on", "case__closed_at", "case__unit",
        "correction__asked_on", "correction__received_on", "correction__lapsed_on",
    )  # fmt: skip


def rows(applications: list[Application]) -> list[Row]:
    """With the nodes of each, in a handful of queries for all."""
    clocks: dict[int, list[Clock]] = {}
    for clock in Clock.objects.filter(case__in=[one.case_id for one in applications]):
        clocks.setdefault(clock.case_id, []).append(clock)
    extended = dict(
        Application.objects.filter(pk__in=[one.pk for one in applications], extensions__approved_on__isnull=False)
        .order_by("extensions__approved_on")
        .values_list("pk", "extensions__approved_on")
    )
    asked = {
        row["pk"]: row
        for row in Application.objects.filter(pk__in=[one.pk for one in applications], consultations__isnull=False)
        .values("pk")
        .annotate(n=Count("consultations"), open=Count("consultations", filter=Q(consultations__ended_on=None)))
    }
    return [
        Row(
            one,
            one.case,
            outcomes.LEAVES[one.leaf].name if one.leaf in outcomes.LEAVES else "",
            _nodes(one, clocks.get(one.case.pk, []), extended.get(one.pk), asked.get(one.pk)),
        )
        for one in applications
        if one.case is not None
    ]


def _nodes(
    one: Application, clocks: list[Clock], extended: dt.date | None, asked: dict[str, int] | None
) -> tuple[Node, ...]:
    found = [Node("收到", one.received_on)]
    correction = getattr(one, "correction", None)
    if correction is not None:
        review = _last(clocks, "review")
        due = review.due_on if review else None
        found.append(Node("告知补正", correction.asked_on, None if due is None else correction.asked_on <= due))
        if correction.received_on or correction.lapsed_on:
            label = "收到补正" if correction.received_on else "逾期不补正"
            found.append(Node(label, correction.received_on or correction.lapsed_on))
    if asked:
        waiting = f"，{asked['open']} 份未复" if asked["open"] else ""
        found.append(Node("征求意见", None, None, f"{asked['n']} 份{waiting}"))
    if extended:
        found.append(Node("批准延期", extended))
    if one.closed_on:
        reply = _last(clocks, "reply")
        in_time = None if reply is None or reply.due_on is None else not reply.late
        found.append(Node("答复", one.closed_on, in_time))
    if one.delivered_on:
        found.append(Node("送达", one.delivered_on))
    return tuple(found)


def _last(clocks: list[Clock], name: str) -> Clock | None:
    return max((clock for clock in clocks if clock.name == name), key=lambda clock: clock.pk, default=None)
