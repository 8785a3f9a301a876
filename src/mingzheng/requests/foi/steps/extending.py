"""The extension of Art. 33 (2): asked for, approved or not."""

from __future__ import annotations

import datetime as dt
from typing import Any

from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.table import Act
from mingzheng.core.workdays.queries import calendar
from mingzheng.requests.foi import letters
from mingzheng.requests.foi.models import (
    Application,
    Extension,
)

MOST_EXTENSION = 20  # Art. 33 (2)


def ask_extension(act: Act) -> None:
    """Art. 33 (2): at most twenty working days in all, asked before the period is over."""
    found: Application = act.subject
    granted = sum(found.extensions.exclude(approved_on=None).filter(**_since_reset(act)).values_list("days", flat=True))
    if granted + act.data["days"] > MOST_EXTENSION:
        left = MOST_EXTENSION - granted
        raise Refused(
            f"延长最长不得超过20个工作日（条例第三十三条第二款），还可以延长 {left} 个工作日。",
            remedy="请改正天数。",
            field="days",
        )
    if found.extensions.filter(approved_on=None, refused_on=None).exists():
        raise Refused("已经提出延期，等待负责人批准。", remedy="请等待批准。", code="pending")
    Extension.objects.create(application=found, days=act.data["days"], reason=act.data["reason"], asked_on=act.day)
    act.note = f"{act.data['days']} 个工作日"


def _since_reset(act: Act) -> dict[str, Any]:
    """A correction or a payment began the period anew; an extension of the one before does not count against it."""
    resets = act.case.clocks.filter(name="reply", events__move="reset").values_list("events__effective_on", flat=True)
    last = max(resets, default=None)
    return {"approved_on__gte": last} if last else {}


def extension_pending(application: Application) -> bool:
    return application.extensions.filter(approved_on=None, refused_on=None).exists()


def approve_extension(act: Act) -> None:
    clock = act.case.clocks.filter(name="reply").exclude(status="stopped").first()
    if clock is not None and clock.due_on is not None and act.day > clock.due_on:
        raise Refused(
            f"答复期限已于 {chinese_date(clock.due_on)} 届满，不能再延长（条例第三十三条第二款）。",
            remedy="请尽快答复。",
            code="too_late",
        )
    found = act.subject.extensions.get(approved_on=None, refused_on=None)
    found.approved_on, found.decision = act.day, act.data.get("decision", "")
    found.save(update_fields=["approved_on", "decision"])
    act.data["extension_days"] = found.days
    facts = {"理由": found.reason, "天数": str(found.days), "延长至": letters.in_words(_extended(clock, found.days))}
    letters.issue(act, "extension", facts=facts)
    act.note = f"延长 {found.days} 个工作日，已制作告知书"


def _extended(clock: Any, days: int) -> dt.date | None:
    if clock is None or clock.due_on is None:
        return None
    return calendar().add_workdays(clock.due_on, days).due


def extension_days(act: Act) -> int:
    days: int = act.data["extension_days"]
    return days


def refuse_extension(act: Act) -> None:
    found = act.subject.extensions.get(approved_on=None, refused_on=None)
    found.refused_on, found.decision = act.day, act.data["reason"]
    found.save(update_fields=["refused_on", "decision"])
    act.note = "不同意延期"
