"""What the case screens and the public pages say."""

from __future__ import annotations

from typing import Any

from django.utils.timezone import localtime

from mingzheng.core.dates import chinese_moment
from mingzheng.participation.delegates.models import Candidate, Meeting, Statement


def when(meeting: Meeting) -> str:
    """2023年6月14日 14:00."""
    return chinese_moment(localtime(meeting.starts_at))


def quotas(meeting: Meeting) -> str:
    """普通市民 3 人、小微企业 2 人."""
    return "、".join(map(str, meeting.quotas.all())) or "不分类别"


def who_from(meeting: Meeting) -> str:
    if meeting.calls_until is None:
        return "公众代表库"
    return "这次报名的人和公众代表库" if meeting.from_pool else "这次报名的人"


def meeting_facts(meeting: Meeting) -> list[tuple[str, Any]]:
    return [
        ("会议", meeting.get_level_display()),
        ("时间", when(meeting)),
        ("地点", meeting.place),
        ("名额", f"{meeting.seats} 人：{quotas(meeting)}"),
        ("候补", f"每类最多 {meeting.alternates} 人"),
        ("从谁中抽取", who_from(meeting)),
        ("报名截止", meeting.calls_until),
        ("候补递补截止", meeting.cutoff_on),
        ("公布时间", meeting.announced_at),
        ("取消原因", meeting.cancelled_why),
        ("列席情况", meeting.summary),
    ]


def candidate_facts(candidate: Candidate) -> list[tuple[str, Any]]:
    """Without name and telephone number: those stand in the panel, for those who need them."""
    return [
        ("类别", candidate.get_category_display()),
        ("年龄段", candidate.get_age_display()),
        ("街镇", candidate.area.short),
        ("关注领域", candidate.interest),
        ("来源", candidate.get_came_by_display()),
        ("名单来源", candidate.source),
        ("报名日期", candidate.applied_on),
        ("入库日期", candidate.listed_on),
        ("任期至", candidate.ends_on),
        ("不符合的原因", candidate.why),
    ]


def speaker(statement: Statement) -> str:
    """普通市民代表: as whom somebody spoke, never who."""
    label = statement.invitation.candidate.get_category_display()
    return label if label.endswith("代表") else f"{label}代表"


def statement_facts(statement: Statement) -> list[tuple[str, Any]]:
    return [
        ("会议", statement.meeting.title),
        ("代表", speaker(statement)),
        ("意见", statement.text),
        ("研究单位", statement.unit.short),
        ("结果", statement.get_outcome_display() if statement.outcome else ""),
        ("怎样采纳或者为什么不采纳", statement.answer),
        ("答复日期", statement.answered_on),
    ]
