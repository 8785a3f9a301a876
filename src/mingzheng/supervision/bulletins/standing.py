"""The figures of the plan as a bulletin tells them: lights, targets, what moved; from the readings that the boards show."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from mingzheng.core.units.models import Unit
from mingzheng.supervision.indicators.queries import TaskFigure
from mingzheng.supervision.indicators.standings import Standing, standing
from mingzheng.supervision.workplan.models import Plan

MOST_UNITS = 4  # named beside a figure
OWN = "bulletins."  # the bulletin's own figures would speak of themselves


def aimed(one: TaskFigure) -> str:
    """（目标 95%，接近）; "" for a figure that is not judged."""
    if one.light.code == "none" or not one.target_text:
        return ""
    ahead = one.light.code == "green" and one.meets is False  # it fills up over the year, and there is time
    return f"（目标 {one.target_text}，{'按进度达到' if ahead else one.light.word}）"


@dataclass(frozen=True)
class Figures:
    """``read``: the standing of the bulletin's day."""

    read: Standing

    @classmethod
    def of(cls, plan: Plan, day: dt.date) -> Figures:
        return cls(standing(plan, day))

    def of_task(self, task_id: int) -> list[TaskFigure]:
        return [one for one in self.read.figures.get(task_id, []) if not one.indicator.code.startswith(OWN)]

    def of_tasks(self, task_ids: Iterable[int]) -> Counter[str]:
        """Lights of the figures of some tasks, each figure once."""
        once = {one.indicator.code: one.light.code for task_id in task_ids for one in self.of_task(task_id)}
        return Counter(once.values())

    @property
    def lights(self) -> Counter[str]:
        """Lights of all figures, each once however many tasks it proves."""
        return self.of_tasks(one.task.pk for one in self.read.tasks)

    def moved(self, day: dt.date) -> tuple[int, int]:
        """How many figures of the district are better, and how many worse, than on an earlier day."""
        found = [one for one in self.read.since(day) if one.unit_id is None and not one.indicator.code.startswith(OWN)]
        return sum(one.better for one in found), sum(one.worse for one in found)

    def below(self) -> list[list[str]]:
        """Rows of the table: tasks, figure, value, target, units whose own share is below."""
        tasks: dict[str, list[int]] = {}
        known: dict[str, TaskFigure] = {}
        for standing_ in self.read.tasks:
            for one in self.of_task(standing_.task.pk):
                if one.light.code == "red":
                    tasks.setdefault(one.indicator.code, []).append(standing_.task.number)
                    known.setdefault(one.indicator.code, one)
        units = self._units(set(known))
        return [
            [
                "、".join(map(str, tasks[code])),
                one.indicator.label,
                one.figure.text,
                one.target_text,
                units.get(code, "—"),
            ]
            for code, one in known.items()
        ]

    def _units(self, codes: set[str]) -> dict[str, str]:
        """code → the units below, by name, as far as they are few."""
        found: dict[str, set[int]] = {}
        for (_task, unit), figures in self.read.cells.items():
            for one in figures:
                if one.indicator.code in codes and one.light.code == "red":
                    found.setdefault(one.indicator.code, set()).add(unit)
        names = dict(
            Unit.objects.filter(pk__in={pk for one in found.values() for pk in one}).values_list("pk", "short")
        )
        return {code: _named([names[pk] for pk in names if pk in units]) for code, units in found.items()}


def _named(names: list[str]) -> str:
    said = "、".join(names[:MOST_UNITS])
    return said if len(names) <= MOST_UNITS else f"{said}等 {len(names)} 个单位"
