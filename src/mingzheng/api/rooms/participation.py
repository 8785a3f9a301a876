"""征求意见和采纳情况; 调查和征集 stand in ``surveys``."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest
from ninja import Query
from pydantic import BaseModel, Field

from mingzheng.api.answers import Room, Said
from mingzheng.api.paging import Many, Paging, by_rows
from mingzheng.api.problems import Problem
from mingzheng.api.rooms.shared import DocumentRef, Fact, Pk, Root, UnitRef, unit_ref
from mingzheng.core import keyset, timekeeping
from mingzheng.participation.consultations import comparing, presenting, queries
from mingzheng.participation.consultations.models import Consultation
from mingzheng.participation.consultations.phases import LABELS, Phase, phase_of

ROOM = Room(
    "征求意见、调查和征集", "草案征求意见和采纳情况表，民意调查的结果，建议征集的反馈。个人的意见、答卷不在其中。"
)
PHASES = "、".join(f"{one.value} {LABELS[one]}" for one in Phase if one.public)


class ConsultationLine(BaseModel):
    """列表中的一次征求意见。"""

    id: int
    title: str
    kind: str = Field(description="种类")
    unit: UnitRef = Field(description="征集单位")
    phase: str = Field(description=f"今天到了哪一步：{PHASES}")
    opens_on: dt.date
    closes_on: dt.date
    announced_on: dt.date | None
    decided_on: dt.date | None
    answered_on: dt.date | None = Field(description="反馈采纳情况的日期")
    url: str


class ArticleOut(BaseModel):
    """草案的一条。"""

    place: int
    label: str
    heading: str = Field(description="章节")
    text: str


class AdoptionRow(BaseModel):
    """一项不同的意见和它的处理。"""

    number: int
    article: str = Field(description="针对哪一条")
    headline: str = Field(description="意见")
    who: str = Field(description="谁提的：各类人数，只有一个人提的写公布的称呼")
    raw: int = Field(description="多少条意见这样提")
    state: str = Field(description="处理（代码）")
    label: str = Field(description="处理")
    answer: str = Field(description="答复")
    concentrated: bool = Field(description="是否较为集中")


class AdoptionOut(BaseModel):
    """采纳情况表。"""

    received: int = Field(description="收到多少条")
    distinct: int = Field(description="归并为多少项")
    held_back: int = Field(description="其中多少条的内容不宜公布（计数，不登内容）")
    summary: str
    not_adopted: str = Field(description="较为集中的意见不予采纳的原因")
    rows: list[AdoptionRow]


class ConsultationOut(ConsultationLine):
    """一次征求意见，连同草案各条和采纳情况表。"""

    note: str = Field(description="起草说明")
    ways: str = Field(description="提出意见的途径")
    days: int = Field(description="征集天数")
    shortened_why: str = Field(description="缩短期限的理由")
    stopped_on: dt.date | None
    stopped_why: str
    corrected_on: dt.date | None
    articles: list[ArticleOut]
    received: int = Field(description="至今收到多少条意见")
    by_channel: list[Fact]
    by_author: list[Fact]
    adoption: AdoptionOut | None = Field(description="反馈之前为 null")
    document: DocumentRef | None = Field(description="形成的文件")


BY_CLOSE = keyset.Order("closes_on", descending=True)


@ROOM.read(
    "/consultations",
    "列出征求意见",
    Many[ConsultationLine],
    shows=["consultations"],
    about="按截止日期从后到先。",
)
def consultations(request: HttpRequest, asked: Query[Paging]) -> Many[ConsultationLine]:
    root, day = Root(request), timekeeping.today()
    rows = queries.public().filter(announced_on__lte=day)
    return by_rows(request, asked, rows, BY_CLOSE, lambda row: ConsultationLine(**_consultation(row, root)))


def _consultation(row: Consultation, root: Root) -> dict[str, Any]:
    return {
        **{name: getattr(row, name) for name in ("title", "opens_on", "closes_on", "announced_on", "decided_on")},
        "id": row.pk,
        "answered_on": row.answered_on,
        "kind": row.get_kind_display(),
        "unit": unit_ref(row.unit),
        "phase": phase_of(row, timekeeping.today()).value,
        "url": root.page(row),
    }


def _found(pk: int) -> Consultation:
    found = queries.public_one(pk)
    if found is None or not phase_of(found, timekeeping.today()).public:
        raise Problem(404)
    return found


@ROOM.read(
    "/consultations/{record_id}",
    "取一次征求意见",
    ConsultationOut,
    about="草案各条、收到意见的数目，反馈以后连同采纳情况表。",
)
def consultation(request: HttpRequest, record_id: Pk) -> ConsultationOut:
    """It counts opinions as they come in, so that it is made anew each time."""
    found, root = _found(record_id), Root(request)
    received = queries.received(found)
    answered = phase_of(found, timekeeping.today()) is Phase.ANSWERED
    return ConsultationOut(
        **_consultation(found, root),
        **{name: getattr(found, name) for name in SAME},
        articles=[
            ArticleOut(place=one.place, label=one.label, heading=one.heading, text=one.text)
            for one in found.articles.all()
        ],
        received=received.raw,
        by_channel=[Fact(label=str(label), count=n) for label, n in received.by_channel],
        by_author=[Fact(label=str(label), count=n) for label, n in received.by_author],
        adoption=_adoption(presenting.adoption(found)) if answered else None,
        document=root.document(found.document),
    )


SAME = ("note", "ways", "days", "shortened_why", "stopped_on", "stopped_why", "corrected_on")


def _adoption(table: presenting.AdoptionTable) -> AdoptionOut:
    names = AdoptionRow.model_fields
    return AdoptionOut(
        received=table.raw,
        distinct=table.distinct,
        held_back=table.held_back,
        summary=table.summary,
        not_adopted=table.not_adopted,
        rows=[AdoptionRow(**{name: getattr(row, name) for name in names}) for row in table.rows],
    )


class ComparedOut(BaseModel):
    """草案和正式文本的一条对照。"""

    kind: str = Field(description="same 没有改、changed 改了、gone 删去、new 新增")
    before: str = Field(description="草案中的条")
    after: str = Field(description="正式文本中的条")
    opinions: list[int] = Field(description="改动背后的意见在采纳情况表中的序号")


class Comparison(BaseModel):
    """草案和正式文本的对照。"""

    pairs: list[ComparedOut]


@ROOM.read(
    "/consultations/{record_id}/comparison",
    "草案和正式文本怎样不同",
    Comparison,
    about="反馈并登记了正式文本以后才有，此前回答 404。",
)
def consultation_comparison(request: HttpRequest, record_id: Pk) -> Said:
    found = _found(record_id)
    if phase_of(found, timekeeping.today()) is not Phase.ANSWERED or not found.final_articles.exists():
        raise Problem(404)
    pairs = [
        ComparedOut(kind=one.kind, before=one.before, after=one.after, opinions=[row.number for row in one.rows])
        for one in comparing.pairs(found)
    ]
    return Said(Comparison(pairs=pairs), ["consultations", f"consultation:{found.pk}"])
