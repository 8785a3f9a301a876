"""Measuring a whole plan at once: every confirmed figure, for the district and for each unit, each asked only once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from mingzheng.core.actors import Actor
from mingzheng.core.grouping import Grouped
from mingzheng.core.indicators import Figure, Indicator, Scope, by_unit
from mingzheng.core.units.models import Unit, held_on
from mingzheng.supervision.indicators.models import Binding, Reading, UnitReading
from mingzheng.supervision.workplan.models import Assignment, Plan, PlanTask

READER = Actor.system("每日读数")


@dataclass(frozen=True)
class Measured:
    """A figure of the district and of every unit; ``recorded``: the units of which there is a record of its own."""

    district: Figure
    units: Mapping[int, Figure]
    recorded: frozenset[int]


@dataclass
class Meter:
    """Measures on one day; a figure that does not differ from task to task is asked once for all of them."""

    day: dt.date
    unit_ids: list[int]
    held: dict[tuple[str, int | None, dt.date], Measured] = field(default_factory=dict)
    books: dict[dt.date, dict[str, Any]] = field(
        default_factory=dict
    )  # what figures of one room share, of the district

    def measure(self, indicator: Indicator, task: PlanTask) -> Measured:
        day = task.counted_until(self.day)
        key = (indicator.code, task.pk if indicator.of_task else None, day)
        if key not in self.held:
            book = self.books.setdefault(day, {})
            self.held[key] = self._measured(indicator, Scope(day, task.pk, held=book))
        return self.held[key]

    def _measured(self, indicator: Indicator, scope: Scope) -> Measured:
        if indicator.by_unit is None:
            district = indicator.measure(scope)
            alone = by_unit(indicator, replace(scope, held=None), self.unit_ids)
            return Measured(district, alone, frozenset(unit for unit, figure in alone.items() if _said(figure)))
        found = indicator.by_unit(scope)
        known = found.whole if isinstance(found, Grouped) else None
        district = indicator.measure(scope) if known is None else known
        return Measured(district, {unit: found[unit] for unit in self.unit_ids}, frozenset(found))


def readings(plan: Plan, day: dt.date) -> tuple[list[Reading], list[UnitReading]]:
    """What every confirmed figure of a plan says on a day, unsaved.

    A unit that shares a task has a reading of each of its figures, also one that says nothing is recorded; other units
    only where something is.
    """
    meter = Meter(day, list(Unit.objects.filter(held_on(day)).values_list("pk", flat=True)))
    sharing = shared(plan)
    district: list[Reading] = []
    units: list[UnitReading] = []
    for binding in confirmed(plan):
        indicator = binding.declared
        if indicator is None:
            continue
        found = meter.measure(indicator, binding.task)
        district.append(
            Reading(
                task_id=binding.task_id,
                indicator=binding.indicator,
                day=day,
                numerator=found.district.numerator,
                denominator=found.district.denominator,
            )
        )
        units += _of_units(binding, day, found, sharing.get(binding.task_id, set()))
    return district, units


def _said(figure: Figure) -> bool:
    return figure.numerator > 0 or bool(figure.denominator)


def _of_units(binding: Binding, day: dt.date, found: Measured, sharing: set[int]) -> Iterable[UnitReading]:
    for unit, figure in found.units.items():
        if unit in sharing or unit in found.recorded:
            yield UnitReading(
                task_id=binding.task_id,
                indicator=binding.indicator,
                unit_id=unit,
                day=day,
                numerator=figure.numerator,
                denominator=figure.denominator,
            )


def confirmed(plan: Plan) -> list[Binding]:
    """The bindings that count, in the order of the annex."""
    rows = Binding.objects.filter(task__plan=plan, state=Binding.State.CONFIRMED)
    return list(rows.select_related("task__plan").order_by("task__number", "order", "pk"))


def shared(plan: Plan) -> dict[int, set[int]]:
    """Task id → units that carry it out."""
    rows = Assignment.objects.filter(task__plan=plan).exclude(case__state="cancelled").order_by()
    found: dict[int, set[int]] = {}
    for task_id, unit_id in rows.values_list("task_id", "unit_id"):
        found.setdefault(task_id, set()).add(unit_id)
    return found
