"""Questionnaires and calls of a year: of what people need, of how content they are, of next year's projects, of the open month's theme."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mingzheng.config.year.stage import Stage
from mingzheng.config.year.telling import Story, tell
from mingzheng.core.actors import Actor, Post
from mingzheng.core.submissions.keys import new_key
from mingzheng.core.units.models import Unit
from mingzheng.participation.surveys import answering, calling, commands
from mingzheng.participation.surveys.counting import Rule
from mingzheng.participation.surveys.demo import let_in
from mingzheng.participation.surveys.models import Call, IdeaGroup, Survey
from mingzheng.participation.surveys.questionnaire import Choice, Kind, Page, Question, Questionnaire, to_data

SURVEYS = (
    ("minzheng", "satisfaction", "社区助餐服务满意度", dt.date(2023, 2, 20)),
    ("shangwuwei", "needs", "中小商贸企业政策需求", dt.date(2023, 4, 17)),
    ("renshe", "needs", "高校毕业生就业服务需求", dt.date(2023, 6, 12)),
    ("tiyu", "satisfaction", "公共体育场馆开放满意度", dt.date(2023, 9, 11)),
    ("toucu", "needs", "楼宇企业服务需求", dt.date(2023, 10, 16)),
)
PROJECTS = dt.date(2023, 8, 21)
ANSWERS = 24  # of each questionnaire, at scale 1
BALLOTS = 30
IDEAS = {
    "老旧小区加装电梯": [
        "老旧小区加装电梯再快一点，六楼的老人下不了楼",
        "建议老旧小区加装电梯再快一点，六楼老人下不了楼",
    ],
    "新增普惠托育点": ["附近没有公办托班，希望每个街道都有普惠托育点"],
    "小区和路内停车共享": ["晚上停车难，机关和学校的停车场能不能夜里开放"],
    "社区口袋公园和座椅": ["街边绿地加些座椅，让走累的老人歇歇脚"],
}
THEMES = {
    "走进身边的服务窗口": ["想看看办事窗口里面怎样流转，带孩子一起去"],
    "走进城运中心": ["想看一网统管的大屏怎么调度"],
    "走进食品快检室": ["开放食品快检室，看看菜场的菜怎么抽检"],
}


@dataclass(frozen=True)
class Calling:
    """A call with its ballot. ``order``: outcome → answer, by place."""

    unit: Unit
    ideas: dict[str, list[str]]
    answers: Sequence[tuple[str, str]]
    summary: str
    feedback: str


def plan(stage: Stage) -> None:
    """Each questionnaire on its days, and the call for next year's projects."""
    for unit, purpose, title, day in SURVEYS:
        tell(stage, stage.workday(day - dt.timedelta(days=6)), _survey(stage, stage.units[unit], purpose, title, day))
    tell(stage, stage.workday(PROJECTS - dt.timedelta(days=7)), _projects(stage))


# --- questionnaires --------------------------------------------------------------------------------------------------


def questions(about: str) -> Questionnaire:
    """Three questions of the usual kinds."""
    often = (Choice("o1", "每周"), Choice("o2", "每月"), Choice("o3", "很少"))
    wishes = tuple(
        Choice(f"o{at}", text) for at, text in enumerate(("时间更长", "地点更近", "手续更少", "介绍更清楚"), 1)
    )
    scale = Question("q2", Kind.SCALE, "总的来说，您满意吗", low="很不满意", high="很满意")
    wanted = Question("q3", Kind.MULTIPLE, "最希望改进什么", options=wishes, most=2)
    page = Page(about, "", (Question("q1", Kind.SINGLE, "您多久用一次", options=often), scale, wanted))
    return Questionnaire((page,), "q1")


def given(dice: random.Random) -> dict[str, Any]:
    """What one person answers."""
    return {
        "q1": dice.choice(("o1", "o2", "o2", "o3")),
        "q2": dice.choice((3, 4, 4, 5, 5)),
        "q3": sorted(dice.sample(("o1", "o2", "o3", "o4"), 2)),
    }


def _survey(stage: Stage, unit: Unit, purpose: str, title: str, opens: dt.date) -> Story:
    writer, dice = stage.officer(unit), stage.dice("surveys", title)
    closes = opens + dt.timedelta(days=19)
    facts = {
        "purpose": purpose,
        "title": f"{title}调查",
        "about": "结果用来改进下一步的工作，大约3分钟。",
        "opens_on": opens,
        "closes_on": closes,
        "answering": "open",
    }
    made: Survey = commands.begin_survey(unit, writer, facts)
    stage.count("surveys")
    stage.do(made, "compose", writer, questions=json.dumps(to_data(questions(title))), said="编写题目")
    stage.do(made, "submit", writer)
    stage.do(made, "release", stage.officer(unit, Post.REVIEWER))
    made.refresh_from_db()
    for nth in range(4):
        yield opens + dt.timedelta(days=4 * nth + 1)
        for _answer in range(stage.times(ANSWERS) // 4):
            sent(made, given(dice))
    yield stage.workday(closes, 9)
    feedback = "一、延长服务时间；二、增设两处服务点；三、简化申请手续。其余建议列入明年计划研究。"
    stage.do(made, "report", stage.officer(unit), findings="多数人满意，最希望时间更长、地点更近。", feedback=feedback)
    stage.do(made, "publish_result", stage.officer(unit, Post.REVIEWER))


def sent(survey: Survey, values: dict[str, Any]) -> None:
    """One person answers all pages."""
    key = new_key()
    draft = answering.start(survey, key)
    for page in range(len(survey.form.pages)):
        draft = answering.keep_page(draft, page, values)
    answering.send(survey, key)


# --- calls -----------------------------------------------------------------------------------------------------------


def _projects(stage: Stage) -> Story:
    unit = stage.units["fagaiwei"]
    facts = {
        "kind": Call.Kind.PROJECTS,
        "title": "2024年区政府实事项目征集",
        "about": "2024年办哪些民生实事，请您来提、请您来选。",
        "ways": "网上提交；来信寄长宁区演示路2号（虚构），信封注明“实事项目”。",
        "opens_on": PROJECTS,
        "closes_on": PROJECTS + dt.timedelta(days=20),
        "supports": True,
        "rule": Rule.APPROVAL.value,
        "votes_from": PROJECTS + dt.timedelta(days=28),
        "votes_until": PROJECTS + dt.timedelta(days=38),
        "most": 2,
        "places": 3,
        "voting": "identity",
    }
    answers = (
        ("adopted", "列入初步安排，由牵头单位制定实施方案。"),
        ("adopted", "列入初步安排，明年上半年开工。"),
        ("partly", "先在三处试行，视情扩大。"),
        ("later", "已在年度计划中安排，不单列项目。"),
    )
    feedback = "得票靠前的项目列入2024年区政府实事项目初步安排，经法定程序确定后公布牵头单位和进度。"
    made = commands.begin_call(unit, stage.officer(unit), facts)
    yield from called(stage, made, Calling(unit, IDEAS, answers, "建议逐条登记，归并后全部列为候选项。", feedback))


def called(stage: Stage, call: Call, told: Calling) -> Story:
    """Released, ideas screened and grouped, voted on, answered."""
    writer, head = _writer(told.unit), _reviewer(told.unit)
    stage.count("surveys")
    stage.do(call, "submit", stage.officer(told.unit, writer))
    stage.do(call, "release", stage.officer(told.unit, head))
    call.refresh_from_db()
    yield call.opens_on + dt.timedelta(days=2)
    for title, ideas in told.ideas.items():
        _suggested(stage, call, title, ideas, stage.officer(told.unit, writer))
    yield call.closes_on + dt.timedelta(days=1)
    groups = [str(one.pk) for one in call.groups.all()]
    stage.do(call, "propose", stage.officer(told.unit, writer), groups=groups)
    stage.do(call, "approve_list", stage.officer(told.unit, head))
    call.refresh_from_db()
    if call.votes_from is None or call.votes_until is None:
        raise LookupError(f"{call} has no ballot")
    yield call.votes_from + dt.timedelta(days=1)
    _voted(stage, call)
    yield call.votes_until + dt.timedelta(days=2)
    for at, group in enumerate(call.groups.order_by("candidate")):
        outcome, answer = told.answers[min(at, len(told.answers) - 1)]
        stage.do(
            call, "answer", stage.officer(told.unit, writer), groups=[str(group.pk)], outcome=outcome, answer=answer
        )
    stage.do(call, "report", stage.officer(told.unit, writer), summary=told.summary, feedback=told.feedback)
    stage.do(call, "publish_result", stage.officer(told.unit, head))


def _writer(unit: Unit) -> Post:
    return Post.OFFICE_CLERK if unit.kind == Unit.Kind.GOV_OFFICE else Post.OFFICER


def _reviewer(unit: Unit) -> Post:
    return Post.OFFICE_HEAD if unit.kind == Unit.Kind.GOV_OFFICE else Post.REVIEWER


def _suggested(stage: Stage, call: Call, title: str, ideas: list[str], writer: Actor) -> None:
    """The machine groups what is alike; a person gives the group its name and adds what it missed."""
    made = []
    for words in ideas:
        idea = calling.suggest(call, {"topic": title, "proposal": words}, new_key())
        stage.do(call, "screen", writer, idea=idea, decision="show")
        idea.refresh_from_db()
        calling.support(idea)
        made.append(idea)
    group: IdeaGroup | None = made[0].group
    if group is None:
        raise LookupError(f"{title} was not grouped")
    stage.do(call, "regroup", writer, ideas=[str(one.pk) for one in made], into=group, title=title)


def _voted(stage: Stage, call: Call) -> None:
    """Everybody chooses some. Where two stand equal at the last place one more person votes: no lot has to be drawn."""
    dice = stage.dice("ballot", call.title)
    places = [one.candidate or 0 for one in call.groups.order_by("candidate")]
    ballots = [
        dice.sample(places, min(len(places), dice.randint(1, call.most or 1))) for _ in range(stage.times(BALLOTS))
    ]
    for nth, chosen in enumerate([*ballots, *_deciding(places, ballots, call.places or 0)]):
        calling.vote(call, chosen, let_in(call.ref, call.voting, nth))


def _deciding(candidates: list[int], ballots: list[list[int]], places: int) -> list[list[int]]:
    """The ballot that decides about the last place; none where votes decide already."""
    got = Counter(dict.fromkeys(candidates, 0))
    for chosen in ballots:
        got.update(chosen)
    ranked = got.most_common()
    if not 0 < places < len(ranked) or ranked[places - 1][1] > ranked[places][1]:
        return []
    return [[ranked[places - 1][0]]]
