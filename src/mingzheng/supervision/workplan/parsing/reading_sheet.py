"""Sheets: .xlsx with merged cells, .csv, and tables drawn in text with tabs or bars."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import date, datetime
from typing import Any

import openpyxl
from openpyxl.utils.cell import range_boundaries

from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused

from .limits import MAX_CELL, MAX_COLUMNS, MAX_MERGED_AREA, MAX_ROWS, parse_xml, read_part
from .model import Cell, Grid, Line, Source
from .words import clean

_DAMAGED = "请用 Excel 或 WPS 打开确认无误，另存一份再上传。"


def read_xlsx(package: zipfile.ZipFile, data: bytes) -> Source:
    """Read every visible sheet of a workbook.

    Raises:
        Refused: damaged, hostile, or without text.
    """
    for name in package.namelist():
        if name.endswith((".xml", ".rels")) and not name.startswith(("xl/theme", "xl/charts", "xl/drawings")):
            _inspect(read_part(package, name), sheet=name.startswith("xl/worksheets/sheet"))
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, zipfile.BadZipFile, OSError) as bad:
        raise Refused("表格文件已损坏，打不开。", remedy=_DAMAGED, code="damaged") from bad
    grids: list[Grid] = []
    warnings: list[str] = []
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            warnings.append(f"工作表“{sheet.title}”是隐藏的，没有读取；需要时请取消隐藏后重新上传。")
            continue
        grid = _sheet(sheet, warnings)
        if any(c.text for row in grid.rows for c in row):
            grids.append(grid)
    if not grids:
        raise Refused("表格里没有内容。", remedy="请确认任务表在可见的工作表里。", code="no_text")
    return Source((), tuple(grids), tuple(warnings))


def _inspect(xml: bytes, *, sheet: bool) -> None:
    root = parse_xml(xml)
    if not sheet:
        return
    area = 0
    for element in root.iter("{*}mergeCell"):
        try:
            left, top, right, bottom = range_boundaries(element.get("ref") or "")
        except (ValueError, TypeError) as bad:
            raise Refused("表格的合并单元格有误，打不开。", remedy=_DAMAGED, code="damaged") from bad
        area += ((right or 0) - (left or 0) + 1) * ((bottom or 0) - (top or 0) + 1)
    if area > MAX_MERGED_AREA:
        raise Refused("表格的合并单元格范围过大，为安全起见不读。", remedy="请只合并有内容的单元格。", code="too_large")


def _sheet(sheet: Any, warnings: list[str]) -> Grid:
    if sheet.max_row > MAX_ROWS * 20:
        raise Refused(f"表格超过 {MAX_ROWS} 行。", remedy="请只保留任务表。", code="too_large")
    last, width = min(sheet.max_row, MAX_ROWS), min(sheet.max_column, MAX_COLUMNS)
    table = [[Cell(_show(c.value)) for c in row] for row in sheet.iter_rows(min_row=1, max_row=last, max_col=width)]
    for merged in sheet.merged_cells.ranges:
        top, left = merged.min_row - 1, merged.min_col - 1
        if top >= len(table) or left >= width:
            continue
        text = table[top][left].text
        for r in range(top, min(merged.max_row, last)):
            for c in range(left, min(merged.max_col, width)):
                if (r, c) != (top, left):
                    table[r][c] = Cell(text, joined=r > top, across=c > left)
    hidden = [
        n for n, d in sheet.row_dimensions.items() if d.hidden and n <= last and any(c.text for c in table[n - 1])
    ]
    for n in hidden:
        table[n - 1] = [Cell("")] * width
    if hidden:
        rows = "、".join(map(str, sorted(hidden)[:20])) + ("等" if len(hidden) > 20 else "")
        warnings.append(f"工作表“{sheet.title}”的第{rows}行是隐藏的，没有读取；需要时请取消隐藏或筛选后重新上传。")
    return Grid(tuple(tuple(r) for r in table), f"工作表“{sheet.title}”")


def _show(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return chinese_date(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return clean(str(value)[:MAX_CELL]).strip()


def read_csv(text: str) -> Source:
    """Read comma- or tab-separated values.

    Raises:
        Refused: without content or with too many rows.
    """
    head = text[:5000]
    delimiter = max(",\t;", key=head.count)
    limit = csv.field_size_limit(MAX_CELL * 10)
    rows: list[tuple[Cell, ...]] = []
    try:
        for row in csv.reader(io.StringIO(text.replace("\x00", ""), newline=""), delimiter=delimiter):
            rows.append(tuple(Cell(clean(c)[:MAX_CELL].strip()) for c in row[:MAX_COLUMNS]))
            if len(rows) > MAX_ROWS:
                raise Refused(f"表格超过 {MAX_ROWS} 行。", remedy="请只保留任务表。", code="too_large")
    except csv.Error as bad:
        raise Refused("CSV 文件格式有误。", remedy="请用 Excel 打开后另存为 .xlsx 再上传。", code="damaged") from bad
    finally:
        csv.field_size_limit(limit)
    if not any(c.text for r in rows for c in r):
        raise Refused("表格里没有内容。", remedy="请确认选对了文件。", code="no_text")
    return Source((), (Grid(tuple(rows), "表格"),))


def grids_in_text(lines: tuple[Line, ...]) -> tuple[Grid, ...]:
    """Tables drawn in plain text: consecutive lines with at least two tabs or two bars."""
    grids: list[Grid] = []
    run: list[tuple[Line, list[str]]] = []
    for line in (*lines, Line(0, "")):
        cells = _drawn(line.text)
        if cells is None:
            if len(run) >= 2:
                rows = tuple(tuple(Cell(c) for c in cells) for _, cells in run if any(cells))
                grids.append(Grid(rows, "表格", at=run[0][0].no, first_row=run[0][0].no))
            run = []
        else:
            run.append((line, cells))
    return tuple(grids)


def _drawn(text: str) -> list[str] | None:
    for mark in ("│", "┃", "|", "｜", "\t"):
        if text.count(mark) >= 2:
            body = text.strip(mark + " ") if mark != "\t" else text
            cells = [c.strip() for c in body.split(mark)]
            return ["" for _ in cells] if all(re.fullmatch("[-:=─━┼+ ]*", c) for c in cells) else cells
    if re.fullmatch(r"[┌┬┐├┼┤└┴┘─━┏┓┗┛┣┫┳┻╋+\-= ]{6,}", text):
        return [""]
    return None
