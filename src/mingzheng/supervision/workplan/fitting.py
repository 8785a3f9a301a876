"""What a plan's columns hold: too long a cell is asked about, too long a heading of the notice is cut.

SQLite would take any length; PostgreSQL refuses it with an error that nobody understands.
"""

from __future__ import annotations

from typing import Any

from django.db import models

from mingzheng.supervision.workplan.models import Plan, PlanTask

COLUMNS = {"group": ("任务名称", "group"), "due": ("完成时限", "due_text")}
HIGHEST_NUMBER = 9999


def longest(model: type[models.Model], name: str) -> int:
    """How many characters a column holds."""
    field = model._meta.get_field(name)
    return getattr(field, "max_length", None) or 0


def faults(task: dict[str, Any]) -> list[str]:
    """What of a task (its cells as decided) does not fit, one Chinese sentence each."""
    number = task["number"]
    found = [
        f"第 {number} 项的{label}超过 {longest(PlanTask, column)} 个字，请改短。"
        for cell, (label, column) in COLUMNS.items()
        if len(task[cell]) > longest(PlanTask, column)
    ]
    if not str(task["content"]).strip():
        found.append(f"第 {number} 项没有任务内容，请填写。")
    if not 0 < number <= HIGHEST_NUMBER:
        found.append(f"任务序号 {number} 不像序号，请在原文件中改正后重新读入。")
    return found


def header(parsed: dict[str, Any], title: str) -> dict[str, str]:
    """Title, issuer, number and meeting of the notice as long as they may be; nobody can edit them on the way."""
    found = {"title": title, **{name: str(parsed.get(name) or "") for name in ("issuer", "number", "meeting")}}
    return {name: text[: longest(Plan, name)] for name, text in found.items()}


def heading(model: type[models.Model], row: dict[str, Any]) -> dict[str, str]:
    """Label and title of a part or a point, as long as they may be."""
    return {name: row[name][: longest(model, name)] for name in ("label", "title")}
