"""Reading a sheet of work orders (12345, national site): .csv, .xlsx or JSON lines. Pure: rows with their line numbers, or what is wrong."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import yaml

from mingzheng.core.errors import Refused
from mingzheng.core.files.decoding import decode

FILE = Path(__file__).parent / "data" / "columns.yaml"
NEEDED = ("ref", "received", "text")
_DAY = re.compile(r"\s*(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})")
LONGEST = {"ref": 64, "title": 80, "text": 5000, "reply": 5000, "name": 40, "reach": 120}
LABELS = {
    "ref": "工单编号",
    "received": "受理时间",
    "text": "诉求内容",
    "title": "标题",
    "reply": "答复内容",
    "name": "联系人",
    "reach": "联系电话",
}


@dataclass(frozen=True)
class Row:
    """One work order. ``unit`` is a name as it was written; ``stars`` None: not rated."""

    line: int
    ref: str
    received: dt.date
    kind: str
    title: str
    text: str
    unit: str
    reply: str
    replied: dt.date | None
    stars: int | None
    consent: bool
    name: str
    reach: str


@dataclass(frozen=True)
class Bad:
    """A line that cannot be taken, and why."""

    line: int
    why: str

    def __str__(self) -> str:
        return f"第 {self.line} 行：{self.why}"


@cache
def _words() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return found


@cache
def _heads() -> dict[str, str]:
    return {str(word).lower(): name for name, words in _words()["columns"].items() for word in words}


def rows(path: Path) -> Iterator[Row | Bad]:
    """The lines of a sheet that lies on the disk; see ``read``.

    Raises:
        Refused: the file cannot be read, is of another kind, or has no heading for what is needed.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Refused(f"打不开「{path.name}」。", remedy="请核对文件名和读取权限。", code="file") from error
    yield from read(data, path.name)


def read(data: bytes, name: str) -> Iterator[Row | Bad]:
    """The lines of a sheet in order; the first line of a table holds the headings.

    Raises:
        Refused: it is of another kind, cannot be read, or has no heading for what is needed.
    """
    readers = {".csv": _csv, ".xlsx": _xlsx, ".jsonl": _jsonl, ".json": _jsonl, ".ndjson": _jsonl}
    kind = Path(name).suffix
    reader = readers.get(kind.lower())
    if reader is None:
        raise Refused(f"不认识「{kind or name}」格式。", remedy="请用 .csv、.xlsx 或 .jsonl 文件。", field="file")
    for line, cells in reader(data, name):
        yield cells if isinstance(cells, Bad) else _row(line, cells)


def headings() -> list[str]:
    """What stands over the columns of an empty sheet, in the first of its spellings."""
    return [str(words[0]) for words in _words()["columns"].values()]


def _csv(data: bytes, name: str) -> Iterator[tuple[int, dict[str, Any] | Bad]]:
    text = decode(data)
    if text is None:
        raise Refused(
            f"「{name}」的文字读不出来。", remedy="请另存为 UTF-8 编码的 CSV。", field="file", code="encoding"
        )
    reader = csv.reader(io.StringIO(text))
    return _table(((reader.line_num, row) for row in reader), name)


def _xlsx(data: bytes, name: str) -> Iterator[tuple[int, dict[str, Any] | Bad]]:
    # Imported here: every command starts faster without it.
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (InvalidFileException, BadZipFile, KeyError, ValueError, OSError) as error:
        raise Refused(f"「{name}」不是可读的 Excel 文件。", remedy="请另存为 .xlsx 后重试。", field="file") from error
    return _table(enumerate((list(row) for row in book.worksheets[0].iter_rows(values_only=True)), 1), name)


def _table(lines: Iterator[tuple[int, list[Any]]], name: str) -> Iterator[tuple[int, dict[str, Any] | Bad]]:
    heads: list[str] | None = None
    for line, cells in lines:
        if not any(str(cell).strip() for cell in cells if cell is not None):
            continue
        if heads is None:
            heads = [_heads().get(str(cell or "").strip().lower(), "") for cell in cells]
            missing = [LABELS[need] for need in NEEDED if need not in heads]
            if missing:
                raise Refused(
                    f"「{name}」的第一行没有这些表头：{'、'.join(missing)}。",
                    remedy=f"请照空表的表头写：{'、'.join(headings())}。",
                    field="file",
                    code="heads",
                )
            continue
        if len(cells) > len(heads) and any(cell not in (None, "") for cell in cells[len(heads) :]):
            yield line, Bad(line, f"有 {len(cells)} 格，表头只有 {len(heads)} 格，可能是内容里的逗号没有加引号")
            continue
        yield line, {key: cell for key, cell in zip(heads, cells, strict=False) if key}


def _jsonl(data: bytes, name: str) -> Iterator[tuple[int, dict[str, Any] | Bad]]:
    text = decode(data)
    if text is None:
        raise Refused(f"「{name}」的文字读不出来。", remedy="请用 UTF-8 编码。", field="file", code="encoding")
    for line, typed in enumerate(text.split("\n"), 1):
        if not typed.strip():
            continue
        try:
            found = json.loads(typed)
        except (ValueError, RecursionError):
            yield line, Bad(line, "不是 JSON")
            continue
        if not isinstance(found, dict):
            yield line, Bad(line, "应是一个 JSON 对象")
            continue
        heads = _heads()
        yield line, {heads[key.lower()]: value for key, value in found.items() if key.lower() in heads}


def _row(line: int, cells: dict[str, Any]) -> Row | Bad:
    try:
        return _read(line, cells)
    except ValueError as wrong:
        return Bad(line, str(wrong))


def _read(line: int, cells: dict[str, Any]) -> Row:
    plain = {key: "" if value is None else str(value).strip() for key, value in cells.items()}
    for need in NEEDED:
        if not plain.get(need):
            raise ValueError(f"没有{LABELS[need]}")
    for key, most in LONGEST.items():
        if key != "title" and len(plain.get(key, "")) > most:
            raise ValueError(f"{LABELS[key]}超过 {most} 字")
    replied = _day(cells.get("replied"), "办结时间") if plain.get("replied") else None
    reply = plain.get("reply", "")
    if bool(replied) != bool(reply):
        raise ValueError("有答复内容没有办结时间" if reply else "有办结时间没有答复内容")
    stars = _stars(plain.get("stars", ""))
    if stars is not None and replied is None:
        raise ValueError("没有答复却有满意度")
    return Row(
        line=line,
        ref=plain["ref"],
        received=_day(cells["received"], "受理时间"),
        kind=_kind(plain.get("kind", "")),
        title=" ".join((plain.get("title") or plain["text"][:30]).split())[: LONGEST["title"]],
        text=plain["text"],
        unit=plain.get("unit", ""),
        reply=reply,
        replied=replied,
        stars=stars,
        consent=_consent(plain.get("consent", "")),
        name=plain.get("name", ""),
        reach=plain.get("reach", "").removesuffix(".0"),
    )


def _day(value: Any, label: str) -> dt.date:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    found = _DAY.match(str(value))
    if found is None:
        raise ValueError(f"{label}「{str(value)[:20]}」不是日期，请写成 2023-06-30")
    try:
        return dt.date(*map(int, found.groups()))
    except ValueError as error:
        raise ValueError(f"{label}「{str(value)[:20]}」没有这一天") from error


def _kind(word: str) -> str:
    """ "" where the sheet does not say; the machine proposes then."""
    if not word:
        return ""
    found = next((code for code, words in _words()["kinds"].items() if word.lower() in words), None)
    if found is None:
        raise ValueError(f"诉求类型「{word[:20]}」不认识，请写咨询、求助、投诉、举报、意见建议或者表扬")
    return str(found)


def _stars(word: str) -> int | None:
    if not word or word in _words()["no_stars"]:
        return None
    if word in _words()["stars"]:
        return int(_words()["stars"][word])
    plain = word.removesuffix(".0")
    if plain in ("1", "2", "3", "4", "5"):
        return int(plain)
    raise ValueError(f"满意度「{word[:20]}」不认识，请写满意、基本满意、一般、不满意，或者 1 到 5")


def _consent(word: str) -> bool:
    plain = word.lower()
    if not plain or plain in _words()["no"]:
        return False
    if plain in _words()["yes"]:
        return True
    raise ValueError(f"是否公开「{word[:20]}」不认识，请写是或者否")
