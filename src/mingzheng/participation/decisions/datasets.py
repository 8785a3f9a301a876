"""Matters of the published catalogues as a table."""

from __future__ import annotations

from collections.abc import Iterator

from mingzheng.core.datasets import Column, Dataset, Values, declare
from mingzheng.participation.decisions.models import Matter

COLUMNS = (
    Column("id", "编号", "number"),
    Column("year", "年度", "number"),
    Column("scope", "决策机关"),
    Column("unit", "承办单位"),
    Column("title", "事项名称"),
    Column("kind", "类别"),
    Column("planned_by", "计划完成时间", "date"),
    Column("listed_on", "列入目录日期", "date"),
    Column("started_on", "启动日期", "date"),
    Column("decided_on", "决定日期", "date"),
    Column("published_on", "公布日期", "date"),
    Column("over_on", "结束日期", "date"),
    Column("over_why", "结束原因"),
    Column("url", "网址", "address"),
)


def _rows() -> Iterator[Values]:
    for matter in Matter.objects.select_related("unit"):
        yield (
            matter.pk,
            matter.year,
            matter.get_scope_display(),
            matter.unit.name,
            matter.title,
            matter.get_kind_display(),
            matter.planned_by,
            matter.listed_on,
            matter.started_on,
            matter.decided_on,
            matter.published_on,
            matter.over_on,
            matter.over_why,
            matter.get_absolute_url(),
        )


def declare_all() -> None:
    declare(
        Dataset(
            "decisions",
            "重大行政决策事项",
            "每行一个列入区政府或者单位年度目录的决策事项，含移出目录的，和各步骤的日期。",
            COLUMNS,
            _rows,
            ("decisions",),
            "重大行政决策程序暂行条例第三条、第三十二条",
            "公众参与",
        )
    )
