"""救济途径: which sentence a letter closes with, by its day, its outcome and the kind of agency (行政复议法、行政诉讼法)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from mingzheng.core.dates import chinese_date
from mingzheng.core.errors import Refused
from mingzheng.requests.foi.law.outcomes import Leaf
from mingzheng.requests.foi.law.outcomes import leaf as leaf_of

DATA = Path(__file__).parent / "data" / "remedies.yaml"
AGENCY_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "district_department": "区政府工作部门",
        "subdistrict_office": "街道办事处",
        "town_government": "镇人民政府",
        "district_government": "区人民政府",
        "district_tax_bureau": "区税务局（垂直管理）",
        "district_justice_bureau": "区司法局",
    }
)
CHANNEL = "复议机关的互联网渠道"
"""The generic name of the channel for an application online (行政复议法 Art. 22); ``names`` gives the real one."""


@dataclass(frozen=True)
class Remedy:
    """``organs``: to choose from where there are two. Empty text: the outcome is no answer, so there is nothing to say."""

    reconsideration_first: bool
    organs: tuple[str, ...]
    text: str
    article: str = ""


@cache
def versions() -> list[dict[str, Any]]:
    """The dated rules, oldest first."""
    rows: list[dict[str, Any]] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return sorted(rows, key=lambda row: row["valid_from"])


def remedy(
    day: dt.date, leaf: str, agency_kind: str, *, names: Mapping[str, str] | None = None, online: bool = False
) -> Remedy:
    """What a person who disagrees can do about an answer.

    Args:
        day: the day of the answer.
        leaf: its outcome, a code of ``outcomes.LEAVES``.
        agency_kind: one of ``AGENCY_KINDS``.
        names: real names for the generic ones (区人民政府 …), for a letter that is sent.
        online: the answer is served over the internet.

    Raises:
        Refused: an unknown outcome or kind of agency, or a day before the first rule.
    """
    if agency_kind not in AGENCY_KINDS:
        known = "、".join(f"{kind} {label}" for kind, label in AGENCY_KINDS.items())
        raise Refused(
            f"没有机关类别「{agency_kind}」。", remedy=f"可用的有：{known}。", field="agency_kind", code="kind"
        )
    rules = _on(day)
    outcome = leaf_of(leaf, day)
    if outcome.remedy == "none":
        return Remedy(False, (), "")
    names = names or {}
    agency = rules["agencies"][agency_kind]
    organs = tuple(names.get(organ, organ) for organ in agency["organs"])
    first = outcome.remedy in rules["first"]
    text = rules["texts"][outcome.remedy].format(what=_what(outcome, first), organs="或者".join(organs))
    if online:
        text += rules["online"].format(channel=names.get(CHANNEL, CHANNEL))
    return Remedy(first, organs, text, f"{rules['article']}；复议机关：《中华人民共和国行政复议法》{agency['article']}")


def _on(day: dt.date) -> dict[str, Any]:
    known = [row for row in versions() if row["valid_from"] <= day]
    if not known:
        raise Refused(
            f"{chinese_date(day)}还没有适用的救济规则。",
            remedy=f"规则从{chinese_date(versions()[0]['valid_from'])}起，请核对日期。",
            field="day",
            code="no_rule",
        )
    return known[-1]


def _what(outcome: Leaf, first: bool) -> str:
    """Reconsideration comes first only for the part that was not given."""
    return "本答复中不予公开的部分" if first and outcome.discloses else "本答复"
