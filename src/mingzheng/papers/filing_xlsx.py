"""The monthly filing of a unit as a workbook: the list, and the errors with what to mend."""

from __future__ import annotations

from typing import Any

from openpyxl import Workbook

from mingzheng.disclosure.filing.checking import KINDS
from mingzheng.disclosure.filing.models import MonthlyFiling
from mingzheng.papers import sheets

HEAD = ("序号", "索引号", "标题", "发文字号", "成文日期", "公开属性", "公文库编号", "要素、格式、分类")
WIDTHS = (6.0, 24.0, 44.0, 20.0, 13.0, 12.0, 14.0, 44.0)


def filing_workbook(filing: MonthlyFiling, rows: list[dict[str, Any]]) -> bytes:
    """The bytes of an .xlsx file.

    Args:
        rows: as ``monthly.Row.as_row`` makes them.
    """
    book = Workbook()
    properties: Any = book.properties
    properties.creator, properties.title = filing.unit.name, str(filing)
    sheet = book.worksheets[0]
    sheet.title = filing.label
    sheets.title(sheet, f"{filing.unit.name}{filing.label}公文全量备案表", len(HEAD))
    sheets.under_title(sheet, _under(filing, rows), len(HEAD))
    sheets.header(sheet, 3, HEAD)
    sheets.widths(sheet, WIDTHS)
    last = 3
    for number, row in enumerate(rows, 1):
        last += 1
        _line(sheet, last, number, row)
    if not rows:
        last += 1
        sheets.put(sheet, last, 1, "本月没有形成公文。")
        sheet.merge_cells(start_row=last, start_column=1, end_row=last, end_column=len(HEAD))
    sheets.paper(sheet, header_row=3, last_row=last, columns=len(HEAD), landscape=True)
    return sheets.as_bytes(book)


def _under(filing: MonthlyFiling, rows: list[dict[str, Any]]) -> str:
    state = f"报送日期 {filing.submitted_on}" if filing.submitted_on else "尚未报送"
    return f"共 {len(rows)} 件　{state}"


def _line(sheet: Any, at: int, number: int, row: dict[str, Any]) -> None:
    said = faults_text(row)
    texts = (row["index_number"], row["title"], row["doc_number"], row["formed_on"], row["attribute"] or "未认定")
    sheets.put(sheet, at, 1, number)
    for column, text in enumerate((*texts, _library(row), said), 2):
        cell = sheets.put(sheet, at, column, str(text))
        if column in (3, 8):
            cell.alignment = sheets.LEFT
    lines = max(sheets.lines_of(row["title"], WIDTHS[2]), sheets.lines_of(said, WIDTHS[7]))
    sheet.row_dimensions[at].height = max(22.0, lines * sheets.LINE_POINTS)


def _library(row: dict[str, Any]) -> str:
    if row["pending"]:
        return "在办"
    if row["attribute"] != "主动公开":
        return "不入库"
    return str(row["library_id"] or "未入库")


def faults_text(row: dict[str, Any]) -> str:
    """The errors of one document in one cell."""
    return "；".join(f"{KINDS.get(one['kind'], '其他')}：{one['message']}" for one in row["faults"]) or "齐全"
