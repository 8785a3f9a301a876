"""征求意见、调查和征集的结果."""

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
from mingzheng.participation.surveys import queries as surveys_
from mingzheng.participation.surveys.models import Call, Survey
from mingzheng.participation.surveys.questionnaire import Kind

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


# --- 调查


class SurveyLine(BaseModel):
    """列表中的一次调查。"""

    id: int
    title: str
    unit: UnitRef
    purpose: str = Field(description="类别")
    phase: str = Field(description="今天到了哪一步")
    opens_on: dt.date
    closes_on: dt.date
    results_on: dt.date | None = Field(description="结果公布的日期")
    url: str


class CellOut(BaseModel):
    """一个选项。"""

    text: str
    count: int | None = Field(description="份数；人数少或者能推算出人数少的为 null")


class SurveyLineOut(BaseModel):
    """一题中的一行。"""

    label: str
    cells: list[CellOut]
    mean: float | None = Field(description="平均分")


class QuestionOut(BaseModel):
    """一道题的结果。"""

    number: int
    text: str
    kind: str = Field(description="题型")
    condition: str = Field(description="问哪些人；为空指所有人")
    base: int | None = Field(description="多少份被问到；不公布的为 null")
    withheld: str = Field(description="整题不公布的理由")
    lines: list[SurveyLineOut]


class SurveyOut(SurveyLine):
    """一次调查的结果。"""

    about: str
    answering: str = Field(description="谁可以答")
    responses: int | None = Field(description="收到多少份；结果公布前为 null")
    threshold: int | None = Field(description="少于这么多份的格子和由此可以推算的格子不公布")
    questions: list[QuestionOut]
    texts: dict[str, list[str]] = Field(description="公开的文字回答，按题目")
    findings: str = Field(description="主要发现")
    feedback: str = Field(description="怎样采纳")


BY_OPENING = keyset.Order("opens_on", descending=True)


@ROOM.read("/surveys", "列出民意调查", Many[SurveyLine], shows=["surveys"], about="按开始日期从后到先。")
def surveys(request: HttpRequest, asked: Query[Paging]) -> Many[SurveyLine]:
    root = Root(request)
    rows = surveys_.listed_surveys()
    return by_rows(request, asked, rows, BY_OPENING, lambda row: SurveyLine(**_survey(row, root)))


def _survey(row: Survey, root: Root) -> dict[str, Any]:
    return {
        **{name: getattr(row, name) for name in ("title", "opens_on", "closes_on", "results_on")},
        "id": row.pk,
        "unit": unit_ref(row.unit),
        "purpose": row.get_purpose_display(),
        "phase": row.phase_on(timekeeping.today()).label,
        "url": root.page(row),
    }


@ROOM.read(
    "/surveys/{record_id}",
    "取一次民意调查的结果",
    SurveyOut,
    about="结果公布前 `questions` 为空。小数目的格子照网页一样不公布。",
)
def survey(request: HttpRequest, record_id: Pk) -> Said:
    found = surveys_.public_survey(record_id)
    if found is None:
        raise Problem(404)
    result, words = surveys_.result(found), found.results or {}
    texts: dict[str, list[str]] = {}
    if result:
        names = {one.key: one.text for one in found.form.questions()}
        for text in surveys_.shown_texts(found):
            texts.setdefault(names.get(text.question, text.question), []).append(text.public_text)
    body = SurveyOut(
        **_survey(found, Root(request)),
        about=found.about,
        answering=found.get_answering_display(),
        responses=result.responses if result else None,
        threshold=result.threshold if result else None,
        questions=[_question(one) for one in result.questions] if result else [],
        texts=texts,
        findings=words.get("findings", ""),
        feedback=words.get("feedback", ""),
    )
    return Said(body, ["surveys", f"survey:{found.pk}"])


def _question(one: Any) -> QuestionOut:
    return QuestionOut(
        number=one.number,
        text=one.text,
        kind=Kind(one.kind).label,
        condition=one.condition,
        base=one.base,
        withheld=one.withheld,
        lines=[
            SurveyLineOut(
                label=line.label,
                cells=[CellOut(text=cell.text, count=cell.count) for cell in line.cells],
                mean=line.mean,
            )
            for line in one.lines
        ],
    )


# --- 征集


class CallLine(BaseModel):
    """列表中的一次建议征集。"""

    id: int
    title: str
    unit: UnitRef
    kind: str
    phase: str = Field(description="今天到了哪一步")
    opens_on: dt.date
    closes_on: dt.date
    results_on: dt.date | None = Field(description="反馈的日期")
    url: str


class IdeaGroupOut(BaseModel):
    """一类建议和它的处理。"""

    title: str
    ideas: int = Field(description="多少条建议")
    supports: int = Field(description="多少个赞")
    outcome: str = Field(description="处理")
    answer: str = Field(description="处理说明")
    candidate: int | None = Field(description="候选项编号")


class PlaceOut(BaseModel):
    """投票中的一个名次。"""

    candidate: int
    rank: int
    points: int
    chosen: bool
    drawn: bool = Field(description="并列，由抽签决定")


class CallOut(CallLine):
    """一次建议征集和它的反馈。"""

    about: str
    groups: list[IdeaGroupOut] = Field(description="归纳和处理；反馈公布前为空")
    voting: str = Field(description="谁可以投票；不投票的为空")
    places: list[PlaceOut] = Field(description="投票结果；公布前为空")
    ballots: int | None
    summary: str
    feedback: str = Field(description="采纳和落实情况")


@ROOM.read("/calls", "列出建议征集", Many[CallLine], shows=["calls"], about="按开始日期从后到先。")
def calls(request: HttpRequest, asked: Query[Paging]) -> Many[CallLine]:
    root = Root(request)
    return by_rows(request, asked, surveys_.public_calls(), BY_OPENING, lambda row: CallLine(**_call(row, root)))


def _call(row: Call, root: Root) -> dict[str, Any]:
    return {
        **{name: getattr(row, name) for name in ("title", "opens_on", "closes_on", "results_on")},
        "id": row.pk,
        "unit": unit_ref(row.unit),
        "kind": row.get_kind_display(),
        "phase": row.phase_on(timekeeping.today()).label,
        "url": root.page(row),
    }


@ROOM.read("/calls/{record_id}", "取一次建议征集的反馈", CallOut)
def call(request: HttpRequest, record_id: Pk) -> Said:
    found = surveys_.public_call(record_id)
    if found is None:
        raise Problem(404)
    words = found.result or {}  # what was published; what is drafted stands beside it
    body = CallOut(
        **_call(found, Root(request)),
        about=found.about,
        groups=[
            IdeaGroupOut(
                title=one.title,
                ideas=one.ideas_count,
                supports=one.supports_sum or 0,
                outcome=one.get_outcome_display(),
                answer=one.answer,
                candidate=one.candidate,
            )
            for one in surveys_.answered_groups(found)
        ]
        if words
        else [],
        places=[
            PlaceOut(candidate=one.candidate, rank=one.rank, points=one.points, chosen=one.chosen, drawn=one.drawn)
            for one in surveys_.ranking(found)
        ]
        if words
        else [],
        voting=found.get_voting_display(),
        ballots=words.get("ballots"),
        summary=words.get("summary", ""),
        feedback=words.get("feedback", ""),
    )
    return Said(body, ["calls", f"call:{found.pk}"])
