"""Any history: due on the day counted by hand; what is refused changes nothing."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.workdays.shipped import YEARS, shipped_plan
from tests.requests.foi.clockwork import (
    EXTENDED,
    START,
    after,
    asked_party,
    h,
    in_person,
)

from mingzheng.requests.foi.law.clockwork import Happening
from mingzheng.requests.foi.law.happenings import CHANNELS, KINDS, PARTIES

ONE = dt.timedelta(days=1)


OFF = {day for year in YEARS for day in shipped_plan(year).off}


MADE_UP = {day for year in YEARS for day in shipped_plan(year).makeup}


def works(day):
    return day in MADE_UP or (day.weekday() < 5 and day not in OFF)


def nth(day, count):
    while count:
        day += ONE
        count -= works(day)
    return day


class ByHand:
    """One application, counted day by day: begun, its length, and from when to when it stood."""

    def __init__(self, start):
        self.received = self.begun = self.today = start
        self.length, self.extended = 20, 0
        self.spans: dict[str, list] = {}  # name: [from, to or None, at most]
        self.corrected = self.charged = False

    def open(self):
        return [name for name, span in self.spans.items() if span[1] is None]

    def advance(self, day):
        self.today = day
        for name in self.open():
            span = self.spans[name]
            if name.startswith("q") and span[2] < day:
                span[1] = span[2]

    def due(self, standing_until=None):
        spans = [(begun, end or standing_until) for begun, end, _most in self.spans.values()]
        if any(end is None for _begun, end in spans):
            return None
        day, left = self.begun, self.length
        while left or any(begun <= day < end for begun, end in spans) or not works(day):
            day += ONE
            left -= bool(left) and works(day) and not any(begun < day <= end for begun, end in spans)
        return day

    def overdue(self):
        return self.due(standing_until=self.today) < self.today

    def renew(self):
        self.begun, self.length, self.extended = self.today, 20, 0


def lawful(app, action, size, n):
    """The event, if it is lawful today; what it does is noted by hand."""
    today = app.today.isoformat()
    if action == "correct" and not app.corrected and app.today <= nth(app.received, 7):
        app.corrected, app.spans["correction"] = True, [app.today, None, None]
        return h("correction_requested", today, period_days=size)
    if action in ("corrected", "paid"):
        name = {"corrected": "correction", "paid": "fee"}[action]
        if name in app.open():
            app.spans[name][1] = app.today
            app.renew()
            return h({"corrected": "correction_received", "paid": "fee_paid"}[action], today)
    if action in ("ask", "ask late"):
        arrived = app.today + (size % 4) * ONE if action == "ask late" else app.today
        app.spans[f"q{n}"] = [app.today, None, nth(arrived, 15)]
        return asked_party(today, f"q{n}", ["third_party", "co_agency"][n % 2], delivered=arrived.isoformat())
    if action == "answer":
        waited = [name for name in app.open() if name.startswith("q")]
        if waited:
            name = waited[size % len(waited)]
            app.spans[name][1] = app.today
            return h("consult_answered", today, ref=name)
    if action == "extend" and not app.overdue() and 1 <= size <= 20 - app.extended:
        app.extended, app.length = app.extended + size, app.length + size
        return h("extension", today, days=size, **EXTENDED)
    if action == "charge" and not app.charged and not app.overdue():
        app.charged, app.spans["fee"] = True, [app.today, None, None]
        return h("fee_notice", today)
    return h("clock_check", today)


ACTIONS = st.sampled_from(["correct", "corrected", "ask", "ask late", "answer", "extend", "charge", "paid", "look"])


@settings(max_examples=150, deadline=None)
@given(
    st.dates(dt.date(2023, 1, 3), dt.date(2025, 6, 30)),
    st.lists(st.tuples(st.integers(0, 16), ACTIONS, st.integers(1, 20)), max_size=9),
)
def test_any_lawful_history_is_due_on_the_day_counted_by_hand(start, steps):
    app, history, expected = ByHand(start), [in_person(start.isoformat())], []
    expected.append(app.due())
    for n, (gap, action, size) in enumerate(steps):
        app.advance(app.today + gap * ONE)
        history.append(lawful(app, action, size, n))
        expected.append(app.due())
    found = after(*history)
    assert [one.refused for one in found] == [""] * len(found)
    assert [one.due for one in found] == expected


days = st.dates(dt.date(2022, 12, 25), dt.date(2027, 1, 20)) | st.dates(dt.date(2024, 1, 1), dt.date(2024, 2, 20))


maybe = st.none() | st.booleans() | days


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.builds(
            Happening,
            st.sampled_from(list(KINDS)),
            days,
            recorded=st.none() | days,
            delivered=st.none() | days,
            channel=st.sampled_from(list(CHANNELS)),
            party=st.sampled_from(list(PARTIES)),
            ref=st.sampled_from(["", "1", "t"]),
            days=st.integers(-2, 25),
            until=st.none() | days,
            period_days=st.integers(-2, 30),
            approved=maybe,
            notified=maybe,
            outcome=st.sampled_from(["A2", "D3", "F1", "F2", "F3", "?", ""]),
        ),
        max_size=12,
    )
)
def test_any_history_whatever_is_answered_and_what_is_refused_changes_nothing(history):
    found = after(*[START, *history])
    assert [one.n for one in found] == list(range(1, len(history) + 2))
    for before, one in pairwise(found):
        if one.refused:
            assert (one.state, one.due, one.waiting) == (before.state, before.due, before.waiting)
        running = one.state in ("running", "replied", "closed")
        assert (one.due is not None) == running
        assert bool(one.waiting) == (one.state in ("correction", "fee", "consultation"))
        assert one.reasons
