"""The room's numbers are dated rules (``deadlines.yaml``), which the office changes on the desk."""

from __future__ import annotations

import datetime as dt

from mingzheng.core.procedures.clocks import rule_on
from mingzheng.core.procedures.reckoning import Event, reckon
from mingzheng.core.procedures.table import ClockMove
from mingzheng.core.workdays.queries import calendar

REST, TERM, KEEP, REPLY = "delegates.rest", "delegates.term", "delegates.keep", "delegates.reply"


def after(code: str, day: dt.date) -> dt.date:
    """The last day of the rule's span that begins on ``day``, by the version in force on that day."""
    due = reckon([Event(ClockMove.START, day)], rule_on(code, day).as_rule(), calendar(), explain=False).due
    if due is None:
        raise ValueError(f"{code} gives no day")
    return due


def length(code: str, day: dt.date) -> int:
    """Days of the rule in force on a day."""
    return int(rule_on(code, day).length or 0)
