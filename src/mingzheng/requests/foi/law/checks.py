"""勾稽关系: whether the tables of an annual report agree with themselves, with each other and with last year's.

What is missing is not checked; what is there must have the right shape. A district's report from elsewhere can be checked as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mingzheng.core.errors import Refused
from mingzheng.requests.foi.law.facts import REMEDY_KINDS, RESULTS
from mingzheng.requests.foi.law.tables import (
    CARRIED_IN,
    CARRIED_OUT,
    CELLS,
    COLUMNS,
    NEW,
    PENDING,
    RESULT_ROWS,
    ROWS,
    TOTAL,
    row_name,
)

PARTS = {
    "table2": "表二",
    "table3": "表三",
    "table4": "表四",
    "previous_year": "上年（previous_year）",
}
TABLE2 = {"regulations": "规章", "normative": "行政规范性文件"}
TABLE2_CELLS = {"issued": "本年制发件数", "abolished": "本年废止件数", "in_force": "现行有效件数"}
TABLE2_SINGLE = {
    "licences": "行政许可",
    "penalties": "行政处罚",
    "coercive": "行政强制",
    "fees_wan": "行政事业性收费（万元）",
}


@dataclass(frozen=True)
class Finding:
    """``check``: which relation; ``where``: table, row and column in words; ``text``: the two numbers that disagree."""

    check: str
    where: str
    text: str


@dataclass(frozen=True)
class _Given:
    """The tables after their shape was looked at; what is missing is empty."""

    two: Mapping[str, Mapping[str, int]]
    three: Mapping[str, list[int]]
    four: Mapping[str, Mapping[str, int]]
    last_in_force: Mapping[str, int]
    last_carried_out: list[int] | None


def check(tables: object) -> list[Finding]:
    """Every relation that does not hold.

    Args:
        tables: ``{"table2", "table3", "table4", "previous_year"}``, each as ``docs/requests-figures.md`` describes, each optional.

    Raises:
        Refused: a part has the wrong shape; the message says which.
    """
    given = _read(tables)
    return [finding for relation in RELATIONS for finding in relation(given)]


def _column_balance(given: _Given) -> Iterator[Finding]:
    three = given.three
    if not {NEW, CARRIED_IN, TOTAL, CARRIED_OUT} <= three.keys():
        return
    for at, name in enumerate(COLUMNS.values()):
        come, gone = three[NEW][at] + three[CARRIED_IN][at], three[TOTAL][at] + three[CARRIED_OUT][at]
        if come != gone:
            text = f"本年新收加上年结转为 {come} 件，办理结果总计加结转下年度为 {gone} 件，相差 {abs(come - gone)} 件。"
            yield Finding("column_balance", f"表三“{name}”列", text)


def _leaf_sum(given: _Given) -> Iterator[Finding]:
    three = given.three
    if not {TOTAL, *RESULT_ROWS} <= three.keys():
        return
    for at, name in enumerate(COLUMNS.values()):
        found, said = sum(three[key][at] for key in RESULT_ROWS), three[TOTAL][at]
        if found != said:
            text = (
                f"{len(RESULT_ROWS)} 项办理结果之和为 {found} 件，（七）总计为 {said} 件，相差 {abs(found - said)} 件。"
            )
            yield Finding("leaf_sum", f"表三“{ROWS[TOTAL]}”行“{name}”列", text)


def _row_sum(given: _Given) -> Iterator[Finding]:
    for key, values in given.three.items():
        found, said = sum(values[:-1]), values[-1]
        if found != said:
            text = f"六类申请人之和为 {found} 件，总计列为 {said} 件，相差 {abs(found - said)} 件。"
            yield Finding("row_sum", f"表三“{row_name(key)}”行“总计”列", text)


def _carry_over(given: _Given) -> Iterator[Finding]:
    if given.last_carried_out is None or CARRIED_IN not in given.three:
        return
    for name, last, now in zip(COLUMNS.values(), given.last_carried_out, given.three[CARRIED_IN], strict=True):
        if last != now:
            text = f"上年年报的结转下年度继续办理为 {last} 件，本年的上年结转为 {now} 件，相差 {abs(last - now)} 件。"
            yield Finding("carry_over", f"表三“{ROWS[CARRIED_IN]}”行“{name}”列", text)


def _table4_sum(given: _Given) -> Iterator[Finding]:
    for kind, cells in given.four.items():
        if cells.keys() < CELLS.keys():
            continue
        found, said = sum(cells[cell] for cell in (*RESULTS, PENDING)), cells["total"]
        if found != said:
            text = f"四种结果之和为 {found} 件，总计为 {said} 件，相差 {abs(found - said)} 件。"
            yield Finding("table4_sum", f"表四“{REMEDY_KINDS[kind]}”的总计", text)


def _in_force(given: _Given) -> Iterator[Finding]:
    for kind, cells in given.two.items():
        if kind not in given.last_in_force or cells.keys() < TABLE2_CELLS.keys():
            continue
        last = given.last_in_force[kind]
        reckoned, said = last + cells["issued"] - cells["abolished"], cells["in_force"]
        if reckoned != said:
            text = (
                f"上年现行有效 {last} 件，加本年制发 {cells['issued']} 件，减本年废止 {cells['abolished']} 件，"
                f"应为 {reckoned} 件，现行有效件数填的是 {said} 件；有自动失效等情形的，请核实后说明。"
            )
            yield Finding("in_force_soft", f"表二“{TABLE2[kind]}”的现行有效件数", text)


RELATIONS: tuple[Callable[[_Given], Iterator[Finding]], ...] = (
    _column_balance,
    _leaf_sum,
    _row_sum,
    _carry_over,
    _table4_sum,
    _in_force,
)


def _read(tables: object) -> _Given:
    parts = _mapping(tables, "报表", PARTS)
    if not parts:
        raise _refused(f"没有可以检查的内容：应有 {'、'.join(PARTS)} 中的至少一项。")
    last = _mapping(parts.get("previous_year"), PARTS["previous_year"], ("table2_in_force", "table3_carried_out"))
    carried_out = last.get("table3_carried_out")
    return _Given(
        two=_table2(parts.get("table2")),
        three=_table3(parts.get("table3")),
        four=_cells(parts.get("table4"), "表四", REMEDY_KINDS, CELLS),
        last_in_force=_numbers(last.get("table2_in_force"), "上年现行有效件数（table2_in_force）", TABLE2),
        last_carried_out=None
        if carried_out is None
        else _row_of_numbers(carried_out, "上年结转（table3_carried_out）"),
    )


def _table2(part: object) -> dict[str, dict[str, int]]:
    found = _mapping(part, "表二", (*TABLE2, *TABLE2_SINGLE))
    for key, label in TABLE2_SINGLE.items():
        if key in found:
            _number(found[key], f"表二“{label}”", whole=key != "fees_wan")
    return _cells({key: value for key, value in found.items() if key in TABLE2}, "表二", TABLE2, TABLE2_CELLS)


def _table3(part: object) -> dict[str, list[int]]:
    found = _mapping(part, "表三", ("columns", "rows"))
    order = found.get("columns", list(COLUMNS))
    if (
        not isinstance(order, list)
        or not all(isinstance(one, str) for one in order)
        or sorted(order) != sorted(COLUMNS)
    ):
        raise _refused(f"表三的列（columns）应是这 {len(COLUMNS)} 列：{'、'.join(COLUMNS)}。")
    rows = found.get("rows", [])
    if not isinstance(rows, list):
        raise _refused("表三的行（rows）应是一个列表。")
    table: dict[str, list[int]] = {}
    for at, row in enumerate(rows, start=1):
        key = row.get("key") if isinstance(row, dict) else None
        if not isinstance(key, str) or key not in ROWS:
            raise _refused(f"表三第 {at} 行的代码（key）不认识：「{key}」。可用的有：{'、'.join(ROWS)}。")
        if key in table:
            raise _refused(f"表三“{row_name(key)}”行出现了两次。")
        values = dict(zip(order, _row_of_numbers(row.get("values"), f"表三“{row_name(key)}”行"), strict=True))
        table[key] = [values[column] for column in COLUMNS]
    return table


def _cells(part: object, where: str, kinds: Mapping[str, str], cells: Mapping[str, str]) -> dict[str, dict[str, int]]:
    found = _mapping(part, where, kinds)
    return {kind: _numbers(value, f"{where}“{kinds[kind]}”", cells) for kind, value in found.items()}


def _numbers(part: object, where: str, names: Mapping[str, str]) -> dict[str, int]:
    found = _mapping(part, where, names)
    return {key: _number(value, f"{where}“{names[key]}”") for key, value in found.items()}


def _row_of_numbers(values: object, where: str) -> list[int]:
    if not isinstance(values, list) or len(values) != len(COLUMNS):
        raise _refused(f"{where}应有 {len(COLUMNS)} 个数（values）：{'、'.join(COLUMNS.values())}。")
    return [_number(value, f"{where}“{name}”列") for value, name in zip(values, COLUMNS.values(), strict=True)]


def _number(value: Any, where: str, *, whole: bool = True) -> Any:
    kinds = int if whole else (int, float)
    if isinstance(value, bool) or not isinstance(value, kinds) or not value >= 0:
        raise _refused(f"{where}应是{'整数' if whole else '数'}，不小于 0，现在是「{value}」。")
    return value


def _mapping(part: object, where: str, names: Iterable[str]) -> dict[str, Any]:
    """What was given under the names that are known here, and is not null."""
    if part is None:
        return {}
    if not isinstance(part, dict):
        raise _refused(f"{where}的写法不对：应是 {{…}}。")
    return {name: part[name] for name in names if part.get(name) is not None}


def _refused(message: str) -> Refused:
    return Refused(message, remedy="写法见 docs/requests-figures.md。", code="shape")
