"""What the case screen says of a survey or a call."""

from __future__ import annotations

from typing import Any

from mingzheng.core import records
from mingzheng.core.dates import chinese_date, date_or_unset
from mingzheng.core.records import RecordRef
from mingzheng.participation.surveys.counting import Rule
from mingzheng.participation.surveys.models import Call, Survey

Rows = list[tuple[str, Any]]


def _owner(kind: str, pk: str) -> str:
    found = records.resolve(RecordRef(kind, pk)) if kind else None
    return f"{found.label}「{found.title}」" if found else ""


def survey_facts(survey: Survey) -> Rows:
    return [
        ("类别", survey.get_purpose_display()),
        ("属于", _owner(survey.owner_kind, survey.owner_id)),
        ("期间", f"{chinese_date(survey.opens_on)} 至 {chinese_date(survey.closes_on)}"),
        ("现在", survey.phase.label),
        ("答卷方式", survey.get_answering_display()),
        ("收到", f"{survey.responses.count()} 份" if survey.released_on else ""),
        ("题目校验值", survey.sha256[:16]),
        ("延期理由", survey.extended_why),
        ("停止理由", survey.stopped_why),
        ("结果公布", survey.results_on),
    ]


def call_facts(call: Call) -> Rows:
    return [
        ("类别", call.get_kind_display()),
        ("属于", _owner(call.owner_kind, call.owner_id)),
        ("征集期间", f"{chinese_date(call.opens_on)} 至 {chinese_date(call.closes_on)}"),
        ("现在", call.phase.label),
        (
            "投票",
            f"{date_or_unset(call.votes_from)} 至 {date_or_unset(call.votes_until)}，{Rule(call.rule).label}"
            if call.rule
            else "不投票",
        ),
        ("谁可以投票", call.get_voting_display()),
        ("候选项公布", call.listed_on),
        ("收到建议", f"{call.ideas.count()} 条" if call.released_on else ""),
        ("收到选票", f"{call.ballots.count()} 张" if call.listed_on else ""),
        ("延期理由", call.extended_why),
        ("停止理由", call.stopped_why),
        ("反馈日期", call.results_on),
    ]
