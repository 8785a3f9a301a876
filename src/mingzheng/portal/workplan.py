"""The work plan's reader for the portal: public facts of the issued plan, drawn by the portal's own pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from mingzheng.core import timekeeping
from mingzheng.core.units.queries import Directory
from mingzheng.portal.providers import PlanChange, PublicPart, PublicPlan, PublicPoint, PublicTask
from mingzheng.supervision.workplan import public, queries
from mingzheng.supervision.workplan.models import Plan, PlanPart, PlanPoint, PlanTask
from mingzheng.supervision.workplan.public import Standing


@dataclass(frozen=True)
class PlanFile:
    """A file of the plan for everybody: the annex as issued, or its due dates. ``label``: how the page calls it."""

    label: str
    name: str
    data: bytes
    content_type: str


class WorkPlan:
    """Reads the issued plan; keeps the last answer until the day turns or anything happens."""

    def __init__(self) -> None:
        self._held: tuple[Any, PublicPlan] | None = None
        self._files: tuple[Any, dict[str, PlanFile]] | None = None

    def current(self) -> PublicPlan | None:
        plan = public.issued_plan()
        if plan is None:
            return None
        version, held = public.version(plan), self._held
        if held is None or held[0] != version:
            held = self._held = (version, self._read(plan))
        return held[1]

    def changes(self, limit: int) -> list[PlanChange]:
        return [_change(step) for step in public.steps(limit)]

    def files(self) -> dict[str, PlanFile]:
        """``xlsx`` and ``ics`` of the issued plan; they do not change once it is issued. Empty without a plan."""
        plan = public.issued_plan()
        return self._files_of(plan) if plan else {}

    def _files_of(self, plan: Plan) -> dict[str, PlanFile]:
        version, held = (plan.pk, plan.issued_at), self._files
        if held is None or held[0] != version:
            held = self._files = (version, _make_files(plan))
        return held[1]

    def _read(self, plan: Plan) -> PublicPlan:
        standings = public.standings(plan)
        return PublicPlan(
            title=plan.title,
            number=plan.number,
            issuer=plan.issuer,
            date=plan.dated or _issued_on(plan),
            as_of=timekeeping.today(),
            parts=_parts(plan, standings, Members()),
            files=[
                (file.label, reverse(f"portal:plan-{kind}"), len(file.data))
                for kind, file in self._files_of(plan).items()
            ],
        )


SOURCE = WorkPlan()


def _issued_on(plan: Plan) -> Any:
    zone = timekeeping.now().tzinfo
    return plan.issued_at.astimezone(zone).date() if plan.issued_at else timekeeping.today()


def _make_files(plan: Plan) -> dict[str, PlanFile]:
    # Imported here: every command and page starts faster without the makers of workbooks and calendars.
    from mingzheng.papers.plan_ics import plan_calendar
    from mingzheng.papers.plan_xlsx import plan_workbook

    sheet = plan_workbook(queries.board(plan), with_progress=False)
    calendar = plan_calendar(plan, name=plan.title)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return {
        "xlsx": PlanFile("任务分解表.xlsx", f"{plan.title}任务分解表.xlsx", sheet, kind),
        "ics": PlanFile("完成时限日历.ics", f"{plan.title}完成时限日历.ics", calendar, "text/calendar; charset=utf-8"),
    }


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


def _parts(plan: Plan, standings: dict[int, Standing], members: Members) -> list[PublicPart]:
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
                    point.label, point.title, [_task(task, standings, members) for task in tasks.get(point.pk, [])]
                )
                for point in points.get(part.pk if part else None, [])
            ]
            + (_by_group(tasks.get(None, []), standings, members) if part is None else []),
        )
        for part in parts
    ]
    return [part for part in found if part.points]


def _by_group(tasks: list[PlanTask], standings: dict[int, Standing], members: Members) -> list[PublicPoint]:
    grouped: dict[str, list[PublicTask]] = {}
    for task in tasks:
        grouped.setdefault(task.group, []).append(_task(task, standings, members))
    return [PublicPoint("", group or _("任务"), rows) for group, rows in grouped.items()]


def _task(task: PlanTask, standings: dict[int, Standing], members: Members) -> PublicTask:
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
        members=lambda: members.of(task.units_written),
    )


def _word(standing: Standing) -> str:
    """The light in words: how many, never who."""
    if standing.light == "red" and standing.units > 1:
        return _("%(late)d 个单位逾期") % vars(standing)
    words = {"done": _("已办结"), "red": _("逾期"), "amber": _("临近期限"), "green": _("推进中")}
    return words.get(standing.light, _("未开始"))


# --- what changed ----------------------------------------------------------------------------------------


def _change(step: public.Step) -> PlanChange:
    if step.task is None:
        title = _("《%(title)s》任务下达") % {"title": step.plan.title}
        summary = _("各项任务已下达各责任单位，进展逐项公布。")
        return PlanChange(f"plan-{step.plan.pk}-issued", step.when, title, summary)
    task = step.task
    return PlanChange(
        f"task-{task.pk}-done",
        step.when,
        _("第 %(number)d 项办结：%(content)s") % {"number": task.number, "content": task.content},
        _("责任单位：%(units)s。均已办结并经区府办核实。") % {"units": task.units_written},
        f"{reverse('portal:plan')}#task-{task.number}",
    )
