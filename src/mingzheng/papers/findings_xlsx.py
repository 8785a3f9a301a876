"""Findings of inspections as a workbook: what is wrong where, and how to mend it; to be handed to the units."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook

from mingzheng.papers import sheets
from mingzheng.supervision.inspections.models import Finding

HEAD = ("序号", "责任单位", "问题", "程度", "页面", "地址", "看到的", "怎样改", "状态", "首次发现", "最近发现")
WIDTHS = (6.0, 14.0, 22.0, 10.0, 30.0, 36.0, 44.0, 36.0, 10.0, 12.0, 12.0)
LEFT = (3, 5, 6, 7, 8)


def findings_workbook(title: str, under: str, rows: Sequence[Finding]) -> bytes:
    """The bytes of an .xlsx file.

    Args:
        under: as of when, and what was left out.
    """
    book = Workbook()
    sheet: Any = book.worksheets[0]
    sheet.title = "问题清单"
    sheets.title(sheet, title, len(HEAD))
    sheets.under_title(sheet, under, len(HEAD))
    sheets.header(sheet, 3, HEAD)
    sheets.widths(sheet, WIDTHS)
    for number, row in enumerate(rows, 1):
        _line(sheet, 3 + number, number, row)
    sheets.paper(sheet, header_row=3, last_row=3 + max(1, len(rows)), columns=len(HEAD), landscape=True)
    return sheets.as_bytes(book)


def _line(sheet: Any, at: int, number: int, row: Finding) -> None:
    seen = f"{row.evidence}（要由人核对：{row.doubt}）" if row.doubt else row.evidence
    texts = [row.unit.short if row.unit else "", row.about.label, row.about.severity.label, row.title, row.address]
    texts += [seen, row.how_to_mend, row.get_state_display(), str(row.first_seen), str(row.last_seen)]
    sheets.put(sheet, at, 1, number)
    for column, text in enumerate(texts, 2):
        cell = sheets.put(sheet, at, column, text)
        if column in LEFT:
            cell.alignment = sheets.LEFT
    sheets.shade(sheet.cell(at, 4), row.light)
    tall(sheet, at, [(texts[column - 2], WIDTHS[column - 1]) for column in LEFT])


def tall(sheet: Any, at: int, texts: Sequence[tuple[str, float]]) -> None:
    """Make a row as high as the longest of its (text, width) needs."""
    lines = max(sheets.lines_of(text, width) for text, width in texts)
    sheet.row_dimensions[at].height = min(400.0, max(22.0, lines * sheets.LINE_POINTS))
