"""期限推演 with the rules and the calendar of this house. Keeps nothing."""

from __future__ import annotations

from collections.abc import Sequence

from mingzheng.core.procedures.models import DeadlineRule
from mingzheng.core.workdays.queries import calendar
from mingzheng.requests.foi.law.clock_rules import PREFIX, Rules, rules_of
from mingzheng.requests.foi.law.clockwork import After, Happening, play

COLUMNS = ("code", "version", "label", "length", "unit", "article", "valid_from")


def rules_now() -> Rules:
    """The rules with every version that the office has added."""
    return rules_of(DeadlineRule.objects.filter(code__startswith=PREFIX).values(*COLUMNS))


def reckoned(history: Sequence[Happening]) -> list[After]:
    """How an application stands after each event, by the rules and the calendar of today."""
    return play(history, rules_now(), calendar())
