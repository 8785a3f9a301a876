"""Figures of tasks, now and by day."""

from __future__ import annotations

from dataclasses import dataclass

from mingzheng.core import timekeeping
from mingzheng.core.indicators import Figure, Indicator, Item, Scope, indicator_of
from mingzheng.supervision.indicators.models import Reading
from mingzheng.supervision.workplan.models import Plan, PlanTask

NO_SOURCE = "暂无记录来源"


@dataclass(frozen=True)
class TaskFigure:
    """An indicator of a task with its present figure. ``meets``: None when there is no target or no value."""

    indicator: Indicator
    figure: Figure

    @property
    def meets(self) -> bool | None:
        value = self.figure.percent if self.figure.denominator is not None else float(self.figure.numerator)
        return None if self.indicator.target is None or value is None else value >= self.indicator.target


def codes_of(task: PlanTask) -> list[str]:
    """The indicators bound to a task that are declared by some room."""
    return [code for code in task.indicators if indicator_of(code) is not None]


def figures_of(task: PlanTask, *, unit_id: int | None = None) -> list[TaskFigure]:
    """The figures that prove a task; empty when no record of the platform can (and the page says so)."""
    scope = Scope(timekeeping.today(), task.pk, unit_id)
    found = []
    for code in task.indicators:
        indicator = indicator_of(code)
        if indicator is not None:
            found.append(TaskFigure(indicator, indicator.measure(scope)))
    return found


def figures_of_plan(plan: Plan) -> dict[int, list[TaskFigure]]:
    """Task id → its figures, for the board."""
    return {task.pk: figures_of(task) for task in plan.tasks.all()}


def items_of(task: PlanTask, code: str, *, unit_id: int | None = None) -> list[Item]:
    """The records behind one figure of a task."""
    indicator = indicator_of(code)
    return [] if indicator is None else indicator.items(Scope(timekeeping.today(), task.pk, unit_id))


def history_of(task: PlanTask, code: str, days: int = 90) -> list[Reading]:
    """The readings of the last days, oldest first."""
    newest = Reading.objects.filter(task=task, indicator=code).order_by("-day")[:days]
    return list(reversed(newest))
