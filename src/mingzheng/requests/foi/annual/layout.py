"""The three tables as the form draws them (国办公开办函〔2021〕30号): merged heads, each number with the address of its list.

Pure: a page and a workbook draw the same cells.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mingzheng.requests.foi.law import outcomes
from mingzheng.requests.foi.law.checks import TABLE2, TABLE2_CELLS
from mingzheng.requests.foi.law.facts import APPLICANT_KINDS, REMEDY_KINDS
from mingzheng.requests.foi.law.tables import CARRIED_IN, CARRIED_OUT, CELLS, COLUMNS, NEW, ROWS, TOTAL

NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"


@dataclass(frozen=True)
class Cell:
    """``scope`` names a head ("col", "row", "colgroup", "rowgroup"); ``behind`` a number's place: table, row, column.

    ``label``: what the number counts, where a narrow screen cannot show the heads above it.
    """

    text: str = ""
    rows: int = 1
    columns: int = 1
    scope: str = ""
    value: int | float | None = None
    behind: tuple[int, str, str] | None = None
    label: str = ""

    @property
    def head(self) -> bool:
        return bool(self.scope)

    @property
    def role(self) -> str:
        """Said to readers outright: a table that a narrow screen draws as cards is none to them otherwise."""
        return "rowheader" if self.scope.startswith("row") else "columnheader"


@dataclass(frozen=True)
class Laid:
    """``heads`` rows stand in the table's head."""

    key: str
    title: str
    width: int
    heads: int
    rows: list[list[Cell]]

    @property
    def head_rows(self) -> list[list[Cell]]:
        return self.rows[: self.heads]

    @property
    def body_rows(self) -> list[list[Cell]]:
        return self.rows[self.heads :]


def lay(tables: Mapping[str, Any]) -> list[Laid]:
    return [_two(tables["table2"]), _three(tables["table3"]), _four(tables["table4"])]


def _two(table: Mapping[str, Any]) -> Laid:
    rows = [[_head("第二十条第（一）项", columns=4, scope="colgroup")], _heads("信息内容", *TABLE2_CELLS.values())]
    for key, label in TABLE2.items():
        rows.append([_head(label, scope="row"), *(_number(table[key][cell], 2, key, cell) for cell in TABLE2_CELLS)])
    for article, what, keys in (
        ("第二十条第（五）项", "本年处理决定数量", {"licences": "行政许可"}),
        ("第二十条第（六）项", "本年处理决定数量", {"penalties": "行政处罚", "coercive": "行政强制"}),
        ("第二十条第（八）项", "本年收费金额（单位：万元）", {"fees_wan": "行政事业性收费"}),
    ):
        rows.append([_head(article, columns=4, scope="colgroup")])
        rows.append([_head("信息内容"), _head(what, columns=3, scope="colgroup")])
        for key, label in keys.items():
            rows.append([_head(label, scope="row"), Cell(columns=3, value=table.get(key))])
    return Laid("table2", "二、主动公开政府信息情况", 4, 0, rows)


def _three(table: Mapping[str, Any]) -> Laid:
    values = {row["key"]: row["values"] for row in table["rows"]}
    kinds = list(APPLICANT_KINDS.values())
    rows = [
        [_head(NOTE, rows=3, columns=3, scope="colgroup"), _head("申请人情况", columns=7, scope="colgroup")],
        [_head(kinds[0], rows=2), _head("法人或其他组织", columns=5, scope="colgroup"), _head("总计", rows=2)],
        [_head(name) for name in kinds[1:]],
    ]
    rows += [[_head(ROWS[key], columns=3, scope="row"), *_numbers(values[key], key)] for key in (NEW, CARRIED_IN)]
    results = _results(values)
    results[0].insert(0, _head("三、本年度办理结果", rows=len(results), scope="rowgroup"))
    rows += results
    rows.append([_head(ROWS[CARRIED_OUT], columns=3, scope="row"), *_numbers(values[CARRIED_OUT], CARRIED_OUT)])
    return Laid("table3", "三、收到和处理政府信息公开申请情况", 10, 3, rows)


def _results(values: Mapping[str, list[int]]) -> list[list[Cell]]:
    under: dict[str, list[tuple[str, str]]] = {}
    for key, label in outcomes.rows():
        heading = next(one.heading for one in outcomes.versions() if one.row == key)
        under.setdefault(heading, []).append((key, label))
    rows: list[list[Cell]] = []
    for heading, pairs in under.items():
        if len(pairs) == 1:
            key, label = pairs[0]
            rows.append([_head(label, columns=2, scope="row"), *_numbers(values[key], key)])
            continue
        for at, (key, label) in enumerate(pairs):
            first = [_head(heading, rows=len(pairs), scope="rowgroup")] if at == 0 else []
            rows.append([*first, _head(label, scope="row"), *_numbers(values[key], key)])
    return [*rows, [_head(ROWS[TOTAL], columns=2, scope="row"), *_numbers(values[TOTAL], TOTAL)]]


def _four(table: Mapping[str, Any]) -> Laid:
    first, *suits = REMEDY_KINDS
    cells = list(CELLS.values())
    rows = [
        [_head("行政复议", columns=5, scope="colgroup"), _head("行政诉讼", columns=10, scope="colgroup")],
        [
            *(_head(name, rows=2) for name in cells),
            *(_head(REMEDY_KINDS[kind], columns=5, scope="colgroup") for kind in suits),
        ],
        [_head(name) for _kind in suits for name in cells],
        [
            _number(table[kind][cell], 4, kind, cell, f"{REMEDY_KINDS[kind]}：{CELLS[cell]}")
            for kind in (first, *suits)
            for cell in CELLS
        ],
    ]
    return Laid("table4", "四、政府信息公开行政复议、行政诉讼情况", 15, 3, rows)


def _head(text: str, *, rows: int = 1, columns: int = 1, scope: str = "col") -> Cell:
    return Cell(text, rows, columns, scope)


def _heads(*names: str) -> list[Cell]:
    return [_head(name) for name in names]


def _number(value: int, table: int, row: str, column: str, label: str = "") -> Cell:
    return Cell(value=value, behind=(table, row, column), label=label)


def _numbers(values: list[int], row: str) -> list[Cell]:
    named = zip(values, COLUMNS, (*APPLICANT_KINDS.values(), "总计"), strict=True)
    return [_number(value, 3, row, column, label) for value, column, label in named]
