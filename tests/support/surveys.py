"""A small office that asks: a survey of every kind of question, a call with a ballot, taken through their steps."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

import pytest
from django.utils.datastructures import MultiValueDict

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.procedures.commands import act
from mingzheng.core.procedures.models import Case
from mingzheng.core.submissions.keys import new_key
from mingzheng.core.units.models import Unit
from mingzheng.participation.surveys import answering, calling, commands, gate
from mingzheng.participation.surveys.models import Call, Idea, Participant, Survey
from mingzheng.participation.surveys.questionnaire import (
    Choice,
    Condition,
    Kind,
    Page,
    Question,
    Questionnaire,
    to_data,
)

OPENS, CLOSES = dt.date(2023, 5, 8), dt.date(2023, 5, 19)
VOTES = (dt.date(2023, 5, 25), dt.date(2023, 5, 31))
BEFORE, DURING, AFTER = dt.date(2023, 5, 5), dt.date(2023, 5, 10), dt.date(2023, 6, 1)


def choices(*texts: str) -> tuple[Choice, ...]:
    return tuple(Choice(f"o{at}", text) for at, text in enumerate(texts, 1))


QUESTIONS = Questionnaire(
    pages=(
        Page(
            "基本情况",
            "",
            (
                Question("q1", Kind.SINGLE, "您的年龄", options=choices("18至35岁", "36至59岁", "60岁及以上")),
                Question("q2", Kind.SINGLE, "您多久去一次社区食堂", options=choices("经常", "偶尔", "没去过")),
            ),
        ),
        Page(
            "用餐",
            "",
            (
                Question(
                    "q3", Kind.MULTIPLE, "您看重什么", options=choices("价格", "口味", "距离"), most=2,
                    only_if=Condition("q2", ("o1", "o2")),
                ),
                Question(
                    "q4", Kind.TEXT, "没去过的原因", required=False, only_if=Condition("q2", ("o3",)),
                ),
            ),
        ),
        Page(
            "评价",
            "",
            (
                Question("q5", Kind.SCALE, "总体满意程度", top=5, low="很不满意", high="很满意"),
                Question(
                    "q6", Kind.MATRIX, "分项评价", options=choices("好", "一般", "差"),
                    rows=(Choice("r1", "环境"), Choice("r2", "服务")), required=False,
                ),
                Question("q7", Kind.NUMBER, "每月去几次", bands=(5, 10), largest=60, unit="次", required=False),
                Question("q8", Kind.TEXT, "其他意见", required=False),
            ),
        ),
    ),
    breakdown="q1",
)  # fmt: skip


@dataclass
class Office:
    """``office.survey()`` and ``office.call()`` go through writing, review and release by different people."""

    unit: Unit
    writer: Actor
    reviewer: Actor
    head: Actor

    def does(self, record: Survey | Call, command: str, actor: Actor, **data: Any) -> None:
        typed = MultiValueDict({name: value if isinstance(value, list) else [value] for name, value in data.items()})
        act(Case.objects.get(pk=record.case_id), command, actor, typed)
        record.refresh_from_db()

    def written(self, questions: Questionnaire = QUESTIONS, **facts: Any) -> Survey:
        held = {
            "purpose": "poll", "title": "社区食堂问卷", "about": "请说说您的看法。", "opens_on": OPENS, "closes_on": CLOSES,
            "answering": "open", **facts,
        }  # fmt: skip
        survey = commands.begin_survey(self.unit, self.writer, held)
        self.does(survey, "compose", self.writer, questions=json.dumps(to_data(questions)), said="题目")
        return survey

    def survey(self, questions: Questionnaire = QUESTIONS, **facts: Any) -> Survey:
        with timekeeping.standing_at(BEFORE):
            survey = self.written(questions, **facts)
            self.does(survey, "submit", self.writer)
            self.does(survey, "release", self.reviewer)
        return survey

    def call(self, **facts: Any) -> Call:
        held = {
            "kind": "projects", "title": "明年实事项目征集", "about": "明年办哪些实事。", "ways": "网上提交，或者来信。",
            "opens_on": OPENS, "closes_on": CLOSES, "supports": True, "rule": "approval", "votes_from": VOTES[0],
            "votes_until": VOTES[1], "most": 2, "places": 1, "voting": "open", **facts,
        }  # fmt: skip
        with timekeeping.standing_at(BEFORE):
            call = commands.begin_call(self.unit, self.writer, held)
            self.does(call, "submit", self.writer)
            self.does(call, "release", self.reviewer)
        return call

    def lists(self, call: Call, *topics: str) -> Call:
        """Suggestions of these topics, shown, and as many candidates, approved before the ballot."""
        with timekeeping.standing_at(DURING):
            for topic in topics:
                self.shows(call, self.idea(call, topic))
        with timekeeping.standing_at(CLOSES + dt.timedelta(days=2)):
            self.does(call, "propose", self.writer, groups=[str(one.pk) for one in call.groups.all()])
            self.does(call, "approve_list", self.reviewer)
        return call

    def answers(self, survey: Survey, participant: Participant | None = None, **given: Any) -> None:
        """One answer, page by page, as the pages send it."""
        key = new_key()
        draft = answering.start(survey, key, participant)
        for page in range(len(survey.form.pages)):
            answering.keep_page(draft, page, given)
        answering.send(survey, key)

    def idea(self, call: Call, topic: str, proposal: str = "", **facts: Any) -> Idea:
        values = {"topic": topic, "reason": "", "proposal": proposal or topic, **facts}
        return calling.suggest(call, values, f"CODE{Idea.objects.count():08}")

    def shows(self, call: Call, idea: Idea, **words: Any) -> None:
        self.does(call, "screen", self.writer, idea=str(idea.pk), decision="show", **words)
        idea.refresh_from_db()

    def let_in(self, record: Survey | Call, email: str) -> Participant:
        gate.ask(record.ref, email)
        return Participant.objects.get(record_kind=record.ref.kind, digest=gate.who_digest(record.ref, email))

    def checks(self, survey: Survey) -> None:
        """Somebody who masked nothing reads every text that is to be shown."""
        waiting = [str(one.pk) for one in survey.texts.filter(state="shown", checked_on=None)]
        if waiting:
            self.does(survey, "check_texts", self.reviewer, texts=waiting, decision="fit")

    def report(self, survey: Survey) -> None:
        self.does(survey, "report", self.writer, findings="多数人满意。", feedback="已增加两个窗口。")
        self.checks(survey)
        self.does(survey, "publish_result", self.reviewer)


@pytest.fixture
def office(papers: Any) -> Office:
    return Office(papers.unit, papers.actor(Post.OFFICER), papers.actor(Post.REVIEWER), papers.actor(Post.HEAD))


@pytest.fixture
def asked(office: Office) -> Survey:
    """Released, open from 8 to 19 May 2023."""
    return office.survey()


@pytest.fixture
def called(office: Office) -> Call:
    """Released; suggestions from 8 to 19 May, votes from 25 to 31 May 2023."""
    return office.call()
