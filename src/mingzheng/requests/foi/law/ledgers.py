"""The clocks of one application as ledgers of the core, moved only by ``MOVES``."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from mingzheng.core.procedures.reckoning import Event, LengthUnit, Reckoning, Rule, reckon
from mingzheng.core.procedures.table import ClockMove
from mingzheng.core.workdays.arithmetic import WorkCalendar
from mingzheng.requests.foi.law.clock_rules import Rules
from mingzheng.requests.foi.law.happenings import MOVES, PARTIES

MANY = "consult"  # the clock of which there is one for each consultation


def pause_name(what: str, ref: str = "") -> str:
    """How the lines call a pause: 补正, 缴费, 征求第三方意见 t1."""
    if what in PARTIES:
        return f"征求{PARTIES[what]}意见 {ref}".strip()
    return {"correction": "补正", "fee": "缴费"}[what]


def pause_in_words(ref: str) -> str:
    """The same for a pause of a live case: S2 is the second opinion asked of a third party. An unknown ref stays as it is."""
    if ref in ("correction", "fee"):
        return pause_name(ref)
    party, number = {"S": "third_party", "J": "co_agency"}.get(ref[:1]), ref[1:]
    if party is None or not number.isdecimal():
        return ref
    return pause_name(party, f"（第{number}份）" if int(number) > 1 else "").replace(" ", "")


@dataclass
class _Ledger:
    rule: Rule
    events: list[Event]
    stopped: bool = False


@dataclass
class Ledgers:
    """Every clock of one application by name."""

    rules: Rules
    calendar: WorkCalendar
    _kept: dict[str, _Ledger] = field(default_factory=dict)

    def move(
        self,
        event: str,
        day: dt.date,
        *,
        pause: str = "",
        each: str = "",
        rule: str = "",
        length: int | None = None,
        days: int | None = None,
        until: dt.date | None = None,
        article: str = "",
        note: str = "",
    ) -> None:
        """Carry out an event of ``MOVES``.

        Args:
            pause: name of the pause that it begins or ends.
            each: which consultation.
            rule: code of the rule of the clock that it starts, where it is not ``foi.<clock>``.
            length: working days, where the office sets them.
            days: of an extension.
            until: of an extension to a day.
        """
        for move, clock in MOVES[event]:
            name = f"{clock}:{each}" if clock == MANY else clock
            if move is ClockMove.START:
                self._start(name, self._rule(rule or f"foi.{clock}", day, length), day)
                continue
            named = pause if move in (ClockMove.PAUSE, ClockMove.RESUME) else ""
            longer = (days, until) if move is ClockMove.EXTEND else (None, None)
            self._add(name, Event(move, day, *longer, article, note, named))

    def pause_again(self, day: dt.date, pause: str, article: str) -> None:
        """A reset ends every pause; what is still waited for lets the renewed clock stand from its first day."""
        self._add("reply", Event(ClockMove.PAUSE, day, article=article, note="重新起算时仍在等待", ref=pause))

    def _rule(self, code: str, day: dt.date, length: int | None) -> Rule:
        found = self.rules.on(code, day)
        if found.unit is not LengthUnit.DATE:
            return found
        return Rule(found.label, found.article, LengthUnit.WORKDAY, length or found.length)

    def _start(self, name: str, rule: Rule, day: dt.date) -> None:
        self._kept[name] = _Ledger(rule, [Event(ClockMove.START, day)])
        self.of(name)  # a day without a calendar is refused at once

    def _add(self, name: str, event: Event) -> None:
        ledger = self._kept.get(name)
        if ledger is None or ledger.stopped:
            return
        # A letter may be answered before it arrived, for instance after a telephone call.
        began = ledger.events[0].on
        if event.on < began and event.move is ClockMove.STOP:
            event = Event(event.move, began, article=event.article, note=event.note)
        ledger.events.append(event)
        ledger.stopped = event.move is ClockMove.STOP

    def of(self, name: str, *, explain: bool = False) -> Reckoning:
        """What the ledger of a clock says."""
        ledger = self._kept[name]
        return reckon(ledger.events, ledger.rule, self.calendar, explain=explain)

    def passed(self, name: str, day: dt.date) -> dt.date | None:
        """The day on which the deadline of a clock passed, if it has before ``day``; waiting does not make it pass."""
        ledger = self._kept[name]
        found = reckon([*ledger.events, Event(ClockMove.STOP, day)], ledger.rule, self.calendar, explain=False)
        return found.due if found.late else None
