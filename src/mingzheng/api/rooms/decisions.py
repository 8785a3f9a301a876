"""重大行政决策."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from django.http import HttpRequest
from django.urls import reverse
from ninja import Query
from pydantic import BaseModel, Field

from mingzheng.api.answers import Room, Said
from mingzheng.api.paging import Many, Paging, by_rows
from mingzheng.api.problems import Problem
from mingzheng.api.rooms.shared import DocumentRef, Pk, Root, UnitRef, Words, known_unit, unit_ref
from mingzheng.core import keyset
from mingzheng.participation.decisions import gathering, queries
from mingzheng.participation.decisions.gathering import Standing
from mingzheng.participation.decisions.models import Catalogue, Matter, Part

ROOM = Room("重大行政决策", "决策事项目录和每一项决策的各个环节。")


class CatalogueLine(BaseModel):
    """一份决策事项目录。"""

    id: int
    title: str
    year: int
    scope: str = Field(description="district 区政府的、unit 单位的")
    unit: UnitRef
    published_on: dt.date | None = Field(description="首次公布")
    url: str


class MatterRef(BaseModel):
    """目录中的一个事项。"""

    id: int | None = Field(description="事项的编号")
    title: str
    kind: str = Field(description="类别")
    unit: UnitRef = Field(description="承办单位")
    planned_by: dt.date = Field(description="计划完成")


class ChangeOut(BaseModel):
    """目录的一次调整中的一处。"""

    title: str
    what: str = Field(description="增加、移出、改变")
    fields: list[str] = Field(description="改变了哪些内容")


class VersionOut(BaseModel):
    """目录的一个版本。"""

    number: int
    published_on: dt.date | None
    reason: str = Field(description="调整理由")
    changes: list[ChangeOut]


class CatalogueOut(CatalogueLine):
    """一份决策事项目录，连同历次调整。"""

    matters: list[MatterRef]
    versions: list[VersionOut] = Field(description="新的在前")


class CataloguesAsked(Paging):
    year: int | None = Field(None, ge=1949, le=2149, description="年度")
    scope: Literal["", "district", "unit"] = Field("", description="district 区政府的、unit 单位的")


BY_YEAR = keyset.Order("id", descending=True)


@ROOM.read(
    "/decision-catalogues",
    "列出重大行政决策事项目录",
    Many[CatalogueLine],
    shows=["decisions"],
    about="后建立的在前。",
)
def decision_catalogues(request: HttpRequest, asked: Query[CataloguesAsked]) -> Many[CatalogueLine]:
    rows, root = queries.published(), Root(request)
    rows = rows.filter(year=asked.year) if asked.year else rows
    rows = rows.filter(scope=asked.scope) if asked.scope else rows
    return by_rows(request, asked, rows, BY_YEAR, lambda row: CatalogueLine(**_catalogue(row, root)))


def _catalogue(row: Catalogue, root: Root) -> dict[str, Any]:
    return {
        "id": row.pk,
        "title": row.title,
        "year": row.year,
        "scope": row.scope,
        "unit": unit_ref(row.unit),
        "published_on": row.published_on,
        "url": root.page(row),
    }


@ROOM.read("/decision-catalogues/{record_id}", "取一份决策事项目录", CatalogueOut)
def decision_catalogue(request: HttpRequest, record_id: Pk) -> Said:
    row = queries.published().filter(pk=record_id).first()
    if row is None:
        raise Problem(404)
    body = CatalogueOut(
        **_catalogue(row, Root(request)),
        matters=[
            MatterRef(
                id=one.matter_id,
                title=one.title,
                kind=one.get_kind_display(),
                unit=unit_ref(one.unit),
                planned_by=one.planned_by,
            )
            for one in queries.lines_now(row)
        ],
        versions=[_version(one) for one in queries.history(row)],
    )
    return Said(body, ["decisions"])


def _version(one: queries.Published) -> VersionOut:
    changes = [ChangeOut(title=row.line.title, what=row.what, fields=list(row.fields)) for row in one.changes]
    version = one.version
    return VersionOut(number=version.number, published_on=version.published_on, reason=version.reason, changes=changes)


class MattersAsked(Paging):
    year: int | None = Field(None, ge=1949, le=2149, description="年度")
    unit: Words = Field("", description="承办单位的代码")


class MatterLine(MatterRef):
    """列表中的一项决策。"""

    year: int
    decided_on: dt.date | None
    published_on: dt.date | None
    url: str


@ROOM.read(
    "/decisions",
    "列出重大行政决策",
    Many[MatterLine],
    shows=["decisions"],
    about="后列入目录的在前。",
    absent=True,
)
def decisions(request: HttpRequest, asked: Query[MattersAsked]) -> Many[MatterLine]:
    known_unit(asked.unit)
    root, rows = Root(request), queries.matters()
    rows = rows.filter(year=asked.year) if asked.year else rows
    rows = rows.filter(unit__code=asked.unit) if asked.unit else rows
    return by_rows(request, asked, rows, BY_YEAR, lambda row: _matter(row, root))


def _matter(row: Matter, root: Root) -> MatterLine:
    return MatterLine(
        id=row.pk,
        title=row.title,
        kind=row.get_kind_display(),
        unit=unit_ref(row.unit),
        planned_by=row.planned_by,
        year=row.year,
        decided_on=row.decided_on,
        published_on=row.published_on,
        url=root.page(row),
    )


class RecordOut(BaseModel):
    """一条公开的记录。"""

    title: str
    day: dt.date
    by: str = Field(description="作出或者听取的对象")
    way: str = Field(description="方式")
    text: str
    file_url: str | None


class PartOut(BaseModel):
    """决策的一个环节。"""

    code: str
    label: str
    standing: str = Field(description="、".join(f"{one.value} {one.label}" for one in Standing))
    day: dt.date | None
    why: str = Field(description="不适用、依法不公开的理由")
    records: list[RecordOut]
    consultations: list[int] = Field(description="有关的征求意见的编号")


class MatterOut(BaseModel):
    """一项重大行政决策，连同各环节。"""

    id: int
    title: str
    kind: str
    about: str
    year: int
    unit: UnitRef = Field(description="承办单位")
    catalogue: int = Field(description="所在目录的编号")
    planned_by: dt.date
    listed_on: dt.date
    started_on: dt.date | None
    decided_on: dt.date | None
    published_on: dt.date | None
    over_on: dt.date | None
    over_why: str
    suspended_on: dt.date | None
    suspended_why: str
    document: DocumentRef | None = Field(description="决策文件")
    parts: list[PartOut]
    url: str


@ROOM.read("/decisions/{record_id}", "取一项重大行政决策", MatterOut, about="编号见目录。各环节照网页的次序。")
def decision(request: HttpRequest, record_id: Pk) -> MatterOut:
    """Its consultations count opinions as they come in, so that it is made anew each time."""
    row = queries.matter(record_id)
    if row is None:
        raise Problem(404)
    root = Root(request)
    return MatterOut(
        **{name: getattr(row, name) for name in MATTER},
        id=row.pk,
        kind=row.get_kind_display(),
        unit=unit_ref(row.unit),
        catalogue=row.catalogue_id,
        document=root.document(row.document) if row.published_on else None,
        parts=[_part(view, root) for view in gathering.gathered(row).views],
        url=root.page(row),
    )


MATTER = (
    *("title", "about", "year", "planned_by", "listed_on", "started_on", "decided_on", "published_on"),
    *("over_on", "over_why", "suspended_on", "suspended_why"),
)


def _part(view: gathering.View, root: Root) -> PartOut:
    """As the page shows it: reasons of what is owed are for the desk."""
    said = view.standing in (Standing.NOT_NEEDED, Standing.WITHHELD)
    return PartOut(
        code=view.code.value,
        label=view.label,
        standing=view.standing.value,
        day=view.day if view.standing is not Standing.HELD else None,
        why=view.why if said else "",
        records=[_record(row, root) for row in view.shown],
        consultations=[one.pk for one in view.heard if one.public],
    )


def _record(row: Part, root: Root) -> RecordOut:
    return RecordOut(
        title=row.title,
        day=row.day,
        by=row.by,
        way=row.get_kind_display() if row.kind else "",
        text=row.text,
        file_url=root(reverse("files:download", args=[row.file_id])) if row.file_id else None,
    )
