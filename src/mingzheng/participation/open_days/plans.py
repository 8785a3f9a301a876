"""A simple plan of the place, typed as rows of cells and drawn as SVG: no outside map, no drawing program. Pure.

Each line is a row, cells are parted by ``｜`` (or ``|``). Cells of one name that lie together as a rectangle are one room.
``*`` before a name marks where the session takes place, ``>`` an entrance, an empty cell or ``-`` is open ground.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

MOST_ROWS, MOST_COLUMNS, LONGEST = 10, 8, 8
WIDTH, HEIGHT, EDGE = 116, 66, 4
VENUE, ENTRANCE, OPEN = "*", ">", "-"


class PlanError(ValueError):
    """What is wrong with the rows, said so that it can be mended."""


@dataclass(frozen=True)
class Room:
    """A rectangle of cells, from ``row``, ``column`` on."""

    name: str
    row: int
    column: int
    rows: int
    columns: int
    venue: bool = False
    entrance: bool = False


def cells(text: str) -> list[list[str]]:
    """The rows as typed, all of one length.

    Raises:
        PlanError: too many rows or cells, or a name too long.
    """
    rows = [
        [_in_order(cell) for cell in line.replace("|", "｜").split("｜")] for line in text.splitlines() if line.strip()
    ]
    if len(rows) > MOST_ROWS:
        raise PlanError(f"示意图最多 {MOST_ROWS} 行。")
    for at, row in enumerate(rows, 1):
        if len(row) > MOST_COLUMNS:
            raise PlanError(f"第 {at} 行有 {len(row)} 格，最多 {MOST_COLUMNS} 格。")
        for cell in row:
            if len(_name(cell)) > LONGEST:
                raise PlanError(f"第 {at} 行的“{_name(cell)}”太长，每格最多 {LONGEST} 个字。")
    widest = max(map(len, rows), default=0)
    return [row + [""] * (widest - len(row)) for row in rows]


def _in_order(cell: str) -> str:
    """A mark that was typed behind the name, put before it: on the plan it would stand as a part of the name."""
    cell = cell.strip().replace("＊", VENUE).replace("＞", ENTRANCE)
    name = cell.rstrip(VENUE + ENTRANCE)
    return f"{cell[len(name) :]}{name.rstrip()}" if name else cell


def rooms(text: str) -> list[Room]:
    """The rooms in reading order.

    Raises:
        PlanError: as ``cells``.
    """
    grid = cells(text)
    taken: set[tuple[int, int]] = set()
    found = []
    for row, line in enumerate(grid):
        for column, cell in enumerate(line):
            if cell in ("", OPEN) or (row, column) in taken:
                continue
            columns = _run(line, column, cell, {at for at in range(len(line)) if (row, at) in taken})
            rows = _depth(grid, row, column, columns, cell)
            taken |= {(row + down, column + right) for down in range(rows) for right in range(columns)}
            name = _name(cell)
            found.append(Room(name, row, column, rows, columns, VENUE in cell[:2], ENTRANCE in cell[:2]))
    return found


def _name(cell: str) -> str:
    return cell.lstrip(VENUE + ENTRANCE).strip()


def _run(line: list[str], column: int, cell: str, taken: set[int]) -> int:
    end = column
    while end < len(line) and line[end] == cell and end not in taken:
        end += 1
    return end - column


def _depth(grid: list[list[str]], row: int, column: int, columns: int, cell: str) -> int:
    end = row
    while end < len(grid) and all(one == cell for one in grid[end][column : column + columns]):
        end += 1
    return end - row


def in_words(text: str) -> list[str]:
    """The plan for who cannot see it, one sentence a row."""
    said = []
    for at, line in enumerate(cells(text), 1):
        names = list(dict.fromkeys(_said(cell) for cell in line if cell not in ("", OPEN)))
        if names:
            said.append(f"第 {at} 排，从左到右：{'、'.join(names)}。")
    return said


def _said(cell: str) -> str:
    marks = ("（入口）" if ENTRANCE in cell[:2] else "") + ("（活动在这里）" if VENUE in cell[:2] else "")
    return _name(cell) + marks


def svg(text: str) -> SafeString:
    """The picture, with classes instead of colours and every name escaped; "" without rows.

    Raises:
        PlanError: as ``cells``.
    """
    grid = cells(text)
    if not grid:
        return SafeString("")
    wide, high = len(grid[0]) * WIDTH + 2 * EDGE, len(grid) * HEIGHT + 2 * EDGE
    return format_html(
        '<svg class="plan__picture" viewBox="0 0 {} {}" width="{}" height="{}" aria-hidden="true">{}</svg>',
        wide,
        high,
        wide,
        high,
        format_html_join("", "{}", ((_drawn(room),) for room in rooms(text))),
    )


def _drawn(room: Room) -> SafeString:
    x, y = EDGE + room.column * WIDTH, EDGE + room.row * HEIGHT
    wide, high = room.columns * WIDTH, room.rows * HEIGHT
    return format_html(
        '<g class="plan__room{}"><rect x="{}" y="{}" width="{}" height="{}" rx="3"/><text x="{}" y="{}">{}</text></g>',
        " plan__room--venue" if room.venue else " plan__room--entrance" if room.entrance else "",
        x,
        y,
        wide,
        high,
        f"{x + wide / 2:g}",
        f"{y + high / 2:g}",
        f"▲ {room.name}" if room.entrance else f"★ {room.name}" if room.venue else room.name,
    )
