"""What each step of a remedy and of a warning sheet changes."""

from __future__ import annotations

import datetime as dt
from typing import Any

from mingzheng.core.actors import Actor
from mingzheng.core.dates import chinese_date, chinese_day
from mingzheng.core.errors import Refused
from mingzheng.core.files.commands import store, store_all
from mingzheng.core.procedures import commands as procedures
from mingzheng.core.procedures import days
from mingzheng.core.procedures.table import Act
from mingzheng.core.workdays.queries import calendar
from mingzheng.requests.remedies.models import Evidence, RemedyCase, WarningSheet


def received_on(act: Act) -> dt.date:
    found: RemedyCase = act.subject
    return found.received_on or found.filed_on


def accepted_on(act: Act) -> dt.date:
    found: RemedyCase = act.subject
    return found.accepted_on or received_on(act)


def is_plain_reconsideration(act: Act) -> bool:
    return act.subject.kind == RemedyCase.Kind.RECONSIDERATION and not act.subject.simplified


def is_simplified_reconsideration(act: Act) -> bool:
    return act.subject.kind == RemedyCase.Kind.RECONSIDERATION and bool(act.subject.simplified)


def is_suit(act: Act) -> bool:
    return act.subject.kind != RemedyCase.Kind.RECONSIDERATION


def add_evidence(act: Act) -> None:
    made = Evidence.objects.create(
        remedy=act.subject, **{name: act.data[name] for name in ("name", "source", "proves", "pages")}
    )
    upload = act.data.get("paper")
    if upload:
        made.paper = store(upload.data, upload.name, owner=act.subject.ref, actor=act.actor, label="证据")
        made.save(update_fields=["paper"])
    act.note = f"第 {act.subject.evidence.count()} 件"


def has_evidence(remedy: RemedyCase) -> bool:
    return remedy.evidence.exists()


def answer(act: Act) -> None:
    found: RemedyCase = act.subject
    if act.data["answered_on"] < received_on(act):
        raise Refused("提交日期早于收到副本日期。", remedy="请核对。", field="answered_on")
    found.answered_on = act.data["answered_on"]
    found.save(update_fields=["answered_on"])
    _keep(act, "答复书、答辩状")
    act.note = f"{chinese_date(found.answered_on)} 提交"


answered_on = days.typed("answered_on")


def conclude(act: Act) -> None:
    """The result that fills table 4."""
    found: RemedyCase = act.subject
    if act.data["concluded_on"] < found.filed_on:
        raise Refused("审结日期早于申请、起诉日期。", remedy="请核对。", field="concluded_on")
    for name in ("concluded_on", "result", "cause", "redo", "told_on", "redo_days", "redo_unit", "decision"):
        setattr(found, name, act.data[name])
    found.save()
    _keep(act, "决定书、判决书")
    if found.redo and found.application.case is not None:  # an imported application has nothing that could go on
        procedures.act(found.application.case, "redo", Actor.system("复议诉讼"), _order(found))
    act.note = found.get_result_display() + (f"（{found.get_cause_display()}）" if found.cause else "")
    act.facts = {"kind": found.kind, "result": found.result}


def _order(found: RemedyCase) -> dict[str, Any]:
    """What the application is told: since when, and until when if the decision says so."""
    order: dict[str, Any] = {"ordered_on": found.concluded_on, "told_on": found.told_on}
    if found.redo_days and found.told_on:
        what = f"{found.get_kind_display()}的决定、判决指定{found.period}，{chinese_day(found.told_on)}收到或者生效，次日起算"
        order |= {"until": _last_day(found.told_on, found.redo_days, found.redo_unit), "clock_note": what}
    return order


def _last_day(told: dt.date, days: int, unit: str) -> dt.date:
    if unit == RemedyCase.PeriodUnit.WORKDAY:
        return calendar().add_workdays(told, days).due
    return calendar().add_calendar_days(told, days, roll_forward=True).due


def learn(act: Act) -> None:
    act.subject.lesson = act.data["lesson"]
    act.subject.save(update_fields=["lesson"])


def mend(act: Act) -> None:
    found: WarningSheet = act.subject
    found.answer, found.answered_on = act.data["answer"], act.day
    found.save(update_fields=["answer", "answered_on"])


def note_reason(act: Act) -> None:
    act.note = str(act.data["reason"])[:120]


def _keep(act: Act, label: str) -> None:
    store_all(act.data.get("papers"), owner=act.subject.ref, actor=act.actor, label=label)
