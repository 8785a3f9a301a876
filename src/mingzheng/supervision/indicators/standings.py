"""The standing of a whole plan on a day, as its readings have it: every task with its figures, district and units."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from mingzheng.core import timekeeping
from mingzheng.core.indicators import Figure, Indicator
from mingzheng.supervision.indicators import lights
from mingzheng.supervision.indicators.lights import Light, Span
from mingzheng.supervision.indicators.models import Binding, Reading, UnitReading
from mingzheng.supervision.indicators.queries import TaskFigure, figures_of, lit, span_of
from mingzheng.supervision.indicators.reading import confirmed
from mingzheng.supervision.workplan.models import Plan, PlanTask


@dataclass(frozen=True)
class TaskStanding:
    """A task with its figures. ``light``: the worst of them."""

    task: PlanTask
    figures: list[TaskFigure]

    @property
    def light(self) -> str:
        return lights.worst([one.light.code for one in self.figures])


@dataclass(frozen=True)
class UnitFigure:
    """A figure of one unit in one task."""

    indicator: Indicator
    figure: Figure
    light: Light


@dataclass(frozen=True)
class Change:
    """A figure whose value or light is another than it was. ``unit_id``: None for the district."""

    task: PlanTask
    indicator: Indicator
    unit_id: int | None
    before: Figure
    now: Figure
    was: str
    light: str

    @property
    def worse(self) -> bool:
        return lights.ORDER.index(self.light) < lights.ORDER.index(self.was) and self.was != "none"

    @property
    def better(self) -> bool:
        return self.was in ("red", "amber") and lights.ORDER.index(self.light) > lights.ORDER.index(self.was)


Cells = dict[tuple[int, int], list[UnitFigure]]


@dataclass(frozen=True)
class Standing:
    """The whole plan on a day, as its readings have it.

    Args:
        as_of: the day of the readings: the newest up to the day asked for; None when there is none.
        tasks: every task of the plan, in the order of the annex.
        cells: (task id, unit id) → the unit's figures.
    """

    plan: Plan
    day: dt.date
    as_of: dt.date | None
    tasks: list[TaskStanding]
    cells: Cells

    def of(self, task_id: int) -> TaskStanding | None:
        return next((one for one in self.tasks if one.task.pk == task_id), None)

    @property
    def figures(self) -> dict[int, list[TaskFigure]]:
        """Task id → its figures."""
        return {one.task.pk: one.figures for one in self.tasks}

    def falling(self) -> list[tuple[PlanTask, TaskFigure]]:
        """Figures that fell by more than the rule lets pass, the deepest fall first."""
        points = lights.rule_on(self.day).fall_points
        found = [
            (one.task, figure)
            for one in self.tasks
            for figure in one.figures
            if figure.target is not None and figure.change is not None and figure.change < 0
            and (figure.figure.denominator is None or -figure.change >= points)
        ]  # fmt: skip
        once = {figure.indicator.code: (task, figure) for task, figure in reversed(found)}
        return sorted(once.values(), key=lambda pair: pair[1].change or 0)

    def since(self, day: dt.date) -> list[Change]:
        """What is another than on the newest reading up to an earlier day: worse lights first, then better ones."""
        then = standing(self.plan, day, as_judged_on=day)
        if then.as_of is None or self.as_of is None or then.as_of >= self.as_of:
            return []
        found = [*_changed(self, then), *_changed_units(self, then)]
        once = {(one.indicator.code, one.unit_id): one for one in reversed(found)}  # a figure may prove several tasks
        return sorted(
            once.values(), key=lambda one: (not one.worse, not one.better, one.unit_id is not None, one.task.number)
        )


def standing(
    plan: Plan, day: dt.date | None = None, *, as_judged_on: dt.date | None = None, units: bool = True
) -> Standing:
    """Tasks × figures × lights, district and units, from readings; five queries whatever their number.

    Args:
        day: the standing as of this day (today).
        as_judged_on: the day whose rule and passed time give the lights (the day itself).
        units: whether the figures of units are wanted; without them a page of the district is quicker.
    """
    day = day or timekeeping.today()
    judged = as_judged_on or day
    tasks = list(plan.tasks.select_related("point__part"))
    for task in tasks:
        task.plan = plan
    as_of = Reading.objects.filter(task__plan=plan, day__lte=day).order_by("-day").values_list("day", flat=True).first()
    if as_of is None:
        return Standing(plan, day, None, [TaskStanding(task, []) for task in tasks], {})
    bound = confirmed(plan)
    spans = {task.pk: span_of(task) for task in tasks}
    now = _district(plan, as_of)
    earlier = _district(plan, _newest(plan, as_of - dt.timedelta(days=lights.rule_on(judged).fall_days)))
    figures: dict[int, list[TaskFigure]] = {}
    for row in bound:
        indicator, figure = row.declared, now.get((row.task_id, row.indicator))
        if indicator is not None and figure is not None:
            light = lit(row, indicator, figure, judged, span=spans[row.task_id])
            before = earlier.get((row.task_id, row.indicator))
            figures.setdefault(row.task_id, []).append(TaskFigure(indicator, figure, row.aim, light, before))
    standings = [TaskStanding(task, figures.get(task.pk, [])) for task in tasks]
    return Standing(plan, day, as_of, standings, _cells(plan, as_of, judged, bound, spans) if units else {})


def last_read(plan: Plan) -> int | None:
    """The newest reading's id; another one when anything was read since."""
    return Reading.objects.filter(task__plan=plan).order_by("-day", "-pk").values_list("pk", flat=True).first()


def _newest(plan: Plan, until: dt.date) -> dt.date | None:
    rows = Reading.objects.filter(task__plan=plan, day__lte=until).order_by("-day")
    return rows.values_list("day", flat=True).first()


def _district(plan: Plan, day: dt.date | None) -> dict[tuple[int, str], Figure]:
    if day is None:
        return {}
    rows = Reading.objects.filter(task__plan=plan, day=day).order_by()
    return {
        (task, code): Figure(numerator, denominator)
        for task, code, numerator, denominator in rows.values_list("task_id", "indicator", "numerator", "denominator")
    }


def _cells(plan: Plan, day: dt.date, judged: dt.date, bound: Iterable[Binding], spans: dict[int, Span]) -> Cells:
    known = {(row.task_id, row.indicator): row for row in bound}
    rows = UnitReading.objects.filter(day=day, task__plan=plan).order_by()
    found: Cells = {}
    lit_already: dict[tuple[int, str, int, int | None], tuple[Figure, Light]] = {}
    for task, code, unit, numerator, denominator in rows.values_list(
        "task_id", "indicator", "unit_id", "numerator", "denominator"
    ):
        row = known.get((task, code))
        indicator = row.declared if row else None
        if row is None or indicator is None:
            continue
        key = (task, code, numerator, denominator)
        if key not in lit_already:
            figure = Figure(numerator, denominator)
            lit_already[key] = (figure, lit(row, indicator, figure, judged, span=spans[task], unit=True))
        found.setdefault((task, unit), []).append(UnitFigure(indicator, *lit_already[key]))
    return found


def _changed(now: Standing, then: Standing) -> Iterable[Change]:
    earlier = {(one.task.pk, figure.indicator.code): figure for one in then.tasks for figure in one.figures}
    for one in now.tasks:
        for figure in one.figures:
            was = earlier.get((one.task.pk, figure.indicator.code))
            if was is not None and (was.figure != figure.figure or was.light.code != figure.light.code):
                yield Change(
                    one.task, figure.indicator, None, was.figure, figure.figure, was.light.code, figure.light.code
                )


def _changed_units(now: Standing, then: Standing) -> Iterable[Change]:
    """Of units only what shines otherwise: their numbers move every day."""
    tasks = {one.task.pk: one.task for one in now.tasks}
    for (task, unit), figures in now.cells.items():
        earlier = {one.indicator.code: one for one in then.cells.get((task, unit), [])}
        for figure in figures:
            was = earlier.get(figure.indicator.code)
            if was is not None and was.light.code != figure.light.code:
                yield Change(
                    tasks[task], figure.indicator, unit, was.figure, figure.figure, was.light.code, figure.light.code
                )


def figures_of_plan(plan: Plan, read: Standing | None = None) -> dict[int, list[TaskFigure]]:
    """Task id → its figures, for the board: as the newest readings have them; measured while there is none."""
    found = read or standing(plan, units=False)
    if found.as_of is not None:
        return found.figures
    return {task.pk: figures_of(task) for task in plan.tasks.select_related("plan")}
