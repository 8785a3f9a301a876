"""A public table as a workbook: title, unit of money, typed cells, nothing that becomes a formula."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.properties import PageSetupProperties, WorksheetProperties

from mingzheng.disclosure.key_areas import tables
from mingzheng.disclosure.key_areas.tables import Cells, Field, Spec
from mingzheng.papers import sheets

HEAD_ROW = 3
WIDTHS = {"text": 30.0, "money": 16.0, "number": 12.0, "percent": 12.0, "date": 14.0, "year": 10.0, "choice": 14.0}


def table_workbook(title: str, under: str, spec: Spec, rows: Sequence[Cells]) -> bytes:
    """The rows of a version.

    Args:
        title: of the table.
        under: who published it and when, below the title.
    """
    book = Workbook()
    sheet: Any = book.worksheets[0]
    sheet.title = "公开表"
    sheet.sheet_properties = WorksheetProperties(pageSetUpPr=PageSetupProperties(fitToPage=True))
    sheets.title(sheet, title, len(spec.fields))
    sheets.under_title(sheet, under, len(spec.fields))
    sheets.header(sheet, HEAD_ROW, [tables.head(spec, field) for field in spec.fields])
    sheets.widths(sheet, [WIDTHS[field.type] for field in spec.fields])
    for at, row in enumerate(rows, HEAD_ROW + 1):
        for column, field in enumerate(spec.fields, 1):
            _put(sheet, at, column, field, row.get(field.key, ""))
        lines = max(sheets.lines_of(row.get(field.key, ""), WIDTHS[field.type]) for field in spec.fields)
        sheet.row_dimensions[at].height = min(400, max(1.4, lines + 0.4) * sheets.LINE_POINTS)
    last = HEAD_ROW + max(1, len(rows))
    sheets.paper(sheet, header_row=HEAD_ROW, last_row=last, columns=len(spec.fields), landscape=len(spec.fields) > 5)
    return sheets.as_bytes(book)


def _put(sheet: Any, row: int, column: int, field: Field, text: str) -> None:
    cell = sheets.put(sheet, row, column, text)
    if field.numeric and text:
        cell.value, cell.number_format = Decimal(text), "#,##0.##"
        cell.alignment = sheets.CENTRE
    elif field.type == "text":
        cell.alignment = sheets.LEFT
