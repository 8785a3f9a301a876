"""Tables that people hand in (csv or xlsx), row by row. What a row means, the room says that takes it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any

from mingzheng.core.errors import Refused
from mingzheng.core.files.decoding import decode


def cells(data: bytes, name: str) -> Iterator[list[Any]]:
    """The rows of a csv or xlsx file, dates as dates.

    Raises:
        Refused: neither of the two.
    """
    if name.lower().endswith(".csv"):
        text = decode(data)
        if text is None:
            raise Refused("这个 csv 文件读不出文字。", remedy="请另存为 UTF-8 编码的 csv，或者 xlsx。", field="file")
        yield from csv.reader(io.StringIO(text))
        return
    if not name.lower().endswith(".xlsx"):
        raise Refused("只收 csv 或者 xlsx 表格。", remedy="请另存为其中一种再上传。", field="file")
    yield from _xlsx(data)


def _xlsx(data: bytes) -> Iterator[list[Any]]:
    import openpyxl

    try:  # what a damaged file makes the library raise is not foreseeable
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for row in book.worksheets[0].iter_rows(values_only=True):
            yield list(row)
    except Exception as error:
        raise Refused("这个 xlsx 文件打不开。", remedy="请用表格软件打开，另存后再上传。", field="file") from error


def filled(row: Sequence[Any]) -> bool:
    return any(cell not in (None, "") for cell in row)


def heads(row: Sequence[Any]) -> list[str]:
    """The first row as headings."""
    return [str(cell if cell is not None else "").strip() for cell in row]
