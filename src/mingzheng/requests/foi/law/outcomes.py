"""办理结果: the leaves of annual-report table 3, so that outcome, letter, article, remedy and cell cannot disagree.

The file is the form itself (国办公开办函〔2021〕30号): headings, rows, and under each row the answers that are counted in it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused

DATA = Path(__file__).parent / "data" / "outcomes.yaml"
NEEDS = frozenset(
    [
        "search",
        "grounds",
        "pointer",
        "right_agency",
        "correction_received",
        "correction_lapsed",
        "fee_lapsed",
        "explained",
        "withheld",
        "form",
    ]
)
REMEDIES = frozenset(("refusal", "plain", "none"))
WITHHOLDING = ("C1", "C2", "C3", "C4", "C5", "C6", "C7")
"""What the withheld part of a B may be (条例 Arts 14–16)."""
LAPSES = ("F1", "F2", "F3")
"""Ends that are recorded by steps of their own; nobody drafts an answer for them."""
LETTERS: Mapping[str, str] = MappingProxyType(
    {
        "answer_published": "政府信息公开告知书",
        "answer_provided": "政府信息公开申请答复书",
        "answer_partial": "政府信息部分公开答复书",
        "answer_refused": "政府信息不予公开答复书",
        "answer_special_rules": "政府信息公开申请告知书（依特别规定办理）",
        "answer_nonexistent": "政府信息不存在告知书",
        "answer_other_agency": "非本机关政府信息告知书",
        "answer_not_ready": "政府信息公开申请告知书（需要另行制作）",
        "answer_unclear": "政府信息公开申请告知书（补正后仍不明确）",
        "answer_petition": "政府信息公开申请不予处理告知书（信访举报投诉）",
        "answer_repeated": "政府信息公开申请不予重复处理告知书",
        "answer_publication": "政府信息公开申请告知书（公开出版物）",
        "answer_excessive": "政府信息公开申请不予处理告知书（大量反复申请）",
        "answer_confirmation": "政府信息公开申请不予处理告知书（确认或重新出具）",
        "notice_correction_lapsed": "政府信息公开申请不再处理告知书（逾期不补正）",
        "notice_fee_lapsed": "政府信息公开申请不再处理告知书（逾期未缴费）",
    }
)
"""Kinds of answer and what each is called; an empty kind needs no letter."""


@dataclass(frozen=True)
class Leaf:
    """One way in which an application ends, as it reads within its dates."""

    code: str
    row: str
    label: str
    heading: str
    name: str
    when: str
    article: str
    letter: str
    remedy: str
    needs: tuple[str, ...]
    discloses: bool
    valid_from: dt.date
    valid_to: dt.date | None
    source: str

    @property
    def cited(self) -> str:
        """The article as a letter cites it."""
        return self.article.replace("《政府信息公开条例》", "《中华人民共和国政府信息公开条例》")

    def holds_on(self, day: dt.date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class Row:
    """A row of the form with the answers that are counted in it."""

    key: str
    label: str
    leaves: tuple[Leaf, ...]


@dataclass(frozen=True)
class Branch:
    """A heading of the form with its rows, to choose from on a screen."""

    heading: str
    rows: tuple[Row, ...]


@cache
def versions() -> tuple[Leaf, ...]:
    """Every version of every leaf, in the order of the form."""
    return tuple(_read(yaml.safe_load(DATA.read_text(encoding="utf-8"))))


def _read(branches: list[dict[str, Any]]) -> Iterator[Leaf]:
    for branch in branches:
        for row in branch["rows"]:
            for facts in row["leaves"]:
                yield _leaf(facts, heading=branch["heading"], row=row["row"], label=row["label"])


def _leaf(facts: dict[str, Any], **place: Any) -> Leaf:
    needs = tuple(facts["needs"])
    known = facts["remedy"] in REMEDIES and facts["letter"] in {"", *LETTERS} and NEEDS.issuperset(needs)
    if not known:
        raise ValueError(f"{DATA.name}: {facts['code']} names an unknown remedy, letter or need")
    return Leaf(**place, **{"valid_to": None} | facts | {"needs": needs})


def _newest() -> Mapping[str, Leaf]:
    return MappingProxyType({one.code: one for one in sorted(versions(), key=lambda one: one.valid_from)})


LEAVES: Mapping[str, Leaf] = _newest()
"""The newest version of each leaf by code."""


def leaf(code: str, day: dt.date | None = None) -> Leaf:
    """The leaf of a code: its newest version, or the one of a day.

    Raises:
        Refused: no such code, or not yet or no longer on that day.
    """
    if code not in LEAVES:
        known = "、".join(one.code for one in _in_order())
        raise Refused(f"没有办理结果「{code}」。", remedy=f"可用的有：{known}。", field="leaf", code="leaf")
    if day is None:
        return LEAVES[code]
    for one in on(day):
        if one.code == code:
            return one
    raise Refused(
        f"{chinese_date(day)}不适用办理结果「{code} {LEAVES[code].name}」。",
        remedy=f"它自{chinese_date(LEAVES[code].valid_from)}起适用，请核对日期。",
        field="leaf",
        code="leaf_day",
    )


def on(day: dt.date) -> list[Leaf]:
    """The leaves of a day, in the order of the form."""
    return [one for one in versions() if one.holds_on(day)]


def rows() -> list[tuple[str, str]]:
    """The 21 rows of 本年度办理结果 as (key, label), in the order of the form."""
    return list({one.row: one.label for one in versions()}.items())


def tree(day: dt.date) -> list[Branch]:
    """What may be chosen on a day, as the form arranges it."""
    branches: dict[str, dict[tuple[str, str], list[Leaf]]] = {}
    for one in on(day):
        branches.setdefault(one.heading, {}).setdefault((one.row, one.label), []).append(one)
    return [
        Branch(heading, tuple(Row(key, label, tuple(found)) for (key, label), found in under.items()))
        for heading, under in branches.items()
    ]


def _in_order() -> Iterator[Leaf]:
    return iter({one.code: one for one in versions()}.values())
