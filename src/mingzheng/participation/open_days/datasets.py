"""Announced sessions as a table."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.timezone import localtime

from mingzheng.core.datasets import Column, Dataset, Values, declare
from mingzheng.participation.open_days import queries

COLUMNS = (
    Column("id", "编号", "number"),
    Column("title", "名称"),
    Column("unit", "举办单位"),
    Column("field", "领域"),
    Column("month", "开放月", "number", "属于哪一年的开放月；为空的是常态化开放"),
    Column("day", "日期", "date"),
    Column("starts", "开始时间"),
    Column("ends", "结束时间"),
    Column("place", "场所"),
    Column("address", "地址"),
    Column("capacity", "名额", "number", "为空的不用报名"),
    Column("cancelled_why", "取消原因"),
    Column("people", "参加人数", "number", "结果公布以后填写"),
    Column("result_on", "结果公布日期", "date"),
    Column("url", "网址", "address"),
)


def _rows() -> Iterator[Values]:
    for found in queries.public_days():
        starts, ends = localtime(found.starts_at), localtime(found.ends_at)
        yield (
            found.pk,
            found.title,
            found.unit.name,
            found.get_field_display(),
            found.programme.year if found.programme else None,
            starts.date(),
            f"{starts:%H:%M}",
            f"{ends:%H:%M}" if starts.date() == ends.date() else f"{ends:%Y-%m-%d %H:%M}",
            found.place,
            found.address,
            found.capacity,
            found.cancelled_why,
            found.people if found.result_on else None,
            found.result_on,
            found.get_absolute_url(),
        )


def declare_all() -> None:
    declare(
        Dataset(
            "open-days",
            "政府开放活动",
            "每行一场已经公布的开放活动：时间、地点、名额；结果公布以后有参加人数。",
            COLUMNS,
            _rows,
            ("open_days",),
            "政务公开工作要点第二十一点（政府开放）",
            "公众参与",
        )
    )
