"""Twenty working days from receipt; corrections (Art. 30, 31, 33)."""

from __future__ import annotations

import pytest
from tests.requests.foi.clockwork import (
    ASKED,
    CALENDAR,
    EXTENDED,
    START,
    after,
    d,
    h,
    in_person,
    said,
)


@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("2023-01-16", "2023-02-16"),
        ("2023-04-17", "2023-05-16"),
        ("2023-04-28", "2023-05-30"),
        ("2023-09-28", "2023-11-01"),
        ("2023-12-18", "2024-01-16"),
        ("2024-09-13", "2024-10-17"),
        ("2025-01-24", "2025-02-27"),
        ("2025-09-26", "2025-10-30"),
        ("2026-02-13", "2026-03-19"),
        ("2026-09-18", "2026-10-22"),
    ],
)
def test_twenty_working_days_from_the_day_of_receipt(start, due):
    (one,) = after(in_person(start))
    assert (one.n, one.state, one.due, one.provisional) == (1, "running", d(due), False)
    assert "第三十三条第二款" in said(one)


@pytest.mark.parametrize(
    ("start", "due"), [("2023-04-17", "2023-06-13"), ("2023-12-18", "2024-02-18"), ("2025-09-26", "2025-11-27")]
)
def test_twenty_more_by_extension(start, due):
    found = after(in_person(start), h("extension", start, days=20, **EXTENDED))
    assert found[-1].due == d(due)


@pytest.mark.parametrize("channel", ["internet", "fax", "ordinary_mail"])
def test_what_must_be_confirmed_begins_on_the_day_of_confirming(channel):
    sent, confirmed = after(h("submitted", "2023-04-12", channel=channel), h("receipt_confirmed", "2023-04-17"))
    assert (sent.state, sent.due) == ("before_receipt", None)
    assert "确认前不起算" in said(sent)
    assert (confirmed.state, confirmed.due) == ("running", d("2023-05-16"))
    assert "确认之日" in said(confirmed)


def test_a_letter_to_be_signed_for_begins_on_the_day_of_signing():
    posted, signed = after(h("posted", "2023-04-12", channel="signed_post"), h("signed_for", "2023-04-17"))
    assert (posted.due, signed.due) == (None, d("2023-05-16"))
    assert "第三十一条第二项" in said(signed)


@pytest.mark.parametrize(
    "history",
    [
        [in_person("2023-04-17"), in_person("2023-04-18")],
        [in_person("2023-04-17"), h("receipt_confirmed", "2023-04-18")],
        [in_person("2023-04-17"), h("signed_for", "2023-04-18")],
        [h("submitted", "2023-04-17", channel="internet"), h("signed_for", "2023-04-18")],
        [h("posted", "2023-04-17", channel="signed_post"), h("receipt_confirmed", "2023-04-18")],
        [h("replied", "2023-04-17", outcome="A2")],
        [
            h("submitted", "2023-04-14", channel="internet"),
            h("consult_sent", "2023-04-14", party="third_party", ref="t"),
        ],
        [START, h("extension", "2023-04-14", days=5, **EXTENDED)],
    ],
)
def test_receipt_is_once_and_nothing_comes_before_it(history):
    found = after(*history)
    before = after(*history[:-1])
    assert "条" in found[-1].refused
    assert found[-1].due == (before[-1].due if before else None)


def test_looking_before_receipt_is_allowed_and_shows_nothing_due():
    (one,) = after(h("clock_check", "2023-04-17"))
    assert (one.refused, one.due, one.state) == ("", None, "before_receipt")


def test_a_correction_stands_the_clock_and_begins_it_anew():
    asked, got = after(START, ASKED, h("correction_received", "2023-05-08"))[1:]
    assert (asked.state, asked.due) == ("correction", None)
    assert [(one.what, one.due) for one in asked.waiting] == [("correction", d("2023-05-10"))]
    assert "2023年5月10日" in said(asked)
    assert (got.state, got.due, got.waiting) == ("running", CALENDAR.due(d("2023-05-08"), 20), ())
    assert "重新" in said(got)


def test_the_offices_usual_period_is_fifteen_working_days():
    asked = after(START, h("correction_requested", "2023-04-20"))[-1]
    assert asked.waiting[0].due == CALENDAR.due(d("2023-04-20"), 15)


def test_earlier_extension_and_exclusions_are_gone_after_a_correction():
    history = [
        START,
        h("extension", "2023-04-18", days=20, **EXTENDED),
        h("consult_sent", "2023-04-18", party="co_agency", ref="a"),
        h("consult_answered", "2023-04-20", ref="a"),
        h("correction_requested", "2023-04-21"),
        h("correction_received", "2023-05-04"),
    ]
    assert after(*history)[-1].due == CALENDAR.due(d("2023-05-04"), 20)
    again = after(*history, h("extension", "2023-05-08", days=20, **EXTENDED))[-1]
    assert (again.refused, again.due) == ("", CALENDAR.due(d("2023-05-04"), 40))


def test_a_correction_is_asked_for_once_and_within_seven_working_days():
    twice = after(START, ASKED, h("correction_requested", "2023-04-21"))[-1]
    assert "第三十条" in twice.refused
    assert twice.state == "correction"
    later = after(START, ASKED, h("correction_received", "2023-04-25"), h("correction_requested", "2023-04-26"))[-1]
    assert "一次性" in later.refused
    assert after(START, h("correction_requested", "2023-04-25"))[-1].refused == "", "the seventh working day"
    late = after(START, h("correction_requested", "2023-04-26"))[-1]
    assert "第三十条" in late.refused
    assert (late.state, late.due) == ("running", d("2023-05-16"))


def test_not_corrected_is_given_up_only_once_the_period_is_over():
    early, closed = after(START, ASKED, h("correction_expired", "2023-05-09"), h("correction_expired", "2023-05-10"))[
        2:
    ]
    assert "2023年5月10日" in early.refused
    assert (early.state, early.due) == ("correction", None)
    assert (closed.refused, closed.state, closed.late) == ("", "closed", False)
    assert "F1" in said(closed)
    assert closed.due is not None


def test_a_correction_that_comes_late_but_before_the_lapse_was_recorded_is_taken():
    got = after(START, ASKED, h("correction_received", "2023-05-18"))[-1]
    assert (got.refused, got.due) == ("", CALENDAR.due(d("2023-05-18"), 20))
    assert "届满之后" in said(got)
    gone = after(START, ASKED, h("correction_expired", "2023-05-15"), h("correction_received", "2023-05-18"))[-1]
    assert gone.state == "closed"
    assert gone.refused


@pytest.mark.parametrize("kind", ["correction_received", "correction_expired", "fee_paid", "fee_expired"])
def test_what_was_not_asked_cannot_come_or_lapse(kind):
    found = after(START, h(kind, "2023-04-20"))[-1]
    assert ("第三十条" if "correction" in kind else "109号") in found.refused
    assert found.due == d("2023-05-16")
