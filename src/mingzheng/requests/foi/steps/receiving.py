"""From arrival to examination. No sentence of the journal says who asked, or for what."""

from __future__ import annotations

import datetime as dt

from django.conf import settings

from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused
from mingzheng.core.files.commands import store_all
from mingzheng.core.procedures.table import Act
from mingzheng.requests.foi import letters, numbering
from mingzheng.requests.foi.models import Application


def receipt_known(application: Application) -> bool:
    return application.received_on is not None


def receipt_open(application: Application) -> bool:
    return application.received_on is None


def received_on(act: Act) -> dt.date:
    """The day of receipt (Art. 31), from which the clocks run."""
    day: dt.date | None = act.subject.received_on
    if day is None:
        raise Refused("还没有确认收到日期。", remedy="请先登记收到日期。", code="not_received")
    return day


def arrived_on(act: Act) -> dt.date:
    """From when the unit owes the applicant a confirmation: of its arrival, or of its being passed on."""
    day: dt.date = act.subject.submitted_on
    return day if act.step is None else act.day


def by_wire(act: Act) -> bool:
    """The net, fax, or passed on from another unit."""
    return receipt_open(act.subject) and act.subject.channel != Application.Channel.ORDINARY_MAIL


def by_mail(act: Act) -> bool:
    """An ordinary letter is confirmed on the day on which it comes (Art. 31 (2))."""
    return receipt_open(act.subject) and act.subject.channel == Application.Channel.ORDINARY_MAIL


def confirm(act: Act) -> None:
    """Art. 31 (2), (3): an ordinary letter on the day of confirming it with the applicant, the net and fax likewise."""
    found: Application = act.subject
    found.received_on, found.receipt_how = act.data["received_on"], act.data["how"]
    found.save(update_fields=["received_on", "receipt_how"])
    act.note = f"收到日期 {chinese_date(found.received_on)}"


def register(act: Act) -> None:
    """Art. 45: the application gets its number, the applicant a receipt that says when to expect the reply."""
    found: Application = act.subject
    if not found.number:
        found.number = numbering.application_number(found.unit, received_on(act))
        found.save(update_fields=["number"])
    act.case.number = found.number
    if not found.letters.filter(kind="receipt").exists():
        letters.issue(act, "receipt", facts={"答复期限": letters.in_words(_reply_due(act)), "查询方式": how_to_ask()})
    act.note = found.number


def _reply_due(act: Act) -> dt.date | None:
    clock = act.case.clocks.filter(name="reply").exclude(status="stopped").order_by("-id").first()
    due: dt.date | None = clock.due_on if clock else None
    return due


def how_to_ask() -> str:
    """How the applicant follows the case: the number with the query code, of which only a hash is kept."""
    site = settings.MINGZHENG_SITE_URL or f"{settings.MINGZHENG_DISTRICT}人民政府门户网站"
    return f"您可以登录{site}的“依申请公开”栏目，凭申请号和查询码查询办理进度；查询码遗失的，请凭身份证明向本机关补领。"


def not_application(act: Act) -> None:
    """What asks for no information (咨询, 信访 without a request) is returned with a pointer, and not counted."""
    found: Application = act.subject
    found.counted = False
    found.save(update_fields=["counted"])
    letters.issue(act, "not_application", facts={"原因": act.data["reason"], "渠道": act.data["pointer"]})
    act.note = act.data["kind_label"]


def transfer(act: Act) -> None:
    """To the unit of the district that answers for it (Art. 10); its own receipt begins the clock there."""
    found: Application = act.subject
    unit = act.data["unit"]
    if unit.pk == found.unit_id:
        raise Refused("已经在这个单位。", remedy="请选择另一个单位。", field="unit")
    found.unit, found.received_on, found.receipt_how = unit, None, ""
    found.save(update_fields=["unit", "received_on", "receipt_how"])
    act.case.unit = unit
    act.note = f"转送{unit.short}"
    act.facts = {"unit": unit.code}


def add_papers(act: Act) -> None:
    """A form that was signed, a proof of identity, a power of attorney: kept with the case under what it is."""
    store_all(act.data["papers"], owner=act.subject.ref, actor=act.actor, label=act.data["what"])
    act.note = f"{act.data['what']} {len(act.data['papers'])} 份"
