"""The clock while a fee is owed (Art. 42)."""

from __future__ import annotations

import datetime as dt

from tests.requests.foi.clockwork import (
    CALENDAR,
    START,
    after,
    d,
    h,
    said,
)

NOTICE = h("fee_notice", "2023-05-04", delivered="2023-05-08")


FEE_DUE = CALENDAR.due(d("2023-05-08"), 20)


def test_a_fee_stands_the_clock_and_its_payment_begins_it_anew():
    noticed, paid = after(START, NOTICE, h("fee_paid", "2023-05-12"))[1:]
    assert (noticed.state, noticed.due) == ("fee", None)
    assert [(one.what, one.due) for one in noticed.waiting] == [("fee", FEE_DUE)]
    assert (paid.state, paid.due) == ("running", CALENDAR.due(d("2023-05-12"), 20))
    assert "109号" in said(paid)


def test_not_paid_is_given_up_only_once_the_period_is_over():
    early, closed = after(
        START,
        NOTICE,
        h("fee_expired", (FEE_DUE - dt.timedelta(days=1)).isoformat()),
        h("fee_expired", FEE_DUE.isoformat()),
        h("fee_paid", "2023-06-21"),
    )[2:4]
    assert "109号" in early.refused
    assert (early.state, closed.state) == ("fee", "closed")
    assert "F2" in said(closed)


def test_a_late_payment_before_the_lapse_was_recorded_is_taken():
    paid = after(START, NOTICE, h("fee_paid", "2023-06-20"))[-1]
    assert (paid.refused, paid.due) == ("", CALENDAR.due(d("2023-06-20"), 20))
    assert "届满之后" in said(paid)


def test_a_fee_notice_lies_inside_the_reply_period_and_comes_once():
    assert "答复期限" in after(START, h("fee_notice", "2023-05-17"))[-1].refused
    assert after(START, NOTICE, h("fee_paid", "2023-05-12"), h("fee_notice", "2023-05-15"))[-1].refused
