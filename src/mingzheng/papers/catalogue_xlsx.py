"""The standard catalogue as a workbook: one sheet for a field, the ten columns as written. Import reads it back exactly."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.properties import PageSetupProperties, WorksheetProperties

from mingzheng.disclosure.catalogue.models import StandardCatalogue, StandardItem
from mingzheng.disclosure.catalogue.sheet import LABELS
from mingzheng.papers import sheets

NAMES = tuple(LABELS)
WIDTHS = (6.0, 14.0, 18.0, 34.0, 34.0, 18.0, 14.0, 22.0, 10.0, 9.0, 9.0, 14.0, 10.0)
HEAD_ROW = 2


def _values(item: StandardItem) -> list[str | int]:
    found: list[str | int] = []
    for name in NAMES:
        value = getattr(item, name)
        if name == "column":
            value = item.column.code if item.column else ""
        found.append("" if value is None else value)
    return found


def catalogue_workbook(catalogue: StandardCatalogue, items: Iterable[StandardItem]) -> bytes:
    """The items in the national form.

    Args:
        items: those of this version that are wanted, in its order, with ``column`` read.
    """
    book = Workbook()
    book.properties.title = str(catalogue)
    book.remove(book.worksheets[0])
    for field, rows in groupby(items, key=lambda item: item.field):
        _sheet(book, catalogue, field, list(rows))
    if not book.worksheets:
        _sheet(book, catalogue, "标准目录", [])
    return sheets.as_bytes(book)


def _sheet(book: Workbook, catalogue: StandardCatalogue, field: str, rows: Sequence[StandardItem]) -> None:
    sheet: Any = book.create_sheet()
    sheet.title = field
    sheet.sheet_properties = WorksheetProperties(pageSetUpPr=PageSetupProperties(fitToPage=True))
    sheets.title(sheet, f"{catalogue.year}年{field}领域{catalogue.title}", len(NAMES))
    sheets.header(sheet, HEAD_ROW, [LABELS[name] for name in NAMES])
    sheets.widths(sheet, WIDTHS)
    last = HEAD_ROW
    for last, item in enumerate(rows, HEAD_ROW + 1):
        values = _values(item)
        for column, value in enumerate(values, 1):
            sheets.put(sheet, last, column, value, size=10).alignment = sheets.LEFT
        lines = max(sheets.lines_of(str(value), width) for value, width in zip(values, WIDTHS, strict=True))
        sheet.row_dimensions[last].height = min(400, max(1.4, lines + 0.4) * sheets.LINE_POINTS)
    sheets.paper(sheet, header_row=HEAD_ROW, last_row=max(last, HEAD_ROW + 1), columns=len(NAMES), landscape=True)


def catalogue_csv(items: Iterable[StandardItem]) -> bytes:
    """The items as a table for programs, with the field in front; UTF-8 with a mark, so that Excel reads it."""
    kept = io.StringIO()
    writer = csv.writer(kept)
    writer.writerow(["领域", *(LABELS[name] for name in NAMES)])
    for item in items:
        writer.writerow([sheets.plain(value) for value in (item.field, *_values(item))])
    return kept.getvalue().encode("utf-8-sig")


def catalogue_json(catalogue: StandardCatalogue, items: Iterable[StandardItem]) -> bytes:
    """The items with the names of the model."""
    rows = [{"field": item.field, **dict(zip(NAMES, _values(item), strict=True))} for item in items]
    facts = {"year": catalogue.year, "version": catalogue.version, "title": catalogue.title, "items": rows}
    return json.dumps(facts, ensure_ascii=False, indent=1).encode()
