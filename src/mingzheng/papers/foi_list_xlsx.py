"""The applications of a unit as a workbook: the statistical columns, no person and nothing of what was asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from openpyxl import Workbook

from mingzheng.papers import sheets
from mingzheng.requests.foi.worklist import HEAD

WIDTHS = (26.0, 14.0, 22.0, 13.0, 13.0, 16.0, 13.0, 24.0, 34.0, 13.0, 13.0)


def foi_workbook(title: str, under: str, rows: Iterable[tuple[Any, ...]]) -> bytes:
    """The bytes of an .xlsx file.

    Args:
        rows: as ``worklist.statistics`` gives them.
    """
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "依申请公开"
    sheets.title(sheet, title, len(HEAD))
    sheets.under_title(sheet, under, len(HEAD))
    sheets.header(sheet, 3, HEAD)
    sheets.widths(sheet, WIDTHS)
    last = 3
    for row in rows:
        last += 1
        for column, value in enumerate(row, 1):
            sheets.put(sheet, last, column, _text(value))
    sheets.paper(sheet, header_row=3, last_row=last, columns=len(HEAD), landscape=True)
    return sheets.as_bytes(book)


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, dt.date) else str(value or "")
