"""What the worker does every night, done here as often as the records of a year need it to be true; and what offices do monthly."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from mingzheng.config.year.stage import EVENING, Stage
from mingzheng.config.year.wings import asked
from mingzheng.core.actors import Post
from mingzheng.disclosure.catalogue import checking, classifying
from mingzheng.disclosure.documents import effects
from mingzheng.disclosure.documents.vocabulary import Group
from mingzheng.policy.interpretations import following
from mingzheng.policy.interpretations.models import Task
from mingzheng.policy.questions import often
from mingzheng.supervision.indicators import commands as indicators
from mingzheng.supervision.indicators.demo import BOUND
from mingzheng.supervision.inspections.records import check_records

THEME = "综合政务/政务公开"


def plan(stage: Stage) -> None:
    for day in _ends_of_months(stage):
        stage.at(day, lambda: _month(stage), order=EVENING + 1)


def _ends_of_months(stage: Stage) -> Iterator[dt.date]:
    day = stage.first
    while day <= stage.until:
        following = (day.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
        yield min(following - dt.timedelta(days=1), stage.until)
        day = following


def _month(stage: Stage) -> None:
    effects.refresh_all()
    following.after_effect()
    often.find()
    _settle_followed(stage)
    stage.at(stage.workday(stage.today, 2), lambda: _answer(stage))
    _classify(stage)
    checking.check()
    if stage.today > BOUND:
        check_records()
        indicators.take_readings()


def _answer(stage: Stage) -> None:
    """What was asked often is listed with its answer; then there is nothing to interpret once more."""
    asked.answer_often(stage)
    _settle_followed(stage)


def _settle_followed(stage: Stage) -> None:
    """A follow-up that the machine proposed is not needed where the questions were answered: said with the reason."""
    for task in Task.objects.filter(kind=Task.Kind.FOLLOW, case__closed_at=None).select_related("unit"):
        reason = "咨询集中的问题已经写入政策问答，暂不另作解读。"
        stage.do(task, "close", stage.officer(task.unit, Post.HEAD), reason=reason)


def _classify(stage: Stage) -> None:
    """The office confirms the class of what was placed since the last time."""
    for row in classifying.waiting():
        classifying.confirm(
            row.ref,
            title=row.title,
            unit_id=row.unit_id,
            group=Group.ADMINISTRATION.value,
            theme=THEME,
            column=row.column,
            suggested=[],
            actor=stage.office(),
        )
