"""Policies by their eight stages as a workbook: one line each, and the sums by stage."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook

from mingzheng.core.dates import chinese_date
from mingzheng.papers import sheets
from mingzheng.policy.policies.lifeline import LifeLine, Standing
from mingzheng.policy.policies.queries import by_stage
from mingzheng.policy.policies.stages import Stage

HEAD = ("序号", "单位", "政策", "文号", "启动", "发布", *(one.label for one in Stage), "缺失的环节和应有日期")
WIDTHS = (6.0, 14.0, 40.0, 18.0, 11.0, 11.0, *(10.0 for _ in Stage), 36.0)
LIGHTS = {Standing.DONE: "green", Standing.DUE: "amber", Standing.MISSING: "red"}
FIRST_STAGE = 7


def policies_workbook(title: str, day: dt.date, lines: Sequence[LifeLine]) -> bytes:
    """The bytes of an .xlsx file; ``day``: as of when the stages are judged."""
    book = Workbook()
    sheet: Any = book.worksheets[0]
    sheet.title = "政策"
    _head(sheet, title, day, HEAD, WIDTHS)
    for number, line in enumerate(lines, 1):
        _line(sheet, 3 + number, number, line)
    sheets.paper(sheet, header_row=3, last_row=3 + max(1, len(lines)), columns=len(HEAD), landscape=True)
    _sums(book.create_sheet("按环节"), title, day, lines)
    return sheets.as_bytes(book)


def _head(sheet: Any, title: str, day: dt.date, names: Sequence[str], widths: Sequence[float]) -> None:
    sheets.title(sheet, title, len(names))
    sheets.under_title(sheet, f"截至 {chinese_date(day)}", len(names))
    sheets.header(sheet, 3, names)
    sheets.widths(sheet, widths)


def _line(sheet: Any, at: int, number: int, line: LifeLine) -> None:
    policy = line.policy
    document = policy.document
    texts = [policy.unit.short, policy.title, document.doc_number if document else "", str(policy.begun_on)]
    texts += [str(policy.issued_on or "")]
    sheets.put(sheet, at, 1, number)
    for column, text in enumerate(texts, 2):
        sheets.put(sheet, at, column, text)
    sheet.cell(at, 3).alignment = sheets.LEFT
    for column, view in enumerate(line.stages, FIRST_STAGE):
        cell = sheets.put(sheet, at, column, view.standing.label)
        sheets.shade(cell, LIGHTS.get(view.standing, "none"))
    gaps = "；".join(f"{view.label}（{view.due_on or ''}，{view.why}）" for view in line.missing)
    sheets.put(sheet, at, len(HEAD), gaps).alignment = sheets.LEFT
    lines = max(sheets.lines_of(policy.title, WIDTHS[2]), sheets.lines_of(gaps, WIDTHS[-1]))
    sheet.row_dimensions[at].height = max(1.4, lines + 0.4) * sheets.LINE_POINTS


def _sums(sheet: Any, title: str, day: dt.date, lines: Sequence[LifeLine]) -> None:
    names = ("环节", *(one.label for one in Standing))
    _head(sheet, f"{title}（按环节）", day, names, (14.0, *(12.0 for _ in Standing)))
    for at, row in enumerate(by_stage(lines), 4):
        sheets.put(sheet, at, 1, row.stage.label)
        for column, standing in enumerate(Standing, 2):
            sheets.put(sheet, at, column, row.counts.get(standing, 0))
    sheets.paper(sheet, header_row=3, last_row=3 + len(Stage), columns=len(names), landscape=False)
