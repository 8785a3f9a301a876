"""The units sheet: an editable YAML, Excel or CSV file that describes units and groups. Reading only; no database."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import yaml

from mingzheng.core.errors import Refused

COLUMNS = {
    "代码": "code",
    "全称": "name",
    "简称": "short",
    "别名": "aliases",
    "合署": "merged",
    "类别": "kind",
    "组织机构代码": "org_code",
    "电话": "phone",
    "地址": "address",
    "设立日期": "from",
    "撤销日期": "to",
}
KINDS = {
    "区政府办公室": "gov_office",
    "委办局": "department",
    "街道办事处": "street",
    "镇政府": "town",
    "事业单位": "institution",
    "垂直管理单位": "vertical",
}


@dataclass(frozen=True)
class UnitRow:
    """One unit as the sheet has it. ``aliases`` and ``merged`` are further names (UnitName)."""

    code: str
    name: str
    short: str
    kind: str
    org_code: str = ""
    phone: str = ""
    address: str = ""
    valid_from: dt.date = dt.date(2000, 1, 1)
    valid_to: dt.date | None = None
    aliases: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()

    def facts(self) -> dict[str, Any]:
        keys = ("name", "short", "kind", "org_code", "phone", "address", "valid_from", "valid_to")
        return {key: getattr(self, key) for key in keys}

    def names(self) -> list[tuple[str, str]]:
        own = {self.name, self.short}
        kinds = dict.fromkeys(self.aliases, "alias") | dict.fromkeys(self.merged, "merged")
        return sorted((text, kind) for text, kind in kinds.items() if text not in own)


@dataclass(frozen=True)
class GroupRow:
    """A collective word: members by kinds, plus and minus unit codes; ``open``: a person names the members."""

    code: str
    name: str
    aliases: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    plus: list[str] = field(default_factory=list)
    minus: list[str] = field(default_factory=list)
    open: bool = False
    note: str = ""


@dataclass(frozen=True)
class Sheet:
    name: str
    units: list[UnitRow]
    groups: list[GroupRow]


def read_sheet(path: Path) -> Sheet:
    """Read a units sheet.

    Raises:
        Refused: the file cannot be read, is of another kind, or a row lacks 代码, 全称, 简称 or 类别.
    """
    readers = {".yaml": _yaml, ".yml": _yaml, ".xlsx": _xlsx, ".csv": _csv}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise Refused(f"不认识的单位表格式「{path.suffix}」。", remedy="请使用 .yaml、.xlsx 或 .csv 文件。")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Refused(f"无法打开 {path.name}。", remedy="请检查路径和读取权限。") from error
    rows, groups = reader(data, path.name)
    return Sheet(path.stem, [_unit(row, number) for number, row in enumerate(rows, 1)], [_group(row) for row in groups])


def _yaml(data: bytes, name: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    try:
        found = yaml.safe_load(data)
    except yaml.YAMLError as error:
        raise Refused(f"{name} 不是正确的 YAML：{str(error).splitlines()[0]}", remedy="请检查缩进和引号。") from error
    if not isinstance(found, dict) or not isinstance(found.get("units"), list):
        raise Refused(f"{name} 缺少 units 列表。", remedy="请参照 docs/start-for-real.md 中的样表。")
    rows, groups = found["units"], found.get("groups") or []
    if not isinstance(groups, list) or not all(isinstance(row, dict) for row in [*rows, *groups]):
        raise Refused(
            f"{name} 的 units 和 groups 每一项应写成「列: 值」。", remedy="请参照 docs/start-for-real.md 中的样表。"
        )
    return rows, groups


def _xlsx(data: bytes, name: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    # Imported here: every command starts faster without it.
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (InvalidFileException, BadZipFile, KeyError, ValueError, OSError) as error:
        raise Refused(f"{name} 不是可读的 Excel 文件。", remedy="请另存为 .xlsx 后重试。") from error
    rows = [[_cell(value) for value in row] for row in book.worksheets[0].iter_rows(values_only=True)]
    return _table(rows, name), []


def _csv(data: bytes, name: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("gb18030", errors="replace")
    return _table([list(row) for row in csv.reader(io.StringIO(text))], name), []


def _cell(value: Any) -> str:
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    return "" if value is None else str(value).strip()


def _table(rows: list[list[str]], name: str) -> list[dict[str, Any]]:
    if not rows or "代码" not in rows[0]:
        raise Refused(
            f"{name} 第一行应为表头，含「代码、全称、简称、类别」。", remedy="请参照 docs/start-for-real.md 中的样表。"
        )
    heads = [COLUMNS.get(head.strip(), "") for head in rows[0]]
    made = []
    for row in rows[1:]:
        if any(row):
            made.append({key: value for key, value in zip(heads, row, strict=False) if key and value})
    return made


def _unit(row: dict[str, Any], number: int) -> UnitRow:
    missing = [label for label, key in COLUMNS.items() if key in ("code", "name", "short", "kind") and not row.get(key)]
    if missing:
        raise Refused(f"单位表第 {number} 行缺少：{'、'.join(missing)}。", remedy="请补齐后重新导入。")
    kind = str(row["kind"])
    return UnitRow(
        code=str(row["code"]),
        name=str(row["name"]),
        short=str(row["short"]),
        kind=KINDS.get(kind, kind),
        org_code=str(row.get("org_code") or "").replace("-", "").upper(),
        phone=str(row.get("phone") or ""),
        address=str(row.get("address") or ""),
        valid_from=_day(row.get("from"), number) or dt.date(2000, 1, 1),
        valid_to=_day(row.get("to"), number),
        aliases=_list(row.get("aliases")),
        merged=_list(row.get("merged")),
    )


def _group(row: dict[str, Any]) -> GroupRow:
    if not row.get("code") or not row.get("name"):
        raise Refused("分组缺少 code 或 name。", remedy="请补齐后重新导入。")
    lists = {key: list(_list(row.get(key))) for key in ("aliases", "kinds", "plus", "minus")}
    return GroupRow(
        str(row["code"]), str(row["name"]), **lists, open=bool(row.get("open")), note=str(row.get("note") or "")
    )


def _list(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, list):
        return tuple(str(item) for item in value)
    return tuple(part for part in re.split(r"[;；\n]", str(value)) if part)


def _day(value: Any, number: int) -> dt.date | None:
    if value in (None, ""):
        return None
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(str(value))
    except ValueError as error:
        raise Refused(f"单位表第 {number} 行的日期「{value}」写法不对。", remedy="请写成 2023-01-01。") from error
