"""Reads of remedies: who sees them, how often a unit is corrected, and why."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field

from django.db.models import BigIntegerField, Count, Exists, OuterRef, Q, QuerySet

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.procedures.permission import OFFICE_POSTS, why_not_open
from mingzheng.core.procedures.registry import procedure_of
from mingzheng.core.units.models import Unit
from mingzheng.core.written import Given, Question
from mingzheng.requests.foi.models import Application
from mingzheng.requests.foi.queries import granted_to, sees
from mingzheng.requests.remedies.models import RemedyCase, WarningSheet

READERS = (Post.OFFICER, Post.REVIEWER, Post.LEGAL, Post.HEAD)
LEAST = 5
"""A share of fewer cases says nothing of a unit: then only the numbers are shown."""
NEUTRAL = (
    "unit", "kind", "filed_on", "concluded_on", "result", "cause", "redo",
    "application__number", "application__unit", "case__procedure", "case__unit",
)  # fmt: skip


def seen_remedies(actor: Actor) -> Q:
    """Cases of the own unit; of the application, for whom a grant to it holds."""
    through = RemedyCase.objects.filter(application__in=granted_to(actor).values("application"))
    wanted = Q(pk__in=through.values("case"))
    return wanted | Q(unit_id=actor.unit_id) if actor.post in READERS else wanted


def sees_remedy(remedy: RemedyCase, actor: Actor | None) -> bool:
    return sees(remedy.application, actor)


def may_report(application: Application, actor: Actor) -> bool:
    """复议诉讼报备: the posts of the handling unit that the procedure names."""
    return why_not_open(procedure_of("remedies.case"), application.unit, actor) is None


_OF_APPLICATION = Question(
    lambda: RemedyCase.objects.filter(application_id=Given("application", BigIntegerField())).select_related("case")
)


def of_application(application: Application) -> list[RemedyCase]:
    """For who may read the application; the case page asked that before."""
    return _OF_APPLICATION.ask(application=application.pk)


def own(actor: Actor) -> QuerySet[RemedyCase]:
    """The remedies of the actor's unit; nothing for posts that do not read them."""
    if actor.post not in READERS:
        return RemedyCase.objects.none()
    return RemedyCase.objects.filter(unit=actor.unit_id).select_related("case", "application")


@dataclass
class Tally:
    """How many were concluded, and how many of them went against the unit."""

    concluded: int = 0
    lost: int = 0

    @property
    def percent(self) -> float | None:
        """The share, only where there are enough cases to say so."""
        return 100 * self.lost / self.concluded if self.concluded >= LEAST else None


@dataclass
class Rate:
    """How one unit fared in a year: answers, reconsiderations and suits concluded, lost among them, by cause."""

    unit: Unit
    answered: int = 0
    reconsidered: Tally = field(default_factory=Tally)
    sued: Tally = field(default_factory=Tally)
    causes: Counter[str] = field(default_factory=Counter)

    @property
    def concluded(self) -> int:
        return self.reconsidered.concluded + self.sued.concluded

    @property
    def corrected(self) -> int:
        return self.reconsidered.lost + self.sued.lost

    @property
    def percent(self) -> float | None:
        return Tally(self.concluded, self.corrected).percent


def rates(year: int) -> list[Rate]:
    """复议纠错率 and 败诉率 by unit, the most often corrected first. Three queries."""
    span = dt.date(year, 1, 1), dt.date(year, 12, 31)
    answered = Application.objects.filter(closed_on__range=span, counted=True).order_by().values_list("unit")
    answers = dict(answered.annotate(n=Count("pk")))
    rows = list(
        RemedyCase.objects.filter(concluded_on__range=span)
        .order_by()
        .values_list("unit", "kind", "result", "cause")
        .annotate(n=Count("pk"))
    )
    units = Unit.objects.filter(pk__in={*answers, *(row[0] for row in rows)})
    found = {unit.pk: Rate(unit, answers.get(unit.pk, 0)) for unit in units}
    for unit_id, kind, result, cause, n in rows:
        rate = found[unit_id]
        tally = rate.reconsidered if kind == RemedyCase.Kind.RECONSIDERATION else rate.sued
        tally.concluded += n
        if result == RemedyCase.Result.CORRECTED:
            tally.lost += n
            rate.causes[cause or RemedyCase.Cause.OTHER.value] += n
    return sorted(found.values(), key=lambda rate: (-rate.corrected, -rate.concluded, rate.unit.order))


def together(found: list[Rate], unit: Unit) -> Rate:
    """The whole district as one line."""
    whole = Rate(unit)
    for rate in found:
        whole.answered += rate.answered
        whole.reconsidered.concluded += rate.reconsidered.concluded
        whole.reconsidered.lost += rate.reconsidered.lost
        whole.sued.concluded += rate.sued.concluded
        whole.sued.lost += rate.sued.lost
        whole.causes.update(rate.causes)
    return whole


def pending_by_unit() -> list[tuple[Unit, int]]:
    """How many remedies wait for their end today, by unit; for 区府办, which does not read them."""
    counts = RemedyCase.objects.filter(concluded_on=None).order_by().values_list("unit").annotate(n=Count("pk"))
    found = dict(counts)
    return [(unit, found[unit.pk]) for unit in Unit.objects.filter(pk__in=found)]


def concluded(unit: Unit, year: int) -> QuerySet[RemedyCase]:
    """What stands behind a unit's line of the rates: dates and results; nothing of the content is loaded."""
    rows = RemedyCase.objects.filter(unit=unit, concluded_on__range=(dt.date(year, 1, 1), dt.date(year, 12, 31)))
    return rows.select_related("application", "case").only(*NEUTRAL).order_by("-concluded_on", "-pk")


def warnings_of(actor: Actor) -> QuerySet[WarningSheet]:
    """区府办 sees every sheet, a unit its own."""
    rows = WarningSheet.objects.select_related("unit", "case")
    return rows if actor.post in OFFICE_POSTS else rows.filter(unit=actor.unit_id)


def years() -> list[int]:
    """The years in which something was concluded or answered, the newest first; this year in any case."""
    days = [*RemedyCase.objects.exclude(concluded_on=None).dates("concluded_on", "year").order_by()]
    return sorted({day.year for day in days} | {timekeeping.today().year}, reverse=True)


def behind_cell(year: int, unit: Unit | None, kind: str, cell: str) -> QuerySet[RemedyCase]:
    """What a number of table 4 counts, as ``book.Book.counts``; dates and results alone."""
    last = dt.date(year, 12, 31)
    ended = Q(concluded_on__range=(dt.date(year, 1, 1), last))
    pending = Q(filed_on__lte=last) & (Q(concluded_on=None) | Q(concluded_on__gt=last))
    which = {"total": ended | pending, "pending": pending}.get(cell, ended & Q(result=cell))
    rows = RemedyCase.objects.filter(which, kind=kind)
    if unit is not None:
        rows = rows.filter(unit=unit)
    return rows.select_related("application", "case", "unit").only(*NEUTRAL, "unit__short")


def on_trail() -> Q:
    """Task 14 (复议诉讼报备): every remedy of an application has its day of receipt and, once concluded, what was learnt."""
    gap = RemedyCase.objects.filter(
        Q(received_on=None) | Q(case__state="learning"), application=OuterRef("pk"), case__isnull=False
    )
    return ~Q(Exists(gap))
