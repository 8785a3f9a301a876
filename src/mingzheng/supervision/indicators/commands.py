"""The daily reading."""

from __future__ import annotations

from django.db import transaction

from mingzheng.core import timekeeping
from mingzheng.supervision.indicators.models import Reading
from mingzheng.supervision.indicators.queries import figures_of
from mingzheng.supervision.workplan.models import Plan


@transaction.atomic
def take_readings() -> int:
    """Write today's figure of every bound indicator of every issued plan; taken again, today's is replaced.

    Returns:
        How many readings were written.
    """
    day, count = timekeeping.today(), 0
    for plan in Plan.objects.exclude(issued_at=None).exclude(case__state="closed"):
        for task in plan.tasks.all():
            for found in figures_of(task):
                Reading.objects.update_or_create(
                    task=task,
                    indicator=found.indicator.code,
                    day=day,
                    defaults={"numerator": found.figure.numerator, "denominator": found.figure.denominator},
                )
                count += 1
    return count
