"""The numbers of the room as dated data (``data/figures.yaml``), with their sources."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from mingzheng.core.likeness import Rules

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Figure:
    code: str
    value: int
    label: str
    article: str
    source: str
    valid_from: dt.date


@cache
def table() -> tuple[Figure, ...]:
    rows: list[dict[str, Any]] = yaml.safe_load((DATA / "figures.yaml").read_text(encoding="utf-8"))
    return tuple(Figure(**row) for row in rows)


def figure(code: str, day: dt.date) -> Figure:
    """The newest row in force on a day; for a day before all, the first.

    Raises:
        KeyError: no row has this code.
    """
    rows = sorted((row for row in table() if row.code == code), key=lambda row: row.valid_from)
    if not rows:
        raise KeyError(code)
    return next((row for row in reversed(rows) if row.valid_from <= day), rows[0])


def value(code: str, day: dt.date) -> int:
    return figure(code, day).value


@cache
def _fillers() -> tuple[str, ...]:
    row = yaml.safe_load((DATA / "likeness.yaml").read_text(encoding="utf-8"))
    return tuple(sorted(row["fillers"], key=len, reverse=True))


def likeness(day: dt.date) -> Rules:
    """When two suggestions say the same."""
    return Rules(value("alike", day), value("shortest_idea", day), _fillers())
