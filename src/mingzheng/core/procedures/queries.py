"""What is due, overdue, and how a case stands."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import BigIntegerField, QuerySet

from mingzheng.core import records, timekeeping
from mingzheng.core.errors import Refused
from mingzheng.core.present import hold, note_empty
from mingzheng.core.procedures import clocks
from mingzheng.core.procedures.models import Case, Clock, ClockEvent
from mingzheng.core.procedures.reckoning import Reckoning
from mingzheng.core.workdays.queries import calendar
from mingzheng.core.written import Given, Question


def overdue(*, unit_id: int | None = None, today: dt.date | None = None) -> QuerySet[Case]:
    """Open cases past their date, the longest overdue first. Served by an index."""
    found = Case.objects.filter(due_on__lt=today or timekeeping.today(), closed_at=None)
    return (found if unit_id is None else found.filter(unit_id=unit_id)).order_by("due_on", "id")


def clocks_overdue() -> int:
    """How many running clocks are past their date."""
    return Clock.objects.filter(status="running", due_on__lt=timekeeping.today()).count()


def read_for_page(case: Case) -> None:
    """Read the record behind a case for a page that shows everything of it and writes nothing.

    What the record does not hold is known at once (``core.present``), and it shares the case and the unit that were read.
    """
    record = case.subject
    if record is None:
        return
    note_empty(record)
    read_parts = records.kind_of(case.subject_kind).read_parts
    if read_parts is not None:
        read_parts(record)
    for known in (case, case.unit):
        for field in record._meta.concrete_fields:
            if field.related_model is type(known) and getattr(record, field.attname) == known.pk:
                field.set_cached_value(record, known)


@dataclass(frozen=True)
class ClockView:
    """A clock with what its ledger says, for the case screen."""

    clock: Clock
    reckoning: Reckoning
    days_left: int | None

    @property
    def label(self) -> str:
        return self.clock.rule.label


_CASE = Given("case", BigIntegerField())
CLOCKS = Question(lambda: Clock.objects.filter(case_id=_CASE).select_related("rule").order_by("id"))
EVENTS = Question(lambda: ClockEvent.objects.filter(clock__case_id=_CASE).order_by("id"))


def clocks_of(case: Case) -> list[ClockView]:
    """Every clock of a case with its explanation, running ones first."""
    today, found = timekeeping.today(), []
    held, events = CLOCKS.ask(case=case.pk), defaultdict(list)
    for event in EVENTS.ask(case=case.pk) if held else ():
        events[event.clock_id].append(event)
    for clock in held:
        clock.case = case
        hold(clock, "events", events[clock.pk])
        reckoning = clocks.reckoning_of(clock)
        found.append(ClockView(clock, reckoning, _left(reckoning, today)))
    return sorted(found, key=lambda view: (view.reckoning.met_on is not None, view.clock.pk))


def _left(reckoning: Reckoning, today: dt.date) -> int | None:
    """Nothing while the clock does not run, and where the calendar does not reach back."""
    if reckoning.due is None or reckoning.met_on:
        return None
    try:
        return workdays_left(reckoning.due, today)
    except Refused:
        return None


def workdays_left(due: dt.date, today: dt.date | None = None) -> int:
    """Working days from today to the due day: 0 on the day itself, negative when overdue."""
    return calendar().workdays_between(today or timekeeping.today(), due).days
