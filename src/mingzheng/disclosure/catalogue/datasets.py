"""The standard catalogue in force as a table, each item with how it stands."""

from __future__ import annotations

from collections.abc import Iterator

from mingzheng.core.datasets import Column, Dataset, Values, declare
from mingzheng.disclosure.catalogue import standard

COLUMNS = (
    Column("field", "领域"),
    Column("serial", "序号", "number"),
    Column("level1", "一级事项"),
    Column("level2", "二级事项"),
    Column("content", "公开内容（要素）"),
    Column("basis", "公开依据"),
    Column("time_limit", "公开时限"),
    Column("subject", "公开主体"),
    Column("channels", "公开渠道和载体"),
    Column("audience", "公开对象"),
    Column("method", "公开方式"),
    Column("level", "公开层级"),
    Column("records", "已公开条数", "number", "事项自己的记录；没有的，为所在栏目的记录"),
    Column("last_on", "最近公开日期", "date"),
)


def _rows() -> Iterator[Values]:
    live = standard.live()
    if live is None:
        return
    for line in standard.lines(standard.filtered(live)):
        item = line.item
        yield (
            item.field,
            item.serial,
            item.level1,
            item.level2,
            item.content,
            item.basis,
            item.time_limit,
            item.subject,
            item.channels,
            item.audience,
            item.method,
            item.level,
            line.own.count,
            line.own.last,
        )


def declare_all() -> None:
    declare(
        Dataset(
            "standard-catalogue",
            "政务公开标准目录",
            "每行一个应当公开的事项，按现行标准目录；附已公开的条数和最近公开的日期。",
            COLUMNS,
            _rows,
            ("catalogue",),
            "政府信息公开条例第十二条；政务公开标准目录",
            "政府信息",
        )
    )
