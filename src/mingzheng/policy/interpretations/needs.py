"""Which documents need an interpretation: dated rules over plain values of an edition (data/needs.yaml). Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db.models import Q

DATA = Path(__file__).parent / "data" / "needs.yaml"
ARTICLE = "沪府办发〔2016〕9号第三条；政务公开工作要点第十四点（三同步）"


@dataclass(frozen=True)
class Rule:
    """One kind of document that is to be interpreted.

    Args:
        flag: a field of the edition that must be true; "" when ``words`` decide.
        words: one of them stands in the title of an official paper.
        exempt: may a reviewer or head release it from the duty, with a reason?
        advise: only a hint to the drafter.
    """

    code: str
    label: str
    valid_from: dt.date
    source: str
    flag: str = ""
    words: Sequence[str] = field(default_factory=tuple)
    exempt: bool = True
    advise: bool = False
    valid_to: dt.date | None = None

    def on(self, day: dt.date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def meets(self, values: Mapping[str, Any]) -> bool:
        if self.flag:
            return bool(values.get(self.flag))
        return bool(values.get("official")) and any(word in (values.get("title") or "") for word in self.words)

    def where(self, prefix: str = "") -> Q:
        """The same over rows of editions."""
        if self.flag:
            return Q(**{f"{prefix}{self.flag}": True})
        named = Q(pk__in=[])
        for word in self.words:
            named |= Q(**{f"{prefix}title__contains": word})
        return Q(**{f"{prefix}official": True}) & named


@dataclass(frozen=True)
class Need:
    """Why a document is to be interpreted. ``exempt``: it may be released from it. ``advised``: it is only a hint."""

    code: str
    label: str
    exempt: bool
    advised: bool
    source: str


@cache
def _data() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return found


@cache
def _rules() -> tuple[Rule, ...]:
    return tuple(Rule(**row) for row in _data()["rules"])


def need_of(values: Mapping[str, Any], day: dt.date) -> Need | None:
    """The first rule in force that the edition meets; None when it needs no interpretation. Only what goes to everybody
    is interpreted: nothing is said in public of what is opened to some.

    Args:
        values: fields of the edition by name.
    """
    if values.get("attribute") != "proactive" or values.get("scope") != "public":
        return None
    found = next((rule for rule in _rules() if rule.on(day) and rule.meets(values)), None)
    return Need(found.code, found.label, found.exempt, found.advise, found.source) if found else None


def needing(day: dt.date, prefix: str = "") -> Q:
    """Rows of editions (reached over ``prefix``) that need one; hints left out."""
    wanted = Q(pk__in=[])
    for rule in _rules():
        if rule.on(day) and not rule.advise:
            wanted |= rule.where(prefix)
    return Q(**{f"{prefix}attribute": "proactive", f"{prefix}scope": "public"}) & wanted


def days_after_effect(day: dt.date) -> int | None:
    """After how many days in force a follow-up is proposed; None while no rule says so."""
    rows = [row for row in _data()["after_effect"] if row["valid_from"] <= day]
    return int(max(rows, key=lambda row: row["valid_from"])["days"]) if rows else None
