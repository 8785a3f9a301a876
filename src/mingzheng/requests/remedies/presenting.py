"""What the case screen says of a remedy and of a warning sheet."""

from __future__ import annotations

from typing import Any

from mingzheng.requests.foi.law import outcomes
from mingzheng.requests.remedies.models import RemedyCase, WarningSheet


def remedy_facts(remedy: RemedyCase) -> list[tuple[str, Any]]:
    leaf = remedy.application.leaf
    return [
        ("申请号", remedy.application.number),
        ("原答复", outcomes.leaf(leaf).name if leaf else "没有答复"),
        ("种类", remedy.get_kind_display()),
        ("复议机关、法院", remedy.organ),
        ("案号", remedy.number),
        ("申请、起诉日期", remedy.filed_on),
        ("收到副本日期", remedy.received_on),
        ("提交答复、答辩日期", remedy.answered_on),
        ("审结日期", remedy.concluded_on),
        ("结果", remedy.get_result_display()),
        ("被纠正的原因", remedy.get_cause_display()),
        ("经验教训", remedy.lesson),
    ]


def warning_facts(sheet: WarningSheet) -> list[tuple[str, Any]]:
    return [
        ("编号", sheet.number),
        ("种类", sheet.get_kind_display()),
        ("送达单位", sheet.unit.short),
        ("发出日期", sheet.issued_on),
        ("情况", sheet.facts),
        ("要求", sheet.demands),
        ("整改情况", sheet.answer),
        ("反馈日期", sheet.answered_on),
    ]
