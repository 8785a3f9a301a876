"""Tables 3 and 4 of the annual report (国办公开办函〔2021〕30号): counting, and laying out what was counted.

The two are apart so that a database may count by GROUP BY and be laid out in the same way.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from mingzheng.requests.foi.law import outcomes
from mingzheng.requests.foi.law.facts import APPLICANT_KINDS, REMEDY_KINDS, RESULTS, ROW_OF, Fact

NEW, CARRIED_IN, TOTAL, CARRIED_OUT = "new", "carried_in", "total", "carried_out"
PENDING = "pending"
RESULT_ROWS = tuple(key for key, _ in outcomes.rows())
"""The 21 rows of 本年度办理结果."""
ROWS: Mapping[str, str] = MappingProxyType(
    {NEW: "一、本年新收政府信息公开申请数量", CARRIED_IN: "二、上年结转政府信息公开申请数量"}
    | dict(outcomes.rows())
    | {TOTAL: "（七）总计", CARRIED_OUT: "四、结转下年度继续办理"}
)
"""The 25 rows of table 3 in the order of the form."""
COLUMNS: Mapping[str, str] = MappingProxyType(dict(APPLICANT_KINDS) | {"total": "总计"})
CELLS: Mapping[str, str] = MappingProxyType(dict(RESULTS) | {PENDING: "尚未审结", "total": "总计"})
"""What table 4 says of each kind of remedy."""


@dataclass
class Counts:
    """``three``: by row and kind of applicant; ``four``: by kind of remedy and result. Totals are never counted: they are summed."""

    three: Counter[tuple[str, str]] = field(default_factory=Counter)
    four: Counter[tuple[str, str]] = field(default_factory=Counter)


def row_name(key: str) -> str:
    """A row as a reader finds it: 1.属于国家秘密 stands under （三）不予公开."""
    heading = next((one.heading for one in outcomes.versions() if one.row == key), "")
    return ROWS[key] if ROWS[key].startswith("（") else f"{heading}{ROWS[key]}"


def count(facts: Iterable[Fact], year: int) -> Counts:
    """Everything that both tables need, in one pass."""
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    counts = Counts()
    for fact in facts:
        _count_application(counts.three, fact, first, last)
        for remedy in fact.remedies:
            if remedy.filed > last:
                continue
            if remedy.concluded is None or remedy.concluded > last:
                counts.four[remedy.kind, PENDING] += 1
            elif remedy.concluded >= first:
                counts.four[remedy.kind, remedy.result or "other"] += 1
    return counts


def _count_application(three: Counter[tuple[str, str]], fact: Fact, first: dt.date, last: dt.date) -> None:
    if fact.received > last or (fact.closed is not None and fact.closed < first):
        return
    three[NEW if fact.received >= first else CARRIED_IN, fact.applicant_kind] += 1
    if fact.closed is None or fact.closed > last:
        three[CARRIED_OUT, fact.applicant_kind] += 1
    elif fact.outcome is not None:
        three[ROW_OF[fact.outcome], fact.applicant_kind] += 1


def lay_out_3(counts: Mapping[tuple[str, str], int]) -> dict[str, Any]:
    """Table 3 from counts by row and kind of applicant."""
    cells = {key: [counts.get((key, kind), 0) for kind in APPLICANT_KINDS] for key in ROWS}
    cells[TOTAL] = [sum(column) for column in zip(*(cells[key] for key in RESULT_ROWS), strict=True)]
    rows = [{"key": key, "label": label, "values": [*cells[key], sum(cells[key])]} for key, label in ROWS.items()]
    return {"columns": list(COLUMNS), "rows": rows}


def lay_out_4(counts: Mapping[tuple[str, str], int]) -> dict[str, Any]:
    """Table 4 from counts by kind of remedy and result."""
    table: dict[str, Any] = {}
    for kind in REMEDY_KINDS:
        cells = {cell: counts.get((kind, cell), 0) for cell in (*RESULTS, PENDING)}
        table[kind] = cells | {"total": sum(cells.values())}
    return table


def lay_out(counts: Counts) -> dict[str, Any]:
    """Both tables from what was counted."""
    return {"table3": lay_out_3(counts.three), "table4": lay_out_4(counts.four)}


def table3(facts: Iterable[Fact], year: int) -> dict[str, Any]:
    """收到和处理政府信息公开申请情况 of a year."""
    return lay_out_3(count(facts, year).three)


def table4(facts: Iterable[Fact], year: int) -> dict[str, Any]:
    """政府信息公开行政复议、行政诉讼情况 of a year."""
    return lay_out_4(count(facts, year).four)
