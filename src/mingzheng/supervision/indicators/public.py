"""The issued plan as everybody reads it: the notice's own order, tasks with their lights, figures and how they are made.

The portal draws it and the API says it. No unit is named beyond the notice's own words; inner figures are left out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from mingzheng.core import timekeeping
from mingzheng.core.units.queries import Directory
from mingzheng.supervision.indicators import queries as figures
from mingzheng.supervision.indicators import standings as readings
from mingzheng.supervision.workplan import public
from mingzheng.supervision.workplan.models import Plan, PlanPart, PlanPoint, PlanTask
from mingzheng.supervision.workplan.public import Standing


@dataclass(frozen=True)
class PublicFigure:
    """A figure that proves a task: label, what it says, and how it is made. ``tasks``: numbers of the tasks it proves."""

    code: str
    label: str
    text: str
    how: str
    article: str
    tasks: Sequence[int] = ()


@dataclass(frozen=True)
class PublicTask:
    """One line of the annex. ``light``: green, amber, red, done, none; ``percent`` None: no figure."""

    number: int
    content: str
    units: str
    due: str
    light: str = "none"
    light_word: str = ""
    figure: str = ""
    percent: float | None = None
    url: str = ""
    numbers: Sequence[PublicFigure] = ()
    members: Callable[[], str] = str  # names of the units behind the collective words of ``units``; the search asks


@dataclass(frozen=True)
class PublicPoint:
    """One point of the notice: label （八）, its title, its tasks."""

    label: str
    title: str
    tasks: Sequence[PublicTask] = ()


@dataclass(frozen=True)
class PublicPart:
    """One part of the notice: label 二, its title, its points."""

    label: str
    title: str
    points: Sequence[PublicPoint] = ()

    @property
    def tasks(self) -> list[PublicTask]:
        return [task for point in self.points for task in point.tasks]


@dataclass(frozen=True)
class PublicPlan:
    """The plan in force as the public sees it. ``as_of`` is the day that the lights and figures are of."""

    title: str
    number: str
    issuer: str
    date: dt.date
    as_of: dt.date
    parts: Sequence[PublicPart] = ()
    files: Sequence[tuple[str, str, int]] = field(default_factory=tuple)  # name, url, bytes
    read_on: dt.date | None = None  # the day of the readings that the figures show

    @property
    def numbers(self) -> list[PublicFigure]:
        """Every figure once, with the tasks that it proves, in the order of the notice."""
        found: dict[str, PublicFigure] = {}
        for task in self.tasks:
            for one in task.numbers:
                held = found.get(one.code, one)
                found[one.code] = replace(held, tasks=[*held.tasks, task.number])
        return list(found.values())

    @property
    def tasks(self) -> list[PublicTask]:
        return [task for part in self.parts for task in part.tasks]

    def count(self, *lights: str) -> int:
        """How many tasks show one of these lights."""
        return sum(task.light in lights for task in self.tasks)


class Reader:
    """Keeps the last answer until the day turns or anything happens: every page of the plan asks."""

    def __init__(self) -> None:
        self._held: tuple[Any, PublicPlan] | None = None

    def of(self, plan: Plan) -> PublicPlan:
        """The issued plan (``workplan.public.issued_plan``) as it stands."""
        version, held = (*public.version(plan), readings.last_read(plan)), self._held
        if held is None or held[0] != version:
            held = self._held = (version, read(plan))
        return held[1]


READER = Reader()


def read(plan: Plan) -> PublicPlan:
    standings, said = public.standings(plan), readings.standing(plan, units=False)
    return PublicPlan(
        title=plan.title,
        number=plan.number,
        issuer=plan.issuer,
        date=plan.dated or _issued_on(plan),
        as_of=timekeeping.today(),
        parts=_parts(plan, standings, Members(), _numbers(said)),
        read_on=said.as_of,
    )


def _issued_on(plan: Plan) -> Any:
    zone = timekeeping.now().tzinfo
    return plan.issued_at.astimezone(zone).date() if plan.issued_at else timekeeping.today()


# --- the notice's own order ----------------------------------------------------------------------------


class Members:
    """Which units the notice's collective words stand for today: a fact of the district, found by the search."""

    def __init__(self) -> None:
        self._directory: Directory | None = None  # read when the search asks, not for every page
        self._known: dict[str, list[str]] = {}

    def of(self, units_written: str) -> str:
        """The short names behind the collective words of one task, blank between them."""
        names = [name for word in units_written.split("、") for name in self._behind(word)]
        return " ".join(dict.fromkeys(names))

    def _behind(self, word: str) -> list[str]:
        if word not in self._known:
            self._directory = self._directory or Directory.load()
            group = self._directory.group(word)
            found = group.expand(timekeeping.today()) if group else []
            self._known[word] = [unit.short for unit in found]
        return self._known[word]


def _numbers(read: readings.Standing) -> dict[int, list[PublicFigure]]:
    """Task id → its figures for everybody; those that are an inner matter are left out."""
    return {
        one.task.pk: [
            PublicFigure(
                figure.indicator.code,
                figure.indicator.label,
                _said(figure),
                figure.indicator.how,
                figure.indicator.article,
            )
            for figure in one.figures
            if not figure.indicator.inner
        ]
        for one in read.tasks
    }


def _said(figure: figures.TaskFigure) -> str:
    """A share as it is; a plain count with its measure."""
    return (
        figure.figure.text if figure.figure.denominator is not None else f"{figure.figure.text} {figure.indicator.unit}"
    )


def _parts(
    plan: Plan, standings: dict[int, Standing], members: Members, numbers: dict[int, list[PublicFigure]]
) -> list[PublicPart]:
    """Every part and point of the notice, points without tasks too; tasks under no point come last."""
    tasks: dict[int | None, list[PlanTask]] = {}
    for task in plan.tasks.all():
        tasks.setdefault(task.point_id, []).append(task)
    points: dict[int | None, list[PlanPoint]] = {}
    for point in plan.points.all():
        points.setdefault(point.part_id, []).append(point)
    parts: list[PlanPart | None] = [*plan.parts.all(), None]
    found = [
        PublicPart(
            part.label if part else "",
            part.title if part else _("其他任务"),
            [
                PublicPoint(
                    point.label,
                    point.title,
                    [_task(task, standings, members, numbers) for task in tasks.get(point.pk, [])],
                )
                for point in points.get(part.pk if part else None, [])
            ]
            + (_by_group(tasks.get(None, []), standings, members, numbers) if part is None else []),
        )
        for part in parts
    ]
    return [part for part in found if part.points]


def _by_group(
    tasks: list[PlanTask],
    standings: dict[int, Standing],
    members: Members,
    numbers: dict[int, list[PublicFigure]],
) -> list[PublicPoint]:
    grouped: dict[str, list[PublicTask]] = {}
    for task in tasks:
        grouped.setdefault(task.group, []).append(_task(task, standings, members, numbers))
    return [PublicPoint("", group or _("任务"), rows) for group, rows in grouped.items()]


def _task(
    task: PlanTask, standings: dict[int, Standing], members: Members, numbers: dict[int, list[PublicFigure]]
) -> PublicTask:
    standing = standings.get(task.pk, Standing())
    return PublicTask(
        number=task.number,
        content=task.content,
        units=task.units_written,
        due=task.due_text,
        light=standing.light,
        light_word=_word(standing),
        figure=_("%(done)d/%(units)d 个单位办结") % vars(standing) if standing.units > 1 else "",
        percent=100 * standing.done / standing.units if standing.units > 1 else None,
        numbers=numbers.get(task.pk, []),
        members=lambda: members.of(task.units_written),
    )


def _word(standing: Standing) -> str:
    """The light in words: how many, never who."""
    if standing.light == "red" and standing.units > 1:
        return _("%(late)d 个单位逾期") % vars(standing)
    words = {"done": _("已办结"), "red": _("逾期"), "amber": _("临近期限"), "green": _("推进中")}
    return words.get(standing.light, _("未开始"))
