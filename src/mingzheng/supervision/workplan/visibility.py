"""Who sees plans, tasks and assignments. One place for lists and single objects."""

from __future__ import annotations

from mingzheng.core.actors import Actor
from mingzheng.core.procedures.permission import OFFICE_POSTS
from mingzheng.supervision.workplan.models import Assignment, ImportDraft, Plan, PlanTask


def sees_plan(plan: Plan, actor: Actor | None) -> bool:
    """The public sees an issued plan; staff see every plan."""
    return actor is not None or plan.issued_at is not None


def sees_draft(draft: ImportDraft, actor: Actor | None) -> bool:
    """区府办, which imports; once the plan is issued every member of staff may open the original."""
    if actor is None:
        return False
    issued = draft.plan is not None and draft.plan.issued_at is not None
    return issued or actor.is_machine or actor.post in OFFICE_POSTS


def sees_task(task: PlanTask, actor: Actor | None) -> bool:
    return sees_plan(task.plan, actor)


def sees_assignment(assignment: Assignment, actor: Actor | None) -> bool:
    """The unit's own posts and 区府办; assessors read too, for they verify."""
    if actor is None:
        return False
    return actor.is_machine or actor.unit_id == assignment.unit_id or actor.post in OFFICE_POSTS
