"""The figures of the plan in force day by day, as a table; those that are an inner matter are left out, units as well."""

from __future__ import annotations

from collections.abc import Iterator

from mingzheng.core.datasets import Column, Dataset, Values, declare
from mingzheng.core.indicators import indicator_of, indicators
from mingzheng.supervision.indicators.models import Binding, Reading
from mingzheng.supervision.workplan.public import issued_plan

COLUMNS = (
    Column("year", "年度", "number"),
    Column("task", "任务序号", "number"),
    Column("content", "任务"),
    Column("indicator", "数字的代码"),
    Column("label", "数字"),
    Column("unit", "计量", about="数的是什么"),
    Column("day", "日期", "date", "登记的那一天"),
    Column("numerator", "数", "number", "比例的分子，或者件数、次数"),
    Column("denominator", "分母", "number", "不是比例的为空；0 表示尚无记录"),
    Column("percent", "百分比", "number", "不是比例的、尚无记录的为空；保留一位小数"),
)


def _rows() -> Iterator[Values]:
    plan = issued_plan()
    if plan is None:
        return
    shown = [one.code for one in indicators() if not one.inner]
    bound = Binding.objects.filter(task__plan=plan, state=Binding.State.CONFIRMED, indicator__in=shown)
    wanted = set(bound.values_list("task_id", "indicator"))
    rows = Reading.objects.filter(task__plan=plan, indicator__in=shown).select_related("task")
    for row in rows.order_by("-day", "task__number", "indicator").iterator(chunk_size=2000):
        found = indicator_of(row.indicator)
        if found is None or (row.task_id, row.indicator) not in wanted:
            continue
        percent = row.figure.percent
        yield (
            plan.year,
            row.task.number,
            row.task.content,
            row.indicator,
            found.label,
            found.unit,
            row.day,
            row.numerator,
            row.denominator,
            None if percent is None else round(percent, 1),
        )


def declare_all() -> None:
    declare(
        Dataset(
            "plan-figures",
            "工作要点各项数字（每天）",
            "每行现行年度工作要点的一个数字在一天的登记，由平台的办理记录算出；怎么算见“工作要点的数字怎么算”。只有全区的数字。",
            COLUMNS,
            _rows,
            ("figures",),
            "政务公开工作要点第二十五点（狠抓工作落实）",
            "监督保障",
            every="P1D",
        )
    )
