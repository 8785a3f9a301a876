"""Opening many cases at once, with the same checks, journal and clocks as one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.journal import commands as journal
from mingzheng.core.journal.models import Entry
from mingzheng.core.outbox.commands import enqueue
from mingzheng.core.procedures.clocks import rule_on
from mingzheng.core.procedures.models import Case, Clock, ClockEvent, DeadlineRule
from mingzheng.core.procedures.permission import why_not_open
from mingzheng.core.procedures.reckoning import Event, reckon
from mingzheng.core.procedures.registry import procedure_of
from mingzheng.core.procedures.table import Act, ClockEffect, Procedure
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.core.workdays.queries import calendar

BATCH = 500


@dataclass(frozen=True)
class NewCase:
    """What a case to be opened is about. ``subject_object`` is the record itself, so that nothing is read twice."""

    subject: RecordRef
    subject_object: Any
    unit: Unit
    title: str
    number: str = ""
    data: dict[str, Any] = field(default_factory=dict)


@transaction.atomic
def open_cases(procedure: str, wanted: Sequence[NewCase], actor: Actor) -> list[Case]:
    """Begin cases of one procedure, in the order given.

    Raises:
        Refused: when the actor's post may not open one of them; then none is opened.
    """
    table = procedure_of(procedure)
    for item in wanted:
        refusal = why_not_open(table, item.unit, actor)
        if refusal:
            raise refusal
    moment = timekeeping.now()
    cases = Case.objects.bulk_create([_case(table, item, moment) for item in wanted], batch_size=BATCH)
    entries = journal.append_many([_entry(table, case, actor, moment) for case in cases])
    acts = [
        Act(case, item.subject_object, actor, None, dict(item.data), timekeeping.today())
        for case, item in zip(cases, wanted, strict=True)
    ]
    _start_clocks(table, acts, entries)
    enqueue("cases.opened", {"procedure": procedure, "cases": [case.pk for case in cases]})
    return cases


def _case(table: Procedure, item: NewCase, moment: dt.datetime) -> Case:
    return Case(
        procedure=table.code,
        version=table.version,
        state=table.initial,
        unit=item.unit,
        title=item.title[:300],
        number=item.number,
        subject_kind=item.subject.kind,
        subject_id=item.subject.id,
        opened_at=moment,
    )


def _entry(table: Procedure, case: Case, actor: Actor, moment: dt.datetime) -> Entry:
    return journal.entry(
        action=f"{table.code}.opened",
        actor=actor,
        subject=case.ref,
        summary=f"{table.opening.label}：{case.unit.short}",
        basis=table.opening.basis.text,
        case_id=case.pk,
        at=moment,
    )


def _start_clocks(table: Procedure, acts: list[Act], entries: list[Entry]) -> None:
    """Clocks, their first events and the cached dates of every case, in a handful of statements."""
    if not acts or not table.opening.clocks:
        return
    rules = {effect.rule: rule_on(effect.rule, acts[0].day) for effect in table.opening.clocks}
    made: list[tuple[Clock, ClockEvent]] = []
    for act, entry in zip(acts, entries, strict=True):
        for effect in table.opening.clocks:
            if effect.when is None or effect.when(act):
                made.append(_clock(act, effect, rules[effect.rule], entry))
    Clock.objects.bulk_create([clock for clock, _event in made], batch_size=BATCH)
    for clock, event in made:
        event.clock = clock
    ClockEvent.objects.bulk_create([event for _clock, event in made], batch_size=BATCH)
    _cache_dates([act.case for act in acts], [clock for clock, _event in made])


def _clock(act: Act, effect: ClockEffect, rule: DeadlineRule, entry: Entry) -> tuple[Clock, ClockEvent]:
    value = effect.value(act) if effect.value else None
    event = ClockEvent(
        move=effect.move.value,
        effective_on=effect.on(act) if effect.on else act.day,
        recorded_at=entry.at,
        days=value if isinstance(value, int) else None,
        date=value if isinstance(value, dt.date) else None,
        person_id=act.actor.person_id,
        entry_id=entry.pk,
    )
    started = Event(effect.move, event.effective_on, event.days, event.date)
    found = reckon([started], rule.as_rule(), calendar(), explain=False)
    clock = Clock(
        case=act.case,
        name=effect.clock,
        rule=rule,
        status=found.status.value,
        due_on=found.due,
        provisional=found.provisional,
    )
    return clock, event


def _cache_dates(cases: list[Case], clocks: list[Clock]) -> None:
    nearest: dict[int, Clock] = {}
    for clock in clocks:
        held = nearest.get(clock.case_id)
        if clock.due_on and (held is None or held.due_on is None or clock.due_on < held.due_on):
            nearest[clock.case_id] = clock
    for case in cases:
        first = nearest.get(case.pk)
        if first is not None and first.due_on is not None:
            case.due_on, case.provisional = first.due_on, first.provisional
            case.warn_on = calendar().due(first.due_on, -first.rule.warn)
    Case.objects.bulk_update(cases, ["due_on", "warn_on", "provisional"], batch_size=BATCH)
