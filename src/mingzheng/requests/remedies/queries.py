"""Reads of remedies: who sees them, how often a unit is corrected, and why."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from mingzheng.core.actors import Actor, Post
from mingzheng.core.procedures.models import Case
from mingzheng.core.units.models import Unit
from mingzheng.requests.foi.models import Application
from mingzheng.requests.foi.queries import seen_applications, sees
from mingzheng.requests.remedies.models import RemedyCase

READERS = (Post.OFFICER, Post.REVIEWER, Post.LEGAL, Post.HEAD)


def seen_remedies(actor: Actor) -> Q:
    """Cases of the own unit; of the application, for whom a grant to it holds."""
    granted = seen_applications(actor)
    through = RemedyCase.objects.filter(application__case__in=_cases(granted)).values("case")
    wanted = Q(pk__in=through)
    return wanted | Q(unit_id=actor.unit_id) if actor.post in READERS else wanted


def _cases(wanted: Q) -> QuerySet[Case]:
    return Case.objects.filter(wanted, procedure="foi.application")


def sees_remedy(remedy: RemedyCase, actor: Actor | None) -> bool:
    return sees(remedy.application, actor)


def under_remedy(application: Application) -> bool:
    """Is a remedy of the application still pending? Then it is neither overdue nor purged."""
    return RemedyCase.objects.filter(application=application, concluded_on=None).exists()


@dataclass(frozen=True)
class Rate:
    """How one unit fared in a year: answers, remedies concluded, corrected among them, by cause."""

    unit: Unit
    answered: int
    concluded: int
    corrected: int
    causes: dict[str, int]

    @property
    def percent(self) -> float | None:
        """Share of concluded remedies that corrected the unit."""
        return 100 * self.corrected / self.concluded if self.concluded else None


def rates(year: int) -> list[Rate]:
    """Correction and loss rates by unit, the most often corrected first. Three queries."""
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    answered = dict(
        Application.objects.filter(closed_on__range=(first, last), counted=True)
        .values_list("unit")
        .annotate(n=Count("pk"))
    )
    concluded: Counter[int] = Counter()
    causes: dict[int, Counter[str]] = {}
    rows = RemedyCase.objects.filter(concluded_on__range=(first, last)).values_list("unit", "result", "cause")
    for unit, result, cause, n in rows.annotate(n=Count("pk")):
        concluded[unit] += n
        if result == RemedyCase.Result.CORRECTED:
            causes.setdefault(unit, Counter())[cause or RemedyCase.Cause.OTHER.value] += n
    units = Unit.objects.filter(pk__in={*answered, *concluded})
    found = [
        Rate(
            unit,
            answered.get(unit.pk, 0),
            concluded[unit.pk],
            sum(causes.get(unit.pk, Counter()).values()),
            dict(causes.get(unit.pk, {})),
        )
        for unit in units
    ]
    return sorted(found, key=lambda rate: (-rate.corrected, -rate.concluded, rate.unit.order))
