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
