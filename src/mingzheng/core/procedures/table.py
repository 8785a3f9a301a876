"""The words in which a procedure is declared. Pure data; every screen, check, test and diagram is derived from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django import forms
from django.db.models import Q

from mingzheng.core.actors import Actor, Post


class Whose(StrEnum):
    """Whose post may act on a case: that of the unit the case belongs to, of 区府办, or of any unit."""

    CASE_UNIT = "case_unit"
    OFFICE = "office"
    ANY = "any"

    @property
    def label(self) -> str:
        return {"case_unit": "责任单位", "office": "区府办", "any": "任一单位"}[self.value]


class Duty(StrEnum):
    """OWED steps put the case into the actor's queue; OPEN ones may be taken at any time."""

    OWED = "owed"
    OPEN = "open"


@dataclass(frozen=True)
class Basis:
    """The article, notice or rule on which a step stands. An empty text is refused when the table is loaded."""

    text: str


@dataclass(frozen=True)
class State:
    """``open``: the case still runs. ``tone``: how its badge looks (plain, active, good, warn)."""

    code: str
    label: str
    open: bool = True
    tone: str = "plain"


@dataclass(frozen=True)
class Guard:
    """A named condition on the record. ``why_not`` and ``remedy`` are what a person reads when it does not hold."""

    test: Callable[[Any, Actor], bool]
    why_not: str
    remedy: str = ""


class ClockMove(StrEnum):
    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    RESET = "reset"
    EXTEND = "extend"
    STOP = "stop"

    @property
    def label(self) -> str:
        return {
            "start": "起算",
            "pause": "中止计算",
            "resume": "恢复计算",
            "reset": "重新起算",
            "extend": "延长",
            "stop": "停止计算",
        }[self.value]


ALL_CLOCKS = "*"
"""As the clock of a STOP: every clock of the case that still runs or stands."""


@dataclass(frozen=True)
class ClockEffect:
    """What a step does to a clock.

    Args:
        clock: name of the clock within the case.
        rule: code of the dated rule (START only).
        rule_of: the code from the act, where it depends on the matter (START only, instead of ``rule``).
        on: effective day from the act; default the day of acting.
        value: the fixed due date (START of a fixed-date rule), or days or new date (EXTEND).
        ref: name of the pause (PAUSE, RESUME): several may be open, the clock stands while any is. The lines show it.
        several: pauses that each end on a day of its own, as (ref, day), instead of ``ref`` and ``on`` (RESUME only).
        each: tells several clocks of one name apart (one for each consultation); kept as ``clock:each``.
        when: do nothing unless it holds for the act (asked after the step's own effect).
        if_running: do nothing when the clock does not run, instead of refusing.
    """

    move: ClockMove
    clock: str
    rule: str = ""
    rule_of: Callable[[Act], str] | None = None
    on: Callable[[Act], dt.date] | None = None
    value: Callable[[Act], int | dt.date | None] | None = None
    ref: Callable[[Act], str] | None = None
    several: Callable[[Act], Sequence[tuple[str, dt.date]]] | None = None
    each: Callable[[Act], str] | None = None
    when: Callable[[Act], bool] | None = None
    if_running: bool = False

    def name(self, act: Act) -> str:
        """The name of the clock that the act moves."""
        return f"{self.clock}:{self.each(act)}" if self.each else self.clock

    def rule_code(self, act: Act) -> str:
        """The code of the dated rule under which the act starts the clock."""
        return self.rule_of(act) if self.rule_of else self.rule


@dataclass
class Act:
    """One act in progress: what a step's effect may read, and the few things it may say."""

    case: Any
    subject: Any
    actor: Actor
    step: Step | None
    data: dict[str, Any]
    day: dt.date
    note: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Step:
    """One row of the table. ``target`` None leaves the state as it is.

    Args:
        effect: the change to the room's own records, called inside the transaction before the state moves; it may set
            ``act.note`` (added to the journal's sentence) and ``act.facts`` (kept in the journal as data).
        contributes: whoever takes this step has contributed to the matter.
        reviews: whoever contributed to the matter may not take this step, whatever posts they hold.
        bulk: may be taken on many cases at once.
        letter: kind of paper issued, for the diagram; "" when none.
        group: which of the procedure's ``headings`` the step stands under on the case page.
    """

    command: str
    label: str
    source: tuple[str, ...]
    target: str | None
    posts: tuple[Post, ...]
    whose: Whose
    basis: Basis
    duty: Duty = Duty.OWED
    form: type[forms.Form] | None = None
    guards: tuple[Guard, ...] = ()
    effect: Callable[[Act], None] | None = None
    clocks: tuple[ClockEffect, ...] = ()
    contributes: bool = False
    reviews: bool = False
    bulk: bool = False
    primary: bool = False
    letter: str = ""
    help: str = ""
    group: str = ""


@dataclass(frozen=True)
class Opening:
    """How a case of the procedure begins. ``contributes``: whoever opens it has contributed to the matter."""

    label: str
    posts: tuple[Post, ...]
    whose: Whose
    basis: Basis
    clocks: tuple[ClockEffect, ...] = ()
    contributes: bool = False


@dataclass(frozen=True)
class Procedure:
    """A kind of case. ``version`` is raised when rows change meaning; a case notes the one it began under.

    Args:
        sample: a fresh case of this procedure, for the test that walks every cell.
        visible: the cases of this procedure that an actor may see; None: those of the own unit, 区府办 all.
        headings: what the steps are for, in the order of the case page; required where one post finds many in a state.
        pause_name: how a clock's lines call a pause, from its ``ref``; None: by the ref itself.
    """

    code: str
    label: str
    subject_kind: str
    states: tuple[State, ...]
    initial: str
    opening: Opening
    steps: tuple[Step, ...]
    version: int = 1
    group: str = ""
    facts: Callable[[Any], list[tuple[str, Any]]] | None = None
    panels: tuple[str, ...] = ()
    sample: Callable[[], Any] | None = None
    clock_names: Mapping[str, str] = field(default_factory=dict)
    visible: Callable[[Actor], Q] | None = None
    headings: tuple[str, ...] = ()
    pause_name: Callable[[str], str] | None = None

    def state(self, code: str) -> State:
        """Raises KeyError for a state that the table does not have."""
        return self.by_code[code]

    @property
    def by_code(self) -> Mapping[str, State]:
        return {state.code: state for state in self.states}

    def step(self, command: str, state: str) -> Step | None:
        """The row for a command in a state, if there is one."""
        return next((step for step in self.steps if step.command == command and state in step.source), None)

    def commands(self) -> list[str]:
        """Every command of the table, in the order of its first row."""
        return list(dict.fromkeys(step.command for step in self.steps))
