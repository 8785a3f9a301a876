"""Sheets of rows that people fill in from a template: headings checked, each row read whole, every reason with its line.

A reason repeats nothing of what stands in a cell: it may be somebody's name or telephone number.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mingzheng.core.errors import Refused
from mingzheng.core.files.cells import cells, filled, heads

_DAY = re.compile(r"\s*(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?\s*(?:00:00(:00)?)?\s*", re.ASCII)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Line:
    """One filled row. ``number`` counts from 1, the headings being line 1; ``said``: what stands under each heading, by its name."""

    number: int
    said: Mapping[str, str]


@dataclass(frozen=True)
class Bad:
    """A line that cannot be taken, and why. ``line`` counts from 1, the headings being line 1."""

    line: int
    message: str


def lines(
    data: bytes, name: str, headings: Mapping[str, str], needed: Sequence[str], most: int, *, hint: str = ""
) -> Iterator[Line]:
    """The filled rows of a csv or xlsx file.

    Args:
        headings: heading → name of what stands under it.
        needed: headings that must be there.
        most: how many rows at once.
        hint: what to do with a heading that is not known.

    Raises:
        Refused: no table, a heading missing, unknown or twice, or too many rows.
    """
    table = cells(data, name)
    names = heads(next(table, []))
    _check(names, headings, needed, hint)
    for number, row in enumerate(table, 2):
        if number > most + 1:
            raise Refused(f"一次最多导入 {most} 行。", remedy="请分成几个文件。", field="file")
        if filled(row):
            yield Line(number, {headings[head]: plain(cell) for head, cell in zip(names, row, strict=False) if head})


def _check(names: Sequence[str], headings: Mapping[str, str], needed: Sequence[str], hint: str) -> None:
    missing = [heading for heading in needed if heading not in names]
    if missing:
        listed = "、".join(missing)
        raise Refused(f"表头里没有：{listed}。", remedy="第一行是表头，请按模板补上。", field="file", code="headings")
    unknown = [heading for heading in names if heading and heading not in headings]
    if unknown:
        listed = "、".join(heading[:12] for heading in unknown[:8])
        raise Refused(f"不认识的表头：{listed}。", remedy=hint or "请删去这些列，或者改成模板的表头。", field="file")
    twice = sorted({heading for heading in names if heading and names.count(heading) > 1})
    if twice:
        raise Refused(f"有几列的表头都是：{'、'.join(twice)}。", remedy="请只留一列。", field="file")


def plain(cell: Any) -> str:
    """A cell as text; a number that a spreadsheet holds without decimals is no decimal, a day is written as a day."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    if isinstance(cell, dt.datetime):
        cell = cell.date()
    return "" if cell is None else str(cell).strip()


def day(typed: str) -> dt.date | None:
    """2023-06-30, 2023/6/30, 2023年6月30日; None for nothing and for what is no day."""
    found = _DAY.fullmatch(typed)
    try:
        return dt.date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def as_csv(rows: Iterable[Sequence[Any]]) -> str:
    """Csv text, to be opened in a spreadsheet: nothing that somebody wrote is taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerows([[_safe(cell) for cell in row] for row in rows])
    return out.getvalue()


def _safe(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def faults_csv(faults: Iterable[Bad]) -> str:
    """Every reason with its line."""
    return as_csv([("行", "问题"), *((one.line, one.message) for one in faults)])
