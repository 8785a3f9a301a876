"""The columns that a condition may speak of (data/columns.yaml). Pure: no Django, no database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as fresh
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent / "data"


class Who(StrEnum):
    """Whom a policy is for."""

    PERSON = "person"
    ENTERPRISE = "enterprise"

    @property
    def label(self) -> str:
        return {"person": "个人", "enterprise": "企业"}[self.value]

    @property
    def you(self) -> str:
        return {"person": "您", "enterprise": "贵单位"}[self.value]


class Kind(StrEnum):
    NUMBER = "number"
    YEARS = "years"
    CHOICE = "choice"
    FLAG = "flag"


@dataclass(frozen=True)
class Column:
    """One fact of a profile.

    Args:
        field: where it is kept; for ``years`` a date, so that nobody's age grows stale.
        unit: 元 for money (whole yuan), 人, 周岁, 年, 个月; "" for choices and flags.
        says: sentences by operator that differ from the usual ones; ``{n}`` the number, ``{v}`` the choice.
        ask: the question to its subject when this fact is wanting.
    """

    code: str
    of: Who
    kind: Kind
    label: str
    field: str
    ask: str
    unit: str = ""
    money: bool = False
    choices: Mapping[str, str] = fresh(default_factory=dict)
    says: Mapping[str, str] = fresh(default_factory=dict)


@cache
def _all() -> dict[tuple[Who, str], Column]:
    rows: list[dict[str, Any]] = yaml.safe_load((DATA / "columns.yaml").read_text(encoding="utf-8"))["columns"]
    found = [_column(dict(row)) for row in rows]
    return {(column.of, column.code): column for column in found}


SAYS = ("eq", "ne", "gte", "gt", "lte", "lt", "yes", "no")


def _column(row: dict[str, Any]) -> Column:
    says = {name: row.pop(name) for name in SAYS if name in row}
    choices = row.pop("choices", {})
    if choices == "industries":
        choices = sections()
    elif choices == "divisions":
        choices = divisions()
    return Column(
        **{"field": row["code"], **row, "of": Who(row["of"]), "kind": Kind(row["kind"])}, choices=choices, says=says
    )


# GB/T 4754 stands in the tag catalogue's data, once for the whole wing.
INDUSTRIES = Path(__file__).parents[1] / "tags" / "data" / "industries.yaml"


@cache
def _industries() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = yaml.safe_load(INDUSTRIES.read_text(encoding="utf-8"))["sections"]
    return rows


def sections() -> dict[str, str]:
    """门类 of GB/T 4754-2017: letter → name."""
    return {one["code"]: one["name"] for one in _industries()}


def divisions() -> dict[str, str]:
    """大类: two digits → name."""
    return {part["code"]: part["name"] for one in _industries() for part in one["divisions"]}


def divisions_of(section: str) -> list[str]:
    """Names of the 大类 of a 门类."""
    return [part["name"] for one in _industries() if one["code"] == section for part in one["divisions"]]


def section_of(division: str) -> str:
    """The 门类 of a 大类; "" when there is none such."""
    held = (one["code"] for one in _industries() for part in one["divisions"] if part["code"] == division)
    return next(held, "")


def columns_of(who: Who) -> list[Column]:
    """In the order of the data file."""
    return [column for (of, _code), column in _all().items() if of is who]


def column_of(who: Who, code: str) -> Column | None:
    return _all().get((who, code))
