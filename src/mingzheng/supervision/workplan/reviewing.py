"""A notice under review: what was read, what a person decided about it, and what still waits. Reading only."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from mingzheng.core.units.models import Unit
from mingzheng.core.units.queries import Directory
from mingzheng.supervision.workplan import fitting
from mingzheng.supervision.workplan.models import ImportDraft
from mingzheng.supervision.workplan.parsing.due import FIRST_YEAR, LAST_YEAR, resolve_due

CELLS = ("group", "content", "units", "due")


@dataclass(frozen=True)
class CellView:
    """One cell under review: what was read, what a person wrote instead, whether it still waits for a decision."""

    name: str
    read: Any
    value: Any
    flagged: bool
    settled: bool
    why: str


@dataclass(frozen=True)
class RowView:
    """One task under review."""

    number: int
    cells: dict[str, CellView]
    source: str
    due_on: dt.date | None
    due_rule: str
    late_at_birth: bool

    @property
    def waits(self) -> bool:
        return any(cell.flagged and not cell.settled for cell in self.cells.values())

    @property
    def flagged(self) -> bool:
        return any(cell.flagged for cell in self.cells.values())


@dataclass(frozen=True)
class NameQuestion:
    """A unit name that nobody knows, or an open word whose members a person must name."""

    text: str
    tasks: list[int]
    suggestions: list[Unit]
    chosen: list[str]
    open_word: bool


@dataclass(frozen=True)
class Review:
    """Everything the review screen shows; ``ready`` when the import may be confirmed."""

    rows: list[RowView]
    names: list[NameQuestion]
    year: int
    open_points: list[str]

    @property
    def ready(self) -> bool:
        return not self.open_points


def merged_task(draft: ImportDraft, row: dict[str, Any]) -> dict[str, Any]:
    """A task as read, with what a person decided laid over it."""
    decided = draft.task_decisions(row["number"])
    return {**row, **{key: decided[key] for key in (*CELLS, "open_ended", "due_on") if key in decided}}


def review(draft: ImportDraft) -> Review:
    """What was read, what was decided, and what still waits for a person."""
    directory = Directory.load()
    year = int(draft.decisions.get("header", {}).get("year") or draft.parsed.get("year") or 0)
    rows = [_row_view(draft, row, year) for row in draft.parsed["tasks"]]
    names = _name_questions(draft, directory)
    waiting = []
    if not FIRST_YEAR <= year <= LAST_YEAR:
        waiting.append("年度没有读出，请填写。")
    inferred = [row.number for row in rows if row.waits]
    if inferred:
        waiting.append(f"第 {_numbers(inferred)} 项有推断出的栏目，请确认或改正。")
    undated = [row.number for row in rows if row.due_on is None]
    if undated:
        waiting.append(f"第 {_numbers(undated)} 项的完成时限没有对应的日期，请指定。")
    nobody = [row.number for row in rows if not row.cells["units"].value]
    if nobody:
        waiting.append(f"第 {_numbers(nobody)} 项没有责任单位，请指定。")
    waiting += [
        f"「{name.text}」{'由哪些单位承办，请指定' if name.open_word else '不在单位表中，请指定是哪个单位'}。"
        for name in names
        if not name.chosen
    ]
    waiting += [fault for row in draft.parsed["tasks"] for fault in fitting.faults(merged_task(draft, row))]
    numbers = [row.number for row in rows]
    if len(numbers) != len(set(numbers)):
        waiting.append("任务序号有重复，请在原文件中改正后重新读入。")
    return Review(rows, names, year, waiting)


def _numbers(numbers: list[int]) -> str:
    return "、".join(str(number) for number in numbers)


def _row_view(draft: ImportDraft, row: dict[str, Any], year: int) -> RowView:
    task, decided = merged_task(draft, row), draft.task_decisions(row["number"])
    confirmed = set(decided.get("confirmed", []))
    cells = {
        name: CellView(
            name=name,
            read=row[name],
            value=task[name],
            flagged=name in row["inferred"] or (name == "units" and not task["units"]),
            settled=name in confirmed or (name in decided and bool(decided[name])),
            why=row.get("why", {}).get(name, ""),
        )
        for name in CELLS
    }
    due_on, rule, _points, _count = due_of(task, year)
    dated = draft.parsed.get("dated") or ""
    late = bool(due_on and dated and due_on.isoformat() < dated)
    return RowView(row["number"], cells, row.get("source", ""), due_on, rule, late)


def due_of(task: dict[str, Any], year: int) -> tuple[dt.date | None, str, list[dict[str, str]], int | None]:
    """Final date, the rule in words, due points and count target of a task; a person's date goes before the rule's."""
    plan = resolve_due(task.get("due", ""), year, content=task["content"])
    points = [{"label": point.label, "on": point.on.isoformat()} for point in plan.points]
    if task.get("due_on"):
        return dt.date.fromisoformat(task["due_on"]), "由人指定的日期。", points, plan.count_target
    return plan.final, plan.rule, points, plan.count_target


def _name_questions(draft: ImportDraft, directory: Directory) -> list[NameQuestion]:
    asked: dict[str, list[int]] = {}
    for row in draft.parsed["tasks"]:
        for text in merged_task(draft, row)["units"]:
            group = directory.group(text)
            if (group is not None and group.open) or (group is None and directory.unit(text) is None):
                asked.setdefault(text, []).append(row["number"])
    return [_question(draft, directory, text, tasks) for text, tasks in asked.items()]


def _question(draft: ImportDraft, directory: Directory, text: str, tasks: list[int]) -> NameQuestion:
    group = directory.group(text)
    if group is not None:
        return NameQuestion(text, tasks, [], list(draft.decisions.get("members", {}).get(text, [])), True)
    near = [unit for unit in directory.suggest(text) if isinstance(unit, Unit)]
    chosen = draft.decisions.get("names", {}).get(text)
    return NameQuestion(text, tasks, near, [chosen] if chosen else [], False)
