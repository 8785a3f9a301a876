"""A year's plan on its way."""

from __future__ import annotations

from typing import Any

from mingzheng.core.actors import Actor
from mingzheng.core.procedures.table import Act
from mingzheng.disclosure.documents.steps import note_reason
from mingzheng.supervision.training.models import Session, YearPlan


def sessions_of(plan: YearPlan) -> list[Session]:
    """The trainings that the unit entered for the year; those called off are left out."""
    return list(
        Session.objects.filter(unit=plan.unit, starts_at__year=plan.year, cancelled_why="").order_by("starts_at")
    )


def has_sessions(plan: Any, _actor: Actor) -> bool:
    return bool(sessions_of(plan))


def edit(act: Act) -> None:
    act.subject.about = act.data["about"]
    act.subject.save(update_fields=["about"])


def approve(act: Act) -> None:
    """What stands in the plan now is what was approved; later additions are seen to be later."""
    plan: YearPlan = act.subject
    plan.rows = [
        {"session": one.pk, "title": one.title, "field": one.field, "day": one.day.isoformat(), "place": one.place}
        for one in sessions_of(plan)
    ]
    plan.approved_on = act.day
    plan.save(update_fields=["rows", "approved_on"])
    act.note = f"{len(plan.rows)} 场"
    act.facts = {"rows": plan.rows}


def revise(act: Act) -> None:
    """Back to drafting; what was approved before stays in the journal."""
    plan: YearPlan = act.subject
    plan.approved_on = None
    plan.save(update_fields=["approved_on"])
    note_reason(act)
