"""The main job: the 2023 notice is read, imported, issued to the whole district, and its boards are read.

Every run imports the same notice anew (a blank line more makes it another file), so that commits are included.
"""

from __future__ import annotations

import datetime as dt
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import transaction

from benchmarks import databases
from benchmarks.databases import say
from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.journal.chain import GENESIS
from mingzheng.core.journal.models import Head
from mingzheng.core.procedures.commands import act
from mingzheng.core.procedures.rules import load_rules
from mingzheng.core.units import commands as units
from mingzheng.core.units import sheet
from mingzheng.core.units.importing import import_units
from mingzheng.core.units.models import Unit
from mingzheng.core.units.queries import actors_for, office
from mingzheng.core.workdays import commands as workdays
from mingzheng.papers.plan_ics import plan_calendar
from mingzheng.papers.plan_xlsx import plan_workbook
from mingzheng.portal.workplan import WorkPlan
from mingzheng.supervision.workplan import demo, importing, issuing, queries
from mingzheng.supervision.workplan.models import Assignment, Plan

RUNS, READS, ONE_BY_ONE = 5, 15, 40
ISSUED, BOARD_DAY = dt.date(2023, 4, 18), dt.date(2023, 9, 28)
DISTRICT = Path(sheet.__file__).parent / "data" / "district.yaml"
MACHINE = Actor.system("测量")


def run() -> dict[str, Any]:
    with timekeeping.standing_at(ISSUED):
        clerk = _district()
        rows = [_parsing(), *_plans(clerk)]
    plan = Plan.objects.exclude(issued_at=None)[0]
    with timekeeping.standing_at(BOARD_DAY):
        rows += _boards(plan)
    shares = Assignment.objects.filter(task__plan=plan).count()
    about = (
        f"2023 年要点，{plan.tasks.count()} 项任务，{Unit.objects.count()} 个单位，下达 {shares:,} 件；"
        f"中位数，读入、导入、下达各 {RUNS} 次，查看 {READS} 次"
    )
    return {"about": about, "rows": rows}


def _district() -> Actor:
    """An empty district with its units, rules and calendar, and one clerk of 区府办."""
    say("准备空区…")
    databases.empty()
    Head.objects.update_or_create(pk=1, defaults={"position": 0, "hash": GENESIS})
    load_rules()
    workdays.load_shipped(MACHINE)
    import_units(sheet.read_sheet(DISTRICT), MACHINE)
    person, unit = units.add_person("bench", "测", MACHINE), office()
    assert unit is not None
    units.hold_post(person, unit, Post.OFFICE_CLERK, MACHINE, since=dt.date(2023, 1, 1))
    return actors_for(person, ISSUED)[0]


def _parsing() -> dict[str, Any]:
    data, name = demo.SAMPLE.read_bytes(), demo.SAMPLE.name
    text = [_milliseconds(lambda: importing.read_notice(data, name)) for _ in range(RUNS)]
    table = "序号,任务名称,任务内容,责任单位,完成时限\n" + "".join(
        f'{row["number"]},"{row["group"]}","{row["content"]}","{"、".join(row["units"])}","{row["due"]}"\n'
        for row in importing.read_notice(data, name)["tasks"]
    )
    plain = [_milliseconds(lambda: importing.read_notice(table.encode(), "t.csv")) for _ in range(RUNS)]
    return _row("读入要点（断行的文本）", text, plain, "同样的任务，单元格完好的 CSV")


def _plans(clerk: Actor) -> list[dict[str, Any]]:
    """Import and issue, over and over; what the parse alone takes is the baseline of the import."""
    importings, parsings, issues = [], [], []
    for number in range(RUNS):
        data = demo.SAMPLE.read_bytes() + b"\n" * (number + 1)
        parsings.append(_milliseconds(lambda data=data: importing.read_notice(data, demo.SAMPLE.name)))
        began = time.perf_counter()
        draft = importing.start_import(data, demo.SAMPLE.name, clerk)
        importing.accept_all(draft, clerk)
        plan = importing.confirm_import(draft, clerk)
        importings.append((time.perf_counter() - began) * 1000)
        issues.append(_milliseconds(lambda plan=plan: act(plan.case, "issue", clerk)))
        say(f"第 {number + 1} 次：导入 {importings[-1]:.0f} ms，下达 {issues[-1]:.0f} ms")
    return [
        _row("导入要点（读入、确认、建任务）", importings, parsings, "只读入"),
        _row("下达全部任务", issues, [_one_by_one(clerk)], f"逐件立项，以 {ONE_BY_ONE} 件推算"),
    ]


def _one_by_one(clerk: Actor) -> float:
    """Milliseconds that the issue of the newest plan would take if every case were opened by itself."""
    found = Assignment.objects.filter(task__plan=Plan.objects.first()).select_related("task__plan", "unit")
    whole, rows = found.count(), list(found[:ONE_BY_ONE])
    with transaction.atomic():
        for row in rows:  # the same shares of a further plan, undone afterwards
            row.task.pk = None
            row.task.number += 1000 + row.pk
            row.task.save()
            row.pk, row.case_id = None, None
            row.task_id = row.task.pk
            row.save()
        spent = _milliseconds(lambda: [issuing.open_for([row], clerk) for row in rows])
        transaction.set_rollback(True)
    return spent * whole / len(rows)


def _boards(plan: Plan) -> list[dict[str, Any]]:
    rows = Assignment.objects.filter(task__plan=plan).select_related("unit", "case", "task")
    objects = _many(lambda: list(rows.all()))
    board = queries.board(plan)
    source = WorkPlan()
    return [
        _row("看板：全部任务", _many(lambda: queries.board(plan)), objects, "同样的行，逐件读成对象"),
        _row("看板：单位与月份", _many(lambda: queries.heat_map(queries.board(plan))), objects, "同上"),
        _row("看板：一个单位", _many(lambda: queries.board(plan, unit_id=board.shares[0].unit_id)), objects, "同上"),
        _row("门户进展页的数据，首次", _many(lambda: WorkPlan().current()), objects, "同上；含生成两个下载文件"),
        _row("门户进展页的数据，其后", _many(source.current), objects, "同上"),
        _row("导出任务分解表（xlsx，含进度）", _many(lambda: plan_workbook(board)), objects, "同上"),
        _row("完成时限日历（ics）", _many(lambda: plan_calendar(plan, name="测量")), objects, "同上"),
    ]


def _many(ask: Callable[[], Any]) -> list[float]:
    ask()
    return [_milliseconds(ask) for _ in range(READS)]


def _row(name: str, spent: list[float], baseline: list[float], baseline_is: str) -> dict[str, Any]:
    median, base = statistics.median(spent), statistics.median(baseline)
    say(f"{name} {median:.1f} ms")
    facts = {"baseline": base, "baseline_is": baseline_is, "ratio": median / base}
    return {"name": name, "median": median, "unit": "ms", **facts}


def _milliseconds(ask: Callable[[], Any]) -> float:
    began = time.perf_counter()
    ask()
    return (time.perf_counter() - began) * 1000
