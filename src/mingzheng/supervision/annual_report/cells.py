"""Figures that a report's text refers to, with their words; filling in and comparing is ``core.cells``. Pure.

``{{ table3.total.new }}`` stands in the text; the number comes from the snapshot, so that text and table cannot disagree.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mingzheng.core import cells as shared
from mingzheng.requests.foi.law import outcomes
from mingzheng.requests.foi.law.checks import TABLE2, TABLE2_CELLS, TABLE2_SINGLE
from mingzheng.requests.foi.law.facts import REMEDY_KINDS
from mingzheng.requests.foi.law.tables import CELLS, COLUMNS, ROWS, row_name
from mingzheng.supervision.annual_report.statements import cells_of

OPEN = "［请填写"
_SUMS = {
    "open": "（一）",
    "partly": "（二）",
    "refused": "（三）",
    "unable": "（四）",
    "set_aside": "（五）",
    "other": "（六）",
}
_ROW_OF = {key.lower(): key for key in ROWS}

Cell = dict[str, Any]


def cells(tables: Mapping[str, Any]) -> dict[str, Cell]:
    """Every number of the three tables, and sums of the groups, with the words for the picker."""
    values = cells_of(tables)
    found = {
        code: {"label": label(code), "value": value, "text": f"{value:g}" if isinstance(value, float) else str(value)}
        for code, value in values.items()
    }
    for name, heading in _SUMS.items():
        keys = dict.fromkeys(one.row for one in outcomes.versions() if one.heading.startswith(heading))
        parts = [values[f"table3.total.{key.lower()}"] for key in keys if f"table3.total.{key.lower()}" in values]
        title = next((one.heading for one in outcomes.versions() if one.heading.startswith(heading)), heading)
        if parts:
            found[f"sum.{name}"] = _cell(f"表三 {title.split('（区分')[0]} 合计", sum(parts))
    suits = [
        values[f"table4.{kind}.total"]
        for kind in REMEDY_KINDS
        if kind != "reconsideration" and f"table4.{kind}.total" in values
    ]
    if suits:
        found["sum.suits"] = _cell("表四 行政诉讼 合计", sum(suits))
    return found


def _cell(label: str, value: int | float) -> Cell:
    return {"label": label, "value": value, "text": f"{value:g}"}


def label(code: str) -> str:
    """表三 自然人 本年新收… as the picker says it."""
    table, *rest = code.split(".")
    if table == "table3":
        column, key = rest
        return f"表三 {COLUMNS[column]} {row_name(_ROW_OF[key]).split('（区分')[0]}"
    if table == "table4":
        kind, cell = rest
        return f"表四 {REMEDY_KINDS[kind]} {CELLS[cell]}"
    if len(rest) == 2:
        return f"表二 {TABLE2[rest[0]]} {TABLE2_CELLS[rest[1]]}"
    return f"表二 {TABLE2_SINGLE[rest[0]]}"


def held(known: Mapping[str, Cell]) -> dict[str, shared.Cell]:
    """The cells as ``core.cells`` takes them."""
    return {code: shared.Cell(code, str(cell["label"]), str(cell["text"])) for code, cell in known.items()}


def filled(text: str, known: Mapping[str, Cell]) -> str:
    """The text with its figures; a reference that nothing answers stays as it stands (and is refused before publication)."""
    return shared.REFERENCE.sub(lambda match: str(known[match[1]]["text"]) if match[1] in known else match[0], text)


def unknown(text: str, known: Mapping[str, Cell]) -> list[str]:
    """Codes that the text refers to and that there are none of."""
    return shared.unknown(text, held(known))


@dataclass(frozen=True)
class Typed:
    """A number that somebody typed. ``same``: labels of cells with this number, ``code`` the first's; empty when none has it."""

    text: str
    around: str
    same: tuple[str, ...]
    code: str = ""


Index = Mapping[shared.Number, list[shared.Cell]]


def index(known: Mapping[str, Cell]) -> Index:
    """Number → the cells that have it; made once for all sections."""
    found: dict[shared.Number, list[shared.Cell]] = {}
    for cell in held(known).values():
        for number in cell.numbers:
            found.setdefault(number, []).append(cell)
    return found


def typed(text: str, having: Index) -> Iterator[Typed]:
    """Numbers in a text that are no references, each with the cells that hold it."""
    for one in shared.typed_numbers(text):
        same = having.get(one.number, [])
        yield Typed(one.text, one.around, tuple(cell.label for cell in same[:3]), same[0].key if same else "")
