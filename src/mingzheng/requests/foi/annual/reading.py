"""Closing figures out of a JSON file or a workbook: every line is named that cannot be read, and then nothing is taken."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from mingzheng.core.errors import Refused
from mingzheng.core.units.models import Unit
from mingzheng.core.units.queries import find_unit
from mingzheng.requests.foi.law.tables import COLUMNS

LARGEST, MOST_ROWS, MOST_NAMED = 1_000_000, 2000, 5
HEAD = ("单位", "年度", "规章现行有效", "行政规范性文件现行有效", *(f"结转：{name}" for name in COLUMNS.values()))
"""The columns of the workbook, in this order."""


@dataclass(frozen=True)
class Closing:
    """One unit and year as it was read or typed."""

    unit: Unit
    year: int
    regulations: int
    normative: int
    carried_out: list[int]
    source: str


def read(data: bytes, name: str) -> list[Closing]:
    """The figures of a file.

    Args:
        name: the file's name; it ends in .json or .xlsx.

    Raises:
        Refused: the file cannot be read, or lines of it; the message names the first few.
    """
    rows = _json(data) if name.lower().endswith(".json") else _workbook(data)
    found, bad = [], []
    for at, row in rows:
        try:
            found.append(_closing(row, name))
        except Refused as refused:
            bad.append(f"{at}：{refused.message}")
    if bad:
        more = f"……共 {len(bad)} 处" if len(bad) > MOST_NAMED else ""
        raise Refused(
            "；".join(bad[:MOST_NAMED]) + more, remedy="请改正后整份重新导入，没有登记任何一行。", field="file"
        )
    if not found:
        raise Refused("文件里没有数据。", remedy=f"表头应为：{'、'.join(HEAD)}。", field="file")
    return found


def _json(data: bytes) -> Iterable[tuple[str, Mapping[str, Any]]]:
    """One object or a list: ``{"unit", "year", "table2_in_force": {…}, "table3_carried_out": [7]}``."""
    try:
        said = json.loads(data[:LARGEST].decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Refused("这份 JSON 文件读不出来。", remedy="请核对编码（UTF-8）和写法。", field="file") from error
    for at, row in enumerate(said if isinstance(said, list) else [said], 1):
        if not isinstance(row, dict):
            row = {}
        in_force = row.get("table2_in_force")
        held = in_force if isinstance(in_force, dict) else {}
        yield f"第 {at} 项", {**row, "regulations": held.get("regulations", 0), "normative": held.get("normative", 0)}


def _workbook(data: bytes) -> Iterable[tuple[str, Mapping[str, Any]]]:
    try:
        sheet = load_workbook(BytesIO(data), read_only=True, data_only=True).worksheets[0]
        lines = list(sheet.iter_rows(max_row=MOST_ROWS, max_col=len(HEAD), values_only=True))
    except Exception as error:  # a damaged workbook fails in many ways
        raise Refused("这份工作簿读不出来。", remedy="请另存为 .xlsx 后再试。", field="file") from error
    start = next((at for at, line in enumerate(lines) if line and str(line[0] or "").strip() == HEAD[0]), None)
    if start is None:
        raise Refused("没有找到表头。", remedy=f"表头应为：{'、'.join(HEAD)}。", field="file")
    for at, line in enumerate(lines[start + 1 :], start + 2):
        if not any(value is not None for value in line):
            continue
        unit, year, regulations, normative, *carried = line
        yield f"第 {at} 行", {
            "unit": unit, "year": year, "regulations": regulations or 0, "normative": normative or 0,
            "table3_carried_out": [value or 0 for value in carried],
        }  # fmt: skip


def _closing(row: Mapping[str, Any], source: str) -> Closing:
    said = str(row.get("unit") or "").strip()
    unit = Unit.objects.filter(code=said).first() or find_unit(said) if said else None
    if unit is None:
        raise Refused(f"不认识单位「{said[:40]}」")
    year = _whole(row.get("year"), "年度")
    if not 2008 <= year <= 2100:
        raise Refused(f"年度「{year}」不对")
    carried = row.get("table3_carried_out")
    if not isinstance(carried, list) or len(carried) != len(COLUMNS):
        raise Refused(f"结转下年度应有 {len(COLUMNS)} 个数")
    numbers = [_whole(value, f"结转下年度“{name}”") for value, name in zip(carried, COLUMNS.values(), strict=True)]
    return Closing(
        unit,
        year,
        _whole(row.get("regulations"), "规章现行有效"),
        _whole(row.get("normative"), "行政规范性文件现行有效"),
        numbers,
        f"导入：{source}"[:200],
    )


def _whole(value: Any, what: str) -> int:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 10_000_000:
        raise Refused(f"{what}应是不小于 0 的整数，现在是「{str(value)[:20]}」")
    return value
