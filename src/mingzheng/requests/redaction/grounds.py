"""Why something is covered: the leaves C1–C7 of refusal (条例 Arts 14–16), dated data in ``data/grounds.yaml``."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

DATA = Path(__file__).parent / "data" / "grounds.yaml"
CODES = ("C1", "C2", "C3", "C4", "C5", "C6", "C7")


@dataclass(frozen=True)
class Ground:
    """``mark`` is what the box says, ``short`` what a small box says."""

    code: str
    label: str
    mark: str
    short: str
    article: str
    valid_from: dt.date
    valid_to: dt.date | None = None


@cache
def every() -> tuple[Ground, ...]:
    """All grounds there ever were, oldest first."""
    rows = [Ground(**row) for row in yaml.safe_load(DATA.read_text(encoding="utf-8"))]
    return tuple(sorted(rows, key=lambda row: (row.valid_from, row.code)))


def on(day: dt.date) -> dict[str, Ground]:
    """The grounds in force on a day, by code."""
    return {row.code: row for row in every() if row.valid_from <= day and (row.valid_to is None or day <= row.valid_to)}


def newest() -> dict[str, Ground]:
    """The latest wording of each code."""
    return {row.code: row for row in every()}
