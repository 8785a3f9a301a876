"""Every write: what a task is bound to (suggested, decided by 区府办, journalled), and the daily reading."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils.formats import number_format

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.freshness.commands import touch
from mingzheng.core.indicators import indicator_of
from mingzheng.core.journal import commands as journal
from mingzheng.core.procedures.permission import OFFICE_POSTS
from mingzheng.core.records import RecordRef
from mingzheng.supervision.indicators import reading, recorded, suggesting
from mingzheng.supervision.indicators.models import Binding, Reading, UnitReading
from mingzheng.supervision.indicators.suggesting import Known
from mingzheng.supervision.workplan.binding import bindings as shipped
from mingzheng.supervision.workplan.models import Plan, PlanTask

BATCH = 1000
LEAST_REASON = 4
MOST_TARGET = 1_000_000


# --- bindings -----------------------------------------------------------------------------------------------------


@transaction.atomic
def suggest(plan: Plan, actor: Actor) -> int:
    """Suggest figures for every task of a plan, from last year's plan and then from the data file.

    What was decided already is left alone; what is suggested now and was not before is added. Called when a plan is made,
    and again when rooms have brought new figures.

    Returns:
        How many figures were newly suggested.
    """
    sources = [last_year(plan), from_data()]
    made: list[Binding] = []
    for task in plan.tasks.prefetch_related("bindings"):
        found = suggesting.like(task.content, *sources)
        held = {one.indicator for one in task.bindings.all()}
        made += _suggested(task, found, held)
        if any(one.known.attest for one in found) and not task.attest:
            PlanTask.objects.filter(pk=task.pk).update(attest=True)
    Binding.objects.bulk_create(made)
    if made:
        tasks = len({one.task_id for one in made})
        _journal_plan(
            plan, "indicators.suggested", f"为 {tasks} 项任务提出 {len(made)} 个指标建议，待区府办确认。", actor, made
        )
    return len(made)


def _suggested(task: PlanTask, found: Iterable[suggesting.Likeness], held: set[str]) -> list[Binding]:
    made = []
    for one in found:
        for code in one.known.codes:
            if code in held or indicator_of(code) is None:
                continue
            held.add(code)
            made.append(
                Binding(
                    task=task,
                    indicator=code,
                    order=len(held),
                    origin=one.known.origin,
                    likeness=one.score,
                    likened_to=f"{one.known.said}{'' if one.whole else '（一部分相同）'}：{one.known.content}",
                )
            )
    return made


def last_year(plan: Plan) -> list[Known]:
    """What the tasks of the newest plan of an earlier year are bound to."""
    earlier = Plan.objects.filter(year__lt=plan.year).exclude(issued_at=None).first()
    if earlier is None:
        return []
    rows = earlier.tasks.prefetch_related("bindings")
    found = [(task, _confirmed(task)) for task in rows]
    return [
        Known(task.content, codes, Binding.Origin.YEAR, f"{earlier.year}年第{task.number}项", task.attest)
        for task, codes in found
        if codes or task.attest
    ]


def _confirmed(task: PlanTask) -> tuple[str, ...]:
    return tuple(one.indicator for one in task.bindings.all() if one.state == Binding.State.CONFIRMED)


def from_data() -> list[Known]:
    """What the data file of bindings knows."""
    return [Known(one.content, one.indicators, Binding.Origin.DATA, "对应表", one.attest) for one in shipped()]


@transaction.atomic
def confirm(found: Iterable[Binding], actor: Actor) -> int:
    """区府办 takes suggestions as they are; what is decided already is passed over.

    Raises:
        Refused: not 区府办.
    """
    _need_office(actor)
    wanted = [one.pk for one in found]
    rows = list(Binding.objects.select_for_update().filter(pk__in=wanted, state=Binding.State.SUGGESTED).order_by("pk"))
    for task, own in _by_task(rows).items():
        for one in own:
            _decided(one, Binding.State.CONFIRMED, actor, one.reason)
        _journal(task, "indicators.confirmed", f"第{task.number}项确认指标：{_names(own)}。", actor, own)
    _touched(rows)
    return len(rows)


@transaction.atomic
def end(binding: Binding, actor: Actor, reason: str) -> None:
    """A figure proves the task no longer, or a suggestion is not taken; its readings stay.

    Raises:
        Refused: not 区府办, no reason, or ended already.
    """
    _need_office(actor)
    _need_reason(reason)
    row = _locked(binding)
    if row.state == Binding.State.ENDED:
        raise Refused("这个指标已经不采用。", remedy="请刷新页面。", code="ended")
    _decided(row, Binding.State.ENDED, actor, reason)
    _journal(row.task, "indicators.ended", f"第{row.task.number}项不采用指标“{row.label}”：{reason}", actor, [row])
    _touched([row])


@transaction.atomic
def bind(task: PlanTask, code: str, actor: Actor, reason: str) -> Binding:
    """区府办 binds a figure of its own choice, or one that had been ended.

    Raises:
        Refused: not 区府办, no reason, no such figure, or bound already.
    """
    _need_office(actor)
    _need_reason(reason)
    if indicator_of(code) is None:
        raise Refused("没有这个指标。", remedy="请从列表中选择。", field="indicator", code="unknown")
    row = Binding.objects.select_for_update().filter(task=task, indicator=code).first()
    if row is not None and row.state == Binding.State.CONFIRMED:
        raise Refused("这个指标已经对应这项任务。", remedy="请选择别的指标。", field="indicator", code="bound")
    if row is None:
        row = Binding(task=task, indicator=code, origin=Binding.Origin.PERSON, order=task.bindings.count() + 1)
    _decided(row, Binding.State.CONFIRMED, actor, reason)
    _journal(task, "indicators.bound", f"第{task.number}项指定指标“{row.label}”：{reason}", actor, [row])
    _touched([row])
    return row


@transaction.atomic
def aim(binding: Binding, actor: Actor, target: float | None, reason: str) -> None:
    """Set a target for this task in place of the figure's own; None goes back to the figure's own.

    Raises:
        Refused: not 区府办, no reason, a target that no figure can have, or a figure that is not confirmed.
    """
    _need_office(actor)
    _need_reason(reason)
    row = _locked(binding)
    if row.state != Binding.State.CONFIRMED:
        raise Refused("先确认这个指标，再定目标。", code="not_confirmed")
    if target is not None and not 0 < target <= MOST_TARGET:
        raise Refused("目标应大于 0。", remedy="比例填百分数（如 95），次数填次数。", field="target", code="target")
    row.target, row.target_why = target, reason if target is not None else ""
    row.save(update_fields=["target", "target_why"])
    said = "改回指标本身的目标" if target is None else f"目标定为 {number_format(target)}"
    _journal(row.task, "indicators.aimed", f"第{row.task.number}项“{row.label}”{said}：{reason}", actor, [row])
    _touched([row])


@transaction.atomic
def attest(task: PlanTask, actor: Actor, needed: bool, reason: str) -> None:
    """Say that a task must be proved by a statement with proof, or need not any more.

    Raises:
        Refused: not 区府办, no reason, or it is so already.
    """
    _need_office(actor)
    _need_reason(reason)
    row = PlanTask.objects.select_for_update().get(pk=task.pk)
    if row.attest == needed:
        raise Refused("已经是这样。", remedy="请刷新页面。", code="same")
    row.attest = needed
    row.save(update_fields=["attest"])
    said = "须提交情况说明并附证明" if needed else "不再要求情况说明"
    _journal(row, "indicators.attest", f"第{row.number}项{said}：{reason}", actor)
    touch("figures", f"plan:{row.plan_id}")


def _decided(row: Binding, state: str, actor: Actor, reason: str) -> None:
    row.state, row.reason = state, reason
    row.decided_by, row.decided_at = actor.person_name, timekeeping.now()
    row.save()


def _locked(binding: Binding) -> Binding:
    return Binding.objects.select_for_update().select_related("task").get(pk=binding.pk)


def _by_task(rows: Iterable[Binding]) -> dict[PlanTask, list[Binding]]:
    found: dict[PlanTask, list[Binding]] = {}
    tasks = PlanTask.objects.in_bulk({row.task_id for row in rows})
    for row in rows:
        found.setdefault(tasks[row.task_id], []).append(row)
    return found


def _names(rows: Iterable[Binding]) -> str:
    return "、".join(row.label for row in rows)


def _touched(rows: list[Binding]) -> None:
    plans = PlanTask.objects.filter(pk__in={row.task_id for row in rows}).values_list("plan_id", flat=True).distinct()
    touch("figures", *(f"plan:{pk}" for pk in plans))


def _need_office(actor: Actor) -> None:
    if actor.post not in OFFICE_POSTS and not actor.is_machine:
        raise Refused("任务对应哪些指标，由区府办确认。", remedy="请切换到区府办的岗位。", code="wrong_post")


def _need_reason(reason: str) -> None:
    if len(reason.strip()) < LEAST_REASON:
        raise Refused("请写明理由。", remedy="写清为什么改，记入工作日志。", field="reason", code="reason")


def _journal(task: PlanTask, action: str, summary: str, actor: Actor, rows: Iterable[Binding] = ()) -> None:
    ref = RecordRef("workplan.task", str(task.pk))
    journal.append(action=action, actor=actor, subject=ref, summary=summary, data=recorded.binding_facts(rows))


def _journal_plan(plan: Plan, action: str, summary: str, actor: Actor, rows: Iterable[Binding]) -> None:
    ref = RecordRef("workplan.plan", str(plan.pk))
    journal.append(action=action, actor=actor, subject=ref, summary=summary, data=recorded.binding_facts(rows))


# --- readings -----------------------------------------------------------------------------------------------------


def take_readings(day: dt.date | None = None) -> int:
    """Write the day's figure of every confirmed binding of every issued plan, for the district and each unit.

    Taken again, the day's readings are replaced.

    Returns:
        How many readings of the district were written.
    """
    day, count = day or timekeeping.today(), 0
    for plan in Plan.objects.exclude(issued_at=None).exclude(case__state="closed"):
        count += read_plan(plan, day)
    return count


@transaction.atomic
def read_plan(plan: Plan, day: dt.date) -> int:
    """The day's readings of one plan; returns how many of the district."""
    district, units = reading.readings(plan, day)
    UnitReading.objects.filter(task__plan=plan, day=day).delete()
    Reading.objects.bulk_create(
        district,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["task", "indicator", "day"],
        update_fields=["numerator", "denominator"],
    )
    UnitReading.objects.bulk_create(
        units,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["day", "task", "indicator", "unit"],
        update_fields=["numerator", "denominator"],
    )
    standing = Reading.objects.filter(task__plan=plan, day=day)  # with those of a figure that was ended since
    recorded.write_readings(plan, day, standing, units)
    touch("figures", f"plan:{plan.pk}")
    return len(district)
