"""What an application's applicant is told: the state in plain words, what to do now, the clock, the letters, the end.

Nothing of the office's inner steps, of third parties or of other applicants.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from mingzheng.core import timekeeping
from mingzheng.core.errors import Refused
from mingzheng.core.files.models import StoredFile
from mingzheng.core.procedures.clocks import rule_on
from mingzheng.core.procedures.queries import ClockView, clocks_of
from mingzheng.core.workdays.queries import calendar
from mingzheng.requests.foi.law import outcomes
from mingzheng.requests.foi.letters.kinds import kinds
from mingzheng.requests.foi.models import Application, Delivery, Letter

CLOCKS = ("reply", "correction", "fee")


@dataclass(frozen=True)
class Todo:
    """Something that the applicant must or may do now; ``until`` is its last day."""

    title: str
    text: str
    until: dt.date | None = None
    action: str = ""


@dataclass(frozen=True)
class Told:
    state: str
    explained: str
    todo: Sequence[Todo] = ()


@dataclass(frozen=True)
class Ending:
    """``remedy``: the sentence of the letter, as signed."""

    name: str
    article: str
    closed_on: dt.date
    delivered_on: dt.date | None
    remedy: str


def confirm_by(application: Application) -> dt.date | None:
    """The day until which the office promises to confirm receipt with the applicant; None where nothing is promised."""
    day = application.submitted_on
    try:
        rule = rule_on("foi.confirm", day)
        return calendar().add_workdays(day, rule.length or 0).due
    except Refused:
        return None


def told(application: Application) -> Told:
    """Where the application stands, for its applicant."""
    state = application.case.state if application.case else "archived"
    if application.leaf and state in ("settled", "archived"):
        return Told(_("已经办结"), _("这件申请已经办结，结果见下面。"))
    return _SAID[state](application)


def _incoming(found: Application) -> Told:
    unit = found.unit.name
    if found.received_on:
        return Told(_("已经收到，正在登记"), _("%(unit)s已经收到您的申请，登记后会编申请号。") % {"unit": unit})
    text = _("%(unit)s将按您留的方式与您联系，双方确认后才算收到（条例第三十一条），次日起计算答复期限。") % {
        "unit": unit
    }
    by, phone = confirm_by(found), found.unit.phone
    ask = _("请留意电话和邮件。")
    if by and phone:
        ask += _("过了这一天还没有人联系您，请打 %(phone)s。") % {"phone": phone}
    return Told(_("已经提交，等待确认收到"), text, [Todo(_("等办理单位与您确认"), ask, by)])


def _correcting(found: Application) -> Told:
    correction = getattr(found, "correction", None)
    items = correction.items if correction else ""
    todo = Todo(_("请补正"), items, correction.due_on if correction else None, "correction")
    return Told(
        _("请您补正"),
        _("申请内容还不够明确，办理单位一次性告知了需要补正的事项。收到补正的次日起，答复期限重新计算。"),
        [todo],
    )


def _handling(found: Application) -> Told:
    if found.consultations.filter(ended_on=None).exists():
        return Told(_("正在征求意见"), _("这件信息涉及他人或者其他机关，正在依法征求意见；所需时间不计入答复期限。"))
    if found.redo_ordered_on:
        return Told(_("正在重新办理"), _("复议决定或者判决责令重新答复，正在重新查找和审查您要的信息。"))
    return Told(_("正在办理"), _("正在查找和审查您要的信息。"))


def _paying(found: Application) -> Told:
    fee = getattr(found, "fee", None)
    if fee is None:
        return _handling(found)
    text = _("信息处理费 %(amount)s 元。缴纳方式：%(how)s") % {"amount": fee.amount, "how": fee.how}
    return Told(
        _("请您缴费"),
        _("申请的数量明显超过合理范围，依条例第四十二条收取信息处理费；缴费的次日起，答复期限重新计算。"),
        [Todo(_("请缴费"), text, fee.due_on)],
    )


def _sent(found: Application) -> Told:
    """The answer stands here to be read, or is on its way."""
    unread = [one for one in letters(found) if one.kind == "answer" and not hasattr(one, "acknowledgement")]
    todo = [Todo(_("请看答复"), _("点开下面的答复书；看过以后请点“我已收到”。"))] if unread else []
    return Told(_("答复已经发出"), _("答复已经按您选的方式发出。收到之日起计算复议和诉讼的期限。"), todo)


def _plain(state: str, text: str) -> Told:
    return Told(state, text)


_SAID = {
    "incoming": _incoming,
    "reviewing": lambda _found: _plain(
        _("正在审查"), _("正在看申请的内容是否明确；不明确的，7 个工作日内一次告知补正。")
    ),
    "correcting": _correcting,
    "handling": _handling,
    "paying": _paying,
    "checking": lambda _found: _plain(_("答复正在审核"), _("拟好的答复正在审核。")),
    "legal": lambda _found: _plain(_("答复正在审核"), _("拟好的答复正在作法律审核。")),
    "signing": lambda _found: _plain(_("答复等待签发"), _("答复已经审核，等待负责人签发。")),
    "sending": lambda _found: _plain(_("答复已经签发，即将送达"), _("会按您选的方式送达。")),
    "sent": _sent,
    "settled": lambda _found: _plain(_("已经办结"), _("这件申请已经办结。")),
    "archived": lambda _found: _plain(_("已经办结"), _("这件申请已经办结。")),
    "returned": lambda _found: _plain(
        _("不属于政府信息公开申请"), _("来件没有申请公开政府信息，办理单位已经书面告知您应走的渠道。")
    ),
}


def clocks(application: Application) -> list[ClockView]:
    """The clocks that concern the applicant, with their reasons."""
    if application.case is None:
        return []
    return [view for view in clocks_of(application.case) if view.clock.name in CLOCKS]


def letters(application: Application) -> list[Letter]:
    """Letters to the applicant that may be read online, the newest first: notices once signed, the answer once sent so.

    A letter to a third party or another agency is never among them.
    """
    to_applicant = [code for code, kind in kinds().items() if kind.to == "applicant"]
    found = application.letters.filter(status=Letter.Status.SIGNED, kind__in=to_applicant)
    rows = found.select_related("unit", "pdf", "signed_copy", "acknowledgement").prefetch_related(
        "attachments", "deliveries"
    )
    return [letter for letter in rows.order_by("-id") if _served_here(application, letter)]


def _served_here(application: Application, letter: Letter) -> bool:
    if letter.kind == "answer":
        return any(one.way == Delivery.Way.ONLINE and one.failed_on is None for one in letter.deliveries.all())
    return application.channel == Application.Channel.INTERNET or application.way == Application.Way.ONLINE


def files_of(letter: Letter) -> list[StoredFile]:
    """The letter itself, sealed if it was, and what is supplied with it; only files of this very application."""
    main = letter.signed_copy or letter.pdf
    found = [main] if main else []
    found += list(letter.attachments.all())
    return [one for one in found if one.owner == letter.application.ref or one.owner == letter.ref_record]


def ending(application: Application) -> Ending | None:
    """How it ended, with the remedy as the letter says it."""
    if not application.leaf or application.closed_on is None:
        return None
    leaf = outcomes.leaf(application.leaf, application.closed_on)
    answer = application.letters.filter(kind="answer", status=Letter.Status.SIGNED).order_by("-id").first()
    return Ending(
        _named(leaf), leaf.article, application.closed_on, application.delivered_on, answer.remedy if answer else ""
    )


def _named(leaf: outcomes.Leaf) -> str:
    """不予公开：过程性信息 — the heading of the form before the name, unless the name says it already."""
    heading = re.sub(r"^（.）", "", leaf.heading)
    return leaf.name if heading in leaf.name or leaf.discloses else f"{heading}：{leaf.name}"


def milestones(application: Application) -> list[tuple[dt.date, str]]:
    """What happened on which day, in the applicant's words."""
    correction = getattr(application, "correction", None)
    fee = getattr(application, "fee", None)
    rows: list[tuple[dt.date | None, str]] = [
        (application.submitted_on, _("提交申请")),
        (
            application.received_on,
            _("双方确认收到") if application.receipt_how not in ("当面提交", "签收") else _("收到"),
        ),
        (correction.asked_on if correction else None, _("告知补正")),
        (correction.received_on if correction else None, _("收到补正")),
        (fee.noticed_on if fee else None, _("发收费通知")),
        (fee.paid_on if fee else None, _("缴费")),
        (application.closed_on, _("答复发出") if _answered(application) else _("办结")),
        (application.delivered_on, _("答复送达")),
    ]
    today = timekeeping.today()
    known = [(day, what) for day, what in rows if day is not None and day <= today]
    return sorted(known, key=lambda row: row[0])


def _answered(application: Application) -> bool:
    return application.leaf[:1] not in ("", "F")
