"""Tables of a body as cells that stand where they say: spans are followed and kept inside the grid."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

MOST_COLUMNS, MOST_ROWS = 40, 5000
# Ems: the width of a page at the size of a table; so short a text is not broken, a longer one needs at least so much; what a
# cell keeps free on its sides; beyond this a column asks for no more.
PAGE, SHORT, BROKEN, PADDING, GREEDY = 36.0, 8.5, 4.0, 1.6, 24.0
_NUMBER = re.compile(r"[-+−]?[\d,，.]+%?$")


@dataclass(slots=True)
class Grid:
    """A table being read."""

    width: int = 0
    taken: set[tuple[int, int]] = field(default_factory=set)
    cells: list[dict[str, Any]] = field(default_factory=list)
    beyond: list[list[dict[str, Any]]] = field(default_factory=list)


def read(node: Any, runs_of: Callable[[Any], list[dict[str, Any]]], caption: Any = None) -> Iterator[dict[str, Any]]:
    """The table as one block; nothing when it has no text. What is beyond the bounds follows as text."""
    rows = [row for row in node.iterdescendants("tr") if _owner(row) is node][:MOST_ROWS]
    grid = Grid()
    for y, row in enumerate(rows):
        _row(grid, row, y, len(rows), runs_of)
    _merge_columns(grid)
    if not grid.width or not any(cell["runs"] for cell in grid.cells):
        return
    title = node.find("caption")
    yield {
        "t": "table",
        "width": grid.width,
        "weights": _weights(grid),
        "head": _head_rows(node, rows, grid),
        "cells": _complete(grid, len(rows)),
        "caption": caption or (runs_of(title) if title is not None else []),
    }
    yield from ({"t": "p", "runs": runs, "align": ""} for runs in grid.beyond if runs)


def _owner(row: Any) -> Any:
    return next(parent for parent in row.iterancestors() if parent.tag == "table")


def _row(grid: Grid, row: Any, y: int, height: int, runs_of: Callable[[Any], list[dict[str, Any]]]) -> None:
    x = 0
    for cell in (child for child in row if child.tag in ("td", "th")):
        while (x, y) in grid.taken:
            x += 1
        if x >= MOST_COLUMNS:
            grid.beyond.append(runs_of(cell))
            continue
        across = min(_span(cell, "colspan"), MOST_COLUMNS - x)
        while any((x + step, y) in grid.taken for step in range(across)):
            across -= 1
        down = min(_span(cell, "rowspan"), height - y)
        grid.taken |= {(x + dx, y + dy) for dx in range(across) for dy in range(down)}
        runs = runs_of(cell)
        grid.cells.append(
            {"x": x, "y": y, "across": across, "down": down, "runs": runs, "head": cell.tag == "th", "side": "left"}
        )
        x += across
        grid.width = max(grid.width, x)


def _merge_columns(grid: Grid) -> None:
    """Columns in which no cell begins are part of the one before: a span wider than the table widens nothing."""
    starts = sorted({cell["x"] for cell in grid.cells})
    index = {x: place for place, x in enumerate(starts)}
    for cell in grid.cells:
        cell["across"] = sum(1 for x in starts if cell["x"] <= x < cell["x"] + cell["across"])
        cell["x"] = index[cell["x"]]
    grid.width = len(starts)
    grid.taken = {
        (cell["x"] + dx, cell["y"] + dy)
        for cell in grid.cells
        for dx in range(cell["across"])
        for dy in range(cell["down"])
    }


def _span(cell: Any, name: str) -> int:
    said = cell.get(name) or "1"
    return max(1, int(said)) if re.fullmatch(r"\d{1,4}", said, re.ASCII) else 1


def _text(cell: dict[str, Any]) -> str:
    return "".join(run["s"] for run in cell["runs"])


def _align(grid: Grid) -> None:
    """Columns of figures stand right, columns of short words in the middle, all others left."""
    for x in range(grid.width):
        cells = [cell for cell in grid.cells if cell["x"] == x and not cell["head"] and cell["runs"]]
        texts = [_text(cell) for cell in cells]
        longest = max(map(len, texts), default=0)
        figures = bool(texts) and all(_NUMBER.match(text) for text in texts)
        side = "left" if longest > 10 and not figures else "right" if figures and longest > 3 else "center"
        for cell in cells:
            cell["side"] = side


def _complete(grid: Grid, height: int) -> list[dict[str, Any]]:
    _align(grid)
    blank = [
        {"x": x, "y": y, "across": 1, "down": 1, "runs": [], "head": False, "side": "left"}
        for y in range(height)
        for x in range(grid.width)
        if (x, y) not in grid.taken
    ]
    return sorted([*grid.cells, *blank], key=lambda cell: (cell["y"], cell["x"]))


def _head_rows(node: Any, rows: list[Any], grid: Grid) -> int:
    """How many rows repeat on each page: those of thead, or the leading rows of th alone; never cutting a span."""
    in_head = sum(1 for row in rows if row.getparent().tag == "thead")
    if not in_head:
        for row in rows:
            if not all(child.tag == "th" for child in row if child.tag in ("td", "th")):
                break
            in_head += 1
    in_head = min(in_head, 6)
    if in_head >= len(rows) or any(cell["y"] < in_head < cell["y"] + cell["down"] for cell in grid.cells):
        return 0
    return in_head


def _weights(grid: Grid) -> list[float]:
    """Shares of the width: first what short texts need to stand on one line, the rest by what the columns hold."""
    wide, needed = [3.0] * grid.width, [3.0] * grid.width
    for cell in grid.cells:
        whole = _ems(_text(cell))
        for x in range(cell["x"], cell["x"] + cell["across"]):
            wide[x] = max(wide[x], min(whole / cell["across"], GREEDY))
        if cell["across"] == 1:
            needed[cell["x"]] = max(needed[cell["x"]], (whole if whole <= SHORT else BROKEN) + PADDING)
    left = PAGE - sum(needed)
    more = [max(0.0, one - need) for one, need in zip(wide, needed, strict=True)]
    if left <= 0 or not any(more):
        return [round(share, 2) for share in wide]
    return [round(need + left * one / sum(more), 2) for need, one in zip(needed, more, strict=True)]


def _ems(text: str) -> float:
    return sum(1.0 if unicodedata.east_asian_width(one) in "WF" else 0.55 for one in text)
