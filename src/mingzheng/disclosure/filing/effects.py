"""What each step of a monthly filing changes. Called by ``core.procedures`` within its transaction."""

from __future__ import annotations

import datetime as dt
from typing import Any

from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.models import Case
from mingzheng.core.procedures.table import Act
from mingzheng.disclosure.filing import monthly
from mingzheng.disclosure.filing.models import MonthlyFiling, month_after


def began_on(act: Act) -> dt.date:
    """The first day after the month, whenever the case was opened."""
    filing: MonthlyFiling = act.subject
    return month_after(filing.month)


def submit(act: Act) -> None:
    """Fix the list as it stands, count what is wrong, and owe it to the city's platform."""
    filing: MonthlyFiling = act.subject
    found = monthly.content(filing.unit, filing.month)
    filing.content = [row.as_row() for row in found.rows]
    filing.documents = len(found.rows) + found.secret
    filing.elements, filing.formats, filing.classes = (found.count(kind) for kind in ("element", "format", "class"))
    filing.unfiled, filing.remark = found.unfiled, act.data.get("remark", "")
    filing.submitted_on = act.day
    filing.first_submitted_on = filing.first_submitted_on or act.day
    filing.rounds += 1
    filing.save()
    monthly.owe(filing)
    wrong = filing.elements + filing.formats + filing.classes
    act.note = f"公文 {filing.documents} 件" if filing.documents else "本月没有形成公文"
    act.note += f"，差错 {wrong} 处" if wrong else ""
    act.facts = {"documents": filing.documents, "faults": wrong, "round": filing.rounds}


def has_later(filing: Any, _actor: Actor) -> bool:
    """Has the list changed since it was submitted?"""
    now = [row.as_row() for row in monthly.content(filing.unit, filing.month).rows]
    return bool(now != filing.content)


def send_back(act: Act) -> None:
    filing: MonthlyFiling = act.subject
    filing.submitted_on = None
    filing.save(update_fields=["submitted_on"])
    act.note = act.data["reason"][:120]


def facts(filing: MonthlyFiling) -> list[tuple[str, Any]]:
    """Label and value for the case's page; what is empty is left out."""
    return [
        ("月份", filing.label),
        ("报送日期", filing.submitted_on),
        ("报送次数", filing.rounds if filing.rounds > 1 else ""),
        ("说明", filing.remark),
        ("市平台", _platform(filing)),
    ]


def _platform(filing: MonthlyFiling) -> str:
    if filing.rounds and filing.sent_round == filing.rounds:
        return f"已收到，编号 {filing.library_id}"
    if filing.send_error:
        return filing.send_error
    return "待送达" if filing.rounds else ""


def sample_case() -> Case:
    """The filing of a street for the past month. For tests only."""
    from mingzheng.core import timekeeping
    from mingzheng.disclosure.filing.models import month_before

    monthly.open_month(month_before(timekeeping.today()))
    found = MonthlyFiling.objects.exclude(unit__kind="gov_office").select_related("case").first()
    if found is None or found.case is None:
        raise Refused("没有要报送的单位。")
    return found.case
