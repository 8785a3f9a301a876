"""Which term holds for a letter now, and from which day it is counted."""

from __future__ import annotations

import datetime as dt

from mingzheng.core.procedures.clocks import rule_on
from mingzheng.core.procedures.models import Clock
from mingzheng.core.procedures.reckoning import ClockStatus
from mingzheng.core.procedures.table import Act
from mingzheng.participation.letters import dated
from mingzheng.participation.letters.models import Letter


def began(letter: Letter) -> dt.date:
    """The day of receipt, or of what was asked on."""
    latest = letter.round
    return letter.received_on if latest.serial == 1 else latest.asked_on


def rule_code(letter: Letter) -> str:
    row = dated.clock(letter.channel, letter.kind, letter.received_on)
    return row.rule if letter.round.serial == 1 else row.again


def rule_of(act: Act) -> str:
    return rule_code(act.subject)


def running(letter: Letter) -> Clock | None:
    """The reply clock as it runs, or stands; None when it was stopped."""
    if letter.case_id is None:
        return None
    rows = Clock.objects.filter(case_id=letter.case_id, name="reply").select_related("rule", "case")
    return rows.exclude(status=ClockStatus.STOPPED.value).first()


def latest(letter: Letter) -> Clock | None:
    """The newest reply clock, running or not."""
    if letter.case_id is None:
        return None
    rows = Clock.objects.filter(case_id=letter.case_id, name="reply").select_related("rule", "case")
    return rows.order_by("-pk").first()


def other_rule(act: Act) -> bool:
    """Does the letter, as it is classified now, stand under another rule than its running clock?"""
    found = running(act.subject)
    return found is not None and found.rule.code != rule_code(act.subject)


def none_runs(act: Act) -> bool:
    return running(act.subject) is None


def longest_extension(letter: Letter, day: dt.date) -> int:
    """Working days by which the reply may be put off at most.

    Raises:
        Refused: the rule is not loaded.
    """
    return rule_on(dated.clock(letter.channel, letter.kind, letter.received_on).most, day).length or 0
