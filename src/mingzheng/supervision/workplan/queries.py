"""Every read that a board, a page or an export of the plan uses."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import OuterRef, QuerySet, Subquery

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.dates import spaced_date
from mingzheng.core.procedures.models import Clock
from mingzheng.core.procedures.permission import OFFICE_POSTS
from mingzheng.supervision.workplan.models import (
    Assignment,
    Attestation,
    ImportDraft,
    Plan,
    PlanPart,
    PlanPoint,
    PlanTask,
    Progress,
    SupervisionLetter,
)

LIGHT_WORDS = {"red": "逾期", "amber": "临近期限", "green": "正常", "done": "已办结", "off": "不计时"}


def plan_of(year: int | None = None) -> Plan | None:
    """The newest plan of a year; without a year, the newest issued plan, else the newest."""
    plans = Plan.objects.all() if year is None else Plan.objects.filter(year=year)
    return plans.exclude(issued_at=None).first() or plans.first()


def waiting_statements(limit: int) -> QuerySet[Attestation]:
    """Statements that wait for 区府办, the oldest first."""
    waiting = Attestation.objects.filter(status=Attestation.Status.WAITING, assignment__case__closed_at=None)
    return waiting.select_related("assignment__unit", "assignment__task", "assignment__case")[:limit]


def open_drafts() -> QuerySet[ImportDraft]:
    return ImportDraft.objects.filter(status=ImportDraft.Status.OPEN)


@dataclass(frozen=True)
class Share:
    """A unit's share of a task as a board needs it: no model instance, one row of one query.

    ``due_on``: of the nearest running clock (acceptance, due point, letter, completion). ``final_on``: by when the whole
    must be done, as the clock of completion says it (extensions and pauses counted).
    """

    id: int
    task_id: int
    unit_id: int
    unit: str
    unit_kind: str
    case_id: int | None
    state: str
    due_on: dt.date | None
    warn_on: dt.date | None
    final_on: dt.date
    done_on: dt.date | None
    today: dt.date

    @property
    def light(self) -> str:
        if self.state == "done":
            return "done"
        if self.state == "submitted":
            return "green"  # the unit has done its part; the clock that runs is 区府办's
        if self.state == "cancelled" or self.due_on is None:
            return "off"
        if self.today > self.due_on:
            return "red"
        return "amber" if self.warn_on is not None and self.today >= self.warn_on else "green"

    @property
    def late_done(self) -> bool:
        return self.done_on is not None and self.done_on > self.final_on


_COLUMNS = (
    "id",
    "task_id",
    "unit_id",
    "unit__short",
    "unit__kind",
    "case_id",
    "case__state",
    "case__due_on",
    "case__warn_on",
    "finish_on",
    "extension_to",
    "task__due_on",
    "done_on",
)
_finish = Clock.objects.filter(case=OuterRef("case"), name="finish").order_by("-id").values("due_on")[:1]


def shares(plan: Plan, *, unit_id: int | None = None, today: dt.date | None = None) -> list[Share]:
    """Every unit's share of every task, in the order of the annex. One query."""
    today = today or timekeeping.today()
    rows = Assignment.objects.filter(task__plan=plan).annotate(finish_on=Subquery(_finish))
    if unit_id is not None:
        rows = rows.filter(unit_id=unit_id)
    found = rows.order_by("task__number", "unit__order").values_list(*_COLUMNS)
    return [
        Share(
            id=row[0],
            task_id=row[1],
            unit_id=row[2],
            unit=row[3],
            unit_kind=row[4],
            case_id=row[5],
            state=row[6] or "",
            due_on=row[7],
            warn_on=row[8],
            final_on=row[9] or row[10] or row[11],
            done_on=row[12],
            today=today,
        )
        for row in found
    ]


@dataclass
class Tally:
    """How a set of shares stands."""

    total: int = 0
    lights: Counter[str] = field(default_factory=Counter)
    oldest_red: dt.date | None = None

    def add(self, share: Share) -> None:
        if share.state == "cancelled":
            return
        self.total += 1
        self.lights[share.light] += 1
        if share.light == "red" and share.due_on and (self.oldest_red is None or share.due_on < self.oldest_red):
            self.oldest_red = share.due_on

    @property
    def done(self) -> int:
        return self.lights["done"]

    @property
    def percent(self) -> int | None:
        return None if self.total == 0 else self.done * 100 // self.total

    @property
    def light(self) -> str:
        """The worst light of the set; ``done`` only when everything is done; ``off`` for an empty set."""
        for light in ("red", "amber", "green"):
            if self.lights[light]:
                return light
        return "done" if self.total and self.done == self.total else "off"


def tally(of: Iterable[Share]) -> Tally:
    """Count a set of shares."""
    found = Tally()
    for share in of:
        found.add(share)
    return found


@dataclass(frozen=True)
class TaskRow:
    """One row of the board: the task with how its units stand."""

    task: PlanTask
    tally: Tally
    late_units: list[Share]


@dataclass(frozen=True)
class PointRows:
    point: PlanPoint | None
    title: str
    rows: list[TaskRow]


@dataclass(frozen=True)
class PartRows:
    part: PlanPart | None
    points: list[PointRows]


@dataclass(frozen=True)
class Board:
    """The whole plan at a glance."""

    plan: Plan
    today: dt.date
    rows: list[TaskRow]
    total: Tally
    shares: list[Share]

    @property
    def tasks(self) -> dict[int, PlanTask]:
        return {row.task.pk: row.task for row in self.rows}

    @property
    def sentence(self) -> str:
        """What is late, whose, since when: one sentence that can be read in five seconds."""
        late = [share for share in self.shares if share.light == "red"]
        if not late:
            soon = sum(1 for share in self.shares if share.light == "amber")
            return f"没有逾期。{soon} 件临近期限。" if soon else "没有逾期，也没有临近期限的事项。"
        units = Counter(share.unit for share in late)
        tasks = {share.task_id for share in late}
        first = min(share.due_on for share in late if share.due_on)
        whose = "、".join(f"{unit} {count} 件" for unit, count in units.most_common(3))
        more = f"等 {len(units)} 个单位" if len(units) > 3 else ""
        kinds = {share.unit_kind for share in late}
        note = "，均为街镇" if kinds <= {"street", "town"} else ""
        return f"逾期 {len(late)} 件，涉及 {len(tasks)} 项任务{note}：{whose}{more}；最早自 {spaced_date(first, self.today)}。"

    def by_part(self) -> list[PartRows]:
        """The rows in the order of the notice: part, point (or group), tasks."""
        parts: dict[int | None, PartRows] = {}
        for row in self.rows:
            point = row.task.point
            part = point.part if point else None
            holder = parts.setdefault(part.pk if part else None, PartRows(part, []))
            title = str(point) if point else row.task.group
            if not holder.points or holder.points[-1].title != title:
                holder.points.append(PointRows(point, title, []))
            holder.points[-1].rows.append(row)
        return list(parts.values())

    def by_due(self) -> list[tuple[str, list[TaskRow]]]:
        """The rows by time limit, the nearest first."""
        found: dict[tuple[dt.date, str], list[TaskRow]] = {}
        for row in self.rows:
            found.setdefault((row.task.due_on, row.task.due_text), []).append(row)
        return [(f"{text}（{day.month}月{day.day}日）", rows) for (day, text), rows in sorted(found.items())]


def board(plan: Plan, *, today: dt.date | None = None, unit_id: int | None = None) -> Board:
    """Read the board of a plan; with ``unit_id`` only that unit's shares and tasks."""
    today = today or timekeeping.today()
    found = shares(plan, unit_id=unit_id, today=today)
    by_task: dict[int, list[Share]] = {}
    for share in found:
        by_task.setdefault(share.task_id, []).append(share)
    tasks = plan.tasks.select_related("point__part")
    rows = [
        TaskRow(
            task, tally(by_task.get(task.pk, [])), [share for share in by_task.get(task.pk, []) if share.light == "red"]
        )
        for task in tasks
        if unit_id is None or task.pk in by_task
    ]
    return Board(plan, today, rows, tally(found), found)


@dataclass(frozen=True)
class UnitRow:
    unit_id: int
    unit: str
    tally: Tally


def by_unit(found: Board) -> list[UnitRow]:
    """Every unit with how its shares stand, those with most overdue first, then the district's order."""
    grouped: dict[int, list[Share]] = {}
    for share in found.shares:
        grouped.setdefault(share.unit_id, []).append(share)
    rows = [UnitRow(unit_id, items[0].unit, tally(items)) for unit_id, items in grouped.items()]
    return sorted(rows, key=lambda row: -row.tally.lights["red"])


@dataclass(frozen=True)
class HeatCell:
    """What a unit owes in a month: done of total, and the worst light."""

    total: int
    done: int
    light: str


@dataclass(frozen=True)
class HeatRow:
    unit_id: int
    unit: str
    cells: list[HeatCell | None]
    tally: Tally


def heat_map(found: Board) -> list[HeatRow]:
    """Units × months of the plan's year: what falls due when, and how it stands. None: nothing due.

    A share stands in the month of its final date; each due point of a periodic task in its own month; and whatever
    is overdue or near (接收、督办答复) in the month in which it was due.
    """
    reported, tasks = _reported(found.plan), found.tasks
    grouped: dict[int, dict[int, list[str]]] = {}
    for share in found.shares:
        months = grouped.setdefault(share.unit_id, {})
        for day, light in _due_things(share, tasks[share.task_id], found, reported):
            months.setdefault(day.month if day.year == found.plan.year else 12, []).append(light)
    tallies = {row.unit_id: row for row in by_unit(found)}
    return [
        HeatRow(unit_id, tallies[unit_id].unit, _heat_cells(months), tallies[unit_id].tally)
        for unit_id, months in grouped.items()
    ]


def _reported(plan: Plan) -> dict[int, set[str]]:
    """Assignment id → the due points that were reported."""
    rows = Progress.objects.filter(assignment__task__plan=plan).exclude(counts_for="")
    found: dict[int, set[str]] = {}
    for assignment_id, label in rows.values_list("assignment_id", "counts_for"):
        found.setdefault(assignment_id, set()).add(label)
    return found


def _due_things(
    share: Share, task: PlanTask, found: Board, reported: dict[int, set[str]]
) -> Iterable[tuple[dt.date, str]]:
    if share.state == "cancelled":
        return
    points = task.points_from(_issued_on(found.plan)) if share.state not in ("submitted", "done") else []
    final = dt.date.fromisoformat(points[-1]["on"]) if points else None
    for point in points:
        on = dt.date.fromisoformat(point["on"])
        done = point["label"] in reported.get(share.id, set())
        yield on, "done" if done else "red" if on < found.today else "green"
    if final != share.final_on:
        yield share.final_on, _final_light(share)
    nearer = share.due_on is not None and share.due_on != share.final_on and not points
    if nearer and share.due_on is not None and share.light in ("red", "amber"):
        yield share.due_on, share.light


def _final_light(share: Share) -> str:
    if share.state in ("submitted", "done"):
        return share.light
    if share.today > share.final_on:
        return "red"
    return share.light if share.due_on == share.final_on else "green"


def _heat_cells(months: dict[int, list[str]]) -> list[HeatCell | None]:
    cells: list[HeatCell | None] = []
    for month in range(1, 13):
        lights = months.get(month)
        worst = next((light for light in ("red", "amber", "green", "done") if light in lights), "off") if lights else ""
        cells.append(HeatCell(len(lights), lights.count("done"), worst) if lights else None)
    return cells


def assignments_of(task: PlanTask, actor: Actor) -> QuerySet[Assignment]:
    """The units' shares of a task that an actor may see, in the district's order."""
    rows = task.assignments.select_related("unit", "case").order_by("unit__order")
    return rows if actor.post in OFFICE_POSTS or actor.is_machine else rows.filter(unit_id=actor.unit_id)


def _issued_on(plan: Plan) -> dt.date:
    """From this day due points count; those before it are history."""
    return plan.issued_at.astimezone(timekeeping.now().tzinfo).date() if plan.issued_at else dt.date.min


def due_dates(plan: Plan, *, unit_id: int | None = None) -> list[tuple[str, str, dt.date]]:
    """Stable key, title and day of everything due, for a calendar feed: due points where a task has them.

    Due points before the plan was issued are history. For a unit: its own shares, with what extensions were granted.
    """
    final = {} if unit_id is None else {share.task_id: share for share in shares(plan, unit_id=unit_id)}
    found = []
    for task in plan.tasks.all():
        share = final.get(task.pk)
        if unit_id is not None and (share is None or share.state == "cancelled"):
            continue
        title, points = f"第{task.number}项 {task.content}", task.points_from(_issued_on(plan))
        found += [
            (f"{task.pk}-{point['label']}", f"{title}（{point['label']}）", dt.date.fromisoformat(point["on"]))
            for point in points
        ]
        if not points:
            found.append((str(task.pk), title, share.final_on if share else task.due_on))
    return found


def answer_due(letter: SupervisionLetter) -> dt.date | None:
    """By when a 督办单 is to be answered: each letter of a share started a clock of its own, in the same order."""
    share = letter.assignment
    earlier = share.letters.filter(pk__lt=letter.pk).count()
    clocks = list(Clock.objects.filter(case=share.case_id, name="answer").order_by("id")[earlier : earlier + 1])
    return clocks[0].due_on if clocks else None
