"""Table 4 from the records, and imported remedies kept (``foi.remedy_book``)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence

from django.db.models import Count, Q

from mingzheng.core.actors import Actor
from mingzheng.core.units.models import Unit
from mingzheng.requests.foi.law.facts import RemedyFact
from mingzheng.requests.foi.models import Application
from mingzheng.requests.remedies.models import RemedyCase

BATCH = 500


class Book:
    """Two queries for a year, however many there are."""

    def counts(self, year: int, unit: Unit | None) -> Mapping[tuple[str, str], int]:
        """Concluded in the year by result; pending at its end."""
        first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
        rows = RemedyCase.objects.all() if unit is None else RemedyCase.objects.filter(unit=unit)
        found: Counter[tuple[str, str]] = Counter()
        concluded = rows.filter(concluded_on__range=(first, last)).order_by()
        for kind, result, n in concluded.values_list("kind", "result").annotate(n=Count("pk")):
            found[kind, result] += n
        pending = rows.filter(Q(concluded_on=None) | Q(concluded_on__gt=last), filed_on__lte=last)
        for kind, n in pending.order_by().values_list("kind").annotate(n=Count("pk")):
            found[kind, "pending"] += n
        return found

    def keep(self, found: Sequence[tuple[Application, Sequence[RemedyFact]]], actor: Actor) -> int:
        """Imported remedies have no case of their own; the same one (kind and day) is kept once."""
        held = set(
            RemedyCase.objects.filter(application__in=[application for application, _facts in found]).values_list(
                "application_id", "kind", "filed_on"
            )
        )
        fresh = {}
        for application, facts in found:
            for fact in facts:
                key = (application.pk, fact.kind, fact.filed)
                if key not in held:
                    fresh[key] = _row(application, fact)
        RemedyCase.objects.bulk_create(fresh.values(), batch_size=BATCH)
        return len(fresh)


def _row(application: Application, fact: RemedyFact) -> RemedyCase:
    return RemedyCase(
        application=application,
        unit_id=application.unit_id,
        kind=fact.kind,
        filed_on=fact.filed,
        concluded_on=fact.concluded,
        result=fact.result or "",
    )
