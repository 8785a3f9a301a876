"""The records of a live application as the events that the calculator reads: one function explains both."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from mingzheng.core.workdays.queries import calendar
from mingzheng.requests.foi.calculator import rules_now
from mingzheng.requests.foi.law.clockwork import After, Happening, play
from mingzheng.requests.foi.models import Application, Consultation, Correction, Explanation, Fee

SIGNED = Application.Channel.SIGNED_POST
CONFIRMED = (Application.Channel.ORDINARY_MAIL, Application.Channel.INTERNET, Application.Channel.FAX)


def history_of(application: Application) -> list[Happening]:
    """What happened, in the order of the days."""
    return sorted(_happenings(application), key=lambda one: one.date)


def explained(application: Application) -> list[After]:
    """The application played through: after each event its state, due day and why."""
    return play(history_of(application), rules_now(), calendar())


def _happenings(application: Application) -> Iterator[Happening]:
    yield from _receipt(application)
    yield from _reviewed(application)
    yield from _correction(application)
    for one in application.consultations.all():
        yield from _consultation(one)
    for extension in application.extensions.exclude(approved_on=None):
        day = extension.approved_on or extension.asked_on
        yield Happening("extension", day, days=extension.days, approved=day, notified=day)
    yield from _fee(application)
    yield from _delay(application)
    if application.closed_on is not None and application.leaf not in ("F1", "F2"):
        yield Happening("replied", application.closed_on, outcome=application.leaf)


def _receipt(application: Application) -> Iterator[Happening]:
    """Transferred applications begin with the receipt of the unit that answers."""
    received = application.received_on
    if application.channel == SIGNED:
        yield Happening("posted", application.submitted_on, channel=SIGNED)
        if received is not None:
            yield Happening("signed_for", received, channel=SIGNED)
        return
    yield Happening("submitted", application.submitted_on, channel=application.channel)
    if application.channel in CONFIRMED and received is not None:
        yield Happening("receipt_confirmed", received)


def _reviewed(application: Application) -> Iterator[Happening]:
    """Examined and taken on without asking for a correction."""
    if application.case is None or Correction.objects.filter(application=application).exists():
        return
    passed: dt.date | None = application.case.clocks.filter(name="review").values_list("met_on", flat=True).first()
    if passed is not None and passed != application.closed_on:
        yield Happening("review_passed", passed)


def _correction(application: Application) -> Iterator[Happening]:
    found = Correction.objects.filter(application=application).first()
    if found is None:
        return
    yield Happening("correction_requested", found.asked_on, delivered=found.delivered_on, period_days=found.period_days)
    if found.received_on is not None:
        yield Happening("correction_received", found.received_on)
    if found.lapsed_on is not None:
        yield Happening("correction_expired", found.lapsed_on)


def _consultation(one: Consultation) -> Iterator[Happening]:
    yield Happening("consult_sent", one.sent_on, delivered=one.delivered_on, party=one.kind, ref=one.ref)
    if one.answered_on is not None:
        yield Happening("consult_answered", one.answered_on, ref=one.ref, position=one.position)
    elif one.ended_on is not None:
        yield Happening("consult_expired", one.ended_on, ref=one.ref)


def _delay(application: Application) -> Iterator[Happening]:
    """The day that was set as reasonable takes effect with its letter (Art. 35)."""
    found = Explanation.objects.filter(application=application).exclude(until=None).first()
    letter = application.letters.filter(kind="delay").first()
    if found is not None and letter is not None:
        yield Happening("delayed", letter.signed_on, until=found.until)


def _fee(application: Application) -> Iterator[Happening]:
    found = Fee.objects.filter(application=application).first()
    if found is None:
        return
    yield Happening("fee_notice", found.noticed_on, delivered=found.delivered_on)
    if found.paid_on is not None:
        yield Happening("fee_paid", found.paid_on)
    if found.lapsed_on is not None:
        yield Happening("fee_expired", found.lapsed_on)
