"""The deadlines of an application as plain values by day: the shipped ones, and what the office has versioned since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

import mingzheng
from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused
from mingzheng.core.procedures.reckoning import LengthUnit, Rule

SHIPPED = Path(mingzheng.__file__).parent / "core" / "procedures" / "data" / "deadlines.yaml"
PREFIX = "foi."

Row = Mapping[str, Any]


class Rules:
    """Rules by code and day. Immutable.

    Args:
        rows: ``code, version, label, length, unit, article, valid_from``, as in the data file or the database.
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        self._versions: dict[str, list[tuple[dt.date, Rule]]] = {}
        for row in sorted(rows, key=lambda row: int(row.get("version", 1))):
            rule = Rule(row["label"], row["article"], LengthUnit(row["unit"]), row.get("length"))
            self._versions.setdefault(row["code"], []).append((row["valid_from"], rule))

    def on(self, code: str, day: dt.date) -> Rule:
        """The newest version in force on a day.

        Raises:
            Refused: none is in force yet.
        """
        found = [rule for since, rule in self._versions.get(code, []) if since <= day]
        if not found:
            raise Refused(
                f"{chinese_date(day)}没有有效的期限规则「{code}」，不能推算。",
                remedy="请核对日期；规则见“期限规则”。",
                code="no_rule",
            )
        return found[-1]


@cache
def _shipped_rows() -> tuple[Row, ...]:
    rows = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
    return tuple(row for row in rows if row["code"].startswith(PREFIX))


def rules_of(kept: Iterable[Row] = ()) -> Rules:
    """The shipped rules, replaced and completed by those that are ``kept`` (rows of the database)."""
    rows = {(row["code"], row.get("version", 1)): row for row in (*_shipped_rows(), *kept)}
    return Rules(rows.values())
