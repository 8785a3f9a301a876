"""Public tables as files: csv and json as they are read, xlsx as a workbook. Nothing that was typed in becomes a formula."""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import Any

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse

from mingzheng.core.datasets import Column, Value, Values
from mingzheng.design.downloads import TYPES, named

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
Row = Sequence[Value]


def answer(
    kind: str, name: str, columns: Sequence[Column], rows: Iterable[Values], *, root: str, most: int, left_out: str
) -> HttpResponseBase:
    """A table as a file to be kept.

    Args:
        kind: csv, json or xlsx.
        name: of the file, without its ending.
        root: scheme and host, set before addresses.
        most: so many rows at most; ``left_out`` stands in the last line when there were more.
    """
    limited = _limited(_absolute(columns, rows, root), most, left_out)
    made: HttpResponseBase
    if kind == "xlsx":
        made = HttpResponse(_workbook(name, columns, limited), content_type=TYPES[kind])
    else:
        writer = {"csv": _csv, "json": _json}[kind]
        made = StreamingHttpResponse(writer(columns, limited), content_type=TYPES[kind])
    made["X-Robots-Tag"] = "noindex"
    return named(made, f"{name}.{kind}")


def said(value: Value) -> str:
    """A value as a reader of the table meets it."""
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def _absolute(columns: Sequence[Column], rows: Iterable[Values], root: str) -> Iterator[Row]:
    places = [place for place, column in enumerate(columns) if column.type == "address"]
    for row in rows:
        made = list(row)
        for place in places:
            made[place] = f"{root}{made[place]}" if made[place] else ""
        yield made


def _limited(rows: Iterator[Row], most: int, left_out: str) -> Iterator[Row | str]:
    """The rows; when there are more than ``most``, a sentence that says so takes the place of the rest."""
    for number, row in enumerate(rows):
        if number == most:
            yield left_out
            return
        yield row


class _Echo:
    def write(self, text: str) -> str:
        return text


def _csv(columns: Sequence[Column], rows: Iterator[Row | str]) -> Iterator[str]:
    writer: Any = csv.writer(_Echo())
    yield "\ufeff"  # so that spreadsheet programs read UTF-8
    yield writer.writerow([column.label for column in columns])
    for row in rows:
        cells: list[str | int | float] = [row] if isinstance(row, str) else [_safe(value) for value in row]
        yield writer.writerow(cells)


def _safe(value: Value) -> str | int | float:
    """Numbers as they are; no text becomes a formula."""
    if isinstance(value, int | float):
        return value
    text = said(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _json(columns: Sequence[Column], rows: Iterator[Row | str]) -> Iterator[str]:
    keys = [column.key for column in columns]
    labels = {column.key: column.label for column in columns}
    yield f'{{"columns": {json.dumps(labels, ensure_ascii=False)},\n"rows": ['
    note, first = "", True
    for row in rows:
        if isinstance(row, str):
            note = row
            break
        facts = dict(zip(keys, row, strict=True))
        yield ("" if first else ",") + "\n" + json.dumps(facts, ensure_ascii=False, default=said)
        first = False
    yield f'\n], "note": {json.dumps(note, ensure_ascii=False)}}}\n'


def _workbook(name: str, columns: Sequence[Column], rows: Iterator[Row | str]) -> bytes:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet(name.split("-")[0][:31])
    sheet.freeze_panes = "A2"

    def cell(value: Value) -> Any:
        if isinstance(value, int | float):
            return WriteOnlyCell(sheet, value)
        made = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", said(value)))
        made.data_type = "s"  # what was typed in stays text
        return made

    sheet.append([cell(column.label) for column in columns])
    for row in rows:
        sheet.append([cell(row)] if isinstance(row, str) else [cell(value) for value in row])
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()
