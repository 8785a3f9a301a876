"""What the plan's own records prove."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from mingzheng.core.dates import chinese_date, date_or_unset
from mingzheng.core.grouping import Grouped, pairs, shares
from mingzheng.core.indicators import Figure, Indicator, Item, Scope, declare
from mingzheng.core.procedures.models import Clock
from mingzheng.core.records import RecordRef
from mingzheng.supervision.workplan.models import Assignment, Attestation, SupervisionLetter

POINT_25 = "政务公开工作要点第二十五点（狠抓工作落实）"
POINT_22 = "政务公开工作要点第二十二点（加强组织领导）"


def _assignments(scope: Scope) -> QuerySet[Assignment]:
    rows = Assignment.objects.exclude(case__state="cancelled").select_related("unit", "task", "case")
    if scope.task_id is not None:
        rows = rows.filter(task_id=scope.task_id)
    return rows.filter(scope.of_unit())


def _in_plan(scope: Scope) -> QuerySet[Assignment]:
    """All assignments of the plan to which the scope's task belongs (for duties over the whole plan)."""
    rows = Assignment.objects.exclude(case__state="cancelled").select_related("unit", "task", "case")
    if scope.task_id is not None:
        rows = rows.filter(task__plan__tasks=scope.task_id)
    return rows.filter(scope.of_unit())


def _share(base: Callable[[Scope], QuerySet[Assignment]], good: Callable[[Scope], Q]) -> Callable[[Scope], Figure]:
    def measure(scope: Scope) -> Figure:
        rows = base(scope)
        return Figure(rows.filter(good(scope)).distinct().count(), rows.distinct().count())

    return measure


def _by_unit(base: Callable[[Scope], QuerySet[Assignment]], good: Callable[[Scope], Q]) -> Callable[[Scope], Grouped]:
    return lambda scope: shares(base(scope), good(scope), distinct=True)


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
    """The newest clock of completion was met by its due date (extensions and pauses counted)."""
    newest = Clock.objects.filter(name="finish", case=OuterRef("case")).order_by("-id").values("pk")[:1]
    met = Clock.objects.filter(case=OuterRef("case"), pk=Subquery(newest), met_on__lte=F("due_on"))
    return Q(done_on__lte=scope.day) & Q(Exists(met))


def _attested(scope: Scope) -> Q:
    return Q(attestations__status=Attestation.Status.CONFIRMED, attestations__dated__lte=scope.day)


def _applications(scope: Scope) -> QuerySet[Clock]:
    """Applications for completion that 区府办 has settled, or should have settled by now: one clock each."""
    rows = Clock.objects.filter(name="verify", case__procedure="workplan.assignment", case__in=_case_ids(scope))
    return rows.filter(Q(met_on__lte=scope.day) | Q(due_on__lt=scope.day)).order_by("id")


def _case_ids(scope: Scope) -> QuerySet[Assignment, int | None]:
    return _in_plan(scope).values_list("case_id", flat=True)


def _in_time(clock: Clock, scope: Scope) -> bool:
    return clock.met_on is not None and clock.met_on <= scope.day and not clock.late


def _measure_applications(scope: Scope) -> Figure:
    rows = list(_applications(scope))
    return Figure(sum(_in_time(clock, scope) for clock in rows), len(rows))


def _applications_by_unit(scope: Scope) -> Grouped:
    rows = _applications(scope).select_related("case")
    return pairs((clock.case.unit_id, _in_time(clock, scope)) for clock in rows)


def _application_items(scope: Scope) -> list[Item]:
    return [
        Item(
            clock.case.ref,
            f"{clock.case.unit.short}　{clock.case.title}",
            _in_time(clock, scope),
            f"核实于 {date_or_unset(clock.met_on)}"
            if clock.met_on
            else f"应于 {date_or_unset(clock.due_on)} 或之前核实",
        )
        for clock in _applications(scope).select_related("case__unit")
    ]


def _letters(scope: Scope) -> QuerySet[SupervisionLetter]:
    rows = SupervisionLetter.objects.filter(issued_on__lte=scope.day).select_related(
        "assignment__unit", "assignment__case"
    )
    if scope.task_id is not None:
        rows = rows.filter(assignment__task__plan__tasks=scope.task_id)
    return rows.filter(scope.of_unit("assignment__unit_id"))


def _measure_letters(scope: Scope) -> Figure:
    rows = _letters(scope)
    return Figure(rows.filter(answered_on__lte=scope.day).count(), rows.count())


def _letters_by_unit(scope: Scope) -> Grouped:
    return shares(_letters(scope), Q(answered_on__lte=scope.day), "assignment__unit_id", distinct=True)


def _letter_items(scope: Scope) -> list[Item]:
    return [
        Item(
            RecordRef("workplan.assignment", str(letter.assignment_id)),
            f"{letter.number}　{letter.assignment.unit.short}",
            letter.answered_on is not None and letter.answered_on <= scope.day,
            f"答复于 {chinese_date(letter.answered_on)}" if letter.answered_on else "尚未答复",
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
            by_unit=_by_unit(_assignments, _done),
            of_task=True,
            grows=True,
            inner=True,
        )
    )
    declare(
        Indicator(
            "workplan.done_in_time",
            "按期办结率",
            "在完成时限之内（含批准的延期，核实期间不计）提请并经核实办结的单位数 ÷ 承担该项任务的单位数。",
            POINT_25,
            "个单位",
            _share(_assignments, _done_in_time),
            _items(_assignments, _done_in_time),
            target=100,
            by_unit=_by_unit(_assignments, _done_in_time),
            of_task=True,
            grows=True,
            inner=True,
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
            by_unit=_by_unit(_assignments, _attested),
            of_task=True,
            grows=True,
        )
    )
    declare(
        Indicator(
            "workplan.letters_answered",
            "督办单答复率",
            "已答复的督办单数 ÷ 发出的督办单数（全部任务）。",
            POINT_25,
            "份",
            _measure_letters,
            _letter_items,
            target=100,
            by_unit=_letters_by_unit,
            of_task=True,
            inner=True,
        )
    )
    declare(
        Indicator(
            "workplan.verified_in_time",
            "办结申请按期核实率",
            "在期限（10 个工作日）内核实或退回的办结申请数 ÷ 已核实、退回或已过期限的办结申请数（全部任务；一事多次提请的逐次计）。",
            POINT_25,
            "次",
            _measure_applications,
            _application_items,
            target=100,
            by_unit=_applications_by_unit,
            of_task=True,
            inner=True,
        )
    )
