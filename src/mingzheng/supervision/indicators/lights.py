"""The light of a figure: a pure function of the figure, its target, the time passed and a dated rule (``data/lights.yaml``)."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from mingzheng.core.dated import newest
from mingzheng.core.dates import chinese_date
from mingzheng.core.indicators import Figure

DATA = Path(__file__).parent / "data" / "lights.yaml"
ORDER = ("red", "amber", "green", "none")  # the worst first
WORDS = {"red": "未达到", "amber": "接近", "green": "达到", "none": "不评"}


@dataclass(frozen=True)
class Rule:
    """Numbers in force since a day; see the data file for what each says."""

    since: dt.date
    source: str
    share_amber: float
    paced_amber: float
    near_days: int
    fall_days: int
    fall_points: float
    help_late: int
    help_red: int
    words: dict[str, str]


@dataclass(frozen=True)
class Span:
    """From when a figure fills up, and by when it is to be full."""

    begins: dt.date
    ends: dt.date

    def passed(self, day: dt.date) -> float:
        """The share of the time that has passed on a day, 0 to 1."""
        if day >= self.ends:
            return 1.0
        whole = (self.ends - self.begins).days
        return min(1.0, max(0.0, (day - self.begins).days / whole)) if whole > 0 else 0.0


@dataclass(frozen=True)
class Light:
    """``code``: red, amber, green, none. ``why``: in words."""

    code: str
    why: str

    @property
    def word(self) -> str:
        return WORDS[self.code]


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule of the data file, the oldest first."""
    rows: list[dict[str, Any]] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return tuple(sorted((_rule(row) for row in rows), key=lambda rule: rule.since))


def _rule(row: dict[str, Any]) -> Rule:
    share, paced, fall, help_ = row["share"], row["paced"], row["fall"], row["help"]
    numbers = {"green_amber": share["amber"], "amber": paced["amber"], "near_days": paced["near_days"]}
    return Rule(
        since=row["from"],
        source=row["source"],
        share_amber=share["amber"],
        paced_amber=paced["amber"],
        near_days=paced["near_days"],
        fall_days=fall["days"],
        fall_points=fall["points"],
        help_late=help_["late"],
        help_red=help_["red"],
        words={name: text.format(**numbers) for name, text in row["words"].items()},
    )


def rule_on(day: dt.date) -> Rule:
    """The rule in force on a day; before all of them, the first."""
    return newest(rules(), lambda rule: rule.since, day)


def light(figure: Figure, target: float | None, *, grows: bool, span: Span, day: dt.date, rule: Rule) -> Light:
    """The light of a figure on a day.

    Args:
        target: percent for a share, a number for a count; None when none is set.
        grows: it fills up over the span and is held against the time passed; a plain count always does.
    """
    if target is None:
        return Light("none", rule.words["plain"])
    if figure.denominator == 0:
        return Light("none", "尚无记录")
    value = figure.percent if figure.percent is not None else float(figure.numerator)
    if value >= target:
        return Light("green", f"达到目标 {_said(target, figure)}")
    if figure.denominator is not None and not grows:
        return _against(value, target, rule.share_amber, _said(target, figure))
    return _paced(figure, value, target, span, day, rule)


def _against(value: float, target: float, amber: float, said: str) -> Light:
    reached = 100 * value / target if target else 0.0
    code = "amber" if reached >= amber else "red"
    return Light(code, f"{'接近' if code == 'amber' else '未达到'}目标 {said}（达到目标的 {math.floor(reached)}%）")


def _paced(figure: Figure, value: float, target: float, span: Span, day: dt.date, rule: Rule) -> Light:
    passed = span.passed(day)
    said = _said(target, figure)
    if passed >= 1:
        return Light("red", f"期限 {chinese_date(span.ends)} 已到，没有达到目标 {said}")
    whole = figure.denominator
    done = figure.numerator
    meant = target if whole is None else target * whole / 100
    expected = math.floor(meant * passed)
    if done < expected * rule.paced_amber / 100:
        return Light("red", f"到当天应有 {expected}，现有 {done}（目标 {said}，期限 {chinese_date(span.ends)}）")
    if done < expected:
        return Light("amber", f"到当天应有 {expected}，现有 {done}（目标 {said}，期限 {chinese_date(span.ends)}）")
    if (span.ends - day).days < rule.near_days:
        return Light("amber", f"离期限 {chinese_date(span.ends)} 不到 {rule.near_days} 天，还没有达到目标 {said}")
    return Light("green", f"到当天应有 {expected}，现有 {done}（目标 {said}，期限 {chinese_date(span.ends)}）")


def _said(target: float, figure: Figure) -> str:
    return f"{target:g}{'%' if figure.denominator is not None else ''}"


def worst(codes: list[str]) -> str:
    """The worst of some lights; none when none of them shines."""
    return next((code for code in ORDER if code in codes), "none")
