"""What the desk does when the outbox calls: telling people. Each may be handled twice without harm."""

from __future__ import annotations

from typing import Any

from mingzheng.core import timekeeping
from mingzheng.core.journal.models import Entry
from mingzheng.core.outbox.daily import daily
from mingzheng.core.outbox.registry import handler
from mingzheng.core.procedures.models import Case
from mingzheng.desk import commands


@handler("case.moved", label="通知经办人")
def case_moved(payload: dict[str, Any]) -> None:
    """``{case, entry, from, to}``: who owes the next step, and whose work was reviewed."""
    case = Case.objects.select_related("unit").filter(pk=payload["case"]).first()
    entry = Entry.objects.filter(pk=payload["entry"]).first()
    if case is not None and entry is not None:
        commands.case_moved(case, entry, payload["from"], payload["to"])


@handler("cases.opened", label="通知新到事项")
def cases_opened(payload: dict[str, Any]) -> None:
    """``{procedure, cases}`` or ``{procedure, unit, count, text, url}``: one line per person of the unit, however many cases were opened."""
    commands.cases_opened(payload)


@daily("desk.remind", label="期限提醒")
def remind() -> None:
    """Clocks that turned amber or red by today."""
    commands.remind(timekeeping.today())


@handler("desk.expiring", label="通知文件即将到期", event="documents.expiring")
def expiring(payload: dict[str, Any]) -> None:
    """``{document, until, label}``: the officers and heads of the unit that issued it."""
    commands.document_expires(payload["document"], payload["until"], payload["label"])


@handler("desk.training_invited", label="通知各单位派人参加培训", event="training.invited")
def training_invited(payload: dict[str, Any]) -> None:
    """``{session, units}``: the officers and heads of the units that were asked to come."""
    commands.training_invited(payload["session"], payload["units"])


@handler("desk.webhooks_paused", label="通知事件推送已暂停", event="webhooks.paused")
def webhooks_paused(payload: dict[str, Any]) -> None:
    """``{subscription}``: the administrators."""
    commands.webhooks_paused(payload["subscription"])


@handler("desk.annual_reminded", label="提醒公布年度报告", event="annual_report.reminded")
def annual_reminded(payload: dict[str, Any]) -> None:
    """``{report}``: the writers and the head of its unit."""
    commands.annual_report_reminded(payload["report"])
