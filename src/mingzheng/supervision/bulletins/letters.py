"""What the monthly letter says to a unit: its own open, late and next things, and nothing of a person."""

from __future__ import annotations

import datetime as dt

from mingzheng.core import mail
from mingzheng.core.dates import chinese_date
from mingzheng.core.units.models import Unit
from mingzheng.supervision.indicators.standings import Standing
from mingzheng.supervision.workplan import queries
from mingzheng.supervision.workplan.models import Plan, SupervisionLetter

MOST = 12  # lines of a list; the desk has the rest
AHEAD = 45  # days


def written(plan: Plan, unit: Unit, today: dt.date, read: Standing) -> tuple[str, str]:
    """Subject and text of the letter of a day. ``read``: the plan's standing, the same for all units."""
    board = queries.board(plan, today=today, unit_id=unit.pk)
    tasks, total = board.tasks, board.total
    late = [share for share in board.shares if share.light == "red"]
    near = [
        share
        for share in board.shares
        if share.light in ("amber", "green") and share.due_on and (share.due_on - today).days <= AHEAD
    ]
    letters = SupervisionLetter.objects.filter(assignment__unit=unit, answered_on=None, assignment__task__plan=plan)
    lines = [
        f"{unit.short}：",
        "",
        f"截至{chinese_date(today)}，{plan.year}年政务公开工作要点由你单位承担的任务 {total.total} 件，"
        f"已办结 {total.done} 件，临近期限 {total.lights['amber']} 件，逾期 {total.lights['red']} 件。",
    ]
    lines += _list("逾期", [(tasks[one.task_id].number, tasks[one.task_id].content, one.due_on) for one in late])
    lines += _list("接下来到期", [(tasks[one.task_id].number, tasks[one.task_id].content, one.due_on) for one in near])
    lines += _below(read, unit)
    if letters:
        lines += ["", "待答复的督办单：" + "、".join(one.number for one in letters) + "。"]
    lines += ["", f"{mail.site_name()} 政务公开工作台自动生成，请勿直接回复。"]
    return f"{today.year}年{today.month}月政务公开任务提示", "\n".join(lines)


def _below(read: Standing, unit: Unit) -> list[str]:
    """The unit's own shares of figures that are below their target, each once, as the newest readings have them."""
    numbers = {one.task.pk: one.task.number for one in read.tasks}
    found: dict[str, str] = {}
    for (task, unit_id), figures in sorted(read.cells.items(), key=lambda pair: numbers[pair[0][0]]):
        for one in figures if unit_id == unit.pk else ():
            if one.light.code == "red":
                found.setdefault(one.indicator.code, f"第{numbers[task]}项 {one.indicator.label} {one.figure.text}")
    lines = list(found.values())
    more = [f"另有 {len(lines) - MOST} 项，请在工作台查看。"] if len(lines) > MOST else []
    return ["", f"指标没有达到目标（{_cn(read.as_of)}读数）：", *lines[:MOST], *more] if lines and read.as_of else []


def _cn(day: dt.date | None) -> str:
    return f"{day.month}月{day.day}日" if day else ""


def _list(title: str, rows: list[tuple[int, str, dt.date | None]]) -> list[str]:
    if not rows:
        return []
    rows = sorted(rows, key=lambda row: (row[2] or dt.date.max, row[0]))
    lines = [f"第{number}项 {content}（{day.month}月{day.day}日）" for number, content, day in rows[:MOST] if day]
    more = [f"另有 {len(rows) - MOST} 件，请在工作台查看。"] if len(rows) > MOST else []
    return ["", f"{title}：", *lines, *more]
