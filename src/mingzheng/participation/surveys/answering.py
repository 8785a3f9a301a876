"""Giving an answer: a draft page by page, then one answer without a trace of who gave it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from mingzheng.core import timekeeping
from mingzheng.core.errors import Refused
from mingzheng.core.freshness.commands import touch
from mingzheng.core.outbox.forgetting import forgets
from mingzheng.participation.surveys import figures, gate, questionnaire
from mingzheng.participation.surveys.models import Draft, OpenText, Participant, Response, Survey
from mingzheng.participation.surveys.phases import Phase
from mingzheng.participation.surveys.questionnaire import Kind

SHORTEST_KEY = 16


def require_open(survey: Survey) -> None:
    """
    Raises:
        Refused: naming the phase and what can be done instead.
    """
    phase = survey.phase
    if phase is Phase.OPEN:
        return
    if phase is Phase.BEFORE:
        day = survey.opens_on
        raise Refused(f"这份问卷{day.month}月{day.day}日才开始。", remedy="请到时再来。", code="early")
    if phase is Phase.STOPPED:
        raise Refused("这份问卷已经停止。", remedy="理由写在问卷页上。", code="stopped")
    raise Refused("这份问卷已经截止。", remedy="结果会在问卷页上公布。", code="late")


def _key_digest(survey: Survey, key: str) -> str:
    return salted_hmac("mingzheng.surveys.draft", f"{survey.pk}|{key}", algorithm="sha256").hexdigest()


@transaction.atomic
def start(survey: Survey, key: str, participant: Participant | None = None) -> Draft:
    """A draft under the form's own key; starting again with the key finds it.

    Raises:
        Refused: not open; or one answer for each person was promised and nobody was let in.
    """
    require_open(survey)
    if len(key.strip()) < SHORTEST_KEY:
        raise ValueError("a draft needs a secret key")
    gate.require(survey.ref, survey.answering, participant)
    draft, _new = Draft.objects.get_or_create(
        key_digest=_key_digest(survey, key),
        defaults={"survey": survey, "day": timekeeping.today(), "participant": participant},
    )
    return draft


def draft_of(survey: Survey, key: str) -> Draft | None:
    """The draft under a key; None for a blank, unknown or used one."""
    if len(key.strip()) < SHORTEST_KEY:
        return None
    return Draft.objects.filter(survey=survey, key_digest=_key_digest(survey, key)).first()


@transaction.atomic
def keep_page(draft: Draft, page: int, values: dict[str, Any]) -> Draft:
    """Keep what was answered on a page; what was taken back there is gone, other pages stay.

    Raises:
        Refused: not open any more.
    """
    require_open(draft.survey)
    draft = Draft.objects.select_for_update(of=("self",)).select_related("survey").get(pk=draft.pk)
    form = draft.survey.form
    answers = {**draft.answers}
    for question in form.pages[page].questions:
        answers.pop(question.key, None)
        if values.get(question.key) not in (None, "", [], {}):
            answers[question.key] = values[question.key]
    draft.answers = answers
    draft.save(update_fields=["answers"])
    return draft


@transaction.atomic
def send(survey: Survey, key: str) -> int:
    """The draft becomes an answer, and is gone.

    Returns:
        the survey's id, never the answer's: what is kept of the posting must not lead to it.

    Raises:
        Refused: not open, no such draft, something is missing, or the person has answered.
    """
    require_open(survey)
    found = draft_of(survey, key)
    draft = Draft.objects.select_for_update().filter(pk=found.pk).first() if found else None
    if draft is None:
        raise Refused("这份草稿已经提交，或者超过期限删除了。", remedy="没有交过的，请重新填写。", code="no_draft")
    form = survey.form
    answers = questionnaire.settled(form, draft.answers)
    at = questionnaire.missing(form, answers)
    if at is not None:
        raise Refused(f"第 {at + 1} 页还有必答的题没有回答。", remedy="请回到那一页补上。", code="missing")
    if draft.participant_id is not None:
        gate.use(draft.participant_id)
    day = timekeeping.today()
    written = {one.key for one in form.questions() if one.kind is Kind.TEXT}
    Response.objects.create(
        survey=survey, answers={name: value for name, value in answers.items() if name not in written}, day=day
    )
    OpenText.objects.bulk_create(
        [OpenText(survey=survey, question=name, text=answers[name]) for name in answers if name in written]
    )
    draft.delete()
    touch(f"survey:{survey.pk}")
    return survey.pk


def old_drafts() -> QuerySet[Draft]:
    today = timekeeping.today()
    return Draft.objects.filter(day__lt=today - dt.timedelta(days=figures.value("draft_days", today)))


@forgets(
    "surveys.drafts",
    label="清除没有提交的答卷草稿",
    what="问卷：没有提交的答卷",
    term=lambda: f"{figures.value('draft_days', timekeeping.today())}日",
    due=old_drafts,
)
def drop_drafts() -> int:
    """Returns how many went."""
    gone, _models = old_drafts().delete()
    return gone
