"""Issuing a plan: every task reaches every unit that the notice names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused
from mingzheng.core.outbox.commands import publish
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.opening import NewCase, open_cases
from mingzheng.core.procedures.table import Act
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.core.units.queries import Directory, office
from mingzheng.supervision.workplan.models import Assignment, Plan


def final_day(act: Act) -> dt.date:
    """The day by which the unit's share must be done."""
    day: dt.date = act.subject.extension_to or act.subject.task.due_on
    return day


def all_settled(plan: Any, _actor: Actor) -> bool:
    """Is nothing of the plan still running?"""
    return not Assignment.objects.filter(task__plan=plan, case__closed_at=None).exists()


def issue(act: Act) -> None:
    """Make the assignments of every task and open their cases.

    Raises:
        Refused: a task has nobody to carry it out.
    """
    plan: Plan = act.subject
    if not plan.tasks.exists():
        raise Refused("这份要点没有任务。", remedy="请核对导入结果。")
    made = Assignment.objects.bulk_create(_assignments(plan), batch_size=500)
    open_for(made, act.actor)
    plan.issued_at = timekeeping.now()
    plan.save(update_fields=["issued_at"])
    units = len({assignment.unit_id for assignment in made})
    act.note = f"{plan.tasks.count()} 项任务，{units} 个责任单位，共 {len(made)} 件"
    act.facts = {"assignments": len(made), "units": units}
    publish("workplan.issued", {"plan": plan.pk})


def _assignments(plan: Plan) -> list[Assignment]:
    directory, day = Directory.load(), timekeeping.today()
    members = plan.draft.decisions.get("members", {}) if hasattr(plan, "draft") else {}
    names = plan.draft.decisions.get("names", {}) if hasattr(plan, "draft") else {}
    made = []
    for task in plan.tasks.all():
        units = units_of(task.units_text, directory, day, members=members, names=names)
        if not units:
            raise Refused(f"第 {task.number} 项任务没有可下达的责任单位。", remedy="请在导入核对页中指定责任单位。")
        made += [Assignment(task=task, unit=unit) for unit in units]
    return made


def units_of(
    texts: Iterable[str],
    directory: Directory,
    day: dt.date,
    *,
    members: dict[str, list[str]],
    names: dict[str, str],
) -> list[Unit]:
    """The units that the words of a cell mean on a day, each once, in the district's order.

    Args:
        members: for an open word (各承办单位), the unit codes that a person named.
        names: for a name unknown to the directory, the code of the unit that a person chose.

    Raises:
        Refused: a unit that is named does not exist on the day; nobody in it could accept anything.
    """
    found: dict[int, Unit] = {}
    for text in texts:
        group = directory.group(text)
        if text in members:
            units = [directory.units[code] for code in members[text] if code in directory.units]
        elif group is not None:
            units = list(group.expand(day))
        else:
            unit = directory.unit(text) or directory.units.get(names.get(text, ""))
            units = [unit] if unit else []
        _need_existing(units, day)
        found |= {unit.pk: unit for unit in units}
    return sorted(found.values(), key=lambda unit: (unit.order, unit.pk))


def _need_existing(units: Iterable[Unit], day: dt.date) -> None:
    for unit in units:
        if day < unit.valid_from or (unit.valid_to is not None and day > unit.valid_to):
            raise Refused(
                f"「{unit.short}」在 {chinese_date(day)} 已撤销或尚未设立，不能向它下达任务。",
                remedy="请在单位表中改由承接单位使用这个名称，导入单位表后再下达。",
                code="unit_gone",
            )


def open_for(assignments: list[Assignment], actor: Actor) -> None:
    """Open the cases of new assignments and point the assignments at them."""
    wanted = [
        NewCase(
            RecordRef("workplan.assignment", str(assignment.pk)),
            assignment,
            assignment.unit,
            f"第{assignment.task.number}项 {assignment.task.content}",
            number=f"{assignment.task.plan.year}-{assignment.task.number:02d}",
        )
        for assignment in assignments
    ]
    cases = open_cases("workplan.assignment", wanted, actor)
    for assignment, case in zip(assignments, cases, strict=True):
        assignment.case = case
    Assignment.objects.bulk_update(assignments, ["case"], batch_size=500)


# --- samples: a fresh case of each procedure, for the test that walks every cell of every table ---------------


def sample_plan_case() -> Case:
    """A small plan in its first state. For tests only; uses the same commands as real work."""
    from mingzheng.supervision.workplan.importing import make_plan

    units = [unit.short for unit in Unit.objects.exclude(kind=Unit.Kind.GOV_OFFICE)[:2]]
    task = {"number": 1, "group": "样例", "content": "样例任务", "units": units, "open_ended": False, "due": "全年"}
    parsed = {"title": "样例要点", "year": timekeeping.today().year, "parts": [], "points": [], "tasks": [task]}
    plan = make_plan(parsed, {}, name="sample", sha256=f"sample-{Plan.objects.count()}", actor=_office_actor())
    if plan.case is None:
        raise Refused("样例要点没有事项。")
    return plan.case


def sample_assignment_case() -> Case:
    """The first assignment of a sample plan that has been issued. For tests only."""
    from mingzheng.core.procedures.commands import act

    plan_case = sample_plan_case()
    act(plan_case, "issue", _office_actor())
    assignment = Assignment.objects.filter(task__plan__case=plan_case).select_related("case").first()
    if assignment is None or assignment.case is None:
        raise Refused("样例要点没有任务。")
    return assignment.case


def _office_actor() -> Actor:
    from mingzheng.core.units.models import PostHolding
    from mingzheng.core.units.queries import actors_for

    holding = PostHolding.objects.filter(post=Post.OFFICE_CLERK.value, unit=office()).first()
    if holding is None:
        raise Refused("没有区府办经办。", remedy="请先导入单位和人员。")
    return next(actor for actor in actors_for(holding.person, timekeeping.today()) if actor.post is Post.OFFICE_CLERK)
