"""Every write to visitors' reports: received once, assigned, receipted; contacts removed after a time."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any
from urllib.parse import unquote, urlsplit

from django.db import transaction
from django.db.models import QuerySet
from django.urls import Resolver404, resolve

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.outbox.forgetting import forgets
from mingzheng.core.procedures.commands import open_case
from mingzheng.core.records import RecordRef
from mingzheng.core.submissions.keys import new_key
from mingzheng.core.units.models import Unit
from mingzheng.supervision.inspections import thresholds
from mingzheng.supervision.inspections.models import ErrorReport, ReportContact
from mingzheng.supervision.inspections.owners import owner_or_office

VISITOR = "公众（网站纠错）"
# Without what is easily mistaken: 0 O 1 I L.
CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 8
SECRETS = frozenset({"key", "token", "ticket", "door"})  # such a part makes an address the secret of whoever got it


def own_path(typed: str) -> str:
    """The path of a page of this portal, from whatever was passed along; "" when it is none, or one's own alone.

    The query is dropped: it may hold what somebody searched for. Receipts, tickets and links sent by mail are left out:
    whoever handles the report would hold what only its reader should (《个人信息保护法》第五十一条).
    """
    if not typed or "\x00" in typed:
        return ""
    try:
        path = unquote(urlsplit(typed.strip()).path)
    except ValueError:
        return ""
    path = "".join(char for char in path if char.isprintable())
    # Browsers read "\\" as "/": "/\\host" would lead whoever handles the report to another site.
    if not path.startswith("/") or "\\" in path or path.startswith("//"):
        return ""
    return "" if _secret(path) else path[:500]


def _secret(path: str) -> bool:
    try:
        return not SECRETS.isdisjoint(resolve(path).kwargs)
    except Resolver404:
        return False


@transaction.atomic
def submit(*, kind: str, text: str, page: str = "", name: str = "", reach: str = "") -> ErrorReport:
    """A visitor's report becomes a case of the unit that answers for the page, else of 区府办.

    Args:
        name, reach: how to call and reach the visitor; kept apart from the report.

    Raises:
        Refused: there is no unit yet that could handle it.
    """
    path = own_path(page)
    unit = owner_or_office(path)
    if unit is None:
        raise Refused("网站还没有设好受理单位，暂时不能收。", remedy="请按页脚的电话联系主办单位。", code="no_unit")
    report = _made(unit, {"kind": kind, "text": text, "page": path})
    if reach:
        ReportContact.objects.create(report=report, name=name[:40], reach=reach[:120])
    case = open_case(
        "inspections.report",
        RecordRef("inspections.report", str(report.pk)),
        unit=unit,
        actor=Actor.system(VISITOR),
        title=f"网站纠错：{report.get_kind_display()}" + (f"（{path}）" if path else ""),
        number=report.number,
    )
    report.case = case
    report.save(update_fields=["case"])
    return report


def _made(unit: Unit, facts: dict[str, Any]) -> ErrorReport:
    """The next number of the day: 区府办's row is locked, so that two reports at one moment follow each other."""
    Unit.objects.select_for_update(no_key=True).filter(kind=Unit.Kind.GOV_OFFICE).first()
    day = timekeeping.today()
    head = f"JC{day:%Y%m%d}-"
    numbers = ErrorReport.objects.filter(number__startswith=head).values_list("number", flat=True)
    last = max((int(number.rpartition("-")[2]) for number in numbers), default=0)
    code = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
    return ErrorReport.objects.create(
        number=f"{head}{last + 1:04}",
        query_code=code,
        key=new_key(),
        unit=unit,
        received_at=timekeeping.now(),
        received_on=day,
        **facts,
    )


@transaction.atomic
def date_contact(report: ErrorReport, day: dt.date) -> None:
    """From the day on which the report is settled the contact is kept only so long."""
    days = thresholds.value("report_contact_days", day)
    ReportContact.objects.filter(report=report).update(remove_after=day + dt.timedelta(days=days))


def contacts_over() -> QuerySet[ReportContact]:
    return ReportContact.objects.filter(remove_after__lt=timekeeping.today())


@forgets(
    "inspections.contacts",
    label="清除到期的纠错人联系方式",
    what="网站纠错：联系方式",
    term=lambda: f"办结后{thresholds.value('report_contact_days', timekeeping.today())}日",
    due=contacts_over,
)
@transaction.atomic
def drop_contacts() -> int:
    """Returns how many went."""
    gone, _by_model = contacts_over().delete()
    return gone
