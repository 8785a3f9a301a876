"""Consultations whose period is over though nobody has written that down yet (Art. 33 (3))."""

from __future__ import annotations

import datetime as dt

from mingzheng.core.procedures.clocks import rule_on
from mingzheng.core.workdays.queries import calendar
from mingzheng.requests.foi.models import Application, Consultation


def last_day(consultation: Consultation) -> dt.date:
    """The last day of its period; counted from the day of sending while no receipt is written down."""
    if consultation.due_on is not None:
        return consultation.due_on
    rule = rule_on(f"foi.{consultation.kind}", consultation.sent_on)
    due: dt.date = calendar().add_workdays(consultation.sent_on, rule.length or 0).due
    return due


def ran_out(application: Application, day: dt.date) -> list[tuple[str, dt.date]]:
    """Open consultations whose last day lies before ``day``, as (ref, last day): the clock stood no longer than that."""
    waiting = [(one.ref, last_day(one)) for one in application.consultations.filter(ended_on=None)]
    return [(ref, last) for ref, last in waiting if last < day]
