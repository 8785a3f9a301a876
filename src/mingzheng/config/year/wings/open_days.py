"""The open month of August with a theme that people chose, a session of every unit in it, and sessions of six fields in the year."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from django.utils.timezone import make_aware

from mingzheng.config.year.defects import Planted
from mingzheng.config.year.stage import Stage
from mingzheng.config.year.telling import Story, tell
from mingzheng.config.year.wings import surveys
from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.units.models import Unit
from mingzheng.participation.draws import commands as draws
from mingzheng.participation.draws import queries as drawn
from mingzheng.participation.open_days import checking, commands, demo_survey, signing, theme_calls
from mingzheng.participation.open_days.checking import Tried
from mingzheng.participation.open_days.models import OpenDay, Programme, Question, SignUp
from mingzheng.participation.surveys.commands import attach
from mingzheng.participation.surveys.questionnaire import to_data

BEGUN = dt.date(2023, 6, 12)
AUGUST = (dt.date(2023, 8, 1), dt.date(2023, 8, 31))
HELD = (dt.date(2023, 8, 2), dt.date(2023, 8, 25))
AFTER_AUGUST = dt.date(2023, 9, 6)  # where the defect moves a session of the month
DECIDED, SUMMED = dt.date(2023, 7, 27), dt.date(2023, 9, 18)
REST = (
    ("chengyun", "one_screen", "走进城市运行管理中心", dt.date(2023, 3, 16)),
    ("jiangsu", "one_door", "社区事务受理中心半日窗口", dt.date(2023, 4, 20)),
    ("shichang", "fair", "跟着检查员去超市", dt.date(2023, 5, 18)),
    ("fagaiwei", "business", "营商环境体验官", dt.date(2023, 6, 8)),
    ("minzheng", "livelihood", "社区食堂后厨开放日", dt.date(2023, 10, 19)),
    ("yingji", "safety", "应急避难场所开放日", dt.date(2023, 11, 9)),
)
KINDS = (Unit.Kind.DEPARTMENT, Unit.Kind.STREET, Unit.Kind.TOWN)
PARTS = {"qa": "负责人现场答疑", "seminar": "和居民代表座谈", "experience": "动手体验一个环节", "survey": "现场问卷"}
OUTCOMES: dict[str, Any] = {
    "part_qa": "回答了十多个问题，当场说明办理时间和材料",
    "part_seminar": "居民提出延长开放时间、写明联系电话，已答应下月起落实",
    "part_experience": "每人体验了一个办理环节",
    "part_survey": "现场收回问卷，多数人满意",
}
SEED_SOURCE = "福利彩票双色球当日开奖号码"
FROM, SIGNED, UNTIL, FROZEN, SEED = (dt.timedelta(days=n) for n in (22, 18, 15, 14, 11))
PREPARED = dt.timedelta(days=27)
RATINGS = ((4,) * 5 + (5,) * 7, (3,) * 5 + (4,) * 6 + (5,) * 9)  # cells of fewer than five would be kept back
SIGN_UP_EVERY = 6  # every so many sessions people sign up for; the last of these are drawn


@dataclass(frozen=True)
class Session:
    """A session as it will be held. ``parties``: sizes of those who sign up; () when anybody may come."""

    number: int
    unit: Unit
    field: str
    title: str
    day: dt.date
    in_month: bool
    parties: tuple[int, ...] = ()
    planted: Planted | None = None


def plan(stage: Stage) -> None:
    """The month with its call, a session of each unit in it, and six through the year."""
    tell(stage, BEGUN, _month(stage))
    dice = stage.dice("open_days")
    for number, (code, field, title, day) in enumerate(REST):
        _held(stage, Session(number, stage.units[code], field, title, day, in_month=False, parties=(2, 1, 3)))
    for number, unit in enumerate(stage.of_kind(*KINDS), len(REST)):
        day = stage.within(dice, *HELD)
        planted = stage.defect("not_august", unit)
        parties = (2, 1, 3, 1, 2, 3) if number % SIGN_UP_EVERY == 0 else ()
        title = f"{unit.short}开放日"
        day = AFTER_AUGUST if planted else day
        _held(stage, Session(number, unit, "projects", title, day, planted is None, parties, planted))


def _held(stage: Stage, session: Session) -> None:
    tell(stage, stage.workday(session.day - PREPARED), _life(stage, session))


# --- the month -------------------------------------------------------------------------------------------------------


def _month(stage: Stage) -> Story:
    """The theme is asked for in July, decided before its end; summed up in September."""
    facts = {
        "year": 2023,
        "title": "2023年政府开放月",
        "about": "每年八月，把办事大厅、指挥中心、检测站、社区中心的门打开，请大家进来看、坐下来问。",
        "opens_on": AUGUST[0],
        "closes_on": AUGUST[1],
    }
    made = commands.begin_programme(stage.units["qufuban"], stage.office(), facts)
    call = theme_calls.begin(made, stage.office())
    answers = (("adopted", "作为今年开放月的主题。"), ("partly", "由有关单位安排一场。"))
    feedback = "按得票确定主题；其余建议由有关单位各安排一场。"
    calling = surveys.Calling(stage.units["qufuban"], surveys.THEMES, answers, "建议逐条登记，归并后投票。", feedback)
    yield from surveys.called(stage, call, calling)
    yield DECIDED
    theme, why = "走进身边的服务窗口", "经公开征集和投票，得票最多。"
    stage.do(made, "decide", stage.office(), theme=theme, planned=46, decided_why=why)
    stage.do(made, "publish", stage.office(Post.OFFICE_HEAD))
    yield SUMMED
    summary = "全区各单位各办一场，来的人看了、问了、提了建议；提出的建议由各单位逐条答复。"
    stage.do(made, "sum_up", stage.office(), summary=summary)
    stage.do(made, "publish_summary", stage.office(Post.OFFICE_HEAD))


# --- a session -------------------------------------------------------------------------------------------------------


def _life(stage: Stage, session: Session) -> Story:
    teller = _Teller(stage, session)
    teller.announced()
    if session.parties:
        yield from teller.signed_up()
    yield session.day + dt.timedelta(days=1)
    teller.happened()
    yield from teller.rated()
    people = max(checking.counted(teller.found), teller.dice.randint(8, 30))
    summary = "来的人看了办理的过程，提的问题当场回答，带走的建议逐条答复。"
    stage.do(teller.found, "hold", teller.by(Post.OFFICER), people=people, summary=summary, **OUTCOMES)
    stage.do(teller.found, "publish_result", teller.by(Post.REVIEWER))


class _Teller:
    """One session and the unit that holds it."""

    def __init__(self, stage: Stage, session: Session) -> None:
        self.stage, self.session = stage, session
        self.dice = stage.dice("open_days", session.number)
        self.found: OpenDay

    def by(self, post: Post) -> Actor:
        return self.stage.officer(self.session.unit, post)

    def announced(self) -> None:
        session = self.session
        begins = make_aware(dt.datetime.combine(session.day, dt.time(14)))
        facts: dict[str, Any] = {
            "field": session.field,
            "title": session.title,
            "about": "看一件事怎样办\n试一个环节\n提意见",
            "audience": "居民和企业",
            "place": f"{session.unit.short}服务大厅",
            "address": session.unit.address,
            "route": "",
            "plan": "",
            "access": ["step_free"],
            "access_note": "",
            "programme": Programme.objects.get(year=2023) if session.in_month else None,
            "contact": session.unit.phone,
            "starts_at": begins,
            "ends_at": begins + dt.timedelta(hours=2),
            "parts": PARTS,
        }
        if session.parties:
            facts |= self._sign_up(begins)
        self.found = commands.begin(session.unit, self.by(Post.OFFICER), facts)
        self.stage.count("open_days")
        if session.planted is not None:
            session.planted.on(f"units.unit:{session.unit.pk}")
        self.stage.do(self.found, "submit", self.by(Post.OFFICER))
        self.stage.do(self.found, "announce", self.by(Post.REVIEWER))

    def _sign_up(self, begins: dt.datetime) -> dict[str, Any]:
        day = self.session.day
        return {
            "capacity": 8,
            "sign_up_from": make_aware(dt.datetime.combine(day - FROM, dt.time())),
            "sign_up_until": make_aware(dt.datetime.combine(day - UNTIL, dt.time(23, 59))),
            "seed_source": SEED_SOURCE,
            "seed_on": day - SEED,
            "promote_until": begins - dt.timedelta(days=1),
        }

    def signed_up(self) -> Story:
        """More than there is room for: the machine freezes the list, two people type the seed."""
        day = self.session.day
        yield day - SIGNED
        for at, people in enumerate(self.session.parties):
            who = {"name": f"演示{at}", "phone": f"137{self.session.number:04}{at:04}", "email": "", "needs": ""}
            signing.sign_up(self.found, who | {"people": people, "children": 0})
        yield day - FROZEN
        commands.settle()
        yield day - SEED
        draw = drawn.of_owner(self.found.ref)
        if draw is not None:
            seed = " ".join(f"{self.dice.randint(1, 33):02}" for _ball in range(7))
            draws.type_seed(draw, seed, self.by(Post.OFFICER))
            draw.refresh_from_db()
            draws.draw(draw, seed, self.by(Post.REVIEWER))
            commands.drawn({"draw": draw.pk})

    def happened(self) -> None:
        """Tickets are scanned at the door; what is asked is answered and shown."""
        self.found.refresh_from_db()
        held = checking.entrance(self.found)
        for nth, one in enumerate(self.found.sign_ups.filter(status=SignUp.Status.IN).order_by("rank")):
            at = self.found.starts_at - dt.timedelta(minutes=25 - 2 * nth)
            tried = Tried(key=f"year-{self.found.pk:04}-{nth:04}", ticket=one.ticket, scanned_at=at)
            checking.scan(held, tried, self.by(Post.OFFICER))
        officer, text = self.by(Post.OFFICER), "办这件事一共要几天？"
        asked = commands.raise_question(self.found, text, Question.Source.SPOT, officer)
        self.stage.do(asked, "answer", officer, shown=text, answer="材料齐全的五个工作日，可以在网上查进度。")
        self.stage.do(asked, "publish", self.by(Post.REVIEWER))

    def rated(self) -> Story:
        """A questionnaire of those who came; its result is public on the day on which the session's is."""
        day = self.found.day
        title, period = f"{self.found.title}：活动问卷", (timekeeping.today(), day + dt.timedelta(days=4))
        made = attach(self.found.ref, self.session.unit, self.by(Post.OFFICER), title, period, coded=False)
        words = json.dumps(to_data(demo_survey.QUESTIONS))
        self.stage.do(made, "compose", self.by(Post.OFFICER), questions=words, said="两题")
        self.stage.do(made, "submit", self.by(Post.OFFICER))
        self.stage.do(made, "release", self.by(Post.REVIEWER))
        made.refresh_from_db()
        for number, rating in enumerate(self.dice.choice(RATINGS)):
            surveys.sent(made, {"q1": rating, "q2": [("o1", "o2", "o3", "o4")[number % 4]]})
        yield self.stage.workday(day + dt.timedelta(days=5))
        feedback = "大家提的建议逐条答复，明年增加周末场次。"
        self.stage.do(
            made, "report", self.by(Post.OFFICER), findings="多数人满意，答疑和体验最有收获。", feedback=feedback
        )
        self.stage.do(made, "publish_result", self.by(Post.REVIEWER))
