"""期限推演 with the rules and the calendar of this house. Keeps nothing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from mingzheng.core.procedures.models import DeadlineRule
from mingzheng.core.workdays.queries import calendar
from mingzheng.requests.foi.law.clock_rules import PREFIX, Rules, rules_of
from mingzheng.requests.foi.law.clockwork import After, Happening, play

EXAMPLES = Path(__file__).parent / "law" / "data" / "clock_examples.jsonl"
COLUMNS = ("code", "version", "label", "length", "unit", "article", "valid_from")


def rules_now() -> Rules:
    """The rules with every version that the office has added."""
    return rules_of(DeadlineRule.objects.filter(code__startswith=PREFIX).values(*COLUMNS))


def reckoned(history: Sequence[Happening]) -> list[After]:
    """How an application stands after each event, by the rules and the calendar of today."""
    return play(history, rules_now(), calendar())


@cache
def examples() -> tuple[tuple[str, tuple[dict[str, Any], ...]], ...]:
    """Histories to learn from: a title and the events as they are written down."""
    lines = [json.loads(line) for line in EXAMPLES.read_text(encoding="utf-8").splitlines()]
    return tuple((line["id"], tuple(line["events"])) for line in lines)
