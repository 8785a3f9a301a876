"""Typed tables: what columns a kind of table has, how typed or imported cells are read, how they are shown. No database."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import unicodedata
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from mingzheng.core.errors import Refused

DATA = Path(__file__).parent / "data" / "tables.yaml"
MOST_ROWS, LONGEST_CELL = 2000, 500
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
NUMBERS = ("money", "number", "percent")

Cells = dict[str, str]


@dataclass(frozen=True)
class Field:
    """A column of a kind of table. Values are kept as text in one normal form: exact, and the same everywhere."""

    key: str
    label: str
    type: str
    required: bool = False
    title: bool = False
    choices: tuple[str, ...] = ()
    not_above: str = ""

    @property
    def numeric(self) -> bool:
        return self.type in NUMBERS


@dataclass(frozen=True)
class Spec:
    """A kind of table. ``archive``: a copy is kept for checking when a version is published."""

    code: str
    title: str
    about: str
    fields: tuple[Field, ...]
    unit: str = ""
    archive: bool = False

    def field(self, key: str) -> Field:
        """Raises KeyError for a column that the kind does not have."""
        return {field.key: field for field in self.fields}[key]


@cache
def specs() -> dict[str, Spec]:
    """Every kind of table, from the data file."""
    found = {}
    for row in yaml.safe_load(DATA.read_text(encoding="utf-8")):
        fields = tuple(Field(**{**column, "choices": tuple(column.get("choices", ()))}) for column in row["columns"])
        facts = {key: value for key, value in row.items() if key != "columns"}
        found[row["code"]] = Spec(fields=fields, **facts)
    return found


@dataclass(frozen=True)
class Read:
    """Rows that fit, and what is wrong with the others, one sentence each."""

    rows: list[Cells]
    faults: list[str]


def read_text(spec: Spec, text: str) -> Read:
    """Rows as pasted from a spreadsheet or typed: one line each, cells apart by a tab (or |). A head line is passed over."""
    lines = [re.split(r"\t|\s*[|｜]\s*", line.rstrip("\r")) for line in text.split("\n") if line.strip()]
    return read_grid(spec, lines)


def read_workbook(spec: Spec, data: bytes) -> Read:
    """Rows of the first sheet of a workbook.

    Raises:
        Refused: not a workbook.
    """
    try:
        book = load_workbook(io.BytesIO(data), data_only=True, read_only=True)
        sheet = book.worksheets[0]
        grid = [[_plain(cell) for cell in row] for row in sheet.iter_rows(values_only=True, max_row=MOST_ROWS + 10)]
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError, EOFError, IndexError) as error:
        raise Refused(
            "打不开这个工作簿。", remedy="请另存为 .xlsx 后重新上传。", field="file", code="damaged"
        ) from error
    return read_grid(spec, [row for row in grid if any(row)])


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime | dt.date):
        return (value.date() if isinstance(value, dt.datetime) else value).isoformat()
    if isinstance(value, float):
        return format(Decimal(repr(value)).normalize(), "f")
    return str(value).strip()


def read_grid(spec: Spec, grid: Sequence[Sequence[str]]) -> Read:
    """Judge every row. With a head line the columns may stand in any order; without one, in the order of the kind."""
    order, start = _order(spec, grid)
    rows: list[Cells] = []
    faults: list[str] = []
    if len(grid) - start > MOST_ROWS:
        return Read([], [f"超过 {MOST_ROWS} 行。请分成几张表。"])
    for number, cells in enumerate(grid[start:], start + 1):
        values, wrong = _row(spec, {key: cells[at] if at < len(cells) else "" for key, at in order.items()})
        if len(cells) > len(spec.fields) and not start:
            wrong.append(f"有 {len(cells)} 格，应为 {len(spec.fields)} 格")
        rows.append(values)
        faults += [f"第 {number} 行：{one}" for one in wrong]
    return Read(rows, faults)


def _order(spec: Spec, grid: Sequence[Sequence[str]]) -> tuple[dict[str, int], int]:
    """Which cell holds which column, and the first row of data; the head may stand below a title."""
    labels = {_bare(field.label): field.key for field in spec.fields}
    for at, row in enumerate(grid[:5]):
        found = {labels[_bare(cell)]: index for index, cell in enumerate(row) if _bare(cell) in labels}
        if len(found) >= max(2, len([field for field in spec.fields if field.required]) - 1):
            return found, at + 1
    return {field.key: index for index, field in enumerate(spec.fields)}, 0


def _bare(text: str) -> str:
    return re.sub(r"[\s()（）]|万元|亿元|元", "", unicodedata.normalize("NFKC", text))


def _row(spec: Spec, cells: Cells) -> tuple[Cells, list[str]]:
    values: Cells = {}
    wrong: list[str] = []
    for field in spec.fields:
        text = cells.get(field.key, "").strip()
        if not text:
            values[field.key] = ""
            if field.required:
                wrong.append(f"缺「{field.label}」")
            continue
        try:
            values[field.key] = normal(field, text)
        except ValueError as error:
            values[field.key] = text[:LONGEST_CELL]
            wrong.append(f"「{field.label}」{error}")
    if not wrong:
        wrong = _comparisons(spec, values)
    return values, wrong


def _comparisons(spec: Spec, values: Cells) -> list[str]:
    return [
        f"「{field.label}」{values[field.key]} 大于「{spec.field(field.not_above).label}」{values[field.not_above]}"
        for field in spec.fields
        if field.not_above and Decimal(values[field.key]) > Decimal(values[field.not_above])
    ]


def normal(field: Field, text: str) -> str:
    """A cell in its normal form.

    Raises:
        ValueError: with what is wrong, in words.
    """
    text = text.strip()
    if len(text) > LONGEST_CELL:
        raise ValueError(f"超过 {LONGEST_CELL} 个字")
    if field.numeric:
        return _number(field, text)
    if field.type == "date":
        return _date(text)
    if field.type == "year":
        found = re.fullmatch(r"(\d{4})年?", text, re.ASCII)
        if not found or not 1990 <= int(found[1]) <= 2100:
            raise ValueError(f"应是四位年份，现为「{text[:20]}」")
        return found[1]
    if field.choices and text not in field.choices:
        raise ValueError(f"应是{'、'.join(field.choices)}之一，现为「{text[:20]}」")
    return text


def _number(field: Field, text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).replace(",", "").rstrip("%")
    try:
        value = Decimal(plain)
    except InvalidOperation:
        raise ValueError(f"应是数字，现为「{text[:20]}」") from None
    if not value.is_finite() or abs(value) >= Decimal(10) ** 13 or len(value.as_tuple().digits) > 20:
        raise ValueError(f"数字太大或太长，现为「{text[:20]}」")
    if value < 0:
        raise ValueError("不能小于零")
    if field.type == "percent" and value > 100:
        raise ValueError("不能大于 100")
    return format(value, "f")


def _date(text: str) -> str:
    found = re.fullmatch(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?", text, re.ASCII)
    if not found:
        raise ValueError(f"日期请写成 2023-06-30，现为「{text[:20]}」")
    try:
        day = dt.date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        raise ValueError(f"没有这一天：「{text[:20]}」") from None
    return day.isoformat()


def shown(field: Field, text: str) -> str:
    """A cell as a reader sees it: thousands apart, dates in Chinese."""
    if not text:
        return ""
    if field.type == "date":
        year, month, day = text.split("-")
        return f"{year}年{int(month)}月{int(day)}日"
    if field.numeric:
        return f"{Decimal(text):,}" + ("%" if field.type == "percent" else "")
    return text


def head(spec: Spec, field: Field) -> str:
    """A column's head, with the unit of money where the kind names one."""
    return f"{field.label}（{spec.unit}）" if field.type == "money" and spec.unit else field.label


def as_lines(spec: Spec, rows: Sequence[Cells]) -> str:
    """Rows as they would be pasted, for the form that changes them."""
    return "\n".join("\t".join(row.get(field.key, "") for field in spec.fields) for row in rows)


def as_csv(spec: Spec, rows: Sequence[Cells]) -> bytes:
    """The table as CSV, UTF-8 with a mark; text that a spreadsheet would take for a formula gets an apostrophe."""
    kept = io.StringIO()
    writer = csv.writer(kept)
    writer.writerow([head(spec, field) for field in spec.fields])
    for row in rows:
        writer.writerow([_safe(field, row.get(field.key, "")) for field in spec.fields])
    return kept.getvalue().encode("utf-8-sig")


def _safe(field: Field, text: str) -> str:
    return f"'{text}" if not field.numeric and text.startswith(FORMULA_STARTS) else text
