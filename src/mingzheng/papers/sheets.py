"""Writing sheets that look like official tables: fonts, borders, paper; and no text that becomes a formula."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
SONG, HEI, FANGSONG = "宋体", "黑体", "仿宋"
LINE_POINTS = 16.5  # height of one printed line at 11 points
LONGEST_CELL = 32_000  # Excel holds 32,767 characters

_thin = Side(style="thin", color="FF000000")
BOX = Border(left=_thin, right=_thin, top=_thin, bottom=_thin)
CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
LEFT = Alignment(horizontal="left", vertical="center", wrap_text=True)
FILLS = {
    "red": PatternFill("solid", fgColor="FFF6D5D2"),
    "amber": PatternFill("solid", fgColor="FFFBEBC8"),
    "green": PatternFill("solid", fgColor="FFDDEFDF"),
    "done": PatternFill("solid", fgColor="FFE3E9F2"),
}


def put(sheet: Worksheet, row: int, column: int, value: str | int, *, font: str = FANGSONG, size: int = 11) -> Any:
    """Write one bordered cell. Text stays text: nothing that was typed in becomes a formula."""
    cell: Any = sheet.cell(row, column)
    if isinstance(value, str):
        text = ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST_CELL]
        cell.value = text
        if text.startswith(FORMULA_STARTS):
            cell.data_type, cell.quotePrefix = "s", True
    else:
        cell.value = value
    cell.font, cell.border, cell.alignment = Font(name=font, size=size), BOX, CENTRE
    return cell


def plain(value: str | int) -> str | int:
    """A value for a CSV file: text that a spreadsheet would take for a formula gets an apostrophe in front."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value


def shade(cell: Any, light: str) -> None:
    """Repeat a light's word in colour; a light without a colour leaves the cell white."""
    if light in FILLS:
        cell.fill = FILLS[light]


def title(sheet: Worksheet, text: str, columns: int) -> None:
    """The first row: the title over the whole width, in Song."""
    cell = put(sheet, 1, 1, text)
    cell.font, cell.border = Font(name=SONG, size=18, bold=True), Border()
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=columns)
    sheet.row_dimensions[1].height = 36


def under_title(sheet: Worksheet, text: str, columns: int) -> None:
    """The second row: as of when, at the right."""
    cell = put(sheet, 2, 1, text, size=10)
    cell.border, cell.alignment = Border(), Alignment(horizontal="right", vertical="center")
    sheet.merge_cells(start_row=2, start_column=1, end_row=2, end_column=columns)


def header(sheet: Worksheet, row: int, names: Sequence[str]) -> None:
    for column, name in enumerate(names, 1):
        put(sheet, row, column, name, font=HEI)
    sheet.row_dimensions[row].height = 24


def merge_down(sheet: Worksheet, column: int, first: int, last: int) -> None:
    """Make one cell of a column's rows first–last."""
    if last > first:
        sheet.merge_cells(start_row=first, start_column=column, end_row=last, end_column=column)


def widths(sheet: Worksheet, found: Sequence[float]) -> None:
    """Column widths in characters of the default font (a Chinese character is two)."""
    for column, width in enumerate(found, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width


def lines_of(text: str, width: float) -> int:
    """How many lines a text takes in a column; programs do not grow rows that hold merged cells."""
    room = max(2.0, width - 1.5)
    used = (
        sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in line) for line in text.split("\n")
    )
    return sum(max(1, math.ceil(one / room)) for one in used)


def paper(sheet: Worksheet, *, header_row: int, last_row: int, columns: int, landscape: bool) -> None:
    """A4, as wide as the page, header rows on every page, page numbers, the head kept in view on screen."""
    setup: Any = sheet.page_setup
    setup.paperSize, setup.orientation = 9, "landscape" if landscape else "portrait"
    setup.fitToWidth, setup.fitToHeight = 1, 0
    properties: Any = sheet.sheet_properties
    properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    sheet.print_title_rows = f"{header_row}:{header_row}"
    sheet.print_area = f"A1:{get_column_letter(columns)}{last_row}"
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    footer: Any = sheet.oddFooter
    footer.center.text = "第 &P 页，共 &N 页"
    sheet.freeze_panes = f"A{header_row + 1}"


def as_bytes(book: Workbook) -> bytes:
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()
