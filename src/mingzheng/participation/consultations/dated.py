"""The numbers of the room as dated data (``data/figures.yaml``), with their sources."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent / "data" / "figures.yaml"


@cache
def table() -> tuple[dict[str, Any], ...]:
    """Every row: code, value, label, article, source, valid_from."""
    return tuple(yaml.safe_load(DATA.read_text(encoding="utf-8")))


def value(code: str, day: dt.date) -> int:
    """The value in force on a day; for a day before all rows, the first.

    Raises:
        KeyError: no row has this code.
    """
    rows = sorted((row for row in table() if row["code"] == code), key=lambda row: row["valid_from"])
    if not rows:
        raise KeyError(code)
    row = next((row for row in reversed(rows) if row["valid_from"] <= day), rows[0])
    return int(row["value"])
