"""The questionnaire of one session of the demonstration: composed, reviewed, answered, its result published."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence

from mingzheng.core import timekeeping
from mingzheng.core.actors import Post
from mingzheng.core.procedures.playing import Stage
from mingzheng.core.submissions.keys import new_key
from mingzheng.participation.open_days.models import OpenDay
from mingzheng.participation.surveys import answering
from mingzheng.participation.surveys.commands import attach
from mingzheng.participation.surveys.questionnaire import Choice, Kind, Page, Question, Questionnaire, to_data

QUESTIONS = Questionnaire(
    pages=(
        Page(
            "这次活动",
            "",
            (
                Question("q1", Kind.SCALE, "总的来说，您满意吗？", low="很不满意", high="很满意"),
                Question(
                    "q2",
                    Kind.MULTIPLE,
                    "哪些环节有收获？",
                    options=(Choice("o1", "参观"), Choice("o2", "答疑"), Choice("o3", "座谈"), Choice("o4", "体验")),
                ),
            ),
        ),
    )
)


def play(stage: Stage, open_day: OpenDay, unit: str, ratings: Sequence[int]) -> None:
    """Each rating is one answer; who gave it is written nowhere."""
    period = (open_day.day, open_day.day + dt.timedelta(days=4))
    with timekeeping.standing_at(open_day.day - dt.timedelta(days=3)):
        officer = stage.by(unit, Post.OFFICER)
        title = f"{open_day.title}：活动问卷"
        survey = attach(open_day.ref, open_day.unit, officer, title, period, coded=False)
        stage.do(survey, "compose", officer, questions=json.dumps(to_data(QUESTIONS)), said="两题")
        stage.do(survey, "submit", officer)
        stage.do(survey, "release", stage.by(unit, Post.REVIEWER))
    with timekeeping.standing_at(open_day.day + dt.timedelta(days=1)):
        for number, rating in enumerate(ratings):
            key = new_key()
            draft = answering.start(survey, key)
            answering.keep_page(draft, 0, {"q1": rating, "q2": [("o1", "o2", "o3", "o4")[number % 4]]})
            answering.send(survey, key)
    with timekeeping.standing_at(open_day.day + dt.timedelta(days=7)):
        findings = "多数人满意，答疑和体验最有收获。"
        feedback = "夏季起增加晚间场次。"
        stage.do(survey, "report", stage.by(unit, Post.OFFICER), findings=findings, feedback=feedback)
        stage.do(survey, "publish_result", stage.by(unit, Post.REVIEWER))
