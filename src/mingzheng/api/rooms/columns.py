"""栏目、标准目录、专题."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query
from pydantic import BaseModel, Field

from mingzheng.api.answers import Room, Said
from mingzheng.api.paging import Many, Paging, by_key, by_rows
from mingzheng.api.problems import Problem
from mingzheng.api.rooms.shared import DocumentRef, Pk, Root, UnitRef, Words, known, moment, unit_ref
from mingzheng.core import keyset
from mingzheng.disclosure.catalogue import queries, standard
from mingzheng.disclosure.catalogue.models import Placement
from mingzheng.disclosure.catalogue.queries import Node
from mingzheng.policy.topics import parts
from mingzheng.policy.topics import queries as topics_
from mingzheng.policy.topics.models import Topic

ROOM = Room("目录、栏目和专题", "公开栏目和其中的信息，主动公开标准目录，一体化专题。")


class ColumnOut(BaseModel):
    """一个栏目。"""

    code: str = Field(description="代码")
    title: str
    parent: str | None = Field(description="上一级栏目的代码")
    owner: UnitRef | None = Field(description="责任单位")
    content_rule: str = Field(description="内容要求")
    update_days: int | None = Field(description="至少多少日更新一次；null 指随事件更新")
    update_note: str = Field(description="更新要求的说明")
    count: int = Field(description="其中有多少条（不含下级栏目）")
    last_updated_on: dt.date | None = Field(description="最近更新")
    url: str


@ROOM.read(
    "/columns",
    "列出公开栏目",
    Many[ColumnOut],
    shows=["catalogue"],
    about="现在开设的全部栏目，按代码；上下级见 `parent`。",
)
def columns(request: HttpRequest, asked: Query[Paging]) -> Many[ColumnOut]:
    root = Root(request)
    nodes = [(node, parent) for top in queries.tree() for node, parent in _walk(top, None)]
    return by_key(request, asked, nodes, lambda one: one[0].column.code, lambda one: _column(*one, root))


def _walk(node: Node, parent: str | None) -> list[tuple[Node, str | None]]:
    below = [pair for child in node.children for pair in _walk(child, node.column.code)]
    return [(node, parent), *below]


def _column(node: Node, parent: str | None, root: Root) -> ColumnOut:
    column = node.column
    return ColumnOut(
        code=column.code,
        title=column.title,
        parent=parent,
        owner=unit_ref(column.owner) if column.owner else None,
        content_rule=column.content_rule,
        update_days=column.update_days,
        update_note=column.update_note,
        count=node.own.count,
        last_updated_on=node.own.last,
        url=root(f"/lanmu/{column.code}/"),
    )


class PlacedOut(BaseModel):
    """栏目中的一条信息。"""

    title: str
    published_on: dt.date
    url: str


PLACED = keyset.Order("published_on", descending=True)


@ROOM.read(
    "/columns/{code}/records",
    "列出栏目中的信息",
    Many[PlacedOut],
    about="按公开日期从新到旧，只含这个栏目自己的，不含下级栏目的。",
    example={"code": "zcwj"},
)
def column_records(request: HttpRequest, code: Words, asked: Query[Paging]) -> Said:
    if queries.column(code) is None:
        raise Problem(404)
    root = Root(request)
    page = by_rows(request, asked, queries.placed([code]), PLACED, lambda row: _placed(row, root))
    return Said(page, [f"column:{code}"])


def _placed(row: Placement, root: Root) -> PlacedOut:
    return PlacedOut(title=row.title, published_on=row.published_on, url=root(row.url))


class StandardItemOut(BaseModel):
    """标准目录中的一个事项，各栏照公布的写法。"""

    field: str = Field(description="领域")
    serial: int = Field(description="序号")
    level1: str = Field(description="一级事项")
    level2: str = Field(description="二级事项")
    content: str = Field(description="公开内容（要素）")
    basis: str = Field(description="公开依据")
    time_limit: str = Field(description="公开时限")
    subject: str = Field(description="公开主体")
    channels: str = Field(description="公开渠道和载体")
    audience: str = Field(description="公开对象")
    method: str = Field(description="公开方式")
    level: str = Field(description="公开层级")
    column: str | None = Field(description="信息列在哪个栏目（代码）")
    count: int = Field(description="现在公开了多少条")
    last_updated_on: dt.date | None


class StandardAsked(Paging):
    field: Words = Field("", description="领域")
    text: Words = Field("", description="在事项、内容、主体中查找的词，空格分开")


BY_ID = keyset.Order("id")


@ROOM.read(
    "/standard-items",
    "列出主动公开标准目录的事项",
    Many[StandardItemOut],
    shows=["catalogue"],
    about="现行版本，按目录的次序。没有公布目录时为空。",
    absent=True,
)
def standard_items(request: HttpRequest, asked: Query[StandardAsked]) -> Many[StandardItemOut]:
    catalogue = standard.live()
    if catalogue is None:
        return Many(items=[], next=None)
    names = [name for name, _count in standard.fields(catalogue)] if asked.field else []
    message = _("标准目录没有这个领域，可用的有：%(names)s。") % {"names": "、".join(names)}
    known("field", asked.field, lambda: asked.field in names, message)
    rows = standard.filtered(catalogue, text=asked.text, field=asked.field)
    return by_rows(request, asked, rows, BY_ID, _item, prepare=standard.lines)


def _item(line: standard.Line) -> StandardItemOut:
    item = line.item
    return StandardItemOut(
        **{
            name: getattr(item, name)
            for name in StandardItemOut.model_fields
            if hasattr(item, name) and name != "column"
        },
        column=item.column.code if item.column else None,
        count=line.own.count,
        last_updated_on=line.own.last,
    )


# --- 专题


class TopicLine(BaseModel):
    """列表中的一个专题。"""

    id: int
    title: str
    unit: UnitRef = Field(description="牵头单位")
    published_at: dt.datetime | None
    url: str


class LineOut(BaseModel):
    """专题中的一行。"""

    title: str
    url: str
    day: dt.date | None
    note: str


class BundledOut(DocumentRef):
    """专题中的一份文件。"""

    note: str = Field(description="一句话说明")


class TopicOut(TopicLine):
    """一个专题：文件、解读、问答、办理入口、联系方式、动态和活动。"""

    lead: str
    documents: list[BundledOut]
    interpretations: list[LineOut]
    answers: list[LineOut]
    entries: list[LineOut] = Field(description="办理入口")
    no_entry: str = Field(description="没有办理入口的说明")
    contact: dict[str, str] = Field(description="咨询的科室、电话、地点、时间")
    news: list[LineOut]
    events: list[LineOut]


NEWEST_TOPIC = keyset.Order("published_at", descending=True)


@ROOM.read("/topics", "列出专题", Many[TopicLine], shows=["topics"], about="按公开时间从新到旧。已关闭的不列。")
def topics(request: HttpRequest, asked: Query[Paging]) -> Many[TopicLine]:
    root = Root(request)
    return by_rows(request, asked, topics_.public(), NEWEST_TOPIC, lambda row: TopicLine(**_topic(row, root)))


def _topic(row: Topic, root: Root) -> dict[str, Any]:
    return {
        "id": row.pk,
        "title": row.shown.get("title", row.title),
        "unit": unit_ref(row.unit),
        "published_at": moment(row.published_at),
        "url": root.page(row),
    }


@ROOM.read(
    "/topics/{record_id}", "取一个专题", TopicOut, gone=True, about="已关闭的回答 410，`detail` 说明到哪里去看。"
)
def topic(request: HttpRequest, record_id: Pk) -> Said:
    found = Topic.objects.select_related("unit").filter(pk=record_id, published_at__isnull=False).first()
    if found is None:
        raise Problem(404)
    if found.closed_at is not None:
        raise Problem(410, found.closing)
    page, root = topics_.shown(found), Root(request)
    body = TopicOut(
        **_topic(found, root),
        lead=page.lead,
        documents=[_bundled(one, root) for one in page.bundle],
        interpretations=_lines(page.interpretations, root),
        answers=_lines(page.answers, root),
        entries=_lines(page.entries, root),
        news=_lines(page.news, root),
        events=_lines(page.events, root),
        no_entry=page.no_entry,
        contact=dict(page.contact),
    )
    return Said(body, topics_.tags(found, page))


def _lines(found: Sequence[parts.Line], root: Root) -> list[LineOut]:
    return [LineOut(title=one.title, url=root(one.url), day=one.day, note=one.note) for one in found]


def _bundled(one: parts.Bundled, root: Root) -> BundledOut:
    document = one.document
    return BundledOut(
        index_number=document.index_number or "",
        title=document.title,
        doc_number=document.doc_number,
        url=root.page(document),
        note=one.note,
    )
