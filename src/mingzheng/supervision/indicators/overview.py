"""The year at a glance for 区府办: tasks × units, what breaks next and when, who needs help, what changed since last week.

Everything is read from readings, from the clocks of the units' shares and from the days of the site's columns; nothing is
measured for the page.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field

from mingzheng.core import timekeeping
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.catalogue import queries as catalogue
from mingzheng.supervision.indicators import lights
from mingzheng.supervision.indicators.lights import Rule
from mingzheng.supervision.indicators.queries import TaskFigure
from mingzheng.supervision.indicators.standings import Change, Standing, standing
from mingzheng.supervision.workplan import queries as work
from mingzheng.supervision.workplan.models import Plan, PlanTask
from mingzheng.supervision.workplan.queries import Share

AHEAD = 30  # days in which something counts as what breaks next
WEEK = 7
WORK_LIGHTS = {"red": "red", "amber": "amber", "green": "green", "done": "done", "off": "none"}
ORDER = ("red", "amber", "green", "done", "none")


@dataclass(frozen=True)
class Cell:
    """A unit in a task. ``figures``: the worst light of its figures; ``work``: the light of its share ("" without one)."""

    task_id: int
    unit_id: int
    figures: str
    work: str
    reds: int = 0

    @property
    def light(self) -> str:
        """The worse of both; done work whose figures say nothing is done."""
        both = [code for code in (self.figures, self.work) if code]
        return next((code for code in ORDER if code in both), "none")


@dataclass(frozen=True)
class Row:
    """A task with its cells by unit, in the order of the columns; None where the unit has nothing to do with it."""

    task: PlanTask
    light: str
    figures: list[TaskFigure]
    cells: list[Cell | None]

    @property
    def counts(self) -> Counter[str]:
        return Counter(cell.light for cell in self.cells if cell is not None)


@dataclass(frozen=True)
class Breaks:
    """What breaks next. ``on``: the day; ``units``: how many units it concerns; ``figure``: a falling one."""

    task: PlanTask
    on: dt.date | None
    units: list[str] = field(default_factory=list)
    figure: TaskFigure | None = None

    @property
    def said(self) -> str:
        shown = "、".join(self.units[:3])
        return f"{shown}{f'等 {len(self.units)} 个单位' if len(self.units) > 3 else ''}"


@dataclass(frozen=True)
class NextBreach:
    """The column of the site that is past its update rule next; ``unit``: who answers for it ("" when nobody does)."""

    code: str
    title: str
    unit: str
    on: dt.date | None
    days: int


@dataclass(frozen=True)
class Help:
    """A unit that needs help, and why, by the rule."""

    unit: Unit
    late: int
    red: int

    @property
    def why(self) -> str:
        parts = [f"逾期 {self.late} 件" if self.late else "", f"红灯 {self.red} 个" if self.red else ""]
        return "，".join(part for part in parts if part)


@dataclass(frozen=True)
class Overview:
    plan: Plan
    today: dt.date
    standing: Standing
    units: list[Unit]
    rows: list[Row]
    board: work.Board
    breaks: list[Breaks]
    falling: list[tuple[PlanTask, TaskFigure]]
    help: list[Help]
    changes: list[Change]
    rule: Rule
    column: NextBreach | None = None

    @property
    def lights(self) -> Counter[str]:
        """Tasks by the light of their figures."""
        return Counter(row.light for row in self.rows)

    @property
    def sentence(self) -> str:
        """What stands how, in one sentence."""
        found = self.lights
        measured = sum(found[code] for code in ("red", "amber", "green"))
        plain = len(self.rows) - measured
        return (
            f"{len(self.rows)} 项任务中，数字达到或正常 {found['green']} 项，接近 {found['amber']} 项，"
            f"未达到 {found['red']} 项，不评 {plain} 项。"
        )


def overview(plan: Plan, day: dt.date | None = None) -> Overview:
    """Read all of it: a fixed number of queries whatever the number of records."""
    today = day or timekeeping.today()
    found = standing(plan, today)
    board = work.board(plan, today=today)
    units = _units(board.shares, found)
    rule = lights.rule_on(today)
    rows = _rows(found, board.shares, units)
    return Overview(
        plan=plan,
        today=today,
        standing=found,
        units=units,
        rows=rows,
        board=board,
        breaks=_breaks(board, today),
        falling=found.falling(),
        help=_help(units, rows, rule),
        changes=found.since(today - dt.timedelta(days=WEEK)),
        rule=rule,
        column=_column(today),
    )


def _column(day: dt.date) -> NextBreach | None:
    """Freshness is reckoned from the days of what stands in the columns; two queries, nothing is measured."""
    found = catalogue.breaches(catalogue.checked(catalogue.tree(today=day)))
    if not found:
        return None
    left, node = found[0]
    owner = node.column.owner
    return NextBreach(node.column.code, node.column.title, owner.short if owner else "", node.own.due_on, left)


def _units(shares: list[Share], found: Standing) -> list[Unit]:
    """Units that share a task or have a record in one, in the district's order."""
    wanted = {share.unit_id for share in shares if share.state != "cancelled"} | {unit for _task, unit in found.cells}
    return list(Unit.objects.filter(pk__in=wanted).order_by("order", "pk"))


def _rows(found: Standing, shares: list[Share], units: list[Unit]) -> list[Row]:
    by_share = {(share.task_id, share.unit_id): share for share in shares if share.state != "cancelled"}
    return [
        Row(
            one.task,
            one.light,
            one.figures,
            [_cell(one.task.pk, unit.pk, found, by_share.get((one.task.pk, unit.pk))) for unit in units],
        )
        for one in found.tasks
    ]


def _cell(task: int, unit: int, found: Standing, share: Share | None) -> Cell | None:
    figures = found.cells.get((task, unit))
    if figures is None and share is None:
        return None
    codes = [one.light.code for one in figures or []]
    return Cell(
        task, unit, lights.worst(codes), WORK_LIGHTS[share.light] if share else "", sum(code == "red" for code in codes)
    )


def _breaks(board: work.Board, today: dt.date) -> list[Breaks]:
    """Clocks of units that run out in the next days, task by task, the nearest first."""
    until = today + dt.timedelta(days=AHEAD)
    found: dict[tuple[dt.date, int], list[str]] = {}
    for share in board.shares:
        running = share.light in ("amber", "green") and share.state != "submitted"
        if running and share.due_on is not None and today <= share.due_on <= until:
            found.setdefault((share.due_on, share.task_id), []).append(share.unit)
    tasks = board.tasks
    return [Breaks(tasks[task], on, units) for (on, task), units in sorted(found.items())]


def _help(units: list[Unit], rows: list[Row], rule: Rule) -> list[Help]:
    """By the dated rule: so many shares overdue, or so many red figures."""
    late: Counter[int] = Counter()
    red: Counter[int] = Counter()
    for row in rows:
        for cell in row.cells:
            if cell is not None:
                late[cell.unit_id] += cell.work == "red"
                red[cell.unit_id] += cell.reds
    found = [Help(unit, late[unit.pk], red[unit.pk]) for unit in units]
    found = [one for one in found if one.late >= rule.help_late or one.red >= rule.help_red]
    return sorted(found, key=lambda one: -(one.late + one.red))
