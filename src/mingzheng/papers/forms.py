"""A form on paper: a title over a bordered table whose cells say how far they reach. The same form as PDF and as Word."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mingzheng.papers import typesetting

CHOSEN, OPEN = "■", "□"


@dataclass(frozen=True, slots=True)
class Cell:
    """``height``: least height in mm, for what is written by hand. ``label``: a heading, centred."""

    text: str = ""
    across: int = 1
    down: int = 1
    label: bool = False
    height: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """``widths``: shares of the columns; every row fills them. ``top``: at the right above the table."""

    title: str
    widths: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]
    top: str = ""
    notes: tuple[str, ...] = ()

    def placed(self) -> list[tuple[int, int, Cell]]:
        """Every cell with its column and row.

        Raises:
            ValueError: a row does not fill the columns: a fault of the form, not of what is written in it.
        """
        taken: set[tuple[int, int]] = set()
        found = []
        for y, row in enumerate(self.rows):
            x = 0
            for cell in row:
                while (x, y) in taken:
                    x += 1
                taken |= {(x + i, y + j) for i in range(cell.across) for j in range(cell.down)}
                found.append((x, y, cell))
        if len(taken) != len(self.widths) * len(self.rows):
            raise ValueError(f"the rows of {self.title} do not fill its columns")
        return found


def label(text: str, *, across: int = 1, down: int = 1) -> Cell:
    return Cell(text, across, down, label=True)


def boxes(choices: Sequence[tuple[str, Any]], chosen: str = "", *, each: int = 3) -> str:
    """□纸质　■电子文档, ``each`` in a line."""
    marked = [f"{CHOSEN if code == chosen else OPEN}{name}" for code, name in choices]
    return "\n".join("　".join(marked[start : start + each]) for start in range(0, len(marked), each))


def block_of(sheet: Sheet) -> dict[str, Any]:
    """The table as a block that a template sets."""
    cells = [
        {
            "x": x,
            "y": y,
            "across": cell.across,
            "down": cell.down,
            "label": cell.label,
            "height": cell.height,
            "lines": cell.text.split("\n"),
        }
        for x, y, cell in sheet.placed()
    ]
    return {"t": "form", "widths": list(sheet.widths), "cells": cells, "top": sheet.top, "notes": list(sheet.notes)}


def pdf(sheet: Sheet, day: dt.date) -> bytes:
    """The form as PDF; the same form and day give the same bytes.

    Raises:
        Refused: for characters that no face draws.
    """
    return typesetting.compose("form", {"title": sheet.title, "form": block_of(sheet)}, images={}, day=day)
