"""Figures of tasks, measured now, with their histories. The standing of a whole plan is in ``standings``."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import dataclass

from django.conf import settings

from mingzheng.core import timekeeping
from mingzheng.core.indicators import Figure, Indicator, Item, Scope, indicator_of
from mingzheng.supervision.indicators import lights
from mingzheng.supervision.indicators.lights import Light, Span
from mingzheng.supervision.indicators.models import Binding, Reading, UnitReading
from mingzheng.supervision.workplan.models import Plan, PlanTask

NO_SOURCE = "暂无记录来源"
KEPT_SECONDS = 180  # a figure that was measured is not measured again for so long


@dataclass(frozen=True)
class TaskFigure:
    """A figure of a task. ``before``: what it said some days ago, where there is a reading of then."""

    indicator: Indicator
    figure: Figure
    target: float | None
    light: Light
    before: Figure | None = None

    @property
    def meets(self) -> bool | None:
        """None when there is no target or no value."""
        value = value_of(self.figure)
        return None if self.target is None or value is None else value >= self.target

    @property
    def target_text(self) -> str:
        """目标 as it is said: 95% or 4 次; "" without one."""
        if self.target is None:
            return ""
        return f"{self.target:g}%" if self.figure.denominator is not None else f"{self.target:g} {self.indicator.unit}"

    @property
    def change(self) -> float | None:
        """How much the value moved; None when either has none."""
        now, then = value_of(self.figure), value_of(self.before) if self.before else None
        return None if now is None or then is None else now - then

    @property
    def trend(self) -> str:
        """``up``, ``down``, ``flat``; "" when there is nothing to compare."""
        change = self.change
        if change is None:
            return ""
        return "flat" if abs(change) < 0.5 else "up" if change > 0 else "down"

    @property
    def trend_text(self) -> str:
        change = self.change
        if change is None or self.before is None:
            return ""
        points = "个百分点" if self.figure.denominator is not None else self.indicator.unit
        return "持平" if self.trend == "flat" else f"{'升' if change > 0 else '降'} {abs(change):.0f} {points}"


def value_of(figure: Figure) -> float | None:
    """Percent of a share, the number of a count."""
    return figure.percent if figure.denominator is not None else float(figure.numerator)


def span_of(task: PlanTask) -> Span:
    """The time in which a task's figures fill up: from the first of the plan's year to its time limit."""
    return Span(dt.date(task.plan.year, 1, 1), task.due_on)


def lit(
    binding: Binding, indicator: Indicator, figure: Figure, day: dt.date, *, span: Span, unit: bool = False
) -> Light:
    """The light of a figure on a day. For one unit only shares are lit: a number of times is meant for the district."""
    rule = lights.rule_on(day)
    if unit and (figure.denominator is None or not indicator.of_units):
        return Light("none", rule.words["unit"])
    return lights.light(figure, binding.aim, grows=indicator.grows, span=span, day=day, rule=rule)


# --- measured now -------------------------------------------------------------------------------------------------

_kept: dict[tuple[str, int | None, int | None, dt.date], tuple[float, Figure]] = {}


def measured(indicator: Indicator, scope: Scope) -> Figure:
    """A figure of today, measured at most once in some minutes by each process."""
    if not settings.MINGZHENG_FRESHNESS_SECONDS:
        return indicator.measure(scope)
    key = (indicator.code, scope.task_id if indicator.of_task else None, scope.unit_id, scope.day)
    held, now = _kept.get(key), time.monotonic()
    if held is None or now - held[0] > KEPT_SECONDS:
        if len(_kept) > 10_000:
            _kept.clear()
        held = _kept[key] = (now, indicator.measure(scope))
    return held[1]


def bindings_of(task: PlanTask) -> list[Binding]:
    """The confirmed bindings of a task whose figure some room declares."""
    rows = task.bindings.filter(state=Binding.State.CONFIRMED).select_related("task__plan")
    return [row for row in rows if row.declared is not None]


def codes_of(task: PlanTask) -> list[str]:
    return [row.indicator for row in bindings_of(task)]


def scope_of(task: PlanTask, unit_id: int | None = None) -> Scope:
    """Of what, and until when, the figures of a task speak today."""
    return Scope(task.counted_until(timekeeping.today()), task.pk, unit_id)


def figures_of(task: PlanTask, *, unit_id: int | None = None) -> list[TaskFigure]:
    """The figures that prove a task, measured now; empty when no record of the platform can (and the page says so)."""
    day = timekeeping.today()
    scope, span = scope_of(task, unit_id), span_of(task)
    found = []
    for row in bindings_of(task):
        indicator = row.declared
        if indicator is not None:
            figure = measured(indicator, scope)
            light = lit(row, indicator, figure, day, span=span, unit=unit_id is not None)
            found.append(TaskFigure(indicator, figure, row.aim, light, _before(task, row.indicator, day, unit_id)))
    return found


def _before(task: PlanTask, code: str, day: dt.date, unit_id: int | None) -> Figure | None:
    until = day - dt.timedelta(days=lights.rule_on(day).fall_days)
    if unit_id is None:
        row = Reading.objects.filter(task=task, indicator=code, day__lte=until).order_by("-day").first()
        return row.figure if row else None
    own = UnitReading.objects.filter(task=task, indicator=code, unit_id=unit_id, day__lte=until)
    last = own.order_by("-day").first()
    return last.figure if last else None


def items_of(task: PlanTask, code: str, *, unit_id: int | None = None) -> list[Item]:
    """The records behind one figure of a task."""
    indicator = indicator_of(code)
    return [] if indicator is None else indicator.items(scope_of(task, unit_id))


@dataclass(frozen=True)
class Portion:
    """A page of the records behind a figure. ``total``: how many there are; ``number`` of ``pages``, from 1."""

    items: list[Item]
    total: int
    number: int
    pages: int


def portion_of(task: PlanTask, found: TaskFigure, number: int, size: int, *, unit_id: int | None = None) -> Portion:
    """One page of the records behind a figure of a task; a number beyond the last page gives the last."""
    indicator, scope = found.indicator, scope_of(task, unit_id)
    everything = indicator.items(scope) if indicator.some is None else None
    total = found.figure.records if everything is None else len(everything)
    pages = max(1, -(-total // size))
    number = min(max(number, 1), pages)
    start, stop = (number - 1) * size, number * size
    if everything is None and indicator.some is not None:
        return Portion(indicator.some(scope, start, stop), total, number, pages)
    return Portion((everything or [])[start:stop], total, number, pages)


def history_of(task: PlanTask, code: str, days: int = 90) -> list[Reading]:
    """The readings of the last days, oldest first."""
    newest = Reading.objects.filter(task=task, indicator=code).order_by("-day")[:days]
    return list(reversed(newest))


def unit_history_of(task: PlanTask, code: str, unit_id: int, days: int = 90) -> list[UnitReading]:
    """The readings of one unit of the last days, oldest first."""
    newest = UnitReading.objects.filter(task=task, indicator=code, unit_id=unit_id).order_by("-day")[:days]
    return list(reversed(newest))


# --- how a figure is made -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Explained:
    """How a figure is made: its words and article, the records that count and those that do not, on which day."""

    indicator: Indicator
    figure: Figure
    day: dt.date
    counting: list[Item]
    others: list[Item]


def explain(code: str, scope: Scope) -> Explained | None:
    """None when no room declares the figure."""
    indicator = indicator_of(code)
    if indicator is None:
        return None
    items = indicator.items(scope)
    counting = [item for item in items if item.counts]
    return Explained(
        indicator, measured(indicator, scope), scope.day, counting, [item for item in items if not item.counts]
    )


def tasks_of(code: str, plan: Plan) -> list[PlanTask]:
    """The tasks of a plan that a figure proves."""
    rows = PlanTask.objects.filter(plan=plan, bindings__indicator=code, bindings__state=Binding.State.CONFIRMED)
    return list(rows.order_by("number"))


def waiting(plan: Plan) -> int:
    """How many suggestions wait for 区府办."""
    return Binding.objects.filter(task__plan=plan, state=Binding.State.SUGGESTED).count()
