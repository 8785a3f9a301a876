"""The tree itself: read from JSON or a form, validated with a message at the row, negation pushed down to the rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from mingzheng.policy.push.columns import Column, Kind, Who, column_of
from mingzheng.policy.push.conditions.operators import OPERATORS

DEEPEST = 4
MOST_ROWS = 40  # a bit for each in a signed 64-bit integer


class How(StrEnum):
    """How the parts of a group count."""

    ALL = "all"
    ANY = "any"
    NONE = "none"

    @property
    def label(self) -> str:
        return {"all": "同时符合", "any": "符合其中之一", "none": "都不符合"}[self.value]


@dataclass(frozen=True)
class Row:
    column: Column
    operator: str
    value: Any = None


@dataclass(frozen=True)
class Group:
    how: How
    parts: tuple[Node, ...]


Node = Row | Group


@dataclass(frozen=True)
class Fault:
    """What is wrong, and where: ``path`` are the places from the root, as "0.2"; "" is the root itself."""

    path: str
    message: str
    part: str = ""  # the field within the row: column, op, value


def read(data: Any, of: Who) -> tuple[Node | None, list[Fault]]:
    """The tree of JSON values, or what is wrong with them. Groups are ``{"all" | "any" | "none": [...]}``, rows
    ``{"column", "op", "value"}``.
    """
    reader = _Reader(of)
    node = reader.node(data, "", 1)
    if node is not None and not reader.faults:
        if (number := len(rows_of(node))) > MOST_ROWS:
            reader.faults.append(Fault("", f"一共写了 {number} 行条件，最多 {MOST_ROWS} 行。"))
        reader.faults += contradictions(node)
    return (None, reader.faults) if reader.faults else (node, [])


class _Reader:
    def __init__(self, of: Who) -> None:
        self.of = of
        self.faults: list[Fault] = []

    def fault(self, path: str, message: str, part: str = "") -> None:
        """Note what is wrong; the caller goes on without the node."""
        self.faults.append(Fault(path, message, part))

    def node(self, data: Any, path: str, depth: int) -> Node | None:
        if not isinstance(data, Mapping):
            self.fault(path, "这里应当是一行条件或者一组条件。")
            return None
        how = next((how for how in How if how.value in data), None)
        return self.row(data, path) if how is None else self.group(how, data[how.value], path, depth)

    def group(self, how: How, parts: Any, path: str, depth: int) -> Node | None:
        if depth > DEEPEST:
            self.fault(path, f"条件组最多套 {DEEPEST} 层。")
            return None
        if not isinstance(parts, list) or not parts:
            self.fault(path, "这一组里还没有条件，请加一行，或者删去这一组。")
            return None
        nodes = [self.node(part, f"{path}.{place}".lstrip("."), depth + 1) for place, part in enumerate(parts)]
        return Group(how, tuple(node for node in nodes if node is not None))

    def row(self, data: Mapping[str, Any], path: str) -> Row | None:
        column = column_of(self.of, str(data.get("column", "")))
        if column is None:
            self.fault(path, f"请选择条件的栏目（{self.of.label}画像里的一项）。", "column")
            return None
        code = str(data.get("op", ""))
        operator = OPERATORS.get(code)
        if operator is None or column.kind not in operator.kinds:
            self.fault(path, f"请为「{column.label}」选择比较方式。", "op")
            return None
        if operator.bare:
            return Row(column, code)
        try:
            return Row(column, code, _value(column, operator.several, data.get("value")))
        except ValueError as error:
            self.fault(path, str(error), "value")
            return None


def _value(column: Column, several: bool, typed: Any) -> Any:
    if column.kind is not Kind.CHOICE:
        return _number(column, typed)
    chosen = list(typed) if isinstance(typed, list | tuple) else [typed] if typed else []
    known = tuple(code for code in column.choices if code in chosen)
    if not known or len(known) != len({str(one) for one in chosen}):
        raise ValueError(f"请为「{column.label}」选择选项。")
    if several:
        if len(known) == len(column.choices):
            raise ValueError(f"「{column.label}」选了全部选项，等于没有条件。")
        return known
    if len(known) > 1:
        raise ValueError(f"「{column.label}」在这里只能选一项；要选几项，请用「是其中之一」。")
    return known[0]


NUMBER = re.compile(r"(\d{1,15})(?:\.(\d{1,4}))?\s*([万亿]?)(?:元|人|周岁|岁|年|个月)?")
TIMES = {"": 1, "万": 10_000, "亿": 100_000_000}


def _number(column: Column, typed: Any) -> int:
    plain = typed if isinstance(typed, int | str) and not isinstance(typed, bool) else ""
    match = NUMBER.fullmatch(str(plain).replace(",", "").replace("，", "").strip())
    if match is None:
        raise ValueError(f"「{column.label}」应当是数字（可以写 500万），现在是「{str(plain)[:20]}」。")
    number = amount_of(match)
    if number != int(number):
        raise ValueError(f"「{column.label}」应当是整数（{column.unit}）。")
    if column.kind is Kind.YEARS and number > 150:
        raise ValueError(f"「{column.label}」最多 150 {column.unit}。")
    if number >= 10**15:
        raise ValueError(f"「{column.label}」的数字太大。")
    return int(number)


def amount_of(match: re.Match[str]) -> float:
    """The number that ``NUMBER`` found, with 万 and 亿."""
    whole, part, times = match.groups()
    digits = int(whole + (part or "")) * TIMES[times]
    places = 10 ** len(part or "")
    return digits // places if digits % places == 0 else digits / places


def dump(node: Node) -> dict[str, Any]:
    """JSON values of a tree; ``read`` makes the same tree of them."""
    if isinstance(node, Group):
        return {node.how.value: [dump(part) for part in node.parts]}
    found: dict[str, Any] = {"column": node.column.code, "op": node.operator}
    if not OPERATORS[node.operator].bare:
        found["value"] = list(node.value) if isinstance(node.value, tuple) else node.value
    return found


def normal(node: Node, *, negated: bool = False) -> Node:
    """The same rule in and/or over rows alone: a NOT changes the groups that it passes and negates the row that it meets.

    An unknown fact leaves a row and its negation unknown alike; a NOT around SQL's comparison would do so too, but a
    bare ``NOT (revenue >= 500)`` in an ORM also takes those whose revenue nobody knows.
    """
    if isinstance(node, Row):
        return Row(node.column, OPERATORS[node.operator].negation, node.value) if negated else node
    inside = negated != (node.how is How.NONE)
    # "none" is the negation of "any": what is inside is negated, and it has to hold for all.
    joined = How.ANY if node.how is How.NONE else node.how
    how = {How.ALL: How.ANY, How.ANY: How.ALL}[joined] if inside else joined
    return Group(how, tuple(normal(part, negated=inside) for part in node.parts))


def rows_of(node: Node) -> list[Row]:
    """Rows from left to right; their places are the places of the reason bits. The same order before and after ``normal``."""
    return list(_walk(node))


def _walk(node: Node) -> Iterator[Row]:
    if isinstance(node, Row):
        yield node
    else:
        for part in node.parts:
            yield from _walk(part)


def contradictions(node: Node) -> list[Fault]:
    """A row that no value meets (少于 0 人) or every value (不少于 0 人), and rows of one group "all" over one column that no
    value meets together (不满 16 周岁且年满 60 周岁).
    """
    return list(_contradictions(normal(node), ""))


def _contradictions(node: Node, path: str) -> Iterator[Fault]:
    if isinstance(node, Row):
        if not decides(node):
            yield Fault(
                path, f"「{node.column.label}」的这一行对谁都一样，等于没有条件；请改数字，或者删去这一行。", "value"
            )
        return
    if node.how is How.ALL:
        rows = [part for part in node.parts if isinstance(part, Row) and decides(part)]
        for column in {row.column.code: row.column for row in rows}.values():
            if not meetable(rows, column):
                yield Fault(path, f"这一组里关于「{column.label}」的几行不可能同时符合。")
    for place, part in enumerate(node.parts):
        yield from _contradictions(part, f"{path}.{place}".lstrip("."))


def meetable(rows: list[Row], column: Column) -> bool:
    """Is there a value of the column that meets all of its rows?"""
    return any(_meets(rows, column, value) for value in probes(rows, column))


def decides(row: Row) -> bool:
    """Do some values meet the row and others not?"""
    return len({_meets([row], row.column, value) for value in probes([row], row.column)}) == 2


def probes(rows: list[Row], column: Column) -> list[Any]:
    """Values among which every outcome of the rows over a column is found: plain numbers for full years."""
    if column.kind is Kind.FLAG:
        return [True, False]
    if column.kind is Kind.CHOICE:
        return list(column.choices)
    own = [row.value for row in rows if row.column == column]
    return sorted({max(0, value + step) for value in own for step in (-1, 0, 1)})


def _meets(rows: list[Row], column: Column, value: Any) -> bool:
    return all(OPERATORS[row.operator].test(row.value)(value) for row in rows if row.column == column)
