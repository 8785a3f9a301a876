"""信息处理费 by both tariffs (条例 Art. 42; 国办函〔2020〕109号): progressive by steps, one tariff for an application."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from mingzheng.core.errors import Refused

DATA = Path(__file__).parent / "data" / "fees.yaml"
TARIFFS = ("count", "pages")
MOST = 1_000_000


@dataclass(frozen=True)
class Fee:
    """``amount`` in 元; ``reasons`` in Chinese, line by line."""

    amount: int
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Step:
    """Pieces ``first`` to ``last`` (None: without end) at ``price`` 元 each."""

    first: int
    last: int | None
    price: int


@cache
def versions() -> list[dict[str, Any]]:
    """The dated tariffs, oldest first."""
    rows: list[dict[str, Any]] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return sorted(rows, key=lambda row: row["valid_from"])


def fee(tariff: str, n: int, day: dt.date | None = None) -> Fee:
    """What an application costs.

    Args:
        tariff: ``count`` (applications of one person in one calendar month) or ``pages``.
        n: how many.
        day: the day of the decision to charge; the newest tariff when None.

    Raises:
        Refused: an unknown tariff, a number that is no count, or a day before any tariff.
    """
    if tariff not in TARIFFS:
        raise Refused("收费方式只有按件（count）和按量（pages）两种。", remedy="请改正收费方式。", code="tariff")
    if not 0 <= n <= MOST:
        raise Refused(f"数量应在 0 到 {MOST:,} 之间。", remedy="请改正数量。", field="n", code="number")
    rules = _on(day)
    table = rules[tariff]
    lines = [f"依据：{rules['article']}，{table['label']}，超额累进"]
    amount = 0
    for step in _steps(table, n):
        last = n if step.last is None else min(n, step.last)
        pieces = last - step.first + 1
        amount += pieces * step.price
        lines.append(_line(step.first, last, step.price, pieces, table["unit"]))
    lines.append(f"合计 {amount} 元")
    return Fee(amount, tuple(lines))


def _line(first: int, last: int, price: int, pieces: int, unit: str) -> str:
    span = f"第 {first}–{last} {unit}" if last > first else f"第 {first} {unit}"
    return f"{span}：不收费" if price == 0 else f"{span}：{pieces} × {price} 元 = {pieces * price} 元"


def _on(day: dt.date | None) -> dict[str, Any]:
    known = [row for row in versions() if day is None or row["valid_from"] <= day]
    if not known:
        raise Refused("这一天还没有信息处理费的标准。", remedy="请核对日期。", code="no_tariff")
    return known[-1]


def _steps(table: dict[str, Any], n: int) -> Iterator[Step]:
    """The steps that ``n`` pieces reach."""
    first = 1
    for row in table["steps"]:
        if first > n:
            return
        yield Step(first, row["upto"], row["price"])
        first = row["upto"] + 1
    further, price = table["then"], table["then"]["price"]
    while first <= n:
        last = first + further["every"] - 1 if "every" in further else None
        yield Step(first, last, price)
        if last is None:
            return
        first, price = last + 1, price + further.get("raise", 0)
