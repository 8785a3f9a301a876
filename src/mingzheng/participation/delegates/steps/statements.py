"""What came of what a delegate said."""

from __future__ import annotations

from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.procedures import days
from mingzheng.core.procedures.table import Act
from mingzheng.core.quoting import shortened
from mingzheng.disclosure.documents.steps import note_reason
from mingzheng.participation.delegates.models import Statement
from mingzheng.participation.delegates.steps.meetings import shown

__all__ = ["answer", "edit", "not_public", "note_reason", "pass_on", "publish", "said_on"]


said_on = days.held("said_on")


def edit(act: Act) -> None:
    statement: Statement = act.subject
    statement.text = act.data["text"]
    statement.save(update_fields=["text"])
    act.case.title = shortened(statement.text, 60)


def pass_on(act: Act) -> None:
    statement: Statement = act.subject
    if act.data["unit"] == statement.unit:
        raise Refused("已经由这个单位研究。", remedy="请选择另一个单位。", field="unit")
    statement.unit = act.data["unit"]
    statement.save(update_fields=["unit"])
    act.case.unit = statement.unit
    act.note = f"转{statement.unit.short}：{shortened(act.data['reason'], 60)}"


def answer(act: Act) -> None:
    statement: Statement = act.subject
    statement.outcome, statement.answer = act.data["outcome"], act.data["answer"]
    statement.save(update_fields=["outcome", "answer"])
    act.note = statement.get_outcome_display()


def publish(act: Act) -> None:
    statement: Statement = act.subject
    statement.answered_on = act.day
    statement.save(update_fields=["answered_on"])
    shown(statement.meeting)
    act.note = statement.get_outcome_display()
    act.facts = {"outcome": statement.outcome}


# --- guards -----------------------------------------------------------------------------------------------------


def not_public(statement: Statement, _actor: Actor) -> bool:
    return statement.meeting.published_at is None
