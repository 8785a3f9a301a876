"""Opening many cases at once, with the same checks, journal and clocks as one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.journal import commands as journal
from mingzheng.core.journal.models import Entry
from mingzheng.core.outbox.commands import publish
from mingzheng.core.procedures.clocks import rule_on, warn_day
from mingzheng.core.procedures.models import Case, Clock, ClockEvent, Contribution, DeadlineRule
from mingzheng.core.procedures.permission import still_in_post, why_not_open
from mingzheng.core.procedures.reckoning import Event, LedgerFault, reckon
from mingzheng.core.procedures.registry import procedure_of
from mingzheng.core.procedures.table import Act, ClockEffect, Procedure
from mingzheng.core.records import RecordRef
from mingzheng.core.units.models import Unit
from mingzheng.core.workdays.arithmetic import WorkCalendar
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
        Refused: when the actor's post may not open one of them, or a record has its case already; then none is opened.
    """
    table = procedure_of(procedure)
    for item in wanted:
        refusal = why_not_open(table, item.unit, actor)
        if refusal:
            raise refusal
    still_in_post(actor)
    moment, days = timekeeping.now(), calendar()
    rules: dict[tuple[str, dt.date], DeadlineRule] = {}
    ledgers = []
    for item in wanted:
        act = Act(_case(table, item, moment), item.subject_object, actor, None, dict(item.data), timekeeping.today())
        ledgers.append(_ledger(act, table, rules, days))
    cases = _create([ledger.case for ledger in ledgers])
    entries = journal.append_many([_entry(table, case, actor, moment) for case in cases])
    _keep_clocks(ledgers, entries)
    if table.opening.contributes and actor.person_id:
        Contribution.objects.bulk_create(
            [Contribution(case=case, person_id=actor.person_id, command="open") for case in cases], batch_size=BATCH
        )
    publish("cases.opened", {"procedure": procedure, "cases": [case.pk for case in cases]})
    return cases


@dataclass(frozen=True)
class _Ledger:
    """A case that is not written yet, with the clocks that its opening starts."""

    case: Case
    clocks: list[tuple[Clock, ClockEvent]]


def _create(cases: list[Case]) -> list[Case]:
    try:
        with transaction.atomic():
            return Case.objects.bulk_create(cases, batch_size=BATCH)
    except IntegrityError as error:
        raise Refused(
            "这件事已经立项，不能重复办理。", remedy="请打开已有的事项继续办理。", code="open_already"
        ) from error


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


def _ledger(act: Act, table: Procedure, rules: dict[tuple[str, dt.date], DeadlineRule], days: WorkCalendar) -> _Ledger:
    """The clocks of one opening; the case's cached dates follow from the nearest of them."""
    clocks = []
    for effect in table.opening.clocks:
        if effect.when is not None and not effect.when(act):
            continue
        began = effect.on(act) if effect.on else act.day
        code = effect.rule_code(act)
        rule = rules.get((code, began)) or rule_on(code, began)
        rules[code, began] = rule
        clocks.append(_clock(act, effect, rule, began, days))
    dated = [clock for clock, _event in clocks if clock.due_on is not None]
    if dated:
        first = min(dated, key=lambda clock: clock.due_on or dt.date.max)
        act.case.due_on, act.case.provisional = first.due_on, first.provisional
        act.case.warn_on = warn_day(first.due_on, first.rule.warn, days) if first.due_on else None
    return _Ledger(act.case, clocks)


def _clock(
    act: Act, effect: ClockEffect, rule: DeadlineRule, began: dt.date, days: WorkCalendar
) -> tuple[Clock, ClockEvent]:
    value = effect.value(act) if effect.value else None
    event = ClockEvent(
        move=effect.move.value,
        effective_on=began,
        recorded_at=act.case.opened_at,
        days=value if isinstance(value, int) else None,
        date=value if isinstance(value, dt.date) else None,
        person_id=act.actor.person_id,
    )
    started = Event(effect.move, event.effective_on, event.days, event.date)
    try:
        found = reckon([started], rule.as_rule(), days, explain=False)
    except LedgerFault as fault:
        raise Refused(f"「{rule.label}」缺少期限日期，没有立项。", remedy="请先写明期限。", code="ledger") from fault
    clock = Clock(
        name=effect.name(act), rule=rule, status=found.status.value, due_on=found.due, provisional=found.provisional
    )
    return clock, event


def _keep_clocks(ledgers: list[_Ledger], entries: list[Entry]) -> None:
    """Write the clocks and their first events, now that cases and entries have their numbers."""
    for ledger, entry in zip(ledgers, entries, strict=True):
        for clock, event in ledger.clocks:
            clock.case, event.entry_id = ledger.case, entry.pk
    made = [pair for ledger in ledgers for pair in ledger.clocks]
    Clock.objects.bulk_create([clock for clock, _event in made], batch_size=BATCH)
    for clock, event in made:
        event.clock = clock
    ClockEvent.objects.bulk_create([event for _clock, event in made], batch_size=BATCH)
