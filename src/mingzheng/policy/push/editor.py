"""A tree in a plain form: what was posted becomes JSON values, buttons change them, and each part knows its place. Pure.

Names: ``how.PATH`` for a group, ``col.PATH``, ``op.PATH``, ``val.PATH`` for a row; PATH is "r" for the root and "r.0.2" below.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from mingzheng.policy.push.columns import Kind, Who, column_of, columns_of
from mingzheng.policy.push.conditions.operators import OPERATORS, operators_of
from mingzheng.policy.push.conditions.tree import DEEPEST, MOST_ROWS, Fault, How
from mingzheng.policy.push.conditions.wording import amount

ROOT = "r"
EMPTY: dict[str, Any] = {"all": [{"column": "", "op": "", "value": ""}]}
MOST_PARTS = 50


class Posted(Protocol):
    def getlist(self, key: str, /) -> list[str]: ...
    def get(self, key: str, default: str, /) -> Any: ...
    def __contains__(self, key: object, /) -> bool: ...


def read_post(data: Posted, path: str = ROOT, depth: int = 0) -> dict[str, Any]:
    """The JSON values of what was posted; whatever is missing is read as empty."""
    if f"how.{path}" not in data:
        return _read_row(data, path)
    how = data.get(f"how.{path}", "")
    key = how if how in list(How) else How.ALL.value
    places = [f"{path}.{place}" for place in range(MOST_PARTS) if _posted(data, f"{path}.{place}")]
    return {key: [read_post(data, one, depth + 1) for one in places] if depth < DEEPEST + 1 else []}


def _posted(data: Posted, path: str) -> bool:
    return f"how.{path}" in data or f"col.{path}" in data


def _read_row(data: Posted, path: str) -> dict[str, Any]:
    code = data.get(f"op.{path}", "")
    values = [value for value in data.getlist(f"val.{path}") if value != ""]
    several = code in OPERATORS and OPERATORS[code].several
    value: Any = values if several else (values[0] if values else "")
    return {"column": data.get(f"col.{path}", ""), "op": code, "value": value}


def change(tree: dict[str, Any], do: str) -> dict[str, Any]:
    """The tree after a button: ``add-row:PATH``, ``add-group:PATH``, ``drop:PATH``; anything else changes nothing."""
    verb, _colon, path = do.partition(":")
    steps = path.split(".")[1:]
    try:
        if verb in ("add-row", "add-group"):
            parts = _parts(_at(tree, steps))
            new: dict[str, Any] = {"column": "", "op": "", "value": ""}
            if len(parts) < MOST_PARTS:
                parts.append(new if verb == "add-row" else {"any": [new, dict(new)]})
        elif verb == "drop" and steps:
            del _parts(_at(tree, steps[:-1]))[int(steps[-1])]
    except (ValueError, IndexError, KeyError, TypeError):
        return tree
    return tree


def _at(tree: dict[str, Any], steps: Sequence[str]) -> dict[str, Any]:
    for step in steps:
        tree = _parts(tree)[int(step)]
    return tree


def _parts(group: dict[str, Any]) -> list[Any]:
    """Raises KeyError for a row."""
    key = next((how.value for how in How if how.value in group), "")
    found: list[Any] = group[key]
    return found


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Part:
    """A row or a group as the template draws it. ``number``: its place in words, "2.1"."""

    path: str
    number: str
    group: bool
    faults: tuple[str, ...] = ()
    hows: tuple[Option, ...] = ()
    parts: tuple[Part, ...] = ()
    columns: tuple[Option, ...] = ()
    operators: tuple[Option, ...] = ()
    choices: tuple[Option, ...] = ()
    several: bool = False
    typed: str = ""
    bare: bool = False
    unit: str = ""
    may_nest: bool = field(default=True)


def drawn(tree: Mapping[str, Any], who: Who, faults: Sequence[Fault] = (), path: str = ROOT) -> Part:
    """The tree as parts, each with what is wrong with it."""
    place = path.removeprefix(ROOT).lstrip(".")
    wrong = tuple(fault.message for fault in faults if fault.path == place)
    number = ".".join(str(int(step) + 1) for step in place.split(".")) if place else ""
    how = next((one for one in How if one.value in tree), None)
    if how is None:
        return _row(tree, who, path, number, wrong)
    parts = tuple(drawn(part, who, faults, f"{path}.{at}") for at, part in enumerate(tree[how.value]))
    hows = tuple(Option(one.value, one.label, one is how) for one in How)
    return Part(path, number, True, wrong, hows, parts, may_nest=path.count(".") < DEEPEST - 1)


def _row(row: Mapping[str, Any], who: Who, path: str, number: str, wrong: tuple[str, ...]) -> Part:
    column = column_of(who, str(row.get("column", "")))
    columns = tuple(Option(one.code, one.label, one is column) for one in columns_of(who))
    if column is None:
        return Part(path, number, False, wrong, columns=columns)
    known = operators_of(column.kind)
    code = str(row.get("op") or known[0].code)
    operator = next((one for one in known if one.code == code), known[0])
    operators = tuple(Option(one.code, one.label, one is operator) for one in known)
    value = row.get("value", "")
    chosen = value if isinstance(value, list | tuple) else [value]
    choices = tuple(Option(key, label, key in chosen) for key, label in column.choices.items())
    typed = "" if isinstance(value, list | tuple) else str(value)
    if column.kind is Kind.NUMBER and column.money and isinstance(value, int) and not isinstance(value, bool):
        typed = amount(column, value)
    return Part(
        path,
        number,
        False,
        wrong,
        columns=columns,
        operators=operators,
        choices=choices,
        several=operator.several,
        typed=typed,
        bare=operator.bare,
        unit="" if column.money else column.unit,
    )


def too_many(tree: Mapping[str, Any]) -> bool:
    """Is there room for no further row?"""
    return _count(tree) >= MOST_ROWS


def _count(tree: Mapping[str, Any]) -> int:
    how = next((one for one in How if one.value in tree), None)
    return 1 if how is None else sum(_count(part) for part in tree[how.value])
