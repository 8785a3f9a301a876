"""What the plan's own records prove."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import F, Q, QuerySet

from mingzheng.core.indicators import Figure, Indicator, Item, Scope, declare
from mingzheng.core.records import RecordRef
from mingzheng.supervision.workplan.models import Assignment, Attestation, SupervisionLetter

POINT_25 = "政务公开工作要点第二十五点（狠抓工作落实）"
POINT_22 = "政务公开工作要点第二十二点（加强组织领导）"


def _assignments(scope: Scope) -> QuerySet[Assignment]:
    rows = Assignment.objects.exclude(case__state="cancelled").select_related("unit", "task", "case")
    if scope.task_id is not None:
        rows = rows.filter(task_id=scope.task_id)
    return rows if scope.unit_id is None else rows.filter(unit_id=scope.unit_id)


def _in_plan(scope: Scope) -> QuerySet[Assignment]:
    """All assignments of the plan to which the scope's task belongs (for duties over the whole plan)."""
    rows = Assignment.objects.exclude(case__state="cancelled").select_related("unit", "task", "case")
    if scope.task_id is not None:
        rows = rows.filter(task__plan__tasks=scope.task_id)
    return rows if scope.unit_id is None else rows.filter(unit_id=scope.unit_id)


def _share(base: Callable[[Scope], QuerySet[Assignment]], good: Callable[[Scope], Q]) -> Callable[[Scope], Figure]:
    def measure(scope: Scope) -> Figure:
        rows = base(scope)
        return Figure(rows.filter(good(scope)).distinct().count(), rows.distinct().count())

    return measure


def _items(base: Callable[[Scope], QuerySet[Assignment]], good: Callable[[Scope], Q]) -> Callable[[Scope], list[Item]]:
    def items(scope: Scope) -> list[Item]:
        counted = set(base(scope).filter(good(scope)).values_list("pk", flat=True))
        return [
            Item(
                RecordRef("workplan.assignment", str(row.pk)),
                f"{row.unit.short}　第{row.task.number}项",
                row.pk in counted,
                row.case.state_now.label if row.case else "",
            )
            for row in base(scope).distinct().order_by("unit__order", "task__number")
        ]

    return items


def _done(scope: Scope) -> Q:
    return Q(done_on__lte=scope.day)


def _done_in_time(scope: Scope) -> Q:
    return Q(done_on__lte=scope.day) & (Q(done_on__lte=F("task__due_on")) | Q(done_on__lte=F("extension_to")))


def _attested(scope: Scope) -> Q:
    return Q(attestations__status=Attestation.Status.CONFIRMED, attestations__dated__lte=scope.day)


def _verifications(scope: Scope) -> QuerySet[Assignment]:
    return _in_plan(scope).filter(case__clocks__name="verify").distinct()


def _verified_in_time(scope: Scope) -> Q:
    clock = "case__clocks__"
    return Q(**{f"{clock}name": "verify", f"{clock}met_on__lte": F(f"{clock}due_on")})


def _letters(scope: Scope) -> QuerySet[SupervisionLetter]:
    rows = SupervisionLetter.objects.filter(issued_on__lte=scope.day).select_related(
        "assignment__unit", "assignment__case"
    )
    if scope.task_id is not None:
        rows = rows.filter(assignment__task__plan__tasks=scope.task_id)
    return rows if scope.unit_id is None else rows.filter(assignment__unit_id=scope.unit_id)


def _measure_letters(scope: Scope) -> Figure:
    rows = _letters(scope)
    return Figure(rows.filter(answered_on__lte=scope.day).count(), rows.count())


def _letter_items(scope: Scope) -> list[Item]:
    return [
        Item(
            RecordRef("workplan.assignment", str(letter.assignment_id)),
            f"{letter.number}　{letter.assignment.unit.short}",
            letter.answered_on is not None and letter.answered_on <= scope.day,
            f"答复于 {letter.answered_on}" if letter.answered_on else "尚未答复",
        )
        for letter in _letters(scope)
    ]


def declare_all() -> None:
    """Make this room's indicators known."""
    declare(
        Indicator(
            "workplan.done",
            "责任单位办结率",
            "已由区府办核实办结的单位数 ÷ 承担该项任务的单位数（撤回的不计）。",
            POINT_25,
            "个单位",
            _share(_assignments, _done),
            _items(_assignments, _done),
            target=100,
        )
    )
    declare(
        Indicator(
            "workplan.done_in_time",
            "按期办结率",
            "在完成时限（或批准的延期）之内提请并经核实办结的单位数 ÷ 承担该项任务的单位数。",
            POINT_25,
            "个单位",
            _share(_assignments, _done_in_time),
            _items(_assignments, _done_in_time),
            target=100,
        )
    )
    declare(
        Indicator(
            "workplan.attested",
            "经核对的情况说明",
            "提交了情况说明和证明材料、并经区府办核对的单位数 ÷ 承担该项任务的单位数。",
            POINT_22,
            "个单位",
            _share(_assignments, _attested),
            _items(_assignments, _attested),
            target=100,
        )
    )
    declare(
        Indicator(
            "workplan.letters_answered",
            "督办单答复率",
            "已答复的督办单数 ÷ 发出的督办单数（全部任务）。季度通报尚无记录来源，不在此数之内。",
            POINT_25,
            "份",
            _measure_letters,
            _letter_items,
            target=100,
        )
    )
    declare(
        Indicator(
            "workplan.verified_in_time",
            "办结申请按期核实率",
            "在 10 个工作日内作出核实或退回决定的申请数 ÷ 全部提请办结的事项数（全部任务）。",
            POINT_25,
            "件",
            _share(_verifications, _verified_in_time),
            _items(_verifications, _verified_in_time),
            target=100,
        )
    )
