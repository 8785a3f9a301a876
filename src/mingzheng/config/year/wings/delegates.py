"""Public delegates: at four meetings of the district's government and one of every unit; drawn, heard, answered."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.timezone import make_aware

from mingzheng.config.year.stage import Stage
from mingzheng.config.year.telling import Story, tell
from mingzheng.core import codes, timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.units.models import Unit
from mingzheng.participation.delegates import commands, queries
from mingzheng.participation.delegates.indicators import MEMBERS
from mingzheng.participation.delegates.models import Invitation, Meeting
from mingzheng.participation.draws import commands as draws
from mingzheng.participation.draws.models import Draw
from mingzheng.participation.draws.queries import of_owner

EXECUTIVE = (dt.date(2023, 2, 21), dt.date(2023, 5, 23), dt.date(2023, 8, 22), dt.date(2023, 11, 21))
FIRST, LAST = dt.date(2023, 3, 27), dt.date(2023, 11, 3)  # days on which units begin with theirs
BEFORE = 34  # days from the beginning to a meeting of the district
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许"
AGES = ("18", "35", "35", "60")
TOPICS = ("社区养老服务设施布局", "小微企业服务举措", "停车资源共享", "社区商业网点调整", "窗口服务改进")
SAID = (
    (
        "建议把开放时间写明，老人容易白跑一趟。",
        "adopted",
        "已写入方案：开放时间在门口和网上公布，有变化的提前三天告知。",
    ),
    ("申请材料能不能少一点，一张表交齐。", "partly", "合并为一张申请表；涉及市级核验的材料暂时保留。"),
    ("支持这个方案，希望早点落实。", "noted", "感谢支持，落实进度按季度公布。"),
    ("建议增加周末的服务。", "not", "现有人手不能保证周末全部开放，先在三处试行，视情扩大。"),
)


@dataclass(frozen=True)
class Plan:
    """A meeting as it will be held. ``quotas``: category → seats."""

    number: int
    unit: Unit
    level: str
    title: str
    quotas: dict[str, int]
    people: dict[str, int]


def plan(stage: Stage) -> None:
    """The district's four; of each unit one, unless it has the defect of holding none."""
    office, executive = stage.units["qufuban"], Meeting.Level.EXECUTIVE
    for number, day in enumerate(EXECUTIVE):
        title = f"区政府第{(41, 44, 47, 50)[number]}次常务会议"
        quotas = {"普通市民": 2, "小微企业": 2}
        held = Plan(number, office, executive, title, quotas, {"citizen": 3, "small": 3})
        tell(stage, stage.workday(day - dt.timedelta(days=BEFORE)), life(stage, held))
    dice = stage.dice("delegates")
    for number, unit in enumerate(stage.of_kind(*map(Unit.Kind, MEMBERS)), len(EXECUTIVE)):
        if (planted := stage.defect("no_delegates", unit)) is not None:
            planted.on(f"units.unit:{unit.pk}")
            continue
        title = f"{unit.short}办公会（邀请公众代表列席）"
        held = Plan(
            number, unit, Meeting.Level.OFFICE, title, {"普通市民": 1, "小微企业": 1}, {"citizen": 2, "small": 1}
        )
        tell(stage, stage.within(dice, FIRST, LAST), life(stage, held))


def life(stage: Stage, held: Plan) -> Story:
    """From the people who sign up to the answers to what they said."""
    teller = _Teller(stage, held)
    teller.signed_up()
    yield teller.after(2)
    teller.announced()
    yield teller.after(2)
    day = timekeeping.today() + dt.timedelta(days=2)
    stage.do(
        teller.found, "freeze", teller.by(Post.OFFICER), seed_source="演示用公开摇号（不是真实开奖号码）", seed_on=day
    )
    yield day
    teller.drawn()
    yield teller.after(1)
    teller.invited()
    yield teller.day
    teller.held()
    yield teller.after(4)
    stage.do(teller.found, "publish", teller.by(Post.HEAD))
    yield teller.after(3)
    teller.answered()


class _Teller:
    """One meeting and the unit that holds it."""

    def __init__(self, stage: Stage, held: Plan) -> None:
        self.stage, self.plan = stage, held
        self.dice = stage.dice("delegates", held.number)
        self.seed = " ".join(str(self.dice.randint(0, 9)) for _digit in range(5))
        self.said = self.dice.choice(SAID)
        self.found: Meeting
        self.day: dt.date

    def by(self, post: Post) -> Actor:
        return self.stage.officer(self.plan.unit, post)

    def after(self, workdays: int) -> dt.date:
        return self.stage.workday(timekeeping.today(), workdays)

    def signed_up(self) -> None:
        """More than there are seats, so that there is something to draw."""
        areas = list(queries.areas())
        number = 0
        for category, people in self.plan.people.items():
            for _person in range(people):
                at = self.plan.number * 10 + number
                number += 1
                small = category == "small"
                facts = {
                    "name": f"{SURNAMES[at % len(SURNAMES)]}演示",
                    "phone": f"139{at:08}",
                    "email": "",
                    "organisation": f"演示小店{at}" if small else "",
                    "category": category,
                    "age": AGES[at % len(AGES)],
                    "area": areas[at % len(areas)],
                    "interest": "",
                }
                made = commands.apply(self.plan.unit, facts, codes.new_code())
                self.stage.do(made, "accept", self.by(Post.OFFICER))

    def announced(self) -> None:
        self.day = self.stage.workday(timekeeping.today() + dt.timedelta(days=24))
        topic = self.dice.choice(TOPICS)
        begins = make_aware(dt.datetime.combine(self.day, dt.time(14)))
        facts: dict[str, Any] = {
            "level": self.plan.level,
            "title": self.plan.title,
            "about": f"讨论{topic}，请公众代表列席并发表意见。",
            "place": f"{self.plan.unit.short}会议室",
            "starts_at": begins,
            "seats": sum(self.plan.quotas.values()),
            "alternates": 1,
            "from_pool": True,
            "calls_until": None,
            "cutoff_on": self.day - dt.timedelta(days=1),
            "topics": [(topic, "讨论稿，会前发给代表")],
            "quotas": [
                {"trait": "类别", "value": value, "least": seats, "most": seats}
                for value, seats in self.plan.quotas.items()
            ],
        }
        self.found = commands.begin_meeting(self.plan.unit, self.by(Post.OFFICER), facts)
        self.stage.count("delegates")
        self.stage.do(self.found, "submit", self.by(Post.OFFICER))
        self.stage.do(self.found, "announce", self.by(Post.REVIEWER))

    def drawn(self) -> None:
        """One types the seed, another confirms it; the invitations follow, as the worker would send them."""
        draw = of_owner(self.found.ref)
        if draw is None:
            raise LookupError(f"{self.found} has no draw")
        draws.type_seed(draw, self.seed, self.by(Post.OFFICER))
        draws.draw(Draw.objects.get(pk=draw.pk), self.seed, self.by(Post.REVIEWER))
        commands.after_draw({"draw": draw.pk})

    def invited(self) -> None:
        """Here and there one declines, and an alternate moves up."""
        waiting = self.found.invitations.filter(status=Invitation.Status.INVITED).order_by("code")
        if self.dice.random() < 0.2:
            commands.answer(waiting[0], accepts=False)
        for one in waiting.all():
            commands.answer(one, accepts=True)

    def held(self) -> None:
        rows = list(self.found.invitations.filter(status=Invitation.Status.ACCEPTED).order_by("category", "code"))
        came = [str(one.pk) for one in rows]
        summary = "代表听取汇报，在表决前逐一发言。会议要求承办单位逐条研究、按期答复。"
        self.stage.do(self.found, "hold", self.by(Post.OFFICER), came=came, summary=summary)
        if rows:
            self.stage.do(
                self.found, "say", self.by(Post.OFFICER), invitation=rows[0], unit=self.plan.unit, text=self.said[0]
            )
        self.stage.do(self.found, "hand_in", self.by(Post.OFFICER))

    def answered(self) -> None:
        _text, outcome, answer = self.said
        for one in self.found.statements.all():
            self.stage.do(one, "answer", self.by(Post.OFFICER), outcome=outcome, answer=answer)
            self.stage.do(one, "publish", self.by(Post.REVIEWER))
