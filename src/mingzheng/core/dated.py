"""Numbers and rules that change with time, kept as data with their sources, and read for a day. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol, TypeVar

import yaml


class Dated(Protocol):
    @property
    def valid_from(self) -> dt.date: ...


T = TypeVar("T", bound=Dated)
Row = TypeVar("Row")


def in_force(rows: Iterable[T], day: dt.date) -> T | None:
    """The newest row in force on a day; for a day before all, the first; None where there is no row."""
    found = list(rows)
    return newest(found, lambda row: row.valid_from, day) if found else None


def newest(rows: Iterable[Row], since: Callable[[Row], Any], at: Any) -> Row:
    """The newest row that has begun; for a time before all, the first.

    Args:
        since: when a row begins, of the same kind as ``at`` (a day, a year).

    Raises:
        IndexError: there is no row.
    """
    ordered = sorted(rows, key=since)
    return next((row for row in reversed(ordered) if since(row) <= at), ordered[0])


@dataclass(frozen=True)
class Number:
    """``article``: on what it stands; ``source``: how far that may be trusted."""

    code: str
    value: int
    label: str
    article: str
    source: str
    valid_from: dt.date


class Numbers:
    """The numbers of a room: a yaml list of ``code, value, label, article, source, valid_from``."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @cached_property
    def rows(self) -> dict[str, list[Number]]:
        found: dict[str, list[Number]] = {}
        for row in yaml.safe_load(self.path.read_text(encoding="utf-8")):
            found.setdefault(row["code"], []).append(Number(**row))
        return found

    def value(self, code: str, day: dt.date) -> int:
        """The number in force on a day.

        Raises:
            KeyError: no row has this code.
        """
        found = in_force(self.rows.get(code, []), day)
        if found is None:
            raise KeyError(code)
        return found.value


class YearRules:
    """Rules of a room that change with the year: a yaml mapping of names to rows with ``from_year``."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @cached_property
    def rows(self) -> dict[str, list[dict[str, Any]]]:
        found: dict[str, list[dict[str, Any]]] = yaml.safe_load(self.path.read_text(encoding="utf-8"))
        return found

    def of(self, name: str, year: int) -> dict[str, Any]:
        """The newest row for a year; the oldest one for years before it."""
        return newest(self.rows[name], lambda row: row["from_year"], year)
