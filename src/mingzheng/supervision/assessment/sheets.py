"""The workbook of an indicator system, read row by row: 指标|具体项目|分值|评分说明|… and the columns of ours. Wrong rows are named.

Pure but for the names of figures, which whoever calls hands in.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from mingzheng.core.indicators import Indicator
from mingzheng.supervision.assessment import formulas

LAW = ("指标", "具体项目", "分值", "评分说明", "考核填报", "附件或链接", "自评分", "项目分", "指标分")
OURS = ("适用单位", "评分方式", "数据", "计算办法", "抽样数", "评估人数")
COLUMNS = LAW + OURS
NEEDED = ("指标", "具体项目", "分值")
WAYS = {"机器计算": "machine", "自评核定": "self", "抽样评分": "sample", "加分": "bonus", "扣分": "deduction"}
WAY_WORDS = {way: word for word, way in WAYS.items()}
WEIGHED = ("machine", "self", "sample")
EVERYBODY = "全部单位"
MOST_ROWS = 500
MOST_SAMPLED = 50
_GROUP_POINTS = re.compile(r"[（(]\s*(\d+(?:\.\d+)?)\s*分\s*[)）]\s*$")


@dataclass(frozen=True)
class Row:
    """One item as it is to be. ``kinds``: kinds of units; empty for all."""

    group: str
    name: str
    points: Decimal
    explanation: str = ""
    way: str = "self"
    kinds: tuple[str, ...] = ()
    figure: str = ""
    formula: str = ""
    sample: int = 0
    assessors: int = 1


@dataclass(frozen=True)
class Fault:
    """``row``: as the sheet counts them, from 1; 0 for the sheet as a whole."""

    row: int
    column: str
    text: str

    def __str__(self) -> str:
        where = f"第 {self.row} 行" if self.row else "整张表"
        return f"{where}{f'「{self.column}」' if self.column else ''}：{self.text}"


class _Wrong(Exception):
    def __init__(self, column: str, text: str) -> None:
        super().__init__(text)
        self.column, self.text = column, text


def read(
    rows: Iterable[Sequence[Any]], kinds: dict[str, str], figure_of: Callable[[str], Indicator | None]
) -> tuple[list[Row], list[Fault]]:
    """The items of a sheet and what is wrong with it; with any fault nothing should be taken.

    Args:
        rows: the cells; rows above the headings are passed over.
        kinds: label of a kind of unit → its code.
        figure_of: code or name of a figure → the indicator.
    """
    found: list[Row] = []
    faults: list[Fault] = []
    heads: list[str] = []
    group = ""
    for at, cells in enumerate(rows, 1):
        texts = [_text(cell) for cell in cells]
        if not heads:
            heads = texts if set(NEEDED) <= set(texts) else []
            continue
        line = dict(zip(heads, texts, strict=False))
        if not any(line.get(name) for name in COLUMNS):
            continue
        group = line.get("指标") or group
        if len(found) + len(faults) >= MOST_ROWS:
            faults.append(Fault(at, "", f"超过 {MOST_ROWS} 个项目，后面的没有读。请分开导入。"))
            break
        try:
            found.append(_row(line, group, kinds, figure_of))
        except _Wrong as wrong:
            faults.append(Fault(at, wrong.column, wrong.text))
    if not heads:
        faults.append(Fault(0, "", f"没有找到表头。表头要有：{'、'.join(NEEDED)}。可以先导出一份再改。"))
    elif not found and not faults:
        faults.append(Fault(0, "", "表头下面没有项目。"))
    return found, faults + _twice(found)


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float):
        return formulas.plain(Decimal(repr(cell)))
    return str(cell).strip()


def _row(line: dict[str, str], group: str, kinds: dict[str, str], figure_of: Callable[[str], Indicator | None]) -> Row:
    way = _way(line.get("评分方式", ""))
    if not group:
        raise _Wrong("指标", "没有写指标。第一行要写，往下相同的可以空着。")
    name = line.get("具体项目", "")
    if not name:
        raise _Wrong("具体项目", "没有写具体项目。")
    for column, text, most in (
        ("指标", group, 100),
        ("具体项目", name, 200),
        ("评分说明", line.get("评分说明", ""), 2000),
    ):
        if len(text) > most:
            raise _Wrong(column, f"太长，最多 {most} 字。")
    figure, formula = _figure(line, way, figure_of)
    return Row(
        group=group,
        name=name,
        points=_points(line.get("分值", "")),
        explanation=line.get("评分说明", ""),
        way=way,
        kinds=_kinds(line.get("适用单位", ""), kinds),
        figure=figure,
        formula=formula,
        sample=_whole(line.get("抽样数", ""), "抽样数", 1, MOST_SAMPLED) if way == "sample" else 0,
        assessors=_whole(line.get("评估人数", "") or "1", "评估人数", 1, 2) if way == "sample" else 1,
    )


def _way(text: str) -> str:
    if not text:
        return "self"
    if text not in WAYS:
        raise _Wrong("评分方式", f"没有“{text}”这种方式。可以写：{'、'.join(WAYS)}。")
    return WAYS[text]


def _points(text: str) -> Decimal:
    try:
        value = Decimal(unicodedata.normalize("NFKC", text).removesuffix("分").strip())
    except InvalidOperation:
        raise _Wrong("分值", f"“{text}”不是数字。请写如 1.2。" if text else "没有写分值。") from None
    if not value.is_finite() or not Decimal(0) < value < Decimal(1000):
        raise _Wrong("分值", "要大于 0，小于 1000。")
    if value != formulas.rounded(value):
        raise _Wrong("分值", "小数最多三位。")
    return formulas.rounded(value)


def _kinds(text: str, kinds: dict[str, str]) -> tuple[str, ...]:
    if text in ("", EVERYBODY):
        return ()
    named = [part for part in re.split(r"[、,，;；\s]+", text) if part]
    unknown = [part for part in named if part not in kinds]
    if unknown:
        raise _Wrong("适用单位", f"没有“{'、'.join(unknown)}”这类单位。可以写：{EVERYBODY}、{'、'.join(kinds)}。")
    return tuple(dict.fromkeys(kinds[part] for part in named))


def _figure(line: dict[str, str], way: str, figure_of: Callable[[str], Indicator | None]) -> tuple[str, str]:
    if way not in ("machine", "sample"):
        return "", ""
    typed = line.get("数据", "")
    if not typed:
        raise _Wrong("数据", "机器计算和抽样评分要写用哪个数据。")
    indicator = figure_of(re.split(r"[（(]", typed)[0].strip()) or figure_of(typed)
    if indicator is None:
        raise _Wrong("数据", f"平台上没有“{typed}”这个数据。名称见“可以用的数据”。")
    if way == "sample":
        return indicator.code, ""
    formula = formulas.read(line.get("计算办法", ""))
    if formula is None:
        raise _Wrong("计算办法", f"看不懂“{line.get('计算办法', '')}”。可以写：{formulas.FORMS}。")
    return indicator.code, formula.words


def _whole(text: str, column: str, least: int, most: int) -> int:
    if not text.isdecimal() or not least <= int(text) <= most:
        raise _Wrong(column, f"请写 {least} 到 {most} 的整数。")
    return int(text)


def _twice(rows: Sequence[Row]) -> list[Fault]:
    seen: set[tuple[str, str]] = set()
    faults = []
    for row in rows:
        if (row.group, row.name) in seen:
            faults.append(Fault(0, "具体项目", f"“{row.group}”下有两个“{row.name}”。"))
        seen.add((row.group, row.name))
    return faults


def sum_faults(rows: Iterable[Any], whole: Decimal) -> list[str]:
    """What does not add up, exactly: all weighed items against the whole, and each 指标 that names its own points.

    Args:
        rows: anything with ``group``, ``points`` and ``way``; bonuses and deductions stand beside the whole.
    """
    sums: dict[str, Decimal] = {}
    for row in rows:
        if row.way in WEIGHED:
            sums[row.group] = sums.get(row.group, Decimal(0)) + row.points
    found = []
    for group, held in sums.items():
        named = group_points(group)
        if named is not None and named != held:
            found.append(f"“{group}”写明 {formulas.plain(named)} 分，下面各项合计 {formulas.plain(held)} 分。")
    held = sum(sums.values(), Decimal(0))
    if held != whole:
        found.append(f"各项合计 {formulas.plain(held)} 分，应为 {formulas.plain(whole)} 分（加分、扣分不计在内）。")
    return found


def group_points(group: str) -> Decimal | None:
    """组织和渠道（1.2分） → 1.2; None when the 指标 names no points."""
    named = _GROUP_POINTS.search(unicodedata.normalize("NFKC", group))
    return Decimal(named[1]) if named else None
