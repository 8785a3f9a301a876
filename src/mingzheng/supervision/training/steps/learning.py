"""Items of the library and quizzes."""

from __future__ import annotations

from typing import Any

from mingzheng.core.actors import Actor
from mingzheng.core.files.commands import store_all
from mingzheng.core.freshness.commands import touch
from mingzheng.core.procedures.editing import take_over
from mingzheng.core.procedures.table import Act
from mingzheng.disclosure.documents.steps import note_reason
from mingzheng.supervision.training.forms.learning import ITEM_FACTS
from mingzheng.supervision.training.models import Item, KeySeen, Question, Quiz
from mingzheng.supervision.training.quiz_text import Written


def keep_files(item: Item, uploads: Any, actor: Actor) -> None:
    store_all(uploads, owner=item.ref, actor=actor, label="学习材料")


def edit_item(act: Act) -> None:
    item: Item = act.subject
    take_over(act, ITEM_FACTS)
    keep_files(item, act.data.get("materials"), act.actor)
    act.case.title = item.title


def list_item(act: Act) -> None:
    item: Item = act.subject
    item.listed_on, item.ended_why = item.listed_on or act.day, ""
    item.save(update_fields=["listed_on", "ended_why"])
    touch("figures")


def end_item(act: Act) -> None:
    act.subject.ended_why = act.data["reason"]
    act.subject.save(update_fields=["ended_why"])
    note_reason(act)


def put_questions(quiz: Quiz, written: list[Written]) -> None:
    quiz.questions.all().delete()
    Question.objects.bulk_create(
        Question(quiz=quiz, place=place, text=one.text, options=list(one.options), key=list(one.key))
        for place, one in enumerate(written, 1)
    )


def saw_key(quiz: Quiz, actor: Actor) -> None:
    """From now on this person cannot take it."""
    if actor.person_id:
        KeySeen.objects.get_or_create(quiz=quiz, person_id=actor.person_id)


def edit_quiz(act: Act) -> None:
    """The journal says how many questions there are, never what is right."""
    quiz: Quiz = act.subject
    quiz.title, quiz.pass_mark = act.data["title"], act.data["pass_mark"]
    quiz.save(update_fields=["title", "pass_mark"])
    put_questions(quiz, act.data["questions"])
    saw_key(quiz, act.actor)
    act.case.title = quiz.title
    act.note = f"{len(act.data['questions'])} 道题"


def open_quiz(act: Act) -> None:
    act.subject.opened_on = act.day
    act.subject.save(update_fields=["opened_on"])
    saw_key(act.subject, act.actor)


def has_questions(quiz: Any, _actor: Actor) -> bool:
    return bool(quiz.questions.exists())


def close_quiz(act: Act) -> None:
    act.subject.closed_on = act.day
    act.subject.save(update_fields=["closed_on"])
