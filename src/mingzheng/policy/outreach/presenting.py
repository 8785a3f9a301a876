"""What the case screen says, and the days from which clocks run."""

from __future__ import annotations

from typing import Any

from mingzheng.core import gathering
from mingzheng.core.procedures import days
from mingzheng.policy.outreach.models import Courseware, Need, Relay, Session

day_of = days.held("day")  # the day of the session: its result is owed from then on


stop_day = days.not_before("day")


def when(session: Session) -> str:
    """6月20日 14:00—16:00, in words that need no table."""
    return gathering.span(session.starts_at, session.ends_at)


def session_facts(session: Session) -> list[tuple[str, Any]]:
    return [
        ("形式", session.get_kind_display()),
        ("品牌", session.brand.name if session.brand else ""),
        ("主题", session.get_theme_display()),
        ("时间", when(session)),
        ("地点", session.place),
        ("线上地址", session.online_url),
        ("主讲", session.speaker),
        ("名额", session.seats or "不限"),
        ("合作伙伴", session.partner.name if session.partner else ""),
        ("取消原因", session.cancelled_why),
        ("参加人数", session.people),
        ("参加企业数", session.enterprises),
        ("情况", session.summary),
    ]


def need_facts(need: Need) -> list[tuple[str, Any]]:
    return [
        ("活动", need.session.title),
        ("需求", need.text),
        ("联系方式", need.contact),
        ("提出日期", need.raised_on),
        ("结果", need.get_outcome_display()),
        ("办理情况", need.answer),
    ]


def courseware_facts(row: Courseware) -> list[tuple[str, Any]]:
    return [
        ("政策", row.policy.title),
        ("版本", f"第 {row.version} 版" if row.version else "还没有公开"),
        ("依据", f"文件第 {row.edition} 版" if row.edition else ""),
        ("需要核对", row.doubt),
        ("停用原因", row.ended_why),
    ]


def relay_facts(relay: Relay) -> list[tuple[str, Any]]:
    return [
        ("政策", relay.policy.title),
        ("请伙伴转达的话", relay.message),
        ("反馈期限", relay.report_by),
        ("送出时间", relay.sent_at),
    ]
