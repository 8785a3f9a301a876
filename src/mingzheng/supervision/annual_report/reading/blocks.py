"""What a file holds, in its order: paragraphs, and grids whose merged cells are spread over their places. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

_GAPS = re.compile(r"\s+")


@dataclass(frozen=True)
class Paragraph:
    """A line of text with the place at which a reader finds it."""

    text: str
    place: str


@dataclass(frozen=True)
class Spot:
    """A place of a grid: its text, and where the cell begins that covers it."""

    text: str
    row: int
    column: int


@dataclass
class Grid:
    """``rows``: as wide as each is; a merged cell stands in every place that it covers."""

    place: str
    rows: list[list[Spot]] = field(default_factory=list)

    def text(self, row: int, column: int) -> str:
        """ "" outside of the grid."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column].text
        return ""

    @property
    def width(self) -> int:
        return max((len(row) for row in self.rows), default=0)


Block = Paragraph | Grid


def plain(text: str) -> str:
    """Text in one width, without gaps."""
    return _GAPS.sub("", unicodedata.normalize("NFKC", text))


def lay(place: str, rows: list[list[tuple[str, int, int]]], width: int = 60) -> Grid:
    """A grid from rows of (text, rows down, columns across), as HTML writes a table."""
    held: dict[tuple[int, int], Spot] = {}
    for at, row in enumerate(rows):
        column = 0
        for text, down, across in row:
            while (at, column) in held:
                column += 1
            if column >= width:
                break
            spot = Spot(text, at, column)
            for dy in range(min(down, len(rows) - at)):
                for dx in range(min(across, width - column)):
                    held.setdefault((at + dy, column + dx), spot)
            column += across
    return _spread(place, held, len(rows))


def _spread(place: str, held: dict[tuple[int, int], Spot], height: int) -> Grid:
    grid = Grid(place)
    for at in range(height):
        last = max((column for row, column in held if row == at), default=-1)
        grid.rows.append([held.get((at, column), Spot("", at, column)) for column in range(last + 1)])
    return grid
