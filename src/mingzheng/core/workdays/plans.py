"""One year of the holiday arrangement as plain data: reading, checking, comparing. No Django.

Source of the facts: the yearly notice of the General Office of the State Council
(国务院办公厅关于…部分节假日安排的通知), made under 《全国年节及纪念日放假办法》.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from mingzheng.core.dates import chinese_date, chinese_day, chinese_span
from mingzheng.core.errors import Refused

SATURDAY = 5


@dataclass(frozen=True)
class YearPlan:
    """The arrangement of one year.

    Args:
        year: the year that the notice is about.
        off: each day off that the notice names, with the holiday; it may lie in the December before.
        makeup: each weekend day that is a working day (调休上班), with the holiday that it makes up for.
        papers: where it is written: addresses or document numbers of the notices.
    """

    year: int
    off: Mapping[date, str]
    makeup: Mapping[date, str]
    papers: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        object.__setattr__(self, "off", MappingProxyType(dict(sorted(self.off.items()))))
        object.__setattr__(self, "makeup", MappingProxyType(dict(sorted(self.makeup.items()))))
        object.__setattr__(self, "papers", tuple(self.papers))

    def as_json(self) -> dict[str, Any]:
        """In the shape of the shipped files; ``from_json`` reads it back."""
        rows = [(day, name, True) for day, name in self.off.items()]
        rows += [(day, name, False) for day, name in self.makeup.items()]
        return {
            "year": self.year,
            "papers": list(self.papers),
            "days": [{"name": name, "date": day.isoformat(), "off": off} for day, name, off in sorted(rows)],
        }

    @property
    def digest(self) -> str:
        """SHA-256 of the content (hex): equal plans, equal digest."""
        text = json.dumps(self.as_json(), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()

    def summary(self) -> str:
        """2027年：放假 33 天，调休上班 6 天."""
        return f"{self.year}年：放假 {len(self.off)} 天，调休上班 {len(self.makeup)} 天"

    def lines(self) -> list[str]:
        """What the plan says, one line for each holiday and one for each run of its make-up days."""
        shown = [f"{chinese_span(a, b)}：{name}放假" for a, b, name in runs(self.off)]
        return shown + [f"{chinese_day(day)}：调休上班（{name}）" for day, name in self.makeup.items()]


def runs(days: Mapping[date, str]) -> Iterable[tuple[date, date, str]]:
    """Consecutive days with the same name, as (first, last, name)."""
    first = last = None
    name = ""
    for day, called in sorted(days.items()):
        if first and last and (day - last).days == 1 and called == name:
            last = day
            continue
        if first and last:
            yield first, last, name
        first, last, name = day, day, called
    if first and last:
        yield first, last, name


def from_json(data: Any) -> YearPlan:
    """Read the holiday-cn shape: ``{"year", "papers", "days": [{"name", "date", "off" or "isOffDay"}]}``.

    Raises:
        Refused: the shape is wrong, or the plan fails ``check``.
    """
    data = data if isinstance(data, dict) else {}
    if not isinstance(data.get("year"), int) or not isinstance(data.get("days"), list):
        raise Refused(
            "文件不是放假安排数据：应有 year（年份）和 days（日期列表）两项。",
            remedy="请使用 holiday-cn 格式的 JSON，或直接导入国务院办公厅通知的文本（.txt）。",
            code="calendar.shape",
        )
    off: dict[date, str] = {}
    makeup: dict[date, str] = {}
    for number, row in enumerate(data["days"], start=1):
        day, name, is_off = _read_row(row, number)
        if day in off or day in makeup:
            raise Refused(
                f"第{number}项的日期 {chinese_date(day)} 重复。", remedy="请删去重复的一项。", code="calendar.twice"
            )
        (off if is_off else makeup)[day] = name
    papers = tuple(str(paper) for paper in data.get("papers") or ())
    return check(YearPlan(data["year"], off, makeup, papers))


def _read_row(row: Any, number: int) -> tuple[date, str, bool]:
    try:
        is_off = row["off"] if "off" in row else row["isOffDay"]
        day, name = date.fromisoformat(row["date"]), str(row["name"]).strip()
    except (KeyError, TypeError, ValueError) as error:
        raise Refused(
            f"第{number}项读不出来：{row!r}。",
            remedy="每项应有 name（节日）、date（如 2027-01-01）和 off（true 放假，false 上班）。",
            code="calendar.shape",
        ) from error
    if not isinstance(is_off, bool) or not name:
        raise Refused(
            f"第{number}项（{chinese_date(day)}）没有写明节日名称或是否放假。",
            remedy="请补全后再导入。",
            code="calendar.shape",
        )
    return day, name, is_off


def check(plan: YearPlan) -> YearPlan:
    """Return the plan if it can be true.

    Raises:
        Refused: no days off (the notice is not published yet), a day far outside the year, a make-up day
            that is no weekend, a day that is both.
    """
    if not plan.off:
        raise Refused(
            f"{plan.year}年的放假安排是空的，可能通知尚未公布。",
            remedy="请待国务院办公厅公布该年通知后再导入。",
            code="calendar.empty",
        )
    for day in (*plan.off, *plan.makeup):
        # New Year's block may begin, or be made up for, in the December before (2023: 2022-12-31).
        if day.year != plan.year and (day.year, day.month) != (plan.year - 1, 12):
            raise Refused(
                f"{plan.year}年的放假安排中出现了{chinese_date(day)}。",
                remedy="请核对年份。",
                code="calendar.year",
            )
    for day in plan.makeup:
        if day.weekday() < SATURDAY:
            raise Refused(
                f"{chinese_day(day)}不是周末，不会是调休上班日。",
                remedy="请对照通知原文核对该日期。",
                code="calendar.makeup",
            )
    both = sorted(set(plan.off) & set(plan.makeup))
    if both:
        raise Refused(
            f"{chinese_day(both[0])}既写为放假又写为上班。",
            remedy="请对照通知原文核对。",
            code="calendar.contradiction",
        )
    return plan


def difference(old: YearPlan, new: YearPlan) -> list[str]:
    """What changes from ``old`` to ``new``, one Chinese line for each day, and one for changed papers."""
    lines = []
    for day in sorted({*old.off, *old.makeup, *new.off, *new.makeup}):
        was, becomes = _state(old, day), _state(new, day)
        if was != becomes:
            lines.append(f"{chinese_day(day)}：{was} → {becomes}")
    if old.papers != new.papers:
        lines.append("依据文件：" + ("、".join(new.papers) or "未注明"))
    return lines


def _state(plan: YearPlan, day: date) -> str:
    if day in plan.off:
        return f"{plan.off[day]}放假"
    if day in plan.makeup:
        return f"调休上班（{plan.makeup[day]}）"
    return "无特别安排"
