"""The numbers of the checks as dated data (``data/thresholds.yaml``), with their sources."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import yaml

from mingzheng.supervision.inspections.crawler.limits import Limits

DATA = Path(__file__).parent / "data" / "thresholds.yaml"


@dataclass(frozen=True)
class Threshold:
    code: str
    value: int
    label: str
    article: str
    source: str
    valid_from: dt.date


@cache
def table() -> tuple[Threshold, ...]:
    return tuple(Threshold(**row) for row in yaml.safe_load(DATA.read_text(encoding="utf-8")))


def threshold(code: str, day: dt.date) -> Threshold:
    """The newest row in force on a day; before the first one, the first: a page of that time is judged all the same.

    Raises:
        KeyError: no row has this code.
    """
    rows = sorted((row for row in table() if row.code == code), key=lambda row: row.valid_from)
    if not rows:
        raise KeyError(code)
    return next((row for row in reversed(rows) if row.valid_from <= day), rows[0])


def value(code: str, day: dt.date) -> int:
    return threshold(code, day).value


def limits_on(day: dt.date, base: Limits | None = None) -> Limits:
    """The crawler's limits with the dated numbers of a day."""
    return replace(
        base or Limits(),
        warn=float(value("slow_seconds", day)),
        timeout=float(value("timeout_seconds", day)),
        redirects=value("redirect_limit", day),
        tries=value("tries", day),
    )
