"""The gazette's published issues as a table; what stands in an issue is on its pages."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count
from django.urls import reverse
from django.utils.timezone import localtime

from mingzheng.core.datasets import Column, Dataset, Values, declare
from mingzheng.disclosure.gazette import queries

COLUMNS = (
    Column("year", "年份", "number"),
    Column("number", "期数", "number"),
    Column("total", "总期数", "number"),
    Column("doc_number", "公报编号"),
    Column("name", "刊名"),
    Column("organiser", "主办单位"),
    Column("dated", "出版日期", "date"),
    Column("published_on", "网上发布日期", "date"),
    Column("documents", "刊登件数", "number"),
    Column("pages", "页数", "number", "版式文件还没有生成的为 0"),
    Column("url", "网址", "address"),
    Column("pdf", "版式文件", "address", "没有的为空"),
)


def _rows() -> Iterator[Values]:
    for issue in queries.published().annotate(documents=Count("items")).order_by("-total"):
        yield (
            issue.year,
            issue.number,
            issue.total,
            issue.doc_number,
            issue.name,
            issue.organiser,
            issue.dated,
            localtime(issue.published_at).date() if issue.published_at else None,
            issue.documents,
            issue.pdf_pages,
            issue.get_absolute_url(),
            reverse("portal:gazette-file", args=[issue.year, issue.number]) if issue.pdf_id else "",
        )


def declare_all() -> None:
    declare(
        Dataset(
            "gazette-issues",
            "政府公报各期",
            "每行一期已经出版的政府公报，含期号、日期、刊登件数和版式文件的地址；刊登的文件见各期的网页。",
            COLUMNS,
            _rows,
            ("gazette",),
            "《政府信息公开条例》第二十三条（政府公报）；政务公开工作要点第十点",
            "政府信息",
        )
    )
