"""``{% load bulletin_tables %}``: tables of a snapshot, as desk and portal draw them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django import template

register = template.Library()


NUMBER = re.compile(r"[\d.,%/]+", re.ASCII)


@dataclass(frozen=True)
class Cell:
    head: str
    text: str
    number: bool


@register.filter
def table_rows(table: dict[str, Any]) -> list[list[Cell]]:
    """Every row with the head of each cell: a card on a phone says what each cell is."""
    numbers = _numbers(table)
    return [[Cell(*cell) for cell in zip(table["head"], row, numbers, strict=True)] for row in table["rows"]]


@register.filter
def table_head(table: dict[str, Any]) -> list[tuple[str, bool]]:
    """The heads, and whether numbers stand below."""
    return list(zip(table["head"], _numbers(table), strict=True))


def _numbers(table: dict[str, Any]) -> list[bool]:
    """Columns that hold nothing but numbers; the first names the row."""
    columns = zip(*table["rows"], strict=True) if table["rows"] else ((),) * len(table["head"])
    return [place > 0 and bool(cells) and all(map(NUMBER.fullmatch, cells)) for place, cells in enumerate(columns)]
