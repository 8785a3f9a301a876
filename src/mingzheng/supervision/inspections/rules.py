"""The rules by which pages are judged, as data (``data/rules.yaml``)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from mingzheng.core.errors import Refused

DATA = Path(__file__).parent / "data" / "rules.yaml"
GROUPS = {
    "links": "链接",
    "page": "页面",
    "header": "元数据",
    "dates": "日期",
    "columns": "栏目和首页",
    "site": "网站",
    "interpretation": "解读",
    "access": "无障碍",
    "records": "平台记录",
}
TRUST = {
    "full": "读过全文",
    "part": "只读过节选",
    "mem": "凭记忆，未核实",
    "peer": "同类系统的经验",
    "own": "本平台自定",
    "lessons": "工作经验",
}


class Mark(StrEnum):
    """Who may say that it is so."""

    MACHINE = "machine"
    PARTLY = "partly"
    PERSON = "person"

    @property
    def label(self) -> str:
        return {"machine": "机器判定", "partly": "机器提示，人工确认", "person": "机器不能判断，交人工核对"}[self.value]


class Severity(StrEnum):
    VETO = "veto"
    SERIOUS = "serious"
    MINOR = "minor"
    HINT = "hint"

    @property
    def label(self) -> str:
        return {"veto": "单项否决", "serious": "严重", "minor": "一般", "hint": "提示"}[self.value]

    @property
    def light(self) -> str:
        return {"veto": "red", "serious": "red", "minor": "amber", "hint": "none"}[self.value]


@dataclass(frozen=True)
class Rule:
    code: str
    group: str
    label: str
    mark: Mark
    severity: Severity
    source: str
    mend: str
    indicator: str = ""  # the figure whose records that do not count are the findings


@cache
def rules() -> dict[str, Rule]:
    """code → rule, in the order of the file."""
    table: dict[str, list[dict[str, Any]]] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return {
        row["code"]: Rule(
            row["code"],
            group,
            row["label"],
            Mark(row["mark"]),
            Severity(row["severity"]),
            row["source"],
            row["mend"],
            row.get("indicator", ""),
        )
        for group, rows in table.items()
        for row in rows
    }


def rule_of(code: str) -> Rule:
    """Raises KeyError for a code that no rule has."""
    return rules()[code]


def chosen(words: str) -> frozenset[str]:
    """The codes that a person means by "header,link.broken": groups, codes or the first part of codes; "" means all.

    Raises:
        Refused: a word means nothing.
    """
    found: set[str] = set()
    for word in (one.strip() for one in words.replace("，", ",").split(",")):
        if not word:
            continue
        hits = {code for code, rule in rules().items() if word in (code, rule.group, code.split(".")[0])}
        if not hits:
            known = "、".join([*GROUPS, "link.broken"])
            raise Refused(f"没有检查规则「{word}」。", remedy=f"可以写：{known} 等，用逗号分开；--list 列出全部。")
        found |= hits
    return frozenset(found) if found else frozenset(rules())
