"""工作要点的进展、季度通报、年度报告."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from ninja import Query
from pydantic import BaseModel, Field

from mingzheng.api.answers import Room, Said
from mingzheng.api.paging import Many, Paging, by_rows
from mingzheng.api.problems import Problem
from mingzheng.api.rooms.shared import Pk, Root, UnitRef, moment, unit_ref
from mingzheng.core import keyset
from mingzheng.supervision.annual_report import queries as reports_
from mingzheng.supervision.annual_report.models import AnnualReport
from mingzheng.supervision.bulletins import presenting, queries
from mingzheng.supervision.bulletins.models import Bulletin
from mingzheng.supervision.indicators.public import READER, PublicFigure, PublicTask
from mingzheng.supervision.workplan.public import issued_plan

ROOM = Room("工作要点、通报和年报", "年度政务公开工作要点的进展和数字，公开的季度通报，政府信息公开年度报告。")


class FigureOut(BaseModel):
    """一个证明任务进展的数。"""

    code: str
    label: str
    text: str = Field(description="现在是多少，如 12/15（80%）")
    how: str = Field(description="怎样算出来的")
    article: str = Field(description="依据")
    tasks: list[int] = Field(description="证明哪些任务（序号）")


class TaskOut(BaseModel):
    """要点的一项任务。"""

    number: int = Field(description="序号")
    part: str = Field(description="要点的哪一部分")
    point: str = Field(description="哪一点")
    content: str
    units: str = Field(description="责任单位，照要点的写法")
    due: str = Field(description="完成时限，照要点的写法")
    light: str = Field(description="done 已办结、green 推进中、amber 临近期限、red 逾期、none 未开始")
    light_word: str = Field(description="灯的说明")
    progress: str = Field(description="几个单位办结；只有一个单位时为空")
    figures: list[str] = Field(description="有关的数（代码）")


class PlanOut(BaseModel):
    """现行工作要点的进展。"""

    title: str
    number: str = Field(description="发文字号")
    issuer: str = Field(description="发文机关")
    date: dt.date = Field(description="印发日期")
    as_of: dt.date = Field(description="灯是哪一天的")
    read_on: dt.date | None = Field(description="数是哪一天读的")
    counts: dict[str, int] = Field(description="每种灯几项任务")
    tasks: list[TaskOut]
    figures: list[FigureOut]
    url: str


@ROOM.read(
    "/plan",
    "工作要点的进展",
    PlanOut,
    absent=True,
    about="现行要点的全部任务、灯和数，各附算法和截至日期。没有印发要点时回答 404。",
)
def plan(request: HttpRequest) -> PlanOut:
    """Its lights follow every case: what was read is held until anything happens."""
    issued = issued_plan()
    if issued is None:
        raise Problem(404)
    found = READER.of(issued)
    tasks = [
        _task(task, f"{part.label} {part.title}".strip(), f"{point.label} {point.title}".strip())
        for part in found.parts
        for point in part.points
        for task in point.tasks
    ]
    return PlanOut(
        **{name: getattr(found, name) for name in ("title", "number", "issuer", "date", "as_of", "read_on")},
        counts={light: found.count(light) for light in ("done", "green", "amber", "red", "none")},
        tasks=tasks,
        figures=[_figure(one) for one in found.numbers],
        url=Root(request)(reverse("portal:plan")),
    )


def _task(task: PublicTask, part: str, point: str) -> TaskOut:
    same = ("number", "content", "units", "due", "light", "light_word")
    return TaskOut(
        **{name: getattr(task, name) for name in same},
        part=part,
        point=point,
        progress=task.figure,
        figures=[one.code for one in task.numbers],
    )


def _figure(one: PublicFigure) -> FigureOut:
    return FigureOut(
        **{name: getattr(one, name) for name in ("code", "label", "text", "how", "article")}, tasks=list(one.tasks)
    )


# --- 季度通报


class BulletinLine(BaseModel):
    """列表中的一期通报。"""

    id: int
    title: str
    number: str = Field(description="文号")
    quarter: int
    edition: int = Field(description="第几版")
    figures_on: dt.date | None = Field(description="数字截至")
    published_at: dt.datetime | None
    correction_why: str = Field(description="更正的原因，没有更正时为空")
    url: str


class SectionOut(BaseModel):
    """通报的一节。"""

    heading: str
    paragraphs: list[str]


class BulletinOut(BulletinLine):
    """一期通报。"""

    sections: list[SectionOut]
    newer: int | None = Field(description="更正它的一版的编号")
    pdf_url: str


BY_TIME = keyset.Order("published_at", descending=True)


@ROOM.read("/bulletins", "列出公开的季度通报", Many[BulletinLine], shows=["bulletins"], about="按印发时间从新到旧。")
def bulletins(request: HttpRequest, asked: Query[Paging]) -> Many[BulletinLine]:
    root = Root(request)
    return by_rows(request, asked, queries.public(), BY_TIME, lambda row: BulletinLine(**_bulletin(row, root)))


def _bulletin(row: Bulletin, root: Root) -> dict[str, Any]:
    return {
        **{name: getattr(row, name) for name in ("number", "quarter", "edition", "figures_on", "correction_why")},
        "id": row.pk,
        "title": str(row),
        "published_at": moment(row.published_at),
        "url": root.page(row),
    }


@ROOM.read("/bulletins/{record_id}", "取一期季度通报", BulletinOut)
def bulletin(request: HttpRequest, record_id: Pk) -> Said:
    row = queries.public().filter(pk=record_id).first()
    if row is None:
        raise Problem(404)
    root, newer = Root(request), queries.newer(row)
    body = BulletinOut(
        **_bulletin(row, root),
        sections=[
            SectionOut(
                heading=one.heading,
                paragraphs=["".join(piece.text for piece in pieces) for _by_person, pieces in one.paragraphs],
            )
            for one in presenting.sections(row)
        ],
        newer=newer.pk if newer and newer.to_public else None,
        pdf_url=root(reverse("portal:bulletin-pdf", args=[row.pk])),
    )
    return Said(body, ["bulletins"])


# --- 年度报告


class ReportLine(BaseModel):
    """列表中的一份年度报告。"""

    id: int
    title: str
    year: int
    unit: UnitRef
    district: bool = Field(description="是否区政府的报告")
    published_on: dt.date | None
    url: str


class ReportPart(BaseModel):
    """报告的一部分。"""

    heading: str
    paragraphs: list[str]


class ReportEdition(BaseModel):
    """报告的一版。"""

    number: int
    published_on: dt.date
    reason: str = Field(description="更正的理由，没有更正时为空")
    sha256: str = Field(description="内容的指纹")


class ReportOut(ReportLine):
    """一份年度报告。"""

    parts: list[ReportPart] = Field(description="文字部分；表格见文件")
    tables: dict[str, Any] = Field(description="各表的数，按年报格式")
    editions: list[ReportEdition] = Field(description="新的在前")
    files: dict[str, str] = Field(description="Word、PDF、网页、表格的地址")


class ReportsAsked(Paging):
    year: int | None = Field(None, ge=1949, le=2149, description="报告哪一年")


BY_ID = keyset.Order("id", descending=True)
KINDS = ("docx", "pdf", "html", "xlsx")


@ROOM.read("/annual-reports", "列出年度报告", Many[ReportLine], shows=["annual_reports"], about="后建立的在前。")
def annual_reports(request: HttpRequest, asked: Query[ReportsAsked]) -> Many[ReportLine]:
    root, rows = Root(request), reports_.public()
    rows = rows.filter(year=asked.year) if asked.year else rows
    return by_rows(request, asked, rows, BY_ID, lambda row: ReportLine(**_report(row, root)))


def _report(row: AnnualReport, root: Root) -> dict[str, Any]:
    return {
        **{name: getattr(row, name) for name in ("title", "year", "district", "published_on")},
        "id": row.pk,
        "unit": unit_ref(row.unit),
        "url": root.page(row),
    }


@ROOM.read("/annual-reports/{record_id}", "取一份年度报告", ReportOut, about="最新的一版。")
def annual_report(request: HttpRequest, record_id: Pk) -> Said:
    row = reports_.public().filter(pk=record_id).first()
    edition = reports_.newest(row) if row else None
    if row is None or edition is None:
        raise Problem(404)
    root = Root(request)
    body = ReportOut(
        **_report(row, root),
        parts=[
            ReportPart(
                heading=part.heading,
                paragraphs=[line for sub in part.subs for line in (sub.title, *sub.paragraphs) if line],
            )
            for part in reports_.whole(edition).parts
        ],
        tables=edition.content.get("tables", {}),
        editions=[
            ReportEdition(number=one.number, published_on=one.published_on, reason=one.reason, sha256=one.sha256)
            for one in row.editions.order_by("-number")
        ],
        files={kind: root(reverse("portal:annual-file", args=[row.pk, edition.number, kind])) for kind in KINDS},
    )
    return Said(body, [f"annual_report:{row.pk}"])
