"""A question of a visitor: answered by one, looked at by another, published without who asked."""

from __future__ import annotations

from mingzheng.core.procedures.table import Act
from mingzheng.disclosure.documents.steps import note_reason
from mingzheng.participation.open_days.models import Question
from mingzheng.participation.open_days.steps.sessions import shown


def answer(act: Act) -> None:
    question: Question = act.subject
    question.shown, question.answer = act.data["shown"], act.data["answer"]
    question.save(update_fields=["shown", "answer"])


def publish(act: Act) -> None:
    question: Question = act.subject
    question.answered_on, question.published = act.day, True
    question.save(update_fields=["answered_on", "published"])
    shown(question.open_day)


def keep(act: Act) -> None:
    """Answered to whoever asked, with the query code; not for everybody."""
    question: Question = act.subject
    question.answered_on, question.kept_why = act.day, act.data["reason"]
    question.save(update_fields=["answered_on", "kept_why"])
    note_reason(act)


def pass_on(act: Act) -> None:
    question: Question = act.subject
    question.unit = act.data["unit"]
    question.save(update_fields=["unit"])
    act.case.unit = question.unit
    act.note = question.unit.short
