"""Corners of the demonstration district and a spring of work in them, played through the room's own commands."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from typing import Any

from django.db import transaction

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.procedures.commands import act
from mingzheng.core.units.models import PostHolding, Unit, held_on
from mingzheng.core.units.queries import actors_for
from mingzheng.disclosure.corners import commands
from mingzheng.disclosure.corners.models import Activity, Consultation, Corner

SEED = 13
OPENED = dt.date(2023, 1, 3)
LAST = dt.date(2023, 6, 19)

TOPICS = [
    "加装电梯资金补贴政策",
    "灵活就业人员参保办法",
    "居住证积分办理",
    "养老服务补贴申请",
    "义务教育阶段入学政策",
    "小微企业稳岗补贴",
    "门责管理和垃圾分类",
    "公共租赁住房申请",
]
QUESTIONS = [
    ("补贴要准备哪些材料？", "身份证件、产权证明和加装协议，现场发放了材料清单。"),
    ("外地户籍可以申请吗？", "可以，按居住证和社保缴纳情况办理。"),
    ("办下来要多久？", "受理后二十个工作日内答复。"),
    ("可以让家人代办吗？", "可以，带委托书和双方证件。"),
    ("在手机上能不能办？", ""),
]
ASKED = [
    ("policy", "加装电梯的补贴标准是多少"),
    ("apply", "申请养老服务补贴要带哪些材料"),
    ("progress", "公共租赁住房的申请办到哪一步了"),
    ("apply", "灵活就业参保在哪个窗口办"),
    ("disclosure", "想看去年的财政决算公开在哪里"),
    ("policy", "今年入学的对口学校怎样查"),
]


def play(*, say: Callable[[str], None], scale: int = 1) -> None:
    """Open the corners, announce and hold activities, answer and hand over consultations until June.

    Args:
        scale: how many consultations each corner has (three times this number).
    """
    say("演示区：政务公开专区……")
    dice = random.Random(SEED)  # noqa: S311 - a reproducible demonstration, nothing secret
    streets = list(Unit.objects.filter(kind__in=["street", "town"]).order_by("order"))
    with timekeeping.standing_at(dt.date(2023, 4, 19)), transaction.atomic():
        corners = [street_corner(unit, number) for number, unit in enumerate(streets, 1)]
        corners += district_corners()
    diary: dict[dt.date, list[Callable[[], None]]] = {}
    for corner in corners:
        if corner.kind in (Corner.Kind.STREET, Corner.Kind.CENTRE):
            _spring(corner, dice, diary, scale)
    for day in sorted(diary):
        with timekeeping.standing_at(day), transaction.atomic():
            for deed in diary[day]:
                deed()
    _deliver(corners)


def _actor(unit: Unit, post: Post = Post.OFFICER) -> Actor:
    day = timekeeping.today()
    holding = PostHolding.objects.filter(held_on(day), unit=unit, post=post.value).order_by("id").first()
    if holding is None:
        raise LookupError(f"{unit} has no {post} on {day}")
    return next(one for one in actors_for(holding.person, day) if one.post is post and one.unit_id == unit.pk)


def street_corner(unit: Unit, number: int) -> Corner:
    facts: dict[str, Any] = {
        "name": f"{unit.short}政务公开专区",
        "kind": Corner.Kind.STREET,
        "area": unit,
        "address": f"长宁区演示路{100 + number}号（虚构）",
        "place": "社区事务受理中心一楼大厅",
        "way": "演示路公交站下车\n向东步行约200米到受理中心正门\n进门右侧为无障碍坡道\n一楼大厅，咨询台旁",
        "phone": f"021-000001{number:02d}（演示）",
        "hours_text": "周一至周五 9:00-17:00" + ("\n周六 9:00-11:30" if number % 3 == 0 else ""),
        "holds": ["computer", "desk", "papers", "leaflets", "forms"] + (["kiosk"] if number % 2 else []),
        "access": ["ramp", "low_desk", "glasses"] + (["hearing"] if number % 4 == 0 else []),
        "opened_on": OPENED,
    }
    return commands.open_corner(unit, _actor(unit), facts)


def district_corners() -> list[Corner]:
    chengyun = Unit.objects.get(code="chengyun")
    office = Unit.objects.get(kind=Unit.Kind.GOV_OFFICE)
    common = {"access": ["ramp", "lift", "toilet", "wheelchair"], "opened_on": OPENED}
    rows: list[tuple[Unit, Post, dict[str, Any]]] = [
        (
            chengyun,
            Post.WINDOW,
            {
                "name": "区政务服务中心政务公开专区",
                "kind": Corner.Kind.CENTRE,
                "address": "长宁区演示路200号（虚构）",
                "place": "二楼东侧",
                "way": "演示站3号口出站\n过马路到政务服务中心东门\n电梯到二楼\n左转，综合窗口旁",
                "phone": "021-00000200（演示）",
                "hours_text": "周一至周五 9:00-17:00\n周六 9:00-12:00",
                "holds": ["computer", "kiosk", "desk", "papers", "leaflets", "printing", "forms"],
            },
        ),
        (
            office,
            Post.OFFICE_CLERK,
            {
                "name": "区图书馆政府信息查阅点",
                "kind": Corner.Kind.LIBRARY,
                "address": "长宁区演示路201号（虚构）",
                "place": "三楼地方文献室",
                "phone": "021-00000201（演示）",
                "hours_text": "周二至周日 9:00-20:00",
                "holiday_rule": "usual",
                "holds": ["computer", "papers"],
            },
        ),
        (
            office,
            Post.OFFICE_CLERK,
            {
                "name": "区档案馆政府信息查阅点",
                "kind": Corner.Kind.ARCHIVE,
                "address": "长宁区演示路202号（虚构）",
                "place": "一楼查阅大厅",
                "phone": "021-00000202（演示）",
                "hours_text": "周一至周五 9:00-11:30 13:30-16:30",
                "holds": ["computer", "papers", "printing"],
            },
        ),
    ]
    return [commands.open_corner(unit, _actor(unit, post), {**common, **facts}) for unit, post, facts in rows]


def _spring(corner: Corner, dice: random.Random, diary: dict[dt.date, list[Callable[[], None]]], scale: int) -> None:
    post = Post.WINDOW if corner.kind == Corner.Kind.CENTRE else Post.OFFICER
    if dice.random() < 0.85:
        day = dt.date(2023, dice.choice([5, 6]), dice.randint(4, 16))
        diary.setdefault(day, []).append(_activity(corner, post, day, dice.choice(TOPICS), dice.randint(6, 45), dice))
    if dice.random() < 0.5:
        ahead = dt.date(2023, 6, dice.choice([21, 26, 27, 28, 29, 30]))
        diary.setdefault(LAST, []).append(_announced(corner, post, ahead, dice.choice(TOPICS)))
    for _one in range(3 * scale):
        day = dt.date(2023, dice.choice([5, 6]), dice.randint(5, 12))
        _consult(corner, post, day, dice, diary)


def _announced(corner: Corner, post: Post, day: dt.date, topic: str) -> Callable[[], None]:
    def deed() -> None:
        commands.plan_activity(corner, _actor(corner.unit, post), _facts(day, topic))

    return deed


def _facts(day: dt.date, topic: str) -> dict[str, Any]:
    return {
        "kind": Activity.Kind.INTERPRETATION,
        "topic": f"{topic}现场解读",
        "held_on": day,
        "begins": dt.time(14, 0),
        "speaker": "政策起草部门业务科室",
    }


def _activity(
    corner: Corner, post: Post, day: dt.date, topic: str, people: int, dice: random.Random
) -> Callable[[], None]:
    questions = dice.sample(QUESTIONS, 3)

    def deed() -> None:
        actor = _actor(corner.unit, post)
        made = commands.plan_activity(corner, actor, _facts(day, topic))
        summary = f"结合案例讲解了{topic}的适用范围、申请条件和办理流程，发放了宣传册。"
        commands.record_activity(made, actor, {"participants": people, "summary": summary, "questions": questions})

    return deed


def _consult(
    corner: Corner, post: Post, day: dt.date, dice: random.Random, diary: dict[dt.date, list[Callable[[], None]]]
) -> None:
    """Registered on a day; two of three handed over, most of these settled some days later."""
    matter, question = dice.choice(ASKED)
    path = dice.choice(["answer", "settle", "settle", "receive"])
    later = day + dt.timedelta(days=dice.randint(1, 4))
    made: list[Consultation] = []

    def first() -> None:
        actor = _actor(corner.unit, post)
        found = commands.register_consultation(corner, actor, {"matter": matter, "question": question})
        made.append(found)
        assert found.case is not None  # noqa: S101 - registering opens it
        if path == "answer":
            act(found.case, "answer", actor, {"answer": "已当面说明，并提供了文件和办事指南。"})
        else:
            act(found.case, "hand_over", actor, {"window": str(corner.unit_id)})

    def then() -> None:
        case = made[0].case
        assert case is not None  # noqa: S101
        actor = _actor(corner.unit, Post.WINDOW)
        act(case, "receive", actor)
        if path == "settle":
            service = dice.choice(["", "养老服务补贴申请", "居住证办理"])
            act(case, "settle", actor, {"answer": "已当面办理或说明。", "service": service})

    diary.setdefault(day, []).append(first)
    if path != "answer":
        diary.setdefault(later, []).append(then)


def _deliver(corners: list[Corner]) -> None:
    places = [corner for corner in corners if corner.kind in (Corner.Kind.LIBRARY, Corner.Kind.ARCHIVE)]
    office = Unit.objects.get(kind=Unit.Kind.GOV_OFFICE)
    with timekeeping.standing_at(LAST), transaction.atomic():
        for corner in places:
            facts = {
                "corner": corner,
                "what": "2023年第一季度主动公开文件汇编",
                "form": "paper",
                "copies": 2,
                "delivered_on": dt.date(2023, 4, 20),
                "received_on": dt.date(2023, 4, 21),
                "receipt": f"收〔2023〕{corner.pk}号",
            }
            commands.record_delivery(office, _actor(office, Post.OFFICE_CLERK), facts)
