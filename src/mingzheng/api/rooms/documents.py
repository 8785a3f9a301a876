"""文件: the lists, one document, its validity on a day."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Query
from pydantic import BaseModel, Field

from mingzheng.api.answers import Room, Said
from mingzheng.api.paging import Many, Paging, by_rows, next_address, opened, wrong
from mingzheng.api.problems import Problem
from mingzheng.api.rooms.shared import (
    Day,
    DocumentRef,
    OneOf,
    Root,
    UnitRef,
    Words,
    known,
    known_unit,
    moment,
    unit_ref,
)
from mingzheng.core import keyset, timekeeping
from mingzheng.core.relations.queries import links_of
from mingzheng.disclosure.documents import listing, queries, reading, tagging
from mingzheng.disclosure.documents.models import Attachment, Document, Edition, Validity
from mingzheng.disclosure.documents.reading import Mention, PublicFile, Standing
from mingzheng.disclosure.documents.retagging import tags_of
from mingzheng.disclosure.documents.texts import under
from mingzheng.disclosure.documents.validity import Status
from mingzheng.disclosure.documents.vocabulary import Genre, themes

ROOM = Room("文件", "政策文件和其他主动公开的政府信息，以及它们在某一天的有效性。")
NEWEST = keyset.Order("published_on", descending=True)
STATES = "valid 有效、pending 尚未施行、amended 已修改、partial 部分失效、expired 已失效、repealed 已废止"
GENRES = "、".join(f"{code} {label}" for code, label in Genre.choices)
SAMPLE = {"index_number": "SYYS00000260202300001"}


class DocumentsAsked(Paging):
    unit: Words = Field("", description="公开主体的代码")
    theme: Words = Field("", description="主题分类的一级类，如 综合政务")
    genre: Annotated[str, OneOf("", *Genre.values)] = Field("", description=f"体裁：{GENRES}")
    tag: Words = Field("", description="标签")
    year: int | None = Field(None, ge=1949, le=2149, description="年份")
    validity: Annotated[str, OneOf("", "in_force", "ended", *Validity.values)] = Field(
        "", description=f"今天的有效性：{STATES}；in_force 指现行有效的各种，ended 指已失效、已废止"
    )
    normative: bool | None = Field(None, description="true 只列行政规范性文件")
    published_since: Day | None = Field(None, description="这一天起公开的")


class DocumentLine(DocumentRef):
    """列表中的一份文件。"""

    unit: UnitRef
    issuer: str = Field(description="发文机关")
    theme: str = Field(description="主题分类")
    genre: str = Field(description="体裁")
    normative: bool = Field(description="是否行政规范性文件")
    formed_on: dt.date | None = Field(description="成文日期")
    published_on: dt.date | None = Field(description="公开日期")
    validity: str = Field(description=f"今天的有效性：{STATES}")
    expires_on: dt.date | None = Field(description="有效期的最后一日")
    summary: str = Field(description="内容概述")


class ValidityOut(BaseModel):
    """在某一天的有效性。"""

    on: dt.date = Field(description="问的是哪一天")
    status: str = Field(description=STATES)
    label: str = Field(description="有效性的中文名称")
    in_force: bool = Field(description="这一天是否施行")
    until: dt.date | None = Field(description="按这一天所知，有效期的最后一日")
    reasons: list[str] = Field(description="为什么：依据哪些日期和哪些文件")


class DocumentValidity(DocumentRef):
    """一份文件在某一天的有效性。"""

    formed_on: dt.date | None = Field(description="成文日期；问的日子在它之前时，文件还没有产生")
    validity: ValidityOut


class FileOut(BaseModel):
    """随文公开的一个文件。"""

    name: str
    role: str = Field(description="attachment 附件、original 原文件、official 官方版式 PDF")
    url: str
    size: int | None = Field(description="字节数；版式 PDF 在下载时生成，为 null")


class EffectOut(BaseModel):
    """一次效力变动。"""

    kind: str = Field(description="怎样变动：废止、修改、延长有效期等")
    effective_on: dt.date = Field(description="从哪一天起")
    article: str = Field(description="涉及的条款，没有时为空")
    document: str = Field(description="另一份文件的名称和文号")
    url: str | None = Field(description="另一份文件的网页，没有公开时为 null")


class EditionOut(BaseModel):
    """一个公开过的版本。"""

    serial: int = Field(description="第几版")
    published_at: dt.datetime | None
    change_note: str = Field(description="更正说明")
    url: str


class LinkOut(BaseModel):
    """和这份文件有关的一条公开信息。"""

    relation: str = Field(description="是什么关系")
    title: str
    url: str


class DocumentOut(DocumentLine):
    """一份公开文件的全部内容。"""

    issuers: list[str] = Field(description="发文机关和联合发文机关")
    group: str = Field(description="组配分类")
    service_url: str = Field(description="办理入口")
    printed_on: dt.date | None = Field(description="印发日期")
    published_at: dt.datetime | None = Field(description="现行版本的公开时间")
    effective_on: dt.date | None = Field(description="施行日期")
    keywords: list[str]
    tags: list[str] = Field(description="标签，用今天的名称")
    tags_as_issued: list[str] = Field(description="公开时的标签")
    audience: list[str] = Field(description="面向谁")
    edition: int = Field(description="现行的是第几版")
    change_note: str = Field(description="更正说明")
    body_html: str = Field(description="正文（HTML，只含段落、表格、图片等少数标记）")
    validity_today: ValidityOut
    files: list[FileOut]
    editions: list[EditionOut] = Field(description="公开过的各个版本，新的在前")
    effects: list[EffectOut] = Field(description="它的效力怎样被变动")
    effects_on_others: list[EffectOut] = Field(description="它变动了哪些文件的效力")
    links: list[LinkOut] = Field(description="有关的解读、征求意见、决策等")


# --- lists


@ROOM.read(
    "/documents",
    "列出公开文件",
    Many[DocumentLine],
    shows=["documents"],
    about="按公开日期从新到旧。撤下的和定向公开的不列。",
    absent=True,
    example={"unit": "fagaiwei", "validity": "in_force"},
)
def documents(request: HttpRequest, asked: Query[DocumentsAsked]) -> Many[DocumentLine]:
    known_unit(asked.unit)
    message = _("主题分类没有这个一级类，可用的有：%(names)s。") % {"names": "、".join(themes())}
    known("theme", asked.theme, lambda: asked.theme in themes(), message)
    message = _("没有公开文件用过这个标签，标签见 /biaoqian/。")
    known("tag", asked.tag, lambda: queries.public().filter(tag_rows__tag=asked.tag).exists(), message)
    choice = listing.Choice(
        agency=asked.unit,
        theme=asked.theme,
        genre=asked.genre,
        tag=asked.tag,
        year=str(asked.year or ""),
        validity=asked.validity,
        normative=bool(asked.normative),
    )
    rows = listing.rows_of(choice, listing.units())
    if asked.normative is False:
        rows = rows.filter(normative=False)
    if asked.published_since:
        rows = rows.filter(published_on__gte=asked.published_since)
    root = Root(request)
    rows = rows.select_related("unit", "live").defer("live__body")
    return by_rows(request, asked, rows, NEWEST, lambda row: DocumentLine(**_line(row, root)))


class InForceAsked(Paging):
    on: Day | None = Field(None, description="哪一天，默认今天")
    unit: Words = Field("", description="公开主体的代码")


@ROOM.read(
    "/documents-in-force",
    "列出某一天有效的文件",
    Many[DocumentLine],
    shows=["documents"],
    about="按公开日期从新到旧。`validity` 仍写今天的有效性；那一天的有效性和理由见单份文件的有效性接口。",
    absent=True,
    example={"on": "2023-05-01"},
)
def documents_in_force(request: HttpRequest, asked: Query[InForceAsked]) -> Many[DocumentLine]:
    known_unit(asked.unit)
    place = opened(request, asked)
    after = keyset.day_of(place) if place else None
    if place and after is None:
        raise wrong()
    units, root = listing.units(), Root(request)
    unit_id = units[asked.unit].pk if asked.unit else None
    found = reading.in_force_on(asked.on or timekeeping.today(), unit_id, after, asked.limit)
    more, found = len(found) > asked.limit, found[: asked.limit]
    following = next_address(request, keyset.mark(NEWEST, found[-1])) if more else None
    return Many(items=[DocumentLine(**_line(row, root)) for row in found], next=following)


def _line(row: Document, root: Root) -> dict[str, Any]:
    edition = row.live
    return {
        "index_number": row.index_number or "",
        "title": row.title,
        "doc_number": row.doc_number,
        "url": root.page(row),
        "unit": unit_ref(row.unit),
        "issuer": edition.issuer if edition else "",
        "theme": row.theme,
        "genre": row.genre,
        "normative": row.normative,
        "formed_on": row.formed_on,
        "published_on": row.published_on,
        "validity": row.validity,
        "expires_on": row.validity_until,
        "summary": edition.summary if edition else "",
    }


# --- one document


def _standing(index_number: str) -> Standing:
    """What everybody may read; 410 with the public explanation for what was withdrawn. 定向公开 is answered as unknown."""
    found = reading.standing(index_number)
    if found is None or found.targeted:
        raise Problem(404)
    if found.withdrawn:
        raise Problem(410, found.edition.withdrawal)
    return found


@ROOM.read(
    "/documents/{index_number}",
    "取一份文件",
    DocumentOut,
    gone=True,
    about="全文、附件、版本、效力变动和有关信息。撤下的回答 410，`detail` 是公开的撤下说明。",
    example=SAMPLE,
)
def document(request: HttpRequest, index_number: Words) -> Said:
    found = _standing(index_number)
    row, edition, root = found.document, found.edition, Root(request)
    done_to, done_by = reading.done_to(row), reading.done_by(row)
    related = [one for one in links_of(row.ref, None) if one.record.url]
    status = reading.status(row, edition, timekeeping.today(), done_to)
    body = DocumentOut(
        **_line(row, root) | {"expires_on": status.until, "validity": status.validity.value},
        issuers=edition.issuers,
        group=edition.get_group_display() if edition.group else "",
        service_url=edition.service_url,
        printed_on=edition.printed_on,
        published_at=moment(edition.published_at),
        effective_on=edition.effective_on,
        keywords=edition.keywords,
        tags=tags_of(row) or tagging.currents(edition.tags),
        tags_as_issued=edition.tags,
        audience=edition.audience,
        edition=edition.serial,
        change_note=edition.change_note,
        body_html=under(root.page(row), edition.body),
        validity_today=_validity(status, timekeeping.today()),
        files=_files(row, edition, root),
        editions=[_edition(row, one, root) for one in queries.public_editions(row).defer("body")],
        effects=[_effect(one, root) for one in done_to],
        effects_on_others=[_effect(one, root) for one in done_by],
        links=[LinkOut(relation=one.label, title=one.record.title, url=root(one.record.url)) for one in related],
    )
    mentioned = [one.document.pk for one in (*done_to, *done_by) if one.document]
    linked = [f"document:{one.record.ref.id}" for one in related if one.record.ref.kind == "documents.document"]
    return Said(body, [f"document:{row.pk}", "tags", *(f"document:{pk}" for pk in mentioned), *linked])


class OnAsked(BaseModel):
    on: Day | None = Field(None, description="哪一天，默认今天")


@ROOM.read(
    "/documents/{index_number}/validity",
    "一份文件在某一天是否有效",
    DocumentValidity,
    gone=True,
    about="连同理由。成文之前的日子，`status` 按施行日期说，`formed_on` 说明那时文件还没有产生。",
    example={**SAMPLE, "on": "2023-05-01"},
)
def document_validity(request: HttpRequest, index_number: Words, asked: Query[OnAsked]) -> Said:
    found = _standing(index_number)
    row, day = found.document, asked.on or timekeeping.today()
    done_to = reading.done_to(row)
    status = reading.status(row, found.edition, day, done_to)
    body = DocumentValidity(
        index_number=row.index_number or "",
        title=row.title,
        doc_number=row.doc_number,
        url=Root(request).page(row),
        formed_on=found.edition.formed_on,
        validity=_validity(status, day),
    )
    return Said(body, [f"document:{row.pk}", *(f"document:{one.document.pk}" for one in done_to if one.document)])


def _validity(status: Status, day: dt.date) -> ValidityOut:
    return ValidityOut(
        on=day,
        status=status.validity.value,
        label=status.label,
        in_force=status.in_force,
        until=status.until,
        reasons=list(status.reasons),
    )


def _files(row: Document, edition: Edition, root: Root) -> list[FileOut]:
    """Pictures stand in the text."""
    found = [_file(row, one, root) for one in reading.files(edition) if one.attachment.role != Attachment.Role.PICTURE]
    if edition.official:
        url = root(reverse("portal:document-pdf", args=[row.index_number]))
        found.append(FileOut(name="官方版式.pdf", role="official", url=url, size=None))
    return found


def _file(row: Document, one: PublicFile, root: Root) -> FileOut:
    url = reverse("portal:document-file", args=[row.index_number, one.file.pk])
    return FileOut(name=one.name, role=one.attachment.role, url=root(url), size=one.file.size)


def _edition(row: Document, one: Edition, root: Root) -> EditionOut:
    live = one.status == Edition.Status.LIVE
    url = row.get_absolute_url() if live else reverse("portal:document-edition", args=[row.index_number, one.serial])
    return EditionOut(
        serial=one.serial, published_at=moment(one.published_at), change_note=one.change_note, url=root(url)
    )


def _effect(one: Mention, root: Root) -> EffectOut:
    return EffectOut(
        kind=one.effect.get_kind_display(),
        effective_on=one.effect.effective_on,
        article=one.effect.article,
        document=one.name,
        url=root.page(one.document) if one.document else None,
    )
