"""Text of an Excel workbook: visible sheets, one line per row, cells parted by tabs. Pure."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import Any
from xml.etree.ElementTree import ParseError

from mingzheng.core.errors import Refused
from mingzheng.core.files import refusals
from mingzheng.core.files.limits import Limits
from mingzheng.core.files.packages import Package

_READ_ERRORS = (
    zipfile.BadZipFile, ParseError, SyntaxError, KeyError, ValueError, TypeError, IndexError,
    AttributeError, OSError,
)  # fmt: skip


def read(data: bytes, limits: Limits) -> tuple[str, int]:
    """Each sheet begins with its name in 【】; formulas give their last stored value."""
    # Imported here: every command and page starts faster without it, and few read a workbook.
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    Package(data, "Excel 工作簿", limits).refuse_entities()
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        budget = _Budget(limits.cells)
        lines = [line for sheet in sheets for line in _lines(sheet, budget)]
    except (InvalidFileException, *_READ_ERRORS) as error:
        raise refusals.corrupt("Excel 工作簿") from error
    return "\n".join(lines), len(sheets)


class _Budget:
    """Counts cells, so that a sheet claiming a million columns is refused and not read."""

    def __init__(self, cells: int) -> None:
        self.left = cells

    def spend(self, cells: int) -> None:
        self.left -= cells
        if self.left < 0:
            raise Refused("工作簿的单元格过多。", remedy="请删除空白行列或拆分后重新上传。", code="too_long")


def _lines(sheet: Any, budget: _Budget) -> list[str]:
    lines = [f"【{sheet.title}】"]
    for row in sheet.iter_rows(values_only=True):
        budget.spend(len(row) + 1)
        cells = [show(value) for value in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            lines.append("\t".join(cells))
    return lines


def show(value: Any) -> str:
    """A cell's value as text: whole numbers without a point, dates in ISO form, line breaks as blanks."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e18:
        return str(int(value))
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")
    return str(value).replace("\r", "").replace("\n", " ").replace("\t", " ")
