"""The forms of an application under the 条例, blank or filled from the case as it stands: never kept, printed when asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from mingzheng.core import timekeeping
from mingzheng.core.dates import chinese_date
from mingzheng.papers import forms
from mingzheng.papers.forms import Cell, Sheet, boxes, label
from mingzheng.papers.word_forms import docx
from mingzheng.requests.foi.law import outcomes
from mingzheng.requests.foi.letters.kinds import forms as named
from mingzheng.requests.foi.models import Applicant, Application, Consultation, Delivery, Letter

DAY_BLANK = "　　年　　月　　日"


def rendered(sheet: Sheet, ending: str, day: dt.date | None = None) -> bytes:
    """A form as ``pdf`` or ``docx``.

    Raises:
        Refused: the PDF would lack characters.
    """
    made = {"pdf": forms.pdf, "docx": docx}[ending]
    return made(sheet, day or timekeeping.today())


def application_form(application: Application | None = None) -> Sheet:
    """申请表 (Art. 29): who asks, for what, in which form. Without an application: blank, for the portal."""
    person = getattr(application, "applicant", None) if application else None
    natural = person if application and application.applicant_kind == Application.Kind.NATURAL else None
    body = person if person is not None and natural is None else None
    reachable = "（电话、邮箱、地址至少填写一项）"
    rows = (
        (
            label("申请人\n信息", down=9),
            label("公民", down=3),
            label("姓名"),
            Cell(_of(natural, "name")),
            label("证件名称"),
            Cell(natural.get_id_kind_display() if natural else ""),
        ),
        (label("证件号码"), Cell(_of(natural, "id_number"), across=3)),
        (label("联系电话"), Cell(_of(natural, "phone")), label("电子邮箱"), Cell(_of(natural, "email"))),
        (
            label("法人\n或者\n其他\n组织", down=4),
            label("名称"),
            Cell(_of(body, "name")),
            label("统一社会\n信用代码"),
            Cell(_of(body, "id_number")),
        ),
        (label("类别"), Cell(_kinds(application), across=3)),
        (label("法定代表人"), Cell(_of(body, "representative")), label("联系人"), Cell(_of(body, "contact"))),
        (label("联系电话"), Cell(_of(body, "phone")), label("电子邮箱"), Cell(_of(body, "email"))),
        (label("通信地址", across=2), Cell(_of(person, "address")), label("邮政编码"), Cell(_of(person, "postcode"))),
        (label("申请日期", across=2), Cell(_day(application.submitted_on if application else None)), *_signing()),
        (
            label("所需\n信息", down=3),
            label("内容描述", across=2),
            Cell(application.wanted if application else "", across=3, height=0 if application else 45),
        ),
        (
            label("提供方式", across=2),
            Cell(boxes(Application.Form.choices, application.form if application else "", each=4), across=3),
        ),
        (
            label("获取方式", across=2),
            Cell(boxes(Application.Way.choices, application.way if application else ""), across=3),
        ),
    )
    notes = (
        f"填表说明：公民填写“公民”栏，法人或者其他组织填写对应的栏；联系方式{reachable}。",
        "内容描述应当写明所申请信息的名称、文号或者便于行政机关查询的其他特征性描述（《政府信息公开条例》第二十九条）。",
        "请附身份证明。",
    )
    top = f"申请号：{application.number}" if application and application.number else ""
    return Sheet(named()["application"].title, (10, 10, 15, 21, 15, 24), rows, top, () if application else notes)


def _signing() -> tuple[Cell, Cell]:
    return label("申请人签名\n（盖章）"), Cell()


def _kinds(application: Application | None) -> str:
    choices = [one for one in Application.Kind.choices if one[0] != Application.Kind.NATURAL]
    return boxes(choices, application.applicant_kind if application else "")


def registration(application: Application) -> Sheet:
    """登记表 (Art. 45): from receipt to service on one page, as the case stands."""
    person = getattr(application, "applicant", None)
    leaf = outcomes.leaf(application.leaf) if application.leaf else None
    case = application.case
    reach = "　".join(part for part in (_of(person, "phone"), _of(person, "email"), _of(person, "address")) if part)
    rows = (
        _pair("申请号", application.number, "办理单位", application.unit.name),
        _pair("提交日期", _day(application.submitted_on), "收到日期", _day(application.received_on)),
        _pair("提交渠道", application.get_channel_display(), "申请人类别", application.get_applicant_kind_display()),
        _wide("申请人", _of(person, "name") or "（个人信息已清除）"),
        _wide("联系方式", reach),
        (label("申请公开的信息"), Cell(application.wanted, across=3, height=30)),
        _pair("提供形式", application.get_form_display(), "获取方式", application.get_way_display()),
        (label("办理经过"), Cell("\n".join(_course(application)) or "无", across=3, height=50)),
        _pair("答复期限", _day(case.due_on if case else None), "办结日期", _day(application.closed_on)),
        _wide("办理结果", f"{leaf.name}（{leaf.article}）" if leaf else ""),
        _pair("答复文号", _answer_number(application), "送达日期", _day(application.delivered_on)),
        _pair("经办人", "", "负责人", ""),
    )
    return Sheet(named()["registration"].title, (4, 9, 4, 7), rows)


def _course(application: Application) -> Iterator[str]:
    """What happened between receipt and reply, one line each."""
    correction = getattr(application, "correction", None)
    if correction is not None:
        ended = correction.received_on or correction.lapsed_on
        yield f"{_day(correction.asked_on)} 告知补正" + (f"，{_day(ended)} {_corrected(correction)}" if ended else "")
    for one in application.consultations.all():
        ended = f"，{_day(one.ended_on)} {one.get_position_display()}" if one.ended_on else ""
        yield f"{_day(one.sent_on)} 征求{one.get_kind_display()}意见（{one.ref}）{ended}"
    for search in application.searches.all():
        yield f"{_day(search.searched_on)} 检索：{search.place}，{'有' if search.found else '无'}"
    for extension in application.extensions.exclude(approved_on=None):
        yield f"{_day(extension.approved_on)} 批准延长 {extension.days} 个工作日"
    fee = getattr(application, "fee", None)
    if fee is not None:
        ended = f"，{_day(fee.paid_on)} 缴纳" if fee.paid_on else ("，逾期未缴" if fee.lapsed_on else "")
        yield f"{_day(fee.noticed_on)} 通知缴纳信息处理费 {fee.amount} 元{ended}"


def _corrected(correction: object) -> str:
    return "收到补正" if getattr(correction, "received_on", None) else "逾期不补正"


def _answer_number(application: Application) -> str:
    found = application.letters.filter(kind="answer", status=Letter.Status.SIGNED).order_by("-id").first()
    return found.number if found else ""


def consult_answer(consultation: Consultation | None = None) -> Sheet:
    """征求意见确认函 (Arts 32, 34): goes out with the letter, comes back filled in. Nothing of the applicant stands on it."""
    choices = [one for one in Consultation.Position.choices if one[0] != Consultation.Position.SILENT]
    agree = "\n".join(f"{forms.OPEN}{name}" for _code, name in choices)
    rows = (
        (label("答复单位（人）"), Cell(consultation.party if consultation else "", across=3)),
        (label("征求意见的内容"), Cell(consultation.content if consultation else "", across=3, height=30)),
        (label("意见"), Cell(agree, across=3)),
        (label("理由\n（不同意公开或者\n部分公开的填写）"), Cell("", across=3, height=45)),
        (label("联系人"), Cell(), label("联系电话"), Cell()),
        (label("签名（盖章）"), Cell(height=16), label("日期"), Cell(DAY_BLANK)),
    )
    notes = ("请自收到征求意见书之日起15个工作日内，将本函交回征求意见的机关。",)
    return Sheet(named()["consult_answer"].title, (5, 5, 3, 6), rows, notes=notes)


def return_receipt(letter: Letter, delivery: Delivery | None = None) -> Sheet:
    """送达回证: one for each service of a letter; the receiver signs, the server signs."""
    way = delivery.way if delivery else ""
    rows = (
        _wide("送达文书", letter.full_title),
        _pair("送达机关", letter.unit.name, "受送达人", letter.addressee),
        (label("送达方式"), Cell(boxes(Delivery.Way.choices, way, each=4), across=3)),
        _pair("发出日期", _day(delivery.sent_on) if delivery else DAY_BLANK, "邮件号码", _of(delivery, "tracking")),
        (label("送达地点"), Cell("", across=3, height=10)),
        (
            label("签收人\n签名（盖章）"),
            Cell(_of(delivery, "receiver"), height=18),
            label("签收日期"),
            Cell(_day(delivery.delivered_on) or DAY_BLANK if delivery else DAY_BLANK),
        ),
        (label("代收人及\n代收理由"), Cell("", across=3, height=18)),
        (label("未能送达\n的原因"), Cell(_of(delivery, "failure"), across=3, height=18)),
        _pair("送达人", "", "备注", ""),
    )
    return Sheet(named()["return_receipt"].title, (4, 7, 4, 7), rows)


ENCLOSED: dict[str, Callable[[Letter], Sheet]] = {
    "consult_answer": lambda letter: consult_answer(
        Consultation.objects.filter(application=letter.application_id, ref=letter.ref).first()
    ),
}
"""Forms that go out with a letter, by the code that its kind names."""


def _pair(first: str, one: str, second: str, two: str) -> tuple[Cell, ...]:
    return (label(first), Cell(one), label(second), Cell(two))


def _wide(name: str, text: str) -> tuple[Cell, ...]:
    return (label(name), Cell(text, across=3))


def _of(row: Applicant | Delivery | None, name: str) -> str:
    return str(getattr(row, name)) if row is not None else ""


def _day(day: dt.date | None) -> str:
    return chinese_date(day) if day else ""
