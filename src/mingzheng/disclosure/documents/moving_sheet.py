"""The sheet of an archive that is moved in: rows of .xlsx, .csv, .json and .jsonl, with their columns recognised. No database."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from mingzheng.core.errors import Refused
from mingzheng.core.files.decoding import decode

DATA = Path(__file__).parent / "data/moving.yaml"
SHEETS = (".xlsx", ".csv", ".json", ".jsonl")
PAPERS = (".docx", ".pdf", ".ofd", ".txt", ".html", ".htm")
REPORT = "迁入报告-"  # how our own reports are called: they are no sheets to move in
_HEADER_ROWS = 10
_LARGEST = 200 * 1024 * 1024


@dataclass(frozen=True)
class Row:
    """One document of the sheet. ``number`` is the line a person finds it at; values by field."""

    number: int
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Sheet:
    """An opened sheet. ``folder`` is where its files lie; ``unknown`` are columns that nothing is done with."""

    path: Path
    folder: Path
    columns: Mapping[str, str]
    unknown: tuple[str, ...]
    rows: Iterable[Row]


@cache
def fields() -> dict[str, list[str]]:
    """Field → the column names by which it is known."""
    found: dict[str, list[str]] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return found


def plain(name: object) -> str:
    """A column name as it is compared."""
    text = unicodedata.normalize("NFKC", str(name or "")).lower()
    return re.sub(r"\(.*?\)|[\s*:_\-]", "", text)


@cache
def _aliases() -> dict[str, str]:
    return {plain(name): field for field, names in fields().items() for name in [field, *names]}


def read_map(path: Path | None) -> dict[str, str]:
    """The office's own naming of columns: {"文件题名": "title"}.

    Raises:
        Refused: the file cannot be read, or names a field that does not exist.
    """
    if path is None:
        return {}
    try:
        held = yaml.safe_load(path.read_text(encoding="utf-8"))  # JSON is YAML
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise Refused(
            f"列名对照文件读不了：{path.name}。", remedy='请写成 JSON 或 YAML，例如 {"文件题名": "title"}。'
        ) from error
    if not isinstance(held, dict):
        raise Refused("列名对照文件应当是「列名: 字段」的对照。", remedy='例如 {"文件题名": "title"}。')
    unknown = [str(field) for field in held.values() if field not in fields()]
    if unknown:
        raise Refused(
            f"列名对照里没有这样的字段：{'、'.join(unknown[:5])}。", remedy=f"可用的字段：{'、'.join(fields())}。"
        )
    return {plain(name): str(field) for name, field in held.items()}


def open_source(path: Path, mapping: Mapping[str, str]) -> Sheet:
    """A sheet, or a folder with a sheet in it, or a folder of papers without one.

    Raises:
        Refused: nothing there, two sheets, or a sheet in which no title column is recognised.
    """
    if path.is_dir():
        sheets = sorted(
            one
            for one in path.iterdir()
            if one.suffix.lower() in SHEETS and not one.name.startswith(("~", ".", REPORT))
        )
        if len(sheets) > 1:
            shown = "、".join(one.name for one in sheets[:5])
            raise Refused(f"文件夹里有 {len(sheets)} 张表：{shown}。", remedy="请直接写明用哪一张表。")
        if not sheets:
            return _papers(path)
        path = sheets[0]
    if not path.is_file():
        raise Refused(f"没有这个文件或文件夹：{path}。", remedy="请核对路径。")
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise Refused("表格要是 .xlsx、.csv、.json 或 .jsonl。", remedy="请在原来的软件中另存后再迁入。")
    if path.stat().st_size > _LARGEST:
        raise Refused("表格超过 200 MB。", remedy="请分成几张表，分几次迁入；已迁入的不会重复。")
    return reader(path, mapping)


def _papers(folder: Path) -> Sheet:
    """A folder without a sheet: each paper is a document, its header fields are read from its text."""
    files = sorted(one for one in folder.rglob("*") if one.suffix.lower() in PAPERS and one.is_file())
    if not files:
        raise Refused("文件夹里没有可以迁入的文件。", remedy=f"可以迁入的文件：{'、'.join(PAPERS)}。")
    rows = (Row(number, {"file": str(one.relative_to(folder))}) for number, one in enumerate(files, 1))
    return Sheet(folder, folder, {"（文件）": "file"}, (), rows)


def _columns(header: Iterable[Any], mapping: Mapping[str, str]) -> dict[int, str]:
    """Place → field; the first column of a field counts, the office's own naming before ours."""
    names = [plain(name) for name in header]
    found: dict[int, str] = {}
    for table in (mapping, _aliases()):
        for place, name in enumerate(names):
            field = table.get(name)
            if field and place not in found and field not in found.values():
                found[place] = field
    return found


def _sheet(path: Path, header: list[Any], mapping: Mapping[str, str], lines: Iterable[tuple[int, list[Any]]]) -> Sheet:
    columns = _columns(header, mapping)
    if "title" not in columns.values() and "file" not in columns.values():
        raise Refused(
            "表里没有认出「标题」列，也没有「正文文件」列。",
            remedy="请核对第一行是不是列名；列名不同的，用 --map 文件写明对照。",
        )
    unknown = tuple(str(name) for place, name in enumerate(header) if place not in columns and str(name or "").strip())
    named = {str(header[place]): field for place, field in columns.items()}
    return Sheet(path, path.parent, named, unknown, _rows(columns, lines))


def _rows(columns: Mapping[int, str], lines: Iterable[tuple[int, list[Any]]]) -> Iterator[Row]:
    for number, cells in lines:
        values = {field: cells[place] for place, field in columns.items() if place < len(cells)}
        held = {field: value for field, value in values.items() if value is not None and str(value).strip()}
        if held:
            yield Row(number, held)


def _read_xlsx(path: Path, mapping: Mapping[str, str]) -> Sheet:
    # Imported here: every command starts faster without it.
    import openpyxl

    from mingzheng.core.files.packages import Package

    Package(path.read_bytes(), "Excel 工作簿").refuse_entities()
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not visible:
        raise Refused("工作簿里没有可见的工作表。", remedy="请取消隐藏后再迁入。")
    sheet = visible[0]
    header: list[Any] = []
    at = 1
    for number, cells in enumerate(sheet.iter_rows(max_row=_HEADER_ROWS, values_only=True), 1):
        if len(_columns(cells, mapping)) > len(_columns(header, mapping)):
            header, at = list(cells), number
    lines = (
        (number, list(cells)) for number, cells in enumerate(sheet.iter_rows(min_row=at + 1, values_only=True), at + 1)
    )
    return _sheet(path, header, mapping, lines)


def _read_csv(path: Path, mapping: Mapping[str, str]) -> Sheet:
    text = decode(path.read_bytes())
    if text is None:
        raise Refused("CSV 的编码不认识。", remedy="请另存为 UTF-8 或 GB18030 编码。")
    first = text[:4096]
    delimiter = max(",\t;", key=lambda mark: first.partition("\n")[0].count(mark))
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    header = next(reader, [])
    return _sheet(path, list(header), mapping, ((reader.line_num, list(cells)) for cells in reader))


def _read_json(path: Path, mapping: Mapping[str, str]) -> Sheet:
    text = decode(path.read_bytes()) or ""
    try:
        if path.suffix.lower() == ".jsonl":
            held: Any = [json.loads(line) for line in text.splitlines() if line.strip()]
        else:
            held = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise Refused("JSON 格式不对，读不了。", remedy="请导出为对象的数组，每份文件一个对象。") from error
    if isinstance(held, dict):
        held = next((value for value in held.values() if isinstance(value, list)), None)
    if not isinstance(held, list) or not all(isinstance(one, dict) for one in held):
        raise Refused("JSON 应当是对象的数组，每份文件一个对象。", remedy="请重新导出。")
    header = list(dict.fromkeys(name for one in held for name in one))
    return _sheet(
        path, header, mapping, ((number, [one.get(name) for name in header]) for number, one in enumerate(held, 1))
    )


_READERS = {".xlsx": _read_xlsx, ".csv": _read_csv, ".json": _read_json, ".jsonl": _read_json}
