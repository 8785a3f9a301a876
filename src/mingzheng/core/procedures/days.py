"""Days that clocks of a step begin, move and stop on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from mingzheng.core.procedures.table import Act

Day = Callable[[Act], dt.date]


def held(field: str) -> Day:
    """The day that a field of the subject holds."""

    def day(act: Act) -> dt.date:
        found: dt.date = getattr(act.subject, field)
        return found

    return day


def typed(field: str) -> Day:
    """The day that was typed in the step's form."""

    def day(act: Act) -> dt.date:
        found: dt.date = act.data[field]
        return found

    return day


def not_before(field: str) -> Day:
    """The day of the step, or the day that a field holds while that is still ahead: no clock stops before it began."""
    begun = held(field)
    return lambda act: max(act.day, begun(act))
