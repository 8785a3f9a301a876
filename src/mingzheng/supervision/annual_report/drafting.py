"""The draft: a snapshot of every figure, and sentences that refer to it. A person edits what the machine wrote."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from mingzheng.core import timekeeping
from mingzheng.core.dates import chinese_date
from mingzheng.core.indicators import Figure, Scope, indicator_of
from mingzheng.core.journal.queries import head
from mingzheng.core.units.models import Unit
from mingzheng.requests.foi.annual import report as annual
from mingzheng.supervision.annual_report import cells as figures
from mingzheng.supervision.annual_report import happenings
from mingzheng.supervision.annual_report.cells import OPEN, Cell
from mingzheng.supervision.annual_report.sections import sections
from mingzheng.supervision.workplan import queries as workplan
from mingzheng.supervision.workplan.models import Plan, PlanTask

DATA = Path(__file__).parent / "data" / "sentences.yaml"


@dataclass
class Snapshot:
    """What a report is drawn from, as it is kept. ``problems``: what was late, returned, corrected."""

    tables: dict[str, Any]
    cells: dict[str, Cell]
    found: dict[str, Any]
    taken: dict[str, Any]
    problems: list[happenings.Happened]


@cache
def _sentences() -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return found


def last_day(year: int) -> dt.date:
    """The year's last day, or today while it lasts."""
    return min(dt.date(year, 12, 31), timekeeping.today())


def tables(year: int, unit: Unit | None) -> tuple[dict[str, Any], dict[str, Any]]:
    """The three tables with last year's closing figures, and what their checks found."""
    made = annual.report(year, unit)
    found = {
        "findings": [{"check": one.check, "where": one.where, "text": one.text} for one in made.findings],
        "lacking": list(made.lacking),
    }
    return made.tables, found


def snapshot(year: int, unit: Unit | None) -> Snapshot:
    """Every figure of the year as the records have it now."""
    held, found = tables(year, unit)
    known = figures.cells(held)
    day = last_day(year)
    known |= _facts(year, unit)
    known |= _indicators(day, unit)
    known |= _tasks(workplan.plan_of(year), day, unit)
    went = happenings.problems(year, unit, timekeeping.today())
    known |= {one.code: _cell(one.what, one.count) for one in went}
    end = head()
    taken = {"day": timekeeping.today().isoformat(), "position": end.position, "head": end.hash}
    return Snapshot(held, known, found, taken, went)


def _cell(label: str, value: int) -> Cell:
    return {"label": label, "value": value, "text": str(value)}


def _facts(year: int, unit: Unit | None) -> dict[str, Cell]:
    return {
        "documents.published": _cell("本年首次公开的公文（件）", happenings.documents(year, unit)),
        "fees.collected": _cell("收取信息处理费（元）", happenings.fees(year, unit)),
    }


def _indicators(day: dt.date, unit: Unit | None) -> dict[str, Cell]:
    found: dict[str, Cell] = {}
    for rows in _sentences().values():
        for row in rows:
            indicator = indicator_of(row["indicator"])
            if indicator is not None:
                figure = indicator.measure(Scope(day, unit_id=unit.pk if unit else None))
                if _says(figure):
                    found[f"figure.{indicator.code}"] = _figure_cell(f"指标 {indicator.label}", figure)
    return found


def _says(figure: Figure) -> bool:
    return figure.denominator not in (0,) and not (figure.denominator is None and figure.numerator == 0)


def _figure_cell(label: str, figure: Figure) -> Cell:
    return {"label": label, "value": figure.numerator if figure.denominator is None else None, "text": figure.text}


def _tasks(plan: Plan | None, day: dt.date, unit: Unit | None) -> dict[str, Cell]:
    """``task.13``: how the unit's share of it, or the shares of all units, stand."""
    if plan is None:
        return {}
    shares = workplan.shares(plan, unit_id=unit.pk if unit else None, today=day)
    by_task: dict[int, list[workplan.Share]] = {}
    for share in shares:
        if share.state != "cancelled":
            by_task.setdefault(share.task_id, []).append(share)
    found: dict[str, Cell] = {}
    for task in plan.tasks.all():
        rows = by_task.get(task.pk, [])
        if rows:
            label = f"要点第{task.number}项 {task.content[:30]}"
            found[f"task.{task.number}"] = {"label": label, "value": None, "text": _standing(rows, unit)}
    every = [share for rows in by_task.values() for share in rows]
    done = sum(share.state == "done" for share in every)
    found["plan.shares"] = _cell("要点任务（项次）", len(every))
    found["plan.done"] = _cell("已办结的要点任务（项次）", done)
    found["plan.late"] = _cell(
        "逾期的要点任务（项次）", sum(share.light == "red" or share.late_done for share in every)
    )
    return found


def _standing(rows: list[workplan.Share], unit: Unit | None) -> str:
    if unit is not None:
        one = rows[0]
        if one.state == "done":
            day = one.done_on
            return f"已于{chinese_date(day)}办结" if day else "已办结"
        return "已提请办结" if one.state == "submitted" else "正在推进"
    done = sum(share.state == "done" for share in rows)
    return f"{len(rows)}个责任单位中{done}个已办结"


# --- texts -----------------------------------------------------------------------------------------------------------


def texts(year: int, unit: Unit | None, *, government: bool, drawn: Snapshot) -> dict[str, str]:
    """The draft of every section. What only a person can know stands as ［请填写：…］ and must be replaced."""
    writers = {
        "requests": _requests,
        "proactive": _proactive,
        "problems": _problems,
        "improvements": _improvements,
        "fees": _fees,
        "more": lambda _drawn: "没有其他需要报告的事项。",
        "accountability": lambda _drawn: f"{OPEN}：本年度责任追究的情况；没有发生的写明没有发生］",
        "assessment": lambda _drawn: f"{OPEN}：工作考核的组织、权重和结果］",
        "review": lambda _drawn: f"{OPEN}：社会评议或者满意度调查的情况］",
    }
    found = {}
    for one in sections(government=government):
        if one.key == "plan":
            found[one.key] = _plan(year, unit, drawn)
            continue
        lead = writers[one.key](drawn) if one.key in writers else ""
        lines = [row["text"] for row in _sentences().get(one.key, ()) if f"figure.{row['indicator']}" in drawn.cells]
        text = "".join([lead, *lines]) if one.key in ("requests", "proactive") else "".join([*lines, lead])
        found[one.key] = text or f"{OPEN}：{one.hint}］"
    return found


def _proactive(drawn: Snapshot) -> str:
    return (
        "本年首次公开公文{{ documents.published }}件。制发行政规范性文件{{ table2.normative.issued }}件，"
        "废止{{ table2.normative.abolished }}件，年末现行有效{{ table2.normative.in_force }}件。"
    )


def _requests(drawn: Snapshot) -> str:
    said = (
        "本年新收政府信息公开申请{{ table3.total.new }}件，上年结转{{ table3.total.carried_in }}件；"
        "办理答复{{ table3.total.total }}件，结转下年度继续办理{{ table3.total.carried_out }}件。"
    )
    words = {
        "open": "予以公开",
        "partly": "部分公开",
        "refused": "不予公开",
        "unable": "无法提供",
        "set_aside": "不予处理",
        "other": "其他处理",
    }
    named = [
        f"{word}{{{{ sum.{key} }}}}件" for key, word in words.items() if drawn.cells.get(f"sum.{key}", {}).get("value")
    ]
    if named:
        said += f"办理结果中，{'，'.join(named)}。"
    if drawn.cells["table4.reconsideration.total"]["value"] or drawn.cells["sum.suits"]["value"]:
        said += "因政府信息公开发生行政复议{{ table4.reconsideration.total }}件，行政诉讼{{ sum.suits }}件。"
    return said


def _problems(drawn: Snapshot) -> str:
    """From what was late, returned, corrected. Without any of it a person says what the problems are."""
    told = [f"{one.what}{{{{ {one.code} }}}}件次" for one in drawn.problems]
    corrected = sum(
        drawn.cells[f"table4.{kind}.corrected"]["value"]
        for kind in ("reconsideration", "direct_suit", "suit_after_reconsideration")
    )
    lines = []
    if told:
        lines.append(f"从全年记录看，主要问题是：{'；'.join(told)}。")
    if corrected:
        lines.append("有政府信息公开答复在行政复议、行政诉讼中被纠正，答复的质量还要提高。")
    lines.append(f"{OPEN}：产生上述问题的原因，以及记录以外的问题；不写“无”］")
    return "\n".join(lines)


def _improvements(_drawn: Snapshot) -> str:
    return f"{OPEN}：对上年问题已经作了哪些改进，今年准备采取哪些措施、由谁负责、何时完成］"


def _fees(drawn: Snapshot) -> str:
    if drawn.cells["fees.collected"]["value"]:
        return "依据《政府信息公开信息处理费管理办法》，本年共收取信息处理费{{ fees.collected }}元。"
    return "依据《政府信息公开信息处理费管理办法》，本年没有收取信息处理费（{{ fees.collected }}元）。"


def _plan(year: int, unit: Unit | None, drawn: Snapshot) -> str:
    """政务公开工作要点落实情况: what was asked, how each share stands, which figures prove it."""
    plan = workplan.plan_of(year)
    if plan is None or "plan.shares" not in drawn.cells or not drawn.cells["plan.shares"]["value"]:
        return f"{OPEN}：{year}年政务公开工作要点的落实情况（本平台没有该年度要点的记录）］"
    lines = [
        f"按照{year}年政务公开工作要点，承担任务{{{{ plan.shares }}}}项次，已办结{{{{ plan.done }}}}项次，逾期{{{{ plan.late }}}}项次。"
    ]
    lines += [
        f"第{task.number}项“{_short(task)}”：{{{{ task.{task.number} }}}}。"
        for task in plan.tasks.all()
        if f"task.{task.number}" in drawn.cells
    ]
    return "\n".join(lines)


def _short(task: PlanTask) -> str:
    first = task.content.split("。")[0].split("；")[0]
    return first if len(first) <= 48 else f"{first[:48]}……"
