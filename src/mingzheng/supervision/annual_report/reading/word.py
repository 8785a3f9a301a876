"""A Word document as paragraphs and grids; cells merged down (vMerge) and across (gridSpan) cover their places. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from mingzheng.core.files import refusals
from mingzheng.core.files.limits import DEFAULT
from mingzheng.core.files.packages import Package, attribute, local
from mingzheng.core.files.text_word import inline
from mingzheng.supervision.annual_report.reading.blocks import Block, Grid, Paragraph, Spot


def read(data: bytes) -> list[Block]:
    """The blocks of the main text.

    Raises:
        Refused: damaged, encrypted, or too large.
    """
    package = Package(data, "Word 文档", DEFAULT)
    main = package.main_part()
    if main not in package:
        raise refusals.corrupt("Word 文档")
    found: list[Block] = []
    counts = {"p": 0, "t": 0}
    for node in _pieces(package.xml(main)):
        if local(node) == "p":
            for line in inline(node).split("\n"):
                if line.strip():
                    counts["p"] += 1
                    found.append(Paragraph(line.strip(), f"第 {counts['p']} 段"))
        else:
            counts["t"] += 1
            found.append(_grid(node, f"第 {counts['t']} 张表格"))
    return found


def _pieces(node: Element) -> Iterator[Element]:
    """Paragraphs and tables in the order of the text; content controls are looked into, deleted text is not."""
    for child in node:
        name = local(child)
        if name in ("p", "tbl"):
            yield child
        elif name not in ("del", "moveFrom", "sectPr", "pPr", "Fallback"):
            yield from _pieces(child)


def _grid(table: Element, place: str) -> Grid:
    grid = Grid(place)
    for row in (child for child in _below(table, "tr")):
        at, spots = len(grid.rows), []
        spots += [Spot("", at, column) for column in range(_number(row, "trPr", "gridBefore", 0))]
        for cell in _below(row, "tc"):
            spots += _cell(cell, grid, at, len(spots))
        grid.rows.append(spots)
    return grid


def _below(node: Element, name: str) -> Iterator[Element]:
    for child in node:
        if local(child) == name:
            yield child
        elif local(child) in ("sdt", "sdtContent", "ins", "smartTag"):
            yield from _below(child, name)


def _cell(cell: Element, grid: Grid, at: int, column: int) -> list[Spot]:
    across = min(_number(cell, "tcPr", "gridSpan", 1), 60)
    merged = _property(cell, "tcPr", "vMerge")
    if merged is not None and attribute(merged, "val") in ("", "continue") and at:
        above = grid.rows[at - 1]
        if column < len(above):
            return [above[column]] * across
    text = "".join(inline(node).strip() for node in cell.iter() if local(node) == "p")
    return [Spot(text, at, column)] * across


def _property(node: Element, group: str, name: str) -> Element | None:
    for child in node:
        if local(child) == group:
            return next((one for one in child if local(one) == name), None)
    return None


def _number(node: Element, group: str, name: str, otherwise: int) -> int:
    found = _property(node, group, name)
    said = attribute(found, "val") if found is not None else ""
    return int(said) if said.isdigit() else otherwise
