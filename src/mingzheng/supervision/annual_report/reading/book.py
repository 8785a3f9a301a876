"""A workbook as grids, one for each sheet; a line that fills one cell alone is a paragraph as well. Pure."""

from __future__ import annotations

import io
from typing import Any

from mingzheng.core.errors import Refused
from mingzheng.core.files.limits import DEFAULT
from mingzheng.core.files.packages import Package
from mingzheng.supervision.annual_report.reading.blocks import Block, Grid, Paragraph, Spot

MOST_ROWS, MOST_COLUMNS = 600, 60


def read(data: bytes) -> list[Block]:
    """The blocks of every sheet that is shown.

    Raises:
        Refused: damaged, encrypted, or too large.
    """
    import openpyxl

    Package(data, "Excel 工作簿", DEFAULT).refuse_entities()
    try:  # what a damaged file makes the library raise is not foreseeable
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    except Exception as error:
        raise Refused("这个 xlsx 文件打不开。", remedy="请用表格软件打开，另存后再试。", code="corrupt") from error
    found: list[Block] = []
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            found += _sheet(sheet)
    return found


def _sheet(sheet: Any) -> list[Block]:
    place = f"工作表“{sheet.title}”"
    height, width = min(sheet.max_row or 0, MOST_ROWS), min(sheet.max_column or 0, MOST_COLUMNS)
    values = sheet.iter_rows(min_row=1, max_row=height, max_col=width, values_only=True) if height and width else ()
    rows = [[Spot(_said(value), at, column) for column, value in enumerate(row)] for at, row in enumerate(values)]
    for span in sheet.merged_cells.ranges:
        top, left = span.min_row - 1, span.min_col - 1
        if top >= height or left >= width:
            continue
        for at in range(top, min(span.max_row, height)):
            for column in range(left, min(span.max_col, width)):
                rows[at][column] = rows[top][left]
    return [Grid(place, rows), *_lines(rows, place)]


def _lines(rows: list[list[Spot]], place: str) -> list[Paragraph]:
    """Rows with one cell: titles and text that somebody put into the sheet."""
    found = []
    for at, row in enumerate(rows):
        texts = list(dict.fromkeys(spot for spot in row if spot.text))
        if len(texts) == 1 and texts[0].row == at:
            found += [
                Paragraph(line.strip(), f"{place}第 {at + 1} 行") for line in texts[0].text.split("\n") if line.strip()
            ]
    return found


def _said(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
