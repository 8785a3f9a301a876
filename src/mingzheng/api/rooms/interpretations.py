"""解读和问答."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Query
from pydantic import BaseModel, Field

from mingzheng.api.answers import Room, Said
from mingzheng.api.paging import Many, Paging, by_rows
from mingzheng.api.problems import Problem
from mingzheng.api.rooms.shared import DocumentRef, OneOf, Pk, Root, UnitRef, Words, known, known_unit, moment, unit_ref
from mingzheng.core import keyset, timekeeping
from mingzheng.disclosure.documents import queries as documents
from mingzheng.policy.interpretations import queries, rendering
from mingzheng.policy.interpretations.models import Form, Interpretation
from mingzheng.policy.questions import marks
from mingzheng.policy.questions import queries as questions_
from mingzheng.policy.questions.models import Entry, Message

ROOM = Room("解读和问答", "政策解读、政策问答库和公开的留言答复。")
FORMS = "、".join(f"{code} {label}" for code, label in Form.choices)


class InterpretationLine(BaseModel):
    """列表中的一篇解读。"""

    id: int
    title: str
    form: str = Field(description=f"解读形式：{FORMS}")
    summary: str = Field(description="一句话说明")
    unit: UnitRef
    published_at: dt.datetime | None
    document: DocumentRef | None = Field(description="解读的文件；文件已撤下或者解读的是草案时为 null")
    url: str


class InterpretationOut(InterpretationLine):
    """一篇解读。"""

    people: str = Field(description="解读人")
    media_name: str = Field(description="媒体、平台或地点")
    media_url: str
    held_on: dt.date | None = Field(description="举行或刊播日期")
    content_html: str = Field(description="内容（HTML）")
    transcript: str = Field(description="文字稿")
    captions_url: str | None = Field(description="字幕文件（WebVTT）")


class InterpretationsAsked(Paging):
    form: Annotated[str, OneOf("", *Form.values)] = Field("", description=f"解读形式：{FORMS}")
    unit: Words = Field("", description="解读单位的代码")
    year: int | None = Field(None, ge=1949, le=2149, description="发布年份")


BY_TIME = keyset.Order("published_at", descending=True)


@ROOM.read(
    "/interpretations",
    "列出政策解读",
    Many[InterpretationLine],
    shows=["interpretations", "documents"],
    about="按发布时间从新到旧。",
    absent=True,
)
def interpretations(request: HttpRequest, asked: Query[InterpretationsAsked]) -> Many[InterpretationLine]:
    known_unit(asked.unit)
    root = Root(request)
    rows = queries.listed(asked.form, asked.unit, str(asked.year or ""))
    return by_rows(request, asked, rows, BY_TIME, lambda row: InterpretationLine(**_interpretation(row, root)))


def _interpretation(row: Interpretation, root: Root) -> dict[str, Any]:
    return {
        "id": row.pk,
        "title": row.title,
        "form": row.form,
        "summary": row.summary,
        "unit": unit_ref(row.unit),
        "published_at": moment(row.published_at),
        "document": root.document(row.document),
        "url": root.page(row),
    }


@ROOM.read(
    "/interpretations/{record_id}",
    "取一篇政策解读",
    InterpretationOut,
    gone=True,
    about="撤下的回答 410，`detail` 是公开的撤下说明。",
)
def interpretation(request: HttpRequest, record_id: Pk) -> Said:
    row = queries.public_one(record_id)
    if row is None:
        raise _why_not(queries.withdrawn(record_id))
    root = Root(request)
    body = InterpretationOut(
        **_interpretation(row, root),
        people=row.people,
        media_name=row.media_name,
        media_url=row.media_url,
        held_on=row.held_on,
        content_html=str(rendering.html(row.parts)),
        transcript=row.transcript,
        captions_url=root(reverse("portal:interpretation-captions", args=[row.pk])) if row.captions else None,
    )
    document = [f"document:{row.document_id}"] if row.document_id else []
    return Said(body, [f"interpretation:{row.pk}", *document])


def _why_not(withdrawn: Interpretation | None) -> Problem:
    return Problem(404) if withdrawn is None else Problem(410, withdrawn.withdrawal)


# --- 问答


class AnswerLine(BaseModel):
    """问答库中的一条。"""

    id: int
    question: str
    theme: str
    often: bool = Field(description="是否常见问题")
    unit: UnitRef = Field(description="答复单位")
    published_on: dt.date | None
    current: bool = Field(description="今天能否照用；为 false 时必须连同 `mark_why` 一起展示")
    mark: str = Field(description="现行有效、待复核")
    mark_why: str = Field(description="为什么待复核")
    url: str


class AnswerOut(AnswerLine):
    """一条问答，连同依据。"""

    answer: str
    document: DocumentRef | None = Field(description="依据的文件")
    paragraph: str = Field(description="依据的条款")
    quote: str = Field(description="依据的原文")
    source: str = Field(description="其他依据")
    approved_on: dt.date | None = Field(description="审核日期")
    review_by: dt.date | None = Field(description="下次复核")


class AnswersAsked(Paging):
    theme: Words = Field("", description="主题")
    unit: Words = Field("", description="答复单位的代码")
    document: Words = Field("", description="依据的文件的索引号")
    often: bool | None = Field(None, description="true 只列常见问题")


BY_DAY = keyset.Order("published_on", descending=True)


@ROOM.read(
    "/answers",
    "列出政策问答",
    Many[AnswerLine],
    shows=["questions", "documents"],
    about="按首次发布日期从新到旧。待复核的也列出，并注明。",
    absent=True,
)
def answers(request: HttpRequest, asked: Query[AnswersAsked]) -> Many[AnswerLine]:
    rows, root = questions_.public(), Root(request)
    _known(asked)
    for name, value in (
        ("theme", asked.theme),
        ("unit__code", asked.unit),
        ("live__document__index_number", asked.document),
    ):
        rows = rows.filter(**{name: value}) if value else rows
    if asked.document:
        rows = rows.filter(live__document__listed=True)
    if asked.often is not None:
        rows = rows.filter(often=asked.often)
    return by_rows(request, asked, rows, BY_DAY, lambda row: AnswerLine(**_answer(row, root)))


def _known(asked: AnswersAsked) -> None:
    known_unit(asked.unit)
    names = [one.value for one in questions_.themes()] if asked.theme else []
    message = _("没有这个主题的问答，可用的有：%(names)s。") % {"names": "、".join(names)}
    known("theme", asked.theme, lambda: asked.theme in names, message)
    message = _("没有索引号为这个的公开文件，索引号见 /api/v1/documents。")
    known("document", asked.document, lambda: documents.public().filter(index_number=asked.document).exists(), message)


def _answer(row: Entry, root: Root) -> dict[str, Any]:
    mark = marks.mark(row, timekeeping.today())
    return {
        "id": row.pk,
        "question": row.live.question if row.live else row.question,
        "theme": row.theme,
        "often": row.often,
        "unit": unit_ref(row.unit),
        "published_on": row.published_on,
        "current": mark.current,
        "mark": mark.word,
        "mark_why": mark.why,
        "url": root.page(row),
    }


@ROOM.read("/answers/{record_id}", "取一条政策问答", AnswerOut)
def answer(request: HttpRequest, record_id: Pk) -> Said:
    row = questions_.public_entry(record_id)
    if row is None or row.live is None:
        raise Problem(404)
    live, root = row.live, Root(request)
    body = AnswerOut(
        **_answer(row, root),
        answer=live.answer,
        document=root.document(live.document),
        paragraph=live.paragraph,
        quote=live.quote,
        source=live.source,
        approved_on=live.approved_on,
        review_by=row.review_by,
    )
    return Said(body, [f"question:{row.pk}", *([f"document:{live.document_id}"] if live.document_id else [])])


class MessageOut(BaseModel):
    """一条公开的留言和答复，经隐去个人信息。"""

    id: int
    title: str
    text: str = Field(description="公开的问题")
    answer: str = Field(description="公开的答复")
    source: str = Field(description="依据")
    unit: UnitRef = Field(description="答复单位")
    document: DocumentRef | None
    received_on: dt.date
    answered_on: dt.date | None
    published_on: dt.date | None
    url: str


@ROOM.read(
    "/messages", "列出公开的留言答复", Many[MessageOut], shows=["questions", "documents"], about="按公开日期从新到旧。"
)
def messages(request: HttpRequest, asked: Query[Paging]) -> Many[MessageOut]:
    root = Root(request)
    return by_rows(request, asked, questions_.public_messages(), BY_DAY, lambda row: _message(row, root))


@ROOM.read("/messages/{record_id}", "取一条公开的留言答复", MessageOut)
def message(request: HttpRequest, record_id: Pk) -> Said:
    row = questions_.public_message(record_id)
    if row is None:
        raise Problem(404)
    tags = [f"message:{row.pk}", *([f"document:{row.document_id}"] if row.document_id else [])]
    return Said(_message(row, Root(request)), tags)


def _message(row: Message, root: Root) -> MessageOut:
    return MessageOut(
        id=row.pk,
        title=row.topic,
        text=row.public_text,
        answer=row.public_answer,
        source=row.source,
        unit=unit_ref(row.unit),
        document=root.document(row.document),
        received_on=row.received_on,
        answered_on=row.answered_on,
        published_on=row.published_on,
        url=root.page(row),
    )
