"""What a notice becomes: frozen records, and their plain form for the command line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Line:
    """One printed line: its number in the file (from 1), its text without outer blanks, whether a page
    begins here.
    """

    no: int
    text: str
    page_start: bool = False


@dataclass(frozen=True)
class Cell:
    """One table cell. joined: it is the lower or right part of a merged cell and its text is the
    merged cell's.
    """

    text: str
    joined: bool = False
    across: bool = False


@dataclass(frozen=True)
class Grid:
    """A table whose cells are known. where: its name for people; at: number of the line it stands after."""

    rows: tuple[tuple[Cell, ...], ...]
    where: str
    at: int = 0
    first_row: int = 1


@dataclass(frozen=True)
class Source:
    """A file as read: its lines outside tables and its tables."""

    lines: tuple[Line, ...]
    grids: tuple[Grid, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass
class RawRow:
    """One task row before filling: text per role, what merged cells gave, where it came from."""

    number: int | None
    cells: dict[str, str]
    source: str
    merged: set[str] = field(default_factory=set)
    notes: dict[str, str] = field(default_factory=dict)
    after_page_break: bool = False
    section: str = ""


@dataclass(frozen=True)
class Part:
    """A chapter of the notice: 一、…"""

    label: str
    title: str


@dataclass(frozen=True)
class Point:
    """A numbered point: its label as written, its title, the label of its part, its full text reflowed."""

    label: str
    title: str
    part: str
    text: str


@dataclass(frozen=True)
class ParsedTask:
    """One task. inferred: fields that do not stand in its own row; why: the reason for each, in Chinese;
    source: the words it came from, with their line or row numbers."""

    number: int
    group: str
    content: str
    units: tuple[str, ...]
    open_ended: bool
    due: str
    inferred: tuple[str, ...]
    why: Mapping[str, str]
    source: str


@dataclass(frozen=True)
class ParsedNotice:
    """A notice taken apart. year is 0 and dated None when the paper does not say."""

    title: str
    issuer: str
    number: str
    year: int
    dated: date | None
    meeting: str
    addressees: str
    preamble: str
    parts: tuple[Part, ...]
    points: tuple[Point, ...]
    tasks: tuple[ParsedTask, ...]
    warnings: tuple[str, ...]


def to_json(parsed: ParsedNotice) -> dict[str, Any]:
    """Plain data for `plan parse --json`: the agreed keys first, further ones after them."""
    return {
        "issuer": parsed.issuer,
        "number": parsed.number,
        "year": parsed.year,
        "points": [{"label": p.label, "title": p.title} for p in parsed.points],
        "tasks": [
            {
                "number": t.number,
                "group": t.group,
                "content": t.content,
                "units": list(t.units),
                "open_ended": t.open_ended,
                "due": t.due,
                "inferred": list(t.inferred),
                "why": dict(t.why),
            }
            for t in parsed.tasks
        ],
        "warnings": list(parsed.warnings),
        "title": parsed.title,
        "dated": parsed.dated.isoformat() if parsed.dated else "",
        "meeting": parsed.meeting,
        "addressees": parsed.addressees,
        "parts": [{"label": p.label, "title": p.title} for p in parsed.parts],
    }
