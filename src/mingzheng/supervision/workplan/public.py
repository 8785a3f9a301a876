"""What of an issued plan is public: tasks as the notice has them, and how they stand against the notice's time limits.

No unit is named beyond the notice's own words, no person, no note; clocks between 区府办 and a unit (acceptance,
supervision letters, verification) are inner matters and turn no public light.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Count, Max, Min, Q

from mingzheng.core import timekeeping
from mingzheng.core.journal.models import Entry
from mingzheng.core.procedures.models import DeadlineRule
from mingzheng.core.workdays.queries import calendar
from mingzheng.supervision.workplan.models import Assignment, Plan, PlanTask

USUAL_WARN = {"workplan.finish": 10, "workplan.point": 5}


@dataclass
class Standing:
    """How the units of one task stand: counts only. ``units``: those that carry it out (withdrawn ones left out)."""

    units: int = 0
    done: int = 0
    late: int = 0
    near: int = 0

    @property
    def light(self) -> str:
        """``red``, ``amber``, ``green``, ``done``; ``none`` when nobody carries the task out."""
        if not self.units:
            return "none"
        if self.done == self.units:
            return "done"
        if self.late:
            return "red"
        return "amber" if self.near else "green"


@dataclass(frozen=True)
class Step:
    """A public step: the plan was issued (``task`` None), or every unit of a task is done."""

    plan: Plan
    when: dt.datetime
    task: PlanTask | None = None
    units: int = 0


@dataclass(frozen=True)
class _Horizon:
    """Up to which day a due date counts as near, by rule."""

    today: dt.date
    until: dict[str, dt.date] = field(default_factory=dict)

    @classmethod
    def on(cls, today: dt.date) -> _Horizon:
        rules = DeadlineRule.objects.filter(code__in=USUAL_WARN).order_by("version").values_list("code", "warn")
        days = calendar()
        return cls(today, {code: days.due(today, warn) for code, warn in {**USUAL_WARN, **dict(rules)}.items()})

    def late(self, *dues: dt.date | None) -> bool:
        return any(due is not None and due < self.today for due in dues)

    def near(self, rule: str, due: dt.date | None) -> bool:
        return due is not None and due <= self.until[rule]


def issued_plan() -> Plan | None:
    """The newest plan that was issued."""
    return Plan.objects.exclude(issued_at=None).first()


def version(plan: Plan) -> tuple[object, ...]:
    """What everything public about a plan depends on; as long as it is the same, nothing need be read again."""
    last = Entry.objects.order_by("-id").values_list("id", "at").first()
    return plan.pk, plan.issued_at, timekeeping.today(), last


def standings(plan: Plan) -> dict[int, Standing]:
    """Task id → how its units stand today, against completion and due points alone."""
    horizon = _Horizon.on(timekeeping.today())
    running = Q(case__clocks__status="running")
    rows = (
        Assignment.objects.filter(task__plan=plan)
        .exclude(case__state="cancelled")
        .annotate(
            finish=Min("case__clocks__due_on", filter=running & Q(case__clocks__name="finish")),
            point=Min("case__clocks__due_on", filter=running & Q(case__clocks__name="point")),
        )
        .order_by()
        .values_list("task_id", "case__state", "finish", "point")
    )
    found: dict[int, Standing] = {}
    for task_id, state, finish, point in rows:
        standing = found.setdefault(task_id, Standing())
        standing.units += 1
        standing.done += state == "done"
        late = horizon.late(finish, point)
        standing.late += late
        standing.near += not late and (horizon.near("workplan.finish", finish) or horizon.near("workplan.point", point))
    return found


def steps(limit: int) -> list[Step]:
    """The newest public steps of all issued plans, newest first."""
    plans = {plan.pk: plan for plan in Plan.objects.exclude(issued_at=None)[:limit]}
    settled = (
        PlanTask.objects.filter(plan__in=plans)
        .annotate(
            left=Count("assignments", filter=Q(assignments__case__closed_at=None)),
            done=Count("assignments", filter=Q(assignments__case__state="done")),
            when=Max("assignments__case__closed_at", filter=Q(assignments__case__state="done")),
        )
        .filter(left=0, done__gt=0)
        .order_by("-when", "number")[:limit]
    )
    found = [Step(plans[task.plan_id], task.when, task, task.done) for task in settled]
    found += [Step(plan, plan.issued_at) for plan in plans.values() if plan.issued_at]
    return sorted(found, key=lambda step: step.when, reverse=True)[:limit]
