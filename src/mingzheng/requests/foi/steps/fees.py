"""The fee of Art. 42: the notice, its delivery, the payment, its term."""

from __future__ import annotations

from mingzheng.core import timekeeping
from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.clocks import rule_on
from mingzheng.core.procedures.table import Act
from mingzheng.core.workdays.queries import calendar
from mingzheng.requests.foi import letters
from mingzheng.requests.foi.law.fees import fee
from mingzheng.requests.foi.models import (
    Application,
    Fee,
)
from mingzheng.requests.foi.steps.ending import settle


def no_fee_yet(application: Application) -> bool:
    return not hasattr(application, "fee")


def charge(act: Act) -> None:
    """Art. 42, 国办函〔2020〕109号: one tariff, inside the period of the reply, with how to pay."""
    due = fee(act.data["tariff"], act.data["n"], act.day)
    if due.amount == 0:
        raise Refused(
            "按这个数量不收费：" + due.reasons[-1], remedy="不需要发收费通知。", field="n", code="nothing_to_pay"
        )
    Fee.objects.create(
        application=act.subject,
        tariff=act.data["tariff"],
        n=act.data["n"],
        amount=due.amount,
        how=act.data["how"],
        noticed_on=act.day,
    )
    facts = {"金额": str(due.amount), "计算": "；".join(due.reasons[1:-1]), "缴纳方式": act.data["how"]}
    letters.issue(act, "fee", facts=facts)
    act.note = f"{due.amount} 元"


def fee_delivered(act: Act) -> None:
    found: Fee = act.subject.fee
    day = act.data["delivered_on"]
    if day < found.noticed_on:
        raise Refused("送达日期早于通知日期。", remedy="请核对。", field="delivered_on")
    found.delivered_on = day
    found.due_on = calendar().add_workdays(day, rule_on("foi.fee", day).length or 0).due
    found.save(update_fields=["delivered_on", "due_on"])
    act.note = f"缴费期限至 {chinese_date(found.due_on)}"


def fee_unsent(application: Application) -> bool:
    found: Fee | None = getattr(application, "fee", None)
    return found is not None and found.delivered_on is None


def pay(act: Act) -> None:
    found: Fee = act.subject.fee
    if act.data["paid_on"] < found.noticed_on:
        raise Refused("缴费日期早于通知日期。", remedy="请核对。", field="paid_on")
    found.paid_on, found.receipt = act.data["paid_on"], act.data["receipt"]
    found.save(update_fields=["paid_on", "receipt"])
    act.note = f"{found.amount} 元，{chinese_date(found.paid_on)}"


def fee_over(application: Application) -> bool:
    found: Fee | None = getattr(application, "fee", None)
    if found is None or found.paid_on is not None or found.due_on is None:
        return False
    return timekeeping.today() > found.due_on


def fee_lapsed(act: Act) -> None:
    found: Fee = act.subject.fee
    found.lapsed_on = act.day
    found.save(update_fields=["lapsed_on"])
    settle(act, "F2")
    act.note = "逾期未缴费，视为放弃申请"
    if act.data.get("notify"):
        facts = {"金额": str(found.amount), "缴费期限届满": letters.in_words(found.due_on)}
        letters.issue(act, "notice_fee_lapsed", facts=facts)
        act.note += "，已制作告知书"
