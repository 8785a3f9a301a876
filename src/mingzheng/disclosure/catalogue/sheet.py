"""Reading a workbook of the standard catalogue: ten columns, one sheet for a field. Plain rows and reasons; no database."""

from __future__ import annotations

import dataclasses
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from mingzheng.core.errors import Refused

# Name in the model → the words by which its column is headed.
HEADS: dict[str, tuple[str, ...]] = {
    "serial": ("序号",),
    "level1": ("一级事项", "公开事项(一级)", "公开事项(一级事项)", "一级公开事项"),
    "level2": ("二级事项", "公开事项(二级)", "公开事项(二级事项)", "二级公开事项"),
    "content": ("公开内容(要素)", "公开内容", "公开要素", "内容要素"),
    "basis": ("公开依据", "依据"),
    "time_limit": ("公开时限", "时限"),
    "subject": ("公开主体", "主体"),
    "channels": ("公开渠道和载体", "公开渠道", "渠道和载体"),
    "audience": ("公开对象", "对象"),
    "method": ("公开方式", "方式"),
    "level": ("公开层级", "层级"),
    "column": ("对应栏目", "栏目代码"),
    "update_days": ("更新周期(日)", "更新周期"),
}
LABELS = {name: words[0] for name, words in HEADS.items()}
# Columns of their own under one head in the national form, ticked with √.
TICKS: dict[str, tuple[str, str]] = {
    "全社会": ("audience", "全社会"), "特定群体": ("audience", "特定群体"), "特定群众": ("audience", "特定群体"),
    "主动": ("method", "主动"), "依申请": ("method", "依申请"), "依申请公开": ("method", "依申请"),
    "县级": ("level", "县级"), "区级": ("level", "区级"), "乡级": ("level", "乡级"), "乡镇级": ("level", "乡级"), "街镇级": ("level", "街镇级"),
}  # fmt: skip
REQUIRED = (
    "serial", "level1", "level2", "content", "basis", "time_limit", "subject", "channels", "audience", "method", "level",
)  # fmt: skip
LONGEST = {
    "level1": 100, "level2": 100, "content": 2000, "basis": 2000, "time_limit": 500, "subject": 300, "channels": 500,
    "audience": 100, "method": 40, "level": 40,
}  # fmt: skip
MOST_ROWS, LARGEST = 5000, 20 * 1024 * 1024
TICK_MARKS = {"√", "✓", "✔", "是", "1", "v", "V"}


@dataclass
class Row:
    """One row as read: ``place`` says where, ``faults`` why it cannot be taken."""

    place: str
    field: str
    values: dict[str, Any]
    faults: list[str] = dataclasses.field(default_factory=list)


@dataclass(frozen=True)
class Reading:
    """All rows of a workbook. ``notes``: sheets that were passed over, and why."""

    rows: list[Row]
    notes: list[str]

    @property
    def good(self) -> list[Row]:
        return [row for row in self.rows if not row.faults]

    @property
    def refused(self) -> list[Row]:
        return [row for row in self.rows if row.faults]


def read(data: bytes) -> Reading:
    """The rows of a workbook.

    Raises:
        Refused: not a workbook, too large, or no sheet carries the heads of the catalogue.
    """
    if len(data) > LARGEST:
        raise Refused("工作簿超过 20 MB。", remedy="请按领域拆成几个文件。", field="file", code="too_large")
    try:
        book = load_workbook(io.BytesIO(data), data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError, EOFError) as error:
        raise Refused(
            "打不开这个工作簿。", remedy="请另存为 .xlsx 后重新上传。", field="file", code="damaged"
        ) from error
    rows: list[Row] = []
    notes: list[str] = []
    for sheet in book.worksheets:
        cells = _cells(sheet)
        at, heads = _head(cells)
        if at is None:
            notes.append(f"工作表「{sheet.title}」没有标准目录的表头，没有读取。")
            continue
        rows += _rows(sheet.title, cells, at, heads)
        if len(rows) > MOST_ROWS:
            raise Refused(f"事项超过 {MOST_ROWS} 条。", remedy="请按领域拆成几个文件。", field="file", code="too_many")
    if not rows:
        raise Refused(
            "没有读到任何事项。", remedy=f"表头应有：{'、'.join(LABELS[name] for name in REQUIRED)}。", field="file", code="no_head"
        )  # fmt: skip
    _twice(rows)
    return Reading(rows, notes)


def _cells(sheet: Any) -> list[list[str]]:
    """All cells as text, merged cells filled with their value."""
    last = min(sheet.max_row, MOST_ROWS + 20)  # beyond its own last row the library would make every cell
    grid = [[_text(value) for value in row] for row in sheet.iter_rows(values_only=True, max_row=last)]
    for merged in sheet.merged_cells.ranges:
        top = grid[merged.min_row - 1][merged.min_col - 1] if merged.min_row <= len(grid) else ""
        for row in range(merged.min_row - 1, min(merged.max_row, len(grid))):
            for column in range(merged.min_col - 1, min(merged.max_col, len(grid[row]))):
                grid[row][column] = top
    return grid


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


Heads = dict[int, tuple[str, str]]


def _head(cells: Sequence[Sequence[str]]) -> tuple[int | None, Heads]:
    """The row after the heads, and which column holds what: (name, "" or the word that a tick stands for)."""
    words = {word: name for name, names in HEADS.items() for word in names}
    for at, row in enumerate(cells[:15]):
        found: Heads = {index: (words[_plain(cell)], "") for index, cell in enumerate(row) if _plain(cell) in words}
        if sum(name in ("serial", "content", "basis", "time_limit", "subject") for name, _word in found.values()) < 4:
            continue
        below = cells[at + 1] if at + 1 < len(cells) else []
        second = {} if _numbered(below, found) else _second(below, words)
        return (at + 2, {**found, **second}) if second else (at + 1, found)
    return None, {}


def _numbered(row: Sequence[str], heads: Heads) -> bool:
    """Does the row carry a serial number? Then it is an item, though it says 主动 or 县级 like a head."""
    at = next((index for index, (name, _word) in heads.items() if name == "serial"), None)
    return at is not None and at < len(row) and row[at].isdecimal()


def _second(row: Sequence[str], words: dict[str, str]) -> Heads:
    """A second row of heads: 一级事项, 二级事项, and the ticked columns."""
    found: Heads = {}
    for index, cell in enumerate(row):
        plain = _plain(cell)
        if plain in TICKS:
            found[index] = TICKS[plain]
        elif plain in words:
            found[index] = (words[plain], "")
    return found


def _rows(sheet: str, cells: list[list[str]], start: int, heads: Heads) -> Iterator[Row]:
    for number, cells_of in enumerate(cells[start:], start + 1):
        values = _values(cells_of, heads)
        if not any(values.get(name) for name in REQUIRED if name not in ("audience", "method", "level")):
            continue
        row = Row(f"{sheet} 第 {number} 行", sheet, values)
        _judge(row)
        yield row


def _values(cells: list[str], heads: Heads) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for index, (name, word) in heads.items():
        cell = cells[index] if index < len(cells) else ""
        if not word:
            values[name] = cell
        elif cell in TICK_MARKS:
            values[name] = f"{values[name]}、{word}" if values.get(name) else word
    return values


def _judge(row: Row) -> None:
    values = row.values
    row.faults += [f"缺「{LABELS[name]}」" for name in REQUIRED if not values.get(name)]
    row.faults += [
        f"「{LABELS[name]}」超过 {most} 个字" for name, most in LONGEST.items() if len(values.get(name) or "") > most
    ]
    for name, most in (("serial", 9999), ("update_days", 3660)):
        text = values.get(name) or ""
        if not text:
            values[name] = None
        elif not (text.isascii() and text.isdecimal() and 1 <= int(text[:9]) <= most):
            row.faults.append(f"「{LABELS[name]}」应是 1 到 {most} 的整数，现为「{text[:20]}」")
        else:
            values[name] = int(text)


def _twice(rows: list[Row]) -> None:
    seen: dict[tuple[str, Any], str] = {}
    for row in rows:
        key = (row.field, row.values.get("serial"))
        if key[1] is not None and key in seen:
            row.faults.append(f"序号 {key[1]} 与{seen[key]}重复")
        seen.setdefault(key, row.place)
