"""Loading dated deadline rules from a room's data file. Existing versions are never changed: a case may run on them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import yaml

from mingzheng.core.errors import Refused
from mingzheng.core.procedures.models import DeadlineRule

SHIPPED = Path(__file__).parent / "data" / "deadlines.yaml"


def load_rules(path: Path = SHIPPED) -> int:
    """Add the rules of a file that are not there yet; returns how many were added.

    Raises:
        Refused: a row lacks a field or names an unknown unit.
    """
    added = 0
    for row in yaml.safe_load(path.read_text(encoding="utf-8")):
        added += _load(row)
    return added


def _load(row: dict[str, Any]) -> int:
    missing = {"code", "label", "unit", "article", "valid_from"} - row.keys()
    counted = row.get("unit") != "date"
    if (
        missing
        or (counted and not isinstance(row.get("length"), int))
        or row["unit"] not in dict(DeadlineRule.UNITS)
        or not isinstance(row["valid_from"], dt.date)
    ):
        raise Refused(f"期限规则「{row.get('code', '?')}」写法不对。", remedy="请对照 deadlines.yaml 的说明改正。")
    facts = {key: value for key, value in row.items() if key not in ("code", "version")}
    _rule, created = DeadlineRule.objects.get_or_create(code=row["code"], version=row.get("version", 1), defaults=facts)
    return int(created)
