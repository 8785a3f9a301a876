"""What the case screen says of an application."""

from __future__ import annotations

from typing import Any

from mingzheng.core.dates import chinese_date
from mingzheng.core.procedures.table import Act
from mingzheng.requests.foi.law import outcomes
from mingzheng.requests.foi.models import Application


def facts(application: Application) -> list[tuple[str, Any]]:
    """Only those who may see the case read this; what is long stands in the panel."""
    applicant = getattr(application, "applicant", None)
    return [
        ("申请号", application.number),
        ("申请人", applicant.name if applicant else "个人信息已清除"),
        ("申请人类别", application.get_applicant_kind_display()),
        ("提交渠道", application.get_channel_display()),
        ("代收单位", application.taken_at),
        ("提交日期", application.submitted_on),
        ("收到日期", application.received_on),
        ("提供形式", f"{application.get_form_display()}，{application.get_way_display()}"),
        ("办理结果", _result(application)),
        ("办结日期", application.closed_on),
        ("答复送达日期", application.delivered_on),
        ("并入", application.merged_into),
        ("申请人网上提交", _handed_in(application)),
    ]


def _handed_in(application: Application) -> str:
    """What waits for an officer, and letters that the applicant says have come."""
    waiting = [f"{one}待确认" for one in application.supplements.all() if one.state == "waiting"]
    said = [letter for letter in application.letters.all() if hasattr(letter, "acknowledgement")]
    return "；".join(
        waiting + [f"{chinese_date(letter.acknowledgement.said_on)} 确认收到{letter.number}" for letter in said]
    )


def _result(application: Application) -> str:
    if not application.leaf:
        return ""
    leaf = outcomes.leaf(application.leaf)
    return f"{leaf.name}（年报：{leaf.label}）"


def note_reason(act: Act) -> None:
    """A step that only says why: the reason stands in the record, the journal says that it was given."""
    act.note = str(act.data["reason"])[:120]
