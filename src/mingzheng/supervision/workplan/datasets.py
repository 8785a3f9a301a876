"""The tasks of the issued plan and how they stand against the notice's time limits, as a table; no unit beyond the notice's words."""

from __future__ import annotations

from collections.abc import Iterator

from mingzheng.core.datasets import Column, Dataset, Values, declare
from mingzheng.supervision.workplan import public

LIGHTS = {"done": "已办结", "red": "逾期", "amber": "临近期限", "green": "按期推进", "none": "不计时"}
COLUMNS = (
    Column("year", "年度", "number"),
    Column("number", "任务序号", "number"),
    Column("content", "任务"),
    Column("units", "责任单位", about="通知的原文"),
    Column("due", "完成时限", about="通知的原文"),
    Column("due_on", "完成期限", "date"),
    Column("carried_by", "承担单位数", "number"),
    Column("done", "已办结单位数", "number"),
    Column("standing", "进展", about="导出当天"),
)


def _rows() -> Iterator[Values]:
    plan = public.issued_plan()
    if plan is None:
        return
    standings = public.standings(plan)
    for task in plan.tasks.all():
        stands = standings.get(task.pk, public.Standing())
        yield (
            plan.year,
            task.number,
            task.content,
            task.units_written,
            task.due_text,
            task.due_on,
            stands.units,
            stands.done,
            LIGHTS[stands.light],
        )


def declare_all() -> None:
    declare(
        Dataset(
            "plan-tasks",
            "工作要点任务和进展",
            "每行现行年度工作要点的一项任务和导出当天的进展。",
            COLUMNS,
            _rows,
            (),
            "政务公开工作要点第二十五点（狠抓工作落实）",
            "监督保障",
            every="P1D",
        )
    )
