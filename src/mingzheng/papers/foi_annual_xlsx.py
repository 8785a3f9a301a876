"""The three tables of the annual report as a workbook, drawn as the form draws them; and the blank for closing figures."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from mingzheng.papers import sheets
from mingzheng.requests.foi.annual.layout import Cell, Laid
from mingzheng.requests.foi.annual.reading import HEAD
from mingzheng.requests.foi.annual.statistics import Table

HEAD_ROW = 3
WIDTHS = {
    "table2": (22.0, 16.0, 16.0, 16.0),
    "table3": (14.0, 18.0, 40.0, *(9.0,) * 7),
    "table4": (8.5,) * 15,
}


def annual_workbook(title: str, under: str, laid: Sequence[Laid]) -> bytes:
    """A sheet for each table."""
    return sheets.as_bytes(annual_book(title, under, laid))


def annual_book(title: str, under: str, laid: Sequence[Laid]) -> Workbook:
    """A sheet for each table, for whoever adds more."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for one in laid:
        sheet: Worksheet = book.create_sheet(
            one.title[:1] + {"table2": "主动公开", "table3": "申请", "table4": "复议诉讼"}[one.key]
        )
        sheets.title(sheet, f"{title}　{one.title}", one.width)
        sheets.under_title(sheet, under, one.width)
        sheets.widths(sheet, WIDTHS[one.key])
        last = _draw(sheet, one)
        sheets.paper(
            sheet,
            header_row=HEAD_ROW + max(one.heads - 1, 0),
            last_row=last,
            columns=one.width,
            landscape=one.width > 4,
        )
    return book


def _draw(sheet: Worksheet, laid: Laid) -> int:
    """Cells fall into the next free place of their row, as in a page's table."""
    taken: set[tuple[int, int]] = set()
    at = HEAD_ROW
    for at, row in enumerate(laid.rows, HEAD_ROW):
        column = 1
        for cell in row:
            while (at, column) in taken:
                column += 1
            _put(sheet, at, column, cell)
            taken.update((at + down, column + right) for down in range(cell.rows) for right in range(cell.columns))
            column += cell.columns
        sheet.row_dimensions[at].height = 30
    return at


def _put(sheet: Worksheet, row: int, column: int, cell: Cell) -> None:
    value = cell.text if cell.value is None else cell.value
    for down in range(cell.rows):
        for right in range(cell.columns):
            sheets.put(sheet, row + down, column + right, "", font=sheets.HEI if cell.head else sheets.FANGSONG)
    made = sheets.put(sheet, row, column, "", font=sheets.HEI if cell.head else sheets.FANGSONG, size=10)
    made.value = value
    if cell.rows > 1 or cell.columns > 1:
        sheet.merge_cells(
            start_row=row, start_column=column, end_row=row + cell.rows - 1, end_column=column + cell.columns - 1
        )


def closing_blank() -> bytes:
    """An empty sheet with the columns that the import reads."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "结转数"
    sheets.header(sheet, 1, HEAD)
    sheets.widths(sheet, [18.0, 8.0, *(16.0,) * (len(HEAD) - 2)])
    return sheets.as_bytes(book)


def statistics_workbook(under: str, tables: Sequence[Table]) -> bytes:
    """A sheet for each table of the statistics."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for table in tables:
        sheet: Worksheet = book.create_sheet(table.title)
        sheets.title(sheet, table.title, len(table.head))
        sheets.under_title(sheet, under, len(table.head))
        sheets.header(sheet, HEAD_ROW, table.head)
        sheets.widths(sheet, [36.0, *(14.0,) * (len(table.head) - 1)])
        for at, row in enumerate(table.rows, HEAD_ROW + 1):
            for column, value in enumerate(row, 1):
                made = sheets.put(sheet, at, column, value if isinstance(value, str) else 0)
                if not isinstance(value, str):
                    made.value = value
        sheets.paper(sheet, header_row=HEAD_ROW, last_row=HEAD_ROW + len(table.rows), columns=len(table.head), landscape=False)  # fmt: skip
    return sheets.as_bytes(book)
