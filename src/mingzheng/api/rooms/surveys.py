"""调查和征集的结果; they stand in the room of ``participation``."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest
from ninja import Query
from pydantic import BaseModel, Field

from mingzheng.api.answers import Said
from mingzheng.api.paging import Many, Paging, by_rows
from mingzheng.api.problems import Problem
from mingzheng.api.rooms.participation import ROOM
from mingzheng.api.rooms.shared import Pk, Root, UnitRef, unit_ref
from mingzheng.core import keyset, timekeeping
from mingzheng.participation.surveys import queries as surveys_
from mingzheng.participation.surveys.models import Call, Survey
from mingzheng.participation.surveys.questionnaire import Kind


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
