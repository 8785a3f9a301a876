"""The freezes as a table: what was frozen when, under which hash, where its file is."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.timezone import localtime

from mingzheng.core.datasets import Column, Dataset, Values, declare
from mingzheng.supervision.open_data import queries

COLUMNS = (
    Column("year", "年度", "number"),
    Column("kind", "种类"),
    Column("day", "数字截至", "date"),
    Column("made_on", "冻结日期", "date"),
    Column("sha256", "文件的哈希", about="SHA-256"),
    Column("journal_position", "日志位置", "number"),
    Column("journal_hash", "日志链头", about="SHA-256；冻结时工作日志的最后一环"),
    Column("file", "冻结的文件", "address", about="一字不差地保存，可以用来核对哈希"),
)


def _rows() -> Iterator[Values]:
    for one in queries.freezes():
        yield (
            one.plan.year,
            one.get_kind_display(),
            one.day,
            localtime(one.made_at).date(),
            one.sha256,
            one.journal_position,
            one.journal_hash,
            reverse("portal:freeze-file", args=[one.pk]),
        )


def declare_all() -> None:
    declare(
        Dataset(
            "figure-freezes",
            "冻结的数字",
            "每行一次冻结：工作要点各项数字到某一天为止的全部登记，连同文件的哈希和当时工作日志的链头。",
            COLUMNS,
            _rows,
            ("freezes",),
            "政务公开工作要点第二十五点（狠抓工作落实）",
            "监督保障",
        )
    )
