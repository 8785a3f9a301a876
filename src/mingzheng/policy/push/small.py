"""Small numbers are not said: with a narrow enough rule they would speak of a single person. The threshold is dated data."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from mingzheng.core import timekeeping
from mingzheng.core.dated import newest

DATA = Path(__file__).parent / "data" / "small.yaml"


@cache
def _rows() -> tuple[dict[str, Any], ...]:
    rows: list[dict[str, Any]] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return tuple(rows)


def least(day: dt.date) -> int:
    """The smallest number that is said on a day; the oldest for a day before all."""
    return int(newest(_rows(), lambda row: row["valid_from"], day)["least"])


def said(number: int) -> bool:
    """May this count, and a share of it, be shown?"""
    return number == 0 or number >= least(timekeeping.today())


def count_text(number: int) -> str:
    return f"{number:,}" if said(number) else f"不足 {least(timekeeping.today())}"
