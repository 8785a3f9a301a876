"""What systems bring in (work orders, applications, drafts), and how it stands, by the system's own number."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal, cast

from django.http import HttpRequest
from django.utils.translation import gettext as _
from pydantic import BaseModel, Field

from mingzheng.api.desk.door import SystemRequest
from mingzheng.api.desk.operations import Part
from mingzheng.api.desk.sent import Sent
from mingzheng.api.desk.writing import once
from mingzheng.api.problems import Problem
from mingzheng.disclosure.documents.models import Document
from mingzheng.machines.intake import commands, queries
from mingzheng.machines.intake.commands import WorkOrder
from mingzheng.machines.intake.models import Brought
from mingzheng.machines.systems.models import Operation
from mingzheng.participation.letters.models import Letter
from mingzheng.requests.foi.models import Application

LETTERS = Part("来信和热线工单", "12345 等送来的工单，由分办该渠道的单位的岗位收。")
APPLICATIONS = Part(
    "依申请公开", "市级申请平台送来的申请。收到日期以双方确认之日为准（《条例》第三十一条第（三）项）。"
)
DOCUMENTS = Part("公文草稿", "办公系统送来的草稿，由本单位的人补齐、审核、发布。附件用 `attach` 动作上传。")

Number = Field(
    min_length=1, max_length=64, pattern=r"^[\w.\-〔〕\[\]()（）]+$", description="本系统的编号，此后凭它查询"
)


class ReceiptOut(BaseModel):
    """收到的回执。重发同一个 Idempotency-Key 得到同一个回答。"""

    number: str = Field(description="本系统的编号")
    case: int = Field(description="事项编号，用于 /cases/…")
    brought_on: dt.date = Field(description="收到日期")


class WorkOrderIn(Sent):
    """一张等待答复的工单。"""

    number: str = Number
    channel: Literal["hotline", "national"] = Field("hotline", description="渠道：12345热线、国家平台转办")
    received_on: dt.date = Field(description="受理日期")
    title: str = Field("", max_length=80, description="标题；空的取内容开头")
    text: str = Field(min_length=1, max_length=5000, description="诉求内容")
    kind: Literal["", "consult", "help", "complaint", "report", "advice", "praise"] = Field("", description="性质")
    unit: str = Field("", max_length=60, description="承办单位的代码或名称；空的由分办单位交办")
    consent: bool = Field(False, description="是否同意选登")
    name: str = Field("", max_length=40, description="称呼，与信分开保存，按期删除")
    reach: str = Field("", max_length=120, description="联系方式，同上")


class LetterOut(BaseModel):
    """一张工单办得怎样。"""

    number: str
    case: int
    letter_number: str = Field(description="平台编号")
    state: str
    state_label: str
    unit: str = Field(description="现在答复的单位")
    due_on: dt.date | None
    replied_on: dt.date | None
    reply: str = Field(description="最近一轮的答复；没有时为空")


class ApplicationIn(Sent):
    """一件申请。各项与门户上的申请表相同。"""

    number: str = Number
    submitted_on: dt.date = Field(description="提交日期")
    applicant_kind: Literal["natural", "business", "research", "welfare", "legal", "other"] = "natural"
    name: str = Field(max_length=100, description="姓名或者名称")
    id_kind: Literal["resident", "passport", "hk_macao", "taiwan", "uscc", "other"]
    id_number: str = Field(max_length=40)
    representative: str = Field("", max_length=60)
    contact: str = Field("", max_length=60)
    phone: str = Field("", max_length=30)
    email: str = Field("", max_length=254)
    address: str = Field("", max_length=200)
    postcode: str = Field("", max_length=10)
    wanted: str = Field(max_length=4000, description="申请公开的信息")
    form: Literal["paper", "electronic", "disk", "view"] = "electronic"
    way: Literal["post", "email", "online", "pickup", "fax"] = "email"


class ApplicationOut(BaseModel):
    """一件申请办得怎样。不含申请人和申请的内容。"""

    number: str
    case: int
    application_number: str = Field(description="申请号；登记前为空")
    state: str
    state_label: str
    unit: str
    received_on: dt.date | None
    due_on: dt.date | None
    closed_on: dt.date | None
    outcome: str = Field(description="办结的结果代码（年度报告表三）；在办时为空")


class DraftIn(Sent):
    """一份草稿。没有给的要素由本单位的人补齐。"""

    number: str = Number
    title: str = Field(min_length=1, max_length=300)
    doc_number: str = Field("", max_length=64, description="发文字号")
    issuer: str = Field("", max_length=200, description="发文机关；空的为本单位")
    body: str = Field("", max_length=1_000_000, description="正文（HTML，只留下公文用得着的标记）")
    summary: str = Field("", max_length=500)
    keywords: str = Field("", max_length=200)
    formed_on: dt.date | None = Field(None, description="成文日期")


class DocumentOut(BaseModel):
    """一份草稿办得怎样。"""

    number: str
    case: int
    state: str
    state_label: str
    index_number: str = Field(description="索引号；没有时为空")
    address: str = Field(description="公开后的地址；没有公开时为空")


@LETTERS.post(
    "/letters", "送入工单", ReceiptOut, needs=Operation.LETTERS, about="同一渠道同一编号只收一次；内容不同的拒收。"
)
def bring_letter(request: HttpRequest, sent: WorkOrderIn) -> ReceiptOut:
    system = cast(SystemRequest, request).system
    order = WorkOrder(**sent.model_dump())
    return _receipt(request, once(request, _content(sent), lambda: commands.take_letter(system, order).pk).result)


@LETTERS.get("/letters/{number}", "工单办得怎样", LetterOut, needs=Operation.LETTERS, about="只能查本系统送来的。")
def letter_status(request: HttpRequest, number: str) -> LetterOut:
    found = _brought(request, Brought.Kind.LETTER, number)
    letter = Letter.objects.select_related("unit").get(case=found.case)
    latest = letter.round
    return LetterOut(
        **_standing(found),
        letter_number=letter.number,
        unit=letter.unit.code,
        due_on=found.case.due_on,
        replied_on=latest.replied_on,
        reply=latest.reply if latest.replied_on else "",
    )


@APPLICATIONS.post("/applications", "送入申请", ReceiptOut, needs=Operation.APPLICATIONS)
def bring_application(request: HttpRequest, sent: ApplicationIn) -> ReceiptOut:
    system = cast(SystemRequest, request).system
    typed: dict[str, Any] = sent.model_dump(mode="json", exclude={"number"})
    done = once(request, _content(sent), lambda: commands.take_application(system, sent.number, typed).pk)
    return _receipt(request, done.result)


@APPLICATIONS.get(
    "/applications/{number}", "申请办得怎样", ApplicationOut, needs=Operation.APPLICATIONS, about="只能查本系统送来的。"
)
def application_status(request: HttpRequest, number: str) -> ApplicationOut:
    found = _brought(request, Brought.Kind.APPLICATION, number)
    one = Application.objects.select_related("unit").get(case=found.case)
    return ApplicationOut(
        **_standing(found),
        application_number=one.number,
        unit=one.unit.code,
        received_on=one.received_on,
        due_on=found.case.due_on,
        closed_on=one.closed_on,
        outcome=one.leaf,
    )


@DOCUMENTS.post("/documents", "送入草稿", ReceiptOut, needs=Operation.DOCUMENTS)
def bring_document(request: HttpRequest, sent: DraftIn) -> ReceiptOut:
    system = cast(SystemRequest, request).system
    values = {name: value for name, value in sent.model_dump(exclude={"number"}).items() if value}
    done = once(request, _content(sent), lambda: commands.take_draft(system, sent.number, values).pk)
    return _receipt(request, done.result)


@DOCUMENTS.get(
    "/documents/{number}", "草稿办得怎样", DocumentOut, needs=Operation.DOCUMENTS, about="只能查本系统送来的。"
)
def document_status(request: HttpRequest, number: str) -> DocumentOut:
    found = _brought(request, Brought.Kind.DOCUMENT, number)
    one = Document.objects.get(editions__case=found.case)
    address = request.build_absolute_uri(one.get_absolute_url()) if one.listed else ""
    return DocumentOut(**_standing(found), index_number=one.index_number or "", address=address)


def _content(sent: BaseModel) -> bytes:
    return sent.model_dump_json().encode()


def _receipt(request: HttpRequest, result: str) -> ReceiptOut:
    found = queries.brought_one(cast(SystemRequest, request).system, result)
    if found is None:
        raise Problem(404)
    return ReceiptOut(number=found.number, case=found.case_id, brought_on=found.brought_on)


def _brought(request: HttpRequest, kind: str, number: str) -> Brought:
    """Another system's is not there for this one."""
    found = queries.brought(cast(SystemRequest, request).system, kind, number)
    if found is None:
        raise Problem(404, _("本系统没有送来过这个编号。"))
    return found


def _standing(found: Brought) -> dict[str, Any]:
    case = found.case
    return {"number": found.number, "case": case.pk, "state": case.state, "state_label": case.state_now.label}
