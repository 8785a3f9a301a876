"""What the step pages of a consultation read."""

from __future__ import annotations

from typing import Any

from django import template

from mingzheng.core.numbers import pk_of
from mingzheng.core.procedures.models import Case
from mingzheng.participation.consultations.models import Opinion

register = template.Library()
SHOWN = 20


@register.simple_tag
def chosen_opinions(case: Case, form: Any) -> dict[str, Any]:
    """The opinions that a step is about to hold back or to show: how many, and the first of them as they were written."""
    if form is None:
        return {"rows": [], "count": 0, "more": 0}
    chosen = form["opinions"].value() or []
    numbers = [number for one in chosen if (number := pk_of(str(one))) is not None]
    rows = Opinion.objects.filter(consultation=case.subject, pk__in=numbers).select_related("article").order_by("pk")
    count = rows.count()
    return {"rows": list(rows[:SHOWN]), "count": count, "more": max(count - SHOWN, 0)}
