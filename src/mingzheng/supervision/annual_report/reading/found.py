"""The three tables of the form in the grids of a file, found by their heads and labels (国办公开办函〔2021〕30号). Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import fuzz

from mingzheng.requests.foi.law.checks import TABLE2, TABLE2_CELLS, TABLE2_SINGLE
from mingzheng.requests.foi.law.facts import REMEDY_KINDS
from mingzheng.requests.foi.law.tables import CELLS, COLUMNS, ROWS, row_name
from mingzheng.supervision.annual_report.reading.blocks import Block, Grid, plain
from mingzheng.supervision.annual_report.reading.numbers import number

TABLE_NAMES = {"table2": "表二", "table3": "表三", "table4": "表四"}
_MARKS = re.compile(r"[\W_]+")
_NUMBERED = re.compile(r"^(?:[（(][一二三四五六七八九十]+[）)]|[一二三四五六七八九十]+[、.．]|\d+[.．、])")
ALIKE = 82


@dataclass(frozen=True)
class Flaw:
    """What cannot be read of a table: ``check`` names the kind, ``where`` the place in words."""

    check: str
    where: str
    text: str


@dataclass
class Tables:
    """``given`` as ``law.checks.check`` takes it: only what could be read whole."""

    given: dict[str, Any] = field(default_factory=dict)
    flaws: list[Flaw] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)


def tables(blocks: Iterable[Block]) -> Tables:
    """The tables of a report; each is taken from the first grid that has it."""
    found = Tables()
    for grid in (one for one in blocks if isinstance(one, Grid)):
        for key, read in (("table3", _three), ("table4", _four), ("table2", _two)):
            if key not in found.places and read(grid, found):
                found.places[key] = grid.place
    for key, name in TABLE_NAMES.items():
        if key not in found.places:
            found.flaws.append(
                Flaw("missing_table", name, f"没有找到{name}（按国办公开办函〔2021〕30号的表头和行名查找）。")
            )
    return found


def bare(text: str) -> str:
    """A label without numbering, brackets and marks."""
    return _MARKS.sub("", _NUMBERED.sub("", plain(text)))


# --- table 3 ---------------------------------------------------------------------------------------------------------

_ROW_LABELS = {key: bare(label.split("（区分")[0]) for key, label in ROWS.items()}


def _three(grid: Grid, found: Tables) -> bool:
    head = next(
        (at for at, row in enumerate(grid.rows) if {"商业企业", "科研机构"} <= {bare(spot.text) for spot in row}), None
    )
    if head is None:
        return False
    columns = _columns_3(grid, head)
    for key, name in COLUMNS.items():
        if key not in columns:
            found.flaws.append(Flaw("missing_column", f"表三（{grid.place}）", f"没有“{name}”列。"))
    if not columns:
        return False
    seen = _rows_3(grid, head, columns, found)
    for key in ROWS:
        if key not in seen:
            found.flaws.append(Flaw("missing_row", f"表三（{grid.place}）", f"没有“{row_name(key)}”行。"))
    rows = [{"key": key, "values": values} for key, values in seen.items() if None not in values]
    if rows:
        found.given["table3"] = {"columns": list(COLUMNS), "rows": rows}
    return True


def _rows_3(grid: Grid, head: int, columns: dict[str, int], found: Tables) -> dict[str, list[int | None]]:
    """Row by row until 结转下年度, the last one of the form."""
    seen: dict[str, list[int | None]] = {}
    for at in range(head + 1, len(grid.rows)):
        key = _row_3(grid, at, min(columns.values()))
        if key is not None and key not in seen:
            seen[key] = _values_3(grid, at, key, columns, found)
        if key == "carried_out":
            break
    return seen


def _columns_3(grid: Grid, head: int) -> dict[str, int]:
    """The form's columns; a head that is not drawn across its rows stands in a row above."""
    wanted = {bare(name): key for key, name in COLUMNS.items()}
    found: dict[str, int] = {}
    for column in range(grid.width):
        for at in (head, head - 1, head - 2):
            key = wanted.get(bare(grid.text(at, column)))
            if key is not None:
                found.setdefault(key, column)
                break
    return found


def _row_3(grid: Grid, at: int, first: int) -> str | None:
    """By the last label before the numbers; a label of the part above it (三、本年度办理结果) is none of a row."""
    labels = [grid.text(at, column) for column in range(first)]
    said = next((bare(label) for label in reversed(labels) if bare(label)), "")
    if not said:
        return None
    exact = next(
        (key for key, label in _ROW_LABELS.items() if said == label or (key == "B" and said.startswith("部分公开"))),
        None,
    )
    if exact is not None:
        return exact
    score, best = max((fuzz.ratio(said, label), key) for key, label in _ROW_LABELS.items())
    return best if score >= ALIKE else None


def _values_3(grid: Grid, at: int, key: str, columns: dict[str, int], found: Tables) -> list[int | None]:
    values: list[int | None] = []
    for code, name in COLUMNS.items():
        if code not in columns:
            values.append(None)
            continue
        where = f"表三“{row_name(key)}”行“{name}”列"
        values.append(_whole(grid.text(at, columns[code]), where, found))
    return values


def _whole(text: str, where: str, found: Tables) -> int | None:
    value = number(text)
    if isinstance(value, int):
        return value
    said = "没有填数字（没有的应填 0）。" if not plain(text) else f"填的是“{text.strip()[:20]}”，不是整数。"
    found.flaws.append(Flaw("not_a_number", where, said))
    return None


# --- table 4 ---------------------------------------------------------------------------------------------------------


def _four(grid: Grid, found: Tables) -> bool:
    cells = {bare(name): key for key, name in CELLS.items()}
    first = bare(next(iter(CELLS.values())))
    head = next((at for at, row in enumerate(grid.rows) if sum(bare(spot.text) == first for spot in row) >= 2), None)
    if head is None:
        return False
    numbers = next(
        (at for at in range(head + 1, len(grid.rows)) if any(number(spot.text) is not None for spot in grid.rows[at])),
        None,
    )
    if numbers is None:
        found.flaws.append(Flaw("not_a_number", f"表四（{grid.place}）", "没有填数字的一行。"))
        return True
    table: dict[str, dict[str, int]] = {}
    for column in range(grid.width):
        cell = next(
            (cells[bare(grid.text(at, column))] for at in (head, head - 1) if bare(grid.text(at, column)) in cells),
            None,
        )
        kind = _kind_4(grid, head, column)
        if cell is None or kind is None or cell in table.get(kind, {}):
            continue
        where = f"表四“{REMEDY_KINDS[kind]}”的{CELLS[cell]}"
        value = _whole(grid.text(numbers, column), where, found)
        if value is not None:
            table.setdefault(kind, {})[cell] = value
    for kind, name in REMEDY_KINDS.items():
        if lacking := [said for cell, said in CELLS.items() if cell not in table.get(kind, {})]:
            known = any(flaw.check == "not_a_number" and f"“{name}”" in flaw.where for flaw in found.flaws)
            if not known:
                found.flaws.append(Flaw("missing_column", f"表四“{name}”", f"没有读到：{'、'.join(lacking)}。"))
    found.given["table4"] = {kind: cells for kind, cells in table.items() if cells}
    return True


def _kind_4(grid: Grid, head: int, column: int) -> str | None:
    """By the nearest head above; 行政诉讼 stands above two of the three."""
    for at in range(head, -1, -1):
        said = bare(grid.text(at, column))
        for kind, name in REMEDY_KINDS.items():
            if said == bare(name):
                return kind
    return None


# --- table 2 ---------------------------------------------------------------------------------------------------------

_SINGLE = {bare(name.split("（")[0]): key for key, name in TABLE2_SINGLE.items()}
_KINDS = {"规章": "regulations", "行政规范性文件": "normative", "规范性文件": "normative"}
_HEADS = {"制发": "issued", "制作": "issued", "废止": "abolished", "现行有效": "in_force"}


def _two(grid: Grid, found: Tables) -> bool:
    said = {bare(spot.text) for row in grid.rows for spot in row}
    if not {"行政许可", "行政处罚"} <= said or "商业企业" in said:
        return False
    table: dict[str, Any] = {}
    for at, row in enumerate(grid.rows):
        key = bare(row[0].text) if row else ""
        if key in _KINDS:
            table[_KINDS[key]] = _cells_2(grid, at, key, found)
        elif key in _SINGLE:
            _single_2(grid, at, key, table, found)
    for kind, name in TABLE2.items():
        cells = table.get(kind)
        if cells is None:
            found.flaws.append(Flaw("missing_row", f"表二（{grid.place}）", f"没有“{name}”行。"))
        elif (lacking := [label for cell, label in TABLE2_CELLS.items() if cell not in cells]) and not any(
            f"“{name}”" in flaw.where for flaw in found.flaws
        ):
            found.flaws.append(Flaw("missing_column", f"表二“{name}”", f"没有读到：{'、'.join(lacking)}。"))
    found.given["table2"] = {key: value for key, value in table.items() if value != {}}
    return True


def _cells_2(grid: Grid, at: int, key: str, found: Tables) -> dict[str, int]:
    name = TABLE2[_KINDS[key]]
    cells: dict[str, int] = {}
    for column in range(1, len(grid.rows[at])):
        if grid.rows[at][column] == grid.rows[at][column - 1]:
            continue
        cell = next(
            (_HEADS[word] for up in range(at - 1, -1, -1) for word in _HEADS if word in plain(grid.text(up, column))),
            None,
        )
        if cell is not None and cell not in cells:
            value = _whole(grid.text(at, column), f"表二“{name}”的{TABLE2_CELLS[cell]}", found)
            if value is not None:
                cells[cell] = value
    return cells


def _single_2(grid: Grid, at: int, key: str, table: dict[str, Any], found: Tables) -> None:
    code = _SINGLE[key]
    text = next((spot.text for spot in grid.rows[at][1:] if plain(spot.text)), "")
    value = number(text)
    where = f"表二“{TABLE2_SINGLE[code]}”"
    if value is None:
        said = "没有填数字（没有的应填 0）。" if not text else f"填的是“{text[:20]}”，不是数字。"
        found.flaws.append(Flaw("not_a_number", where, said))
    elif code != "fees_wan" and not isinstance(value, int):
        found.flaws.append(Flaw("not_a_number", where, f"填的是“{text[:20]}”，不是整数。"))
    else:
        table[code] = value
