"""Consultations and what came of the opinions, as tables; as published, with masked names left out altogether."""

from __future__ import annotations

from collections.abc import Iterator

from mingzheng.core import timekeeping
from mingzheng.core.datasets import Column, Dataset, Values, declare
from mingzheng.participation.consultations import presenting, queries
from mingzheng.participation.consultations.phases import phase_of

ARTICLE = "重大行政决策程序暂行条例第十五条；优化营商环境条例第六十二条"
THEME = "公众参与"
CONSULTATIONS = (
    Column("id", "编号", "number"),
    Column("title", "名称"),
    Column("kind", "种类"),
    Column("agency", "征集单位"),
    Column("opens_on", "开始日期", "date"),
    Column("closes_on", "截止日期", "date"),
    Column("days", "天数", "number"),
    Column("shortened_why", "缩短期限的理由"),
    Column("phase", "阶段", about="导出当天的阶段"),
    Column("decided_on", "决定日期", "date"),
    Column("answered_on", "反馈日期", "date"),
    Column("raw", "收到意见条数", "number", "反馈以后公布；此前为空"),
    Column("distinct", "归并后条数", "number", "反馈以后公布；此前为空"),
    Column("url", "网址", "address"),
)
ADOPTION = (
    Column("consultation", "征集编号", "number"),
    Column("title", "征集名称"),
    Column("number", "意见序号", "number"),
    Column("article", "针对条款"),
    Column("opinion", "意见"),
    Column("raw", "提出条数", "number"),
    Column("outcome", "采纳情况"),
    Column("answer", "说明"),
)


def _consultations() -> Iterator[Values]:
    day = timekeeping.today()
    for found in queries.public().order_by("-opens_on", "-pk"):
        phase = phase_of(found, day)
        if not phase.public:
            continue
        table = presenting.adoption(found) if found.answered_on else None
        yield (
            found.pk,
            found.title,
            found.get_kind_display(),
            found.unit.name,
            found.opens_on,
            found.closes_on,
            found.days,
            found.shortened_why,
            phase.label,
            found.decided_on,
            found.answered_on,
            table.raw if table else None,
            table.distinct if table else None,
            found.get_absolute_url(),
        )


def _adoption() -> Iterator[Values]:
    for found in queries.public().filter(answered_on__isnull=False).order_by("-answered_on", "-pk"):
        for row in presenting.adoption(found).rows:
            yield found.pk, found.title, row.number, row.article, row.headline, row.raw, row.label, row.answer


def declare_all() -> None:
    declare(
        Dataset(
            "consultations",
            "意见征集",
            "每行一次意见征集：期限、阶段，反馈以后收到的意见条数和归并后的条数。",
            CONSULTATIONS,
            _consultations,
            ("consultations",),
            ARTICLE,
            THEME,
        )
    )
    declare(
        Dataset(
            "adoption",
            "意见采纳情况",
            "每行一条归并后的意见和公布的采纳情况。提出人不列；不同意公布的意见只列条数和采纳情况。",
            ADOPTION,
            _adoption,
            ("consultations",),
            ARTICLE,
            THEME,
        )
    )
