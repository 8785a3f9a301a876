"""Corners in the streets with their activities and questions; topics on the portal; what visitors say is wrong with pages."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import Any

from mingzheng.config.year.stage import MORNING, Stage
from mingzheng.core.actors import Post
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.corners import commands as corners
from mingzheng.disclosure.corners.demo import ASKED, QUESTIONS, TOPICS, district_corners, street_corner
from mingzheng.disclosure.corners.models import Activity, Corner
from mingzheng.policy.policies.models import Policy
from mingzheng.policy.topics import commands as topics
from mingzheng.policy.topics.demo import WORDS
from mingzheng.policy.topics.models import Topic
from mingzheng.supervision.inspections import reports

OPENED = dt.date(2023, 1, 4)
QUARTERS = ((1, 3), (4, 6), (7, 9), (10, 12))
CONSULTED = 2  # at each corner of a street in a year
REPORTED = 12
WAYS = ("own", "assigned", "own", "no_error", "own")  # in turn
TOPICS_OF = ("renshe", "shangwuwei")
CALENDAR_FROM, CALENDAR_TO = dt.date(2023, 1, 30), dt.date(2023, 12, 8)


def plan(stage: Stage) -> None:
    stage.at(OPENED, lambda: _open(stage), order=MORNING)
    for number in range(stage.times(REPORTED)):
        dice = stage.dice("reports", number)
        stage.at(stage.within(dice, CALENDAR_FROM, CALENDAR_TO), partial(_report, stage, number))
    for code in TOPICS_OF:
        stage.at(dt.date(2023, 11, 15), partial(_topic, stage, stage.units[code]))


# --- corners ----------------------------------------------------------------------------------------------------------


def _open(stage: Stage) -> None:
    streets = stage.of_kind(Unit.Kind.STREET, Unit.Kind.TOWN)
    for corner in [*(street_corner(unit, number) for number, unit in enumerate(streets, 1)), *district_corners()]:
        stage.count("corners")
        dice = stage.dice("corners", corner.unit.code, corner.name)
        for first, last in QUARTERS:
            day = stage.within(dice, dt.date(2023, first, 8), dt.date(2023, last, 20))
            topic, people = dice.choice(TOPICS), dice.randint(6, 45)
            if last == 12 and (defect := stage.defect("corner_quiet", corner.unit)) is not None:
                defect.on(f"corners.corner:{corner.pk}")
                continue
            stage.at(day, partial(_activity, stage, corner, topic, people, dice.sample(QUESTIONS, 3)))
        if corner.kind == Corner.Kind.STREET:
            for number in range(stage.times(CONSULTED)):
                day = stage.within(dice, CALENDAR_FROM, CALENDAR_TO)
                stage.at(day, partial(_consult, stage, corner, number, dice.choice(ASKED)))


def _post(corner: Corner) -> Post:
    if corner.kind == Corner.Kind.STREET:
        return Post.OFFICER
    return Post.WINDOW if corner.kind == Corner.Kind.CENTRE else Post.OFFICE_CLERK


def _activity(stage: Stage, corner: Corner, topic: str, people: int, questions: list[tuple[str, str]]) -> None:
    actor = stage.officer(corner.unit, _post(corner))
    facts = {
        "kind": Activity.Kind.INTERPRETATION,
        "topic": f"{topic}现场解读",
        "held_on": stage.today,
        "begins": dt.time(14, 0),
        "speaker": "政策起草部门业务科室",
    }
    made = corners.plan_activity(corner, actor, facts)
    summary = f"结合案例讲解了{topic}的适用范围、申请条件和办理流程，发放了宣传册。"
    corners.record_activity(made, actor, {"participants": people, "summary": summary, "questions": questions})
    stage.count("corners")


def _consult(stage: Stage, corner: Corner, number: int, asked: tuple[str, str]) -> None:
    """Answered on the spot, or handed to the window, which settles it within days."""
    actor = stage.officer(corner.unit, _post(corner))
    found = corners.register_consultation(corner, actor, {"matter": asked[0], "question": asked[1]})
    stage.count("corners")
    if number % 2:
        stage.do(found, "answer", actor, answer="已当面说明，并提供了文件和办事指南。")
        return
    stage.do(found, "hand_over", actor, window=corner.unit)

    def settle() -> None:
        window = stage.officer(corner.unit, Post.WINDOW)
        stage.do(found, "receive", window)
        stage.do(found, "settle", window, answer="已当面办理或说明。", service="养老服务补贴申请")

    stage.at(stage.workday(stage.today, 1), settle)


# --- what visitors say ------------------------------------------------------------------------------------------------


def _report(stage: Stage, number: int) -> None:
    kind, page, text = (
        ("text", "/zfxxgk/zhinan/", "指南“办公时间”一段里有一个错字。"),
        ("link", "/zhengce/", "页面下方“办事指南”的链接点开打不开。"),
        ("fact", "/zfxxgk/fdzdgk/", "页面写的办事地址还是搬迁前的地址。"),
    )[number % 3]
    made = reports.submit(kind=kind, page=page, text=text)
    made.refresh_from_db()
    assert made.case is not None  # noqa: S101 - submitting opens it
    stage.count("inspections")
    way, unit = WAYS[number % len(WAYS)], made.case.unit
    if way == "assigned":
        _pass_on(stage, number, made)
        return
    if way == "no_error":
        stage.at(stage.workday(stage.today, 1), lambda: _no_error(stage, made))
        return
    late = stage.defect("report_late", unit)
    if late is not None:
        late.on(f"inspections.report:{made.pk}")
    stage.at(stage.workday(stage.today, 7 if late else 1), lambda: _answer(stage, made, unit))


def _pass_on(stage: Stage, number: int, made: Any) -> None:
    """The office assigns it to a unit; every second unit finds that the page is another's. The days go on counting."""
    first, other = stage.dice("reports.units", number).sample(stage.of_kind(Unit.Kind.DEPARTMENT), 2)
    stage.do(made, "assign", stage.office(), unit=first, reason="页面内容由你单位提供，请核实答复。")

    def transfer() -> None:
        stage.do(made, "transfer", stage.officer(first), unit=other, reason="这项业务今年起由该单位承担。")
        stage.at(stage.workday(stage.today, 1), lambda: _answer(stage, made, other))

    again = number // len(WAYS) % 2
    stage.at(stage.workday(stage.today, 1), transfer if again else lambda: _answer(stage, made, first))


def _no_error(stage: Stage, made: Any) -> None:
    stage.do(made, "accept", stage.office())
    stage.do(made, "not_error", stage.office(), answer="经与原件核对，页面的内容和原件一致，没有错误。感谢您的关注。")


def _answer(stage: Stage, made: Any, unit: Unit) -> None:
    office = unit.kind == Unit.Kind.GOV_OFFICE
    by = stage.office() if office else stage.officer(unit)
    stage.do(made, "accept", by)
    stage.do(made, "answer", by, outcome="mended", answer="已核实，当日已改正。感谢您的指正。")
    stage.do(made, "close", by, mended_on=stage.today, remark="")


# --- topics -----------------------------------------------------------------------------------------------------------


def _topic(stage: Stage, unit: Unit) -> None:
    """One page of a unit's policies, gone through anew every month."""
    policy = Policy.objects.filter(unit=unit).exclude(issued_on=None).order_by("pk").first()
    if policy is None:
        return
    officer = stage.officer(unit)
    words: dict[str, Any] = WORDS | {
        "title": f"{policy.title}一站看",
        "office": f"{unit.short}业务科",
        "english_title": "",
        "english": "",
    }
    topic = topics.begin(unit, officer, {"title": words["title"], "lead": words["lead"]})
    stage.do(topic, "add", officer, policies=[policy], words=policy.title)
    stage.do(topic, "edit", officer, **words)
    entry = {"kind": "entry", "title": "在线申请", "url": "https://zwdt.sh.gov.cn/", "day": ""}
    news = {"kind": "news", "title": "首批已经受理", "url": "", "day": stage.today}
    for item in (entry, news):
        stage.do(topic, "add_item", officer, **item)
    stage.do(topic, "submit", officer)
    stage.do(topic, "check", stage.officer(unit, Post.REVIEWER))
    stage.do(topic, "publish", stage.officer(unit, Post.HEAD))
    stage.count("topics")
    _renew_later(stage, topic, unit)


def _renew_later(stage: Stage, topic: Topic, unit: Unit) -> None:
    def renew() -> None:
        stage.do(topic, "renew", stage.officer(unit), checked=True)
        _renew_later(stage, topic, unit)

    stage.at(stage.workday(stage.today + dt.timedelta(days=25)), renew)
