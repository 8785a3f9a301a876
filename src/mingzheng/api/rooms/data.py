"""数据集、政府公报、站内搜索."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Query
from pydantic import BaseModel, Field

from mingzheng.api.answers import Room, Said
from mingzheng.api.paging import Many, Paging, by_key, by_rows
from mingzheng.api.problems import Problem
from mingzheng.api.rooms.shared import Pk, Root, Words, Year, known
from mingzheng.core import datasets as core_datasets
from mingzheng.core import keyset
from mingzheng.core.datasets import KINDS, Dataset
from mingzheng.core.units.models import Unit
from mingzheng.disclosure.gazette import queries
from mingzheng.disclosure.gazette.models import Issue
from mingzheng.search import queries as search_

ROOM = Room("数据集、公报和搜索", "开放数据的目录，政府公报，站内搜索。")


class FieldOut(BaseModel):
    """数据集的一栏。"""

    key: str = Field(description="json 中的名称")
    label: str
    type: str = Field(description="text、number、date、address")
    about: str


class DatasetOut(BaseModel):
    """一个数据集。"""

    code: str
    title: str
    about: str = Field(description="一行是什么，有什么，没有什么")
    theme: str
    article: str = Field(description="公开的依据")
    every: str = Field(description="多久更新（ISO 8601）；为空指随记录更新")
    fields: list[FieldOut]
    files: dict[str, str] = Field(description="各种格式的下载地址")
    url: str


class Datasets(Many[DatasetOut]):
    """数据集的目录。"""

    dcat: str = Field(description="DCAT 目录（JSON-LD）")
    terms: str = Field(description="使用条款")


@ROOM.read("/datasets", "列出数据集", Datasets, shows=[], about="按代码。整个目录也有 DCAT 格式，见 `dcat`。")
def datasets(request: HttpRequest, asked: Query[Paging]) -> Datasets:
    root = Root(request)
    page = by_key(request, asked, core_datasets.datasets(), lambda one: one.code, lambda one: _dataset(one, root))
    return Datasets(
        items=page.items,
        next=page.next,
        dcat=root(reverse("portal:datasets-catalogue")),
        terms=root(reverse("portal:datasets-terms")),
    )


@ROOM.read("/datasets/{code}", "取一个数据集的说明", DatasetOut, shows=[], example={"code": "documents"})
def dataset(request: HttpRequest, code: Words) -> DatasetOut:
    found = core_datasets.dataset_of(code)
    if found is None:
        raise Problem(404)
    return _dataset(found, Root(request))


def _dataset(one: Dataset, root: Root) -> DatasetOut:
    return DatasetOut(
        **{name: getattr(one, name) for name in ("code", "about", "theme", "article", "every")},
        title=one.label,
        fields=[
            FieldOut(key=field.key, label=field.label, type=field.type, about=field.about) for field in one.columns
        ],
        files={kind: root(reverse("portal:dataset-file", args=[one.code, kind])) for kind in KINDS},
        url=root(reverse("portal:dataset", args=[one.code])),
    )


# --- 公报


class IssueLine(BaseModel):
    """列表中的一期公报。"""

    year: int
    number: int = Field(description="期数")
    total: int = Field(description="总期数")
    title: str
    doc_number: str = Field(description="公报编号")
    organiser: str = Field(description="主办单位")
    dated: dt.date = Field(description="出版日期")
    url: str


class PieceOut(BaseModel):
    """公报刊登的一份文件。"""

    order: int
    title: str
    doc_number: str
    index_number: str | None = Field(description="索引号；文件已撤下时为 null")
    gone: bool = Field(description="刊登以后已撤下，不再公开")
    why: str = Field(description="撤下的说明")
    corrected: bool = Field(description="刊登以后更正过，现行文本见文件")
    url: str


class IssuePart(BaseModel):
    """公报的一个栏目。"""

    section: str
    pieces: list[PieceOut]


class IssueOut(IssueLine):
    """一期公报的目录。"""

    note: str = Field(description="编者按")
    parts: list[IssuePart]
    pdf_url: str | None = Field(description="版式文件；还没有生成时为 null")


class IssuesAsked(Paging):
    year: int | None = Field(None, ge=1949, le=2149, description="年份")


BY_TOTAL = keyset.Order("dated", descending=True)


@ROOM.read("/gazette", "列出政府公报", Many[IssueLine], shows=["gazette"], about="按出版日期从新到旧。")
def gazette(request: HttpRequest, asked: Query[IssuesAsked]) -> Many[IssueLine]:
    root, rows = Root(request), queries.published()
    rows = rows.filter(year=asked.year) if asked.year else rows
    return by_rows(request, asked, rows, BY_TOTAL, lambda row: IssueLine(**_issue(row, root)))


def _issue(row: Issue, root: Root) -> dict[str, Any]:
    return {
        **{name: getattr(row, name) for name in ("year", "number", "total", "doc_number", "organiser", "dated")},
        "title": str(row),
        "url": root.page(row),
    }


@ROOM.read("/gazette/{year}/{number}", "取一期政府公报", IssueOut, example={"year": 2023, "number": 1})
def gazette_issue(request: HttpRequest, year: Year, number: Pk) -> Said:
    row = queries.public_issue(year, number) if number < 10_000 else None
    if row is None:
        raise Problem(404)
    root, parts = Root(request), queries.contents(row)
    body = IssueOut(
        **_issue(row, root),
        note=row.note,
        parts=[
            IssuePart(section=part.section.title, pieces=[_piece(one, root) for one in part.pieces]) for part in parts
        ],
        pdf_url=root(reverse("portal:gazette-file", args=[row.year, row.number])) if row.pdf_id else None,
    )
    pieces = [piece for part in parts for piece in part.pieces]
    return Said(body, ["gazette", f"gazette:{row.pk}", *(f"document:{one.item.document_id}" for one in pieces)])


def _piece(one: queries.Piece, root: Root) -> PieceOut:
    item = one.item
    return PieceOut(
        order=item.order,
        title=item.title,
        doc_number=item.doc_number,
        index_number=None if one.gone else item.document.index_number,
        gone=one.gone,
        why=one.why,
        corrected=one.newer,
        url=root.page(item),
    )


# --- 搜索


class HitOut(BaseModel):
    """一条搜索结果。"""

    title: str
    kind: str = Field(description="是什么：政策文件、解读、公报等")
    number: str = Field(description="发文字号或者编号")
    agency: str
    published_on: dt.date | None
    validity: str = Field(description="今天的有效性，没有有效性的为空")
    passages: list[str] = Field(description="找到的段落")
    exact: bool = Field(description="编号正是要找的")
    url: str


class Found(BaseModel):
    """搜索结果。"""

    query: str
    total: int = Field(description="大约找到多少")
    loosened: bool = Field(description="没有包含全部词的，列出的只包含一部分")
    items: list[HitOut]


class SearchAsked(BaseModel):
    q: str = Field(min_length=1, max_length=100, description="要找的词、发文字号或者索引号", examples=["营商环境"])
    kind: Words = Field("", description="只找一种，如 政策文件")
    agency: Words = Field("", description="只找一个单位的（简称）")
    newest: bool = Field(False, description="true 按日期从新到旧，否则按相关程度")


@ROOM.read(
    "/search",
    "全站搜索",
    Found,
    about="与网站的搜索相同，列出最好的一页。要逐条取完请用各列表。",
    absent=True,
    example={"q": "营商环境"},
)
def search(request: HttpRequest, asked: Query[SearchAsked]) -> Found:
    root, kinds = Root(request), search_.kinds_found() if asked.kind else []
    message = _("没有这一种信息，可用的有：%(names)s。") % {"names": "、".join(kinds)}
    known("kind", asked.kind, lambda: asked.kind in kinds, message)
    message = _("没有简称为这个的单位，简称见 /api/v1/units。")
    known("agency", asked.agency, lambda: Unit.objects.filter(short=asked.agency).exists(), message)
    found = search_.search(asked.q, filters={"kind": asked.kind, "agency": asked.agency}, newest=asked.newest)
    return Found(
        query=found.query, total=found.total, loosened=found.loosened, items=[_hit(one, root) for one in found.hits]
    )


def _hit(one: search_.Hit, root: Root) -> HitOut:
    record = one.record
    return HitOut(
        **{name: getattr(record, name) for name in ("title", "kind", "number", "agency", "published_on", "validity")},
        passages=["".join(piece.text for piece in passage) for passage in one.passages],
        exact=one.exact,
        url=root(record.url),
    )
