"""Lectures with ratings and needs, courseware and relays of the policies of a year."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.timezone import make_aware

from mingzheng.config.year.stage import MORNING, Stage
from mingzheng.core.actors import Post
from mingzheng.core.units.models import Unit
from mingzheng.policy.outreach import commands
from mingzheng.policy.outreach.models import Need, Partner, Relay, Session
from mingzheng.policy.policies.models import Policy

PARTNERS = (
    ("长宁区餐饮行业协会", "shangwuwei", "association"),
    ("虹桥商务楼宇联盟", "hongqiao", "building"),
    ("临空经济园区企业服务中心", "linkong", "park"),
)
VISITS = (
    ("community", "进社区", "社区党群服务中心"),
    ("park", "进园区", "临空经济园区服务中心"),
    ("building", "进楼宇", "商务楼宇会议厅"),
    ("campus", "进高校", "高校就业指导中心"),
)
RATINGS = (5, 5, 4, 5, 4)
SETTLED, SETTLED_LATE = 5, 16  # working days; 10 are allowed


def plan_partners(stage: Stage, day: dt.date) -> None:
    stage.at(day, lambda: _partners(stage), order=MORNING)


def _partners(stage: Stage) -> None:
    for name, code, kind in PARTNERS:
        facts = {"name": name, "kind": kind, "area": "全区", "members": 300, "contact": "秘书处", "since": stage.today}
        commands.keep_partner(None, stage.units[code], stage.officer(code), facts)
        stage.count("outreach")


def courseware(stage: Stage, policy: Policy, percent: int, most: int) -> None:
    unit, officer = policy.unit, stage.officer(policy.unit)
    made = commands.begin_courseware(unit, officer, {"policy": policy, "title": f"《{policy.title}》申请课件"})
    words: dict[str, Any] = {
        "title": made.title,
        "who": "在本区依法开展相关活动、信用状况良好的申请人。",
        "standards": f"支持比例：核定费用的 {percent}%\n最高金额：每年 {most} 万元",
        "steps": "登录：打开一网通办\n填写：核对信息\n上传：费用凭证\n等待：20 个工作日内审核",
        "papers": "申请表\n费用凭证",
        "tips": "凭证要与合同一致",
    }
    stage.do(made, "edit", officer, **words)
    stage.do(made, "submit", officer)
    stage.do(made, "publish", stage.officer(unit, Post.REVIEWER))
    stage.count("outreach")


# --- lectures -------------------------------------------------------------------------------------------------------


def lecture(stage: Stage, policy: Policy) -> None:
    """In the district's hall."""
    _session(stage, policy, "lecture", f"《{policy.title}》政策公开讲", ("区行政服务中心三楼多功能厅", 80))


def visit(stage: Stage, policy: Policy, number: int) -> None:
    """Where people live, work and learn: communities, parks, buildings and campuses in turn."""
    kind, where, place = VISITS[number % len(VISITS)]
    _session(stage, policy, kind, f"《{policy.title}》{where}", (place, 40))


def _session(stage: Stage, policy: Policy, kind: str, title: str, room: tuple[str, int]) -> None:
    """Announced now, held two weeks later, its results and needs on the next working day."""
    unit, officer, day = policy.unit, stage.officer(policy.unit), stage.workday(stage.today, 10)
    begins = make_aware(dt.datetime.combine(day, dt.time(14)))
    facts = {
        "kind": kind,
        "theme": "enterprise" if policy.for_enterprises else "livelihood",
        "title": title,
        "about": "讲解支持对象、比例、申请步骤和常见退回原因，现场答疑。",
        "speaker": f"{unit.short}业务科",
        "place": room[0],
        "online_url": "",
        "seats": room[1],
        "starts_at": begins,
        "ends_at": begins + dt.timedelta(hours=2),
        "sign_up_until": begins,
        "brand": None,
        "partner": None,
        "policies": [policy],
    }
    made = commands.begin_session(unit, officer, facts)
    stage.do(made, "submit", officer)
    stage.do(made, "announce", stage.officer(unit, Post.REVIEWER))
    stage.at(stage.workday(day, 1), lambda: _held(stage, made))


def _held(stage: Stage, made: Session) -> None:
    dice = stage.dice("lectures", made.pk)
    seats = made.seats or 40
    people = dice.randint(seats // 2 - 8, seats - 2)
    said: dict[str, Any] = {
        "people": people,
        "enterprises": people // 2,
        "raised": "材料可以补交吗｜可以，五个工作日内补齐。",
    }
    stage.do(made, "hold", stage.officer(made.unit), **said, summary="逐条讲解申请条件，现场核对条件并答疑。")
    made.refresh_from_db()
    for useful in RATINGS:
        commands.rate(made, {"useful": useful, "comment": "", "need": "", "contact": ""}, None)
    _follow(stage, commands.raise_need(made, "想知道往年购置的设备能不能算", "", commands.MACHINE), made.unit)
    stage.count("outreach", 2)


def _follow(stage: Stage, need: Need, unit: Unit) -> None:
    defect = stage.defect("need_late", unit)
    if defect is not None:
        defect.on(need.ref)
    typed: dict[str, Any] = {"outcome": Need.Outcome.values[0], "answer": "已电话说明口径，并发送了课件。"}
    day = stage.workday(stage.today, SETTLED_LATE if defect else SETTLED)
    stage.at(day, lambda: stage.do(need, "settle", stage.officer(unit), **typed))


# --- relays ---------------------------------------------------------------------------------------------------------


def relay(stage: Stage, policy: Policy) -> None:
    """Sent through the partners, who report a week later."""
    unit = policy.unit
    facts = {
        "policy": policy,
        "title": f"《{policy.title}》接力",
        "message": "请转达会员和商户：开始受理，办理步骤见课件。",
        "report_by": stage.today + dt.timedelta(days=30),
        "partners": Partner.objects.order_by("pk"),
    }
    made = commands.begin_relay(unit, stage.officer(unit), facts)
    stage.do(made, "send", stage.officer(unit, Post.REVIEWER))
    stage.at(stage.workday(stage.today, 7), lambda: _reported(stage, made))
    stage.count("outreach")


def _reported(stage: Stage, made: Relay) -> None:
    for number, line in enumerate(made.lines.order_by("pk"), 1):
        commands.opened(line)
        reached = {"how": "会员微信群", "enterprises": 60 * number, "people": 90 * number, "asked": ""}
        commands.report_reach(line, {**reached, "passed_on": stage.today})
    stage.do(made, "close", stage.officer(made.unit))
