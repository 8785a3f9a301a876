"""What pages and case screens say of a session, a programme, a question."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any

from django.utils.timezone import localtime

from mingzheng.core import gathering, timekeeping
from mingzheng.core.dates import chinese_date
from mingzheng.participation.open_days import theme_calls
from mingzheng.participation.open_days.models import OpenDay, Programme, Question, SignUp


def when(open_day: OpenDay) -> str:
    return gathering.span(open_day.starts_at, open_day.ends_at)


def moment(found: Any) -> str:
    """7月3日 09:00"""
    at = localtime(found)
    return f"{at.month}月{at.day}日 {at:%H:%M}"


def window(open_day: OpenDay) -> str:
    if open_day.sign_up_from is None or open_day.sign_up_until is None:
        return "不用报名，直接来"
    return f"{moment(open_day.sign_up_from)}至{moment(open_day.sign_up_until)}"


def rule(open_day: OpenDay) -> list[str]:
    """How it is decided who comes, as it stands on the page before anybody signs up."""
    if open_day.capacity is None or open_day.seed_on is None or open_day.promote_until is None:
        return ["不用报名，开放时间内直接来。"]
    seed = chinese_date(open_day.seed_on)
    return [
        f"在报名时间内报名，先后没有区别。每次报名最多 {open_day.party_most} 人，要有一位成年人。",
        f"报名截止时，总人数不超过 {open_day.capacity} 人的，全部录取。",
        f"超过的，冻结名单后抽签：种子用{open_day.seed_source}（{seed}公布），谁都可以用公布的名单和种子核对。",
        "按抽出的次序依次录取，同一次报名的人一起进；下一组放不下时，从这一组起列为候补，不跳过。",
        f"有人退出时，按同一次序递补，到{moment(open_day.promote_until)}为止；以后空出的名额，留给现场来的人。",
    ]


def access_labels(open_day: OpenDay) -> list[str]:
    return [str(OpenDay.Access(code).label) for code in open_day.access if code in OpenDay.Access.values]


def day_facts(open_day: OpenDay) -> list[tuple[str, Any]]:
    return [
        ("领域", open_day.get_field_display()),
        ("开放月", str(open_day.programme) if open_day.programme else "常态化活动"),
        ("时间", when(open_day)),
        ("地点", f"{open_day.place}（{open_day.address}）"),
        ("适合谁", open_day.audience),
        ("无障碍", "、".join(access_labels(open_day))),
        ("名额", open_day.capacity or "不限"),
        ("报名时间", window(open_day)),
        ("名单怎样确定", open_day.get_settled_how_display()),
        ("取消原因", open_day.cancelled_why),
        ("参加人数", open_day.people),
        ("活动情况", open_day.summary),
    ]


def programme_facts(programme: Programme) -> list[tuple[str, Any]]:
    call = theme_calls.of(programme)
    return [
        ("年份", programme.year),
        ("时间", f"{chinese_date(programme.opens_on)} 至 {chinese_date(programme.closes_on)}"),
        ("主题征集", call.title if call else "还没有发起"),
        ("征集结果", f"{chinese_date(call.results_on)} 公布" if call and call.results_on else ""),
        ("活动主题", programme.theme),
        ("确定的场次", programme.planned),
        ("怎样确定的", programme.decided_why),
        ("确定并公布日期", programme.decided_on),
        ("总结", programme.summary),
    ]


def question_facts(question: Question) -> list[tuple[str, Any]]:
    return [
        ("活动", question.open_day.title),
        ("来源", question.get_source_display()),
        ("问题", question.text),
        ("公开的问题", question.shown),
        ("答复", question.answer),
        ("不公开的理由", question.kept_why),
    ]


class Phase(StrEnum):
    """Where a session stands for somebody who reads its page now."""

    CANCELLED = "cancelled"
    FREE = "free"  # nobody has to sign up
    EARLY = "early"
    OPEN = "open"
    CLOSED = "closed"  # the list is not decided yet
    SETTLED = "settled"
    RUNNING = "running"
    OVER = "over"


def phase(open_day: OpenDay) -> Phase:
    now = timekeeping.now()
    if open_day.cancelled:
        return Phase.CANCELLED
    if now > open_day.ends_at:
        return Phase.OVER
    if now >= open_day.starts_at:
        return Phase.RUNNING
    if open_day.sign_up_from is None or open_day.sign_up_until is None:
        return Phase.FREE
    if open_day.settled_at:
        return Phase.SETTLED
    if now < open_day.sign_up_from:
        return Phase.EARLY
    return Phase.OPEN if now <= open_day.sign_up_until else Phase.CLOSED


def three_months_ago() -> dt.datetime:
    """From where on a calendar that is subscribed to reaches."""
    return timekeeping.now() - dt.timedelta(days=92)


def may_give_back(row: SignUp) -> bool:
    """Is there still something to give back?"""
    day = row.open_day
    over = day.cancelled or timekeeping.now() >= day.starts_at
    return not over and row.status != SignUp.Status.GIVEN_BACK and not row.scans.filter(outcome="in").exists()
