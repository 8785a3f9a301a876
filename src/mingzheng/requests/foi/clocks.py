"""What the law's clockwork says of each event, as effects of the procedure's steps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from mingzheng.core.procedures.table import Act, ClockEffect, ClockMove
from mingzheng.requests.foi.law.happenings import MOVES
from mingzheng.requests.foi.waiting import ran_out

MANY = ("consult",)  # one clock for each of several things


def effects(
    event: str,
    *,
    on: Callable[[Act], dt.date] | None = None,
    value: Callable[[Act], int | dt.date | None] | None = None,
    ref: Callable[[Act], str] | None = None,
    rule: str = "",
    when: Callable[[Act], bool] | None = None,
) -> tuple[ClockEffect, ...]:
    """The effects of an event of ``happenings.MOVES`` on the clocks of a live case.

    Args:
        on: the day on which it takes effect; default the day of acting.
        value: the date or days of a start by date, or of an extension.
        ref: which pause, or which of several clocks.
        rule: code of the rule of the clock that the event starts, where it is not ``foi.<clock>``.
    """
    made = list(let_lapse(on=on, when=when)) if (ClockMove.STOP, "reply") in MOVES[event] else []
    for move, clock in MOVES[event]:
        starts = move is ClockMove.START
        stops = move in (ClockMove.STOP, ClockMove.RESUME)
        made.append(
            ClockEffect(
                move,
                clock,
                rule=(rule or f"foi.{clock}") if starts else "",
                on=on,
                value=value if starts or move is ClockMove.EXTEND else None,
                ref=ref if move in (ClockMove.PAUSE, ClockMove.RESUME) else None,
                each=ref if clock in MANY else None,
                when=when,
                if_running=stops,
            )
        )
    return tuple(made)


def let_lapse(
    *, on: Callable[[Act], dt.date] | None = None, when: Callable[[Act], bool] | None = None
) -> tuple[ClockEffect, ...]:
    """Before the reply's clock stops: a consultation excludes no day beyond its own period, registered or not.

    Art. 33 (3) excludes the time that the other side needs for its opinion; Art. 32 gives it fifteen working days.
    """

    def over(act: Act) -> Sequence[tuple[str, dt.date]]:
        return ran_out(act.subject, on(act) if on else act.day)

    return (ClockEffect(ClockMove.RESUME, "reply", several=over, when=when, if_running=True),)
