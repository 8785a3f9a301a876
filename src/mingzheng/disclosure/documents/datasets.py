"""Public documents as a table: the whole of it, and the choice that a list was narrowed to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mingzheng.core.datasets import Column, Dataset, Values, declare
from mingzheng.disclosure.documents import listing
from mingzheng.disclosure.documents.listing import Choice
from mingzheng.disclosure.documents.models import Document

MOST = 200_000
COLUMNS = (
    Column("index_number", "索引号"),
    Column("title", "标题"),
    Column("doc_number", "发文字号"),
    Column("issuers", "发文机关"),
    Column("agency", "公开主体"),
    Column("theme", "主题分类"),
    Column("genre", "体裁"),
    Column("normative", "行政规范性文件", about="是，或者否"),
    Column("formed_on", "成文日期", "date"),
    Column("published_on", "发布日期", "date"),
    Column("effective_on", "施行日期", "date"),
    Column("valid_until", "有效期至", "date"),
    Column("validity", "有效性", about="导出当天的有效性"),
    Column("url", "网址", "address"),
)


def values(rows: Iterable[Document]) -> Iterator[Values]:
    """A row of the table for each public document."""
    for row in rows:
        edition = row.live
        yield (
            row.index_number or "",
            row.title,
            row.doc_number,
            "、".join(edition.issuers) if edition else "",
            row.unit.name,
            row.theme,
            edition.get_genre_display() if edition and edition.genre else "",
            "是" if row.normative else "否",
            row.formed_on,
            row.published_on,
            edition.effective_on if edition else None,
            row.validity_until,
            row.get_validity_display(),
            row.get_absolute_url(),
        )


def declare_all() -> None:
    declare(
        Dataset(
            "documents",
            "公开文件",
            "每行一件现在公开的文件，含标题、文号、日期和导出当天的有效性；正文和附件见各文件的网页。",
            COLUMNS,
            lambda: values(listing.export_rows(Choice(), MOST)),
            ("documents",),
            "政府信息公开条例第二十条、第二十四条",
            "政府信息",
        )
    )
