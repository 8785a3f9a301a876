"""What may apply to an industry or in a life event: judged on the few facts that either says, nobody's profile."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from mingzheng.policy.push.columns import Who, columns_of
from mingzheng.policy.push.conditions import sentence
from mingzheng.policy.push.matching import BOARD, Ready

DATA = Path(__file__).parent / "data" / "life-events.yaml"


@dataclass(frozen=True)
class Event:
    code: str
    name: str
    about: str
    facts: Mapping[str, Any]


@cache
def events() -> tuple[Event, ...]:
    rows: list[dict[str, Any]] = yaml.safe_load(DATA.read_text(encoding="utf-8"))["events"]
    return tuple(Event(**row) for row in rows)


def event_of(code: str) -> Event | None:
    return next((one for one in events() if one.code == code), None)


@dataclass(frozen=True)
class Applies:
    """``meant``: the rule itself speaks of these facts; else it only does not exclude them. ``whom``: the public sentence."""

    ready: Ready
    meant: bool
    whom: str


def applies(who: Who, facts: Mapping[str, Any], day: dt.date) -> list[Applies]:
    """Policies whose rule may fit somebody of whom only these facts (by field) are known; those meant for them first."""
    fields = {column.field for column in columns_of(who)} & set(facts)
    found = []
    for ready in BOARD.of(who, day):
        if ready.judge(facts).answer is not False:
            meant = any(column.field in fields for column in ready.judge.columns)
            found.append(Applies(ready, meant, sentence(ready.judge.node, who)))
    return sorted(found, key=lambda one: not one.meant)
