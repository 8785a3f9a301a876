"""The clock while third parties and other offices are asked (Art. 32, 34)."""

from __future__ import annotations

import pytest
from tests.requests.foi.clockwork import (
    CALENDAR,
    EXTENDED,
    START,
    after,
    asked_party,
    d,
    h,
    in_person,
    said,
)


def test_a_consultation_is_not_counted():
    asked, answered = after(START, asked_party("2023-04-20"), h("consult_answered", "2023-04-25", ref="t1"))[1:]
    assert (asked.state, asked.due) == ("consultation", None)
    assert [(one.what, one.ref, one.due) for one in asked.waiting] == [("third_party", "t1", d("2023-05-12"))]
    assert "2023年5月12日" in said(asked)
    assert answered.due == CALENDAR.due(d("2023-04-17"), 24)
    assert "其间4个工作日不计" in said(answered)


def test_over_spring_festival_the_days_off_of_a_consultation_count_for_nothing():
    """Received 12 January 2024, asked on 5 February, answered on 20 February, then extended."""
    history = [
        in_person("2024-01-12"),
        asked_party("2024-02-05"),
        h("consult_answered", "2024-02-20", ref="t1"),
        h("extension", "2024-02-21", days=20, approved="2024-02-21", notified="2024-02-21"),
    ]
    found = after(*history)
    # 17 days are spent on 5 February (the 4th is a make-up Sunday). Excluded: 6 to 9 February, 18 February (make-up Sunday), 19 and 20 February.
    assert "其间7个工作日不计" in said(found[2])
    assert found[2].due == d("2024-02-23")
    assert found[3].due == d("2024-03-22")


def test_overlapping_consultations_exclude_their_union():
    history = [
        START,
        asked_party("2023-04-20", "t1"),
        asked_party("2023-04-24", "a1", "co_agency"),
        h("consult_answered", "2023-04-25", ref="t1", position="agree"),
        h("consult_answered", "2023-04-28", ref="a1"),
    ]
    found = after(*history)
    assert [(one.what, one.ref) for one in found[2].waiting] == [("third_party", "t1"), ("co_agency", "a1")]
    assert [(one.what, one.ref) for one in found[3].waiting] == [("co_agency", "a1")]
    assert found[3].due is None
    assert found[4].due == CALENDAR.due(d("2023-04-17"), 20 + 7)


@pytest.mark.parametrize(("party", "words"), [("third_party", "由本机关依法决定"), ("co_agency", "视为同意公开")])
@pytest.mark.parametrize(
    "later",
    [
        [h("consult_answered", "2023-06-01", ref="t1")],
        [h("consult_expired", "2023-06-01", ref="t1")],
        [h("clock_check", "2023-05-13")],
        [h("clock_check", "2023-05-30"), h("consult_answered", "2023-06-01", ref="t1")],
        [h("clock_check", "2023-05-30"), h("consult_expired", "2023-06-01", ref="t1")],
        [h("extension", "2023-05-20", days=20, **EXTENDED)],
    ],
)
def test_waiting_longer_than_fifteen_working_days_is_not_excluded(party, words, later):
    found = after(START, asked_party("2023-04-20", party=party), *later)
    assert not any(one.refused for one in found)
    more = 20 if later[0].kind == "extension" else 0
    assert found[-1].due == CALENDAR.due(d("2023-04-17"), 20 + 15 + more)
    assert found[-1].state == "running"
    assert words in said(found[-1])


def test_on_the_last_day_of_a_consultation_it_is_still_open_and_may_be_recorded_as_lapsed():
    asked = [START, asked_party("2023-04-20")]
    still = after(*asked, h("clock_check", "2023-05-12"))[-1]
    assert (still.state, still.due) == ("consultation", None)
    early = after(*asked, h("consult_expired", "2023-05-11", ref="t1"))[-1]
    assert "2023年5月12日" in early.refused
    assert early.state == "consultation"
    lapsed, given_out = after(
        *asked, h("consult_expired", "2023-05-12", ref="t1"), h("replied", "2023-05-12", outcome="A2")
    )[2:]
    assert (lapsed.state, lapsed.due) == ("running", CALENDAR.due(d("2023-04-17"), 35))
    assert "第三十二条" in given_out.refused, "the third party may still answer on that day"


def test_a_period_for_correction_is_a_period():
    assert "第三十条" in after(START, h("correction_requested", "2023-04-20", period_days=-1))[-1].refused


def test_the_fifteen_days_begin_when_the_letter_arrived_but_the_clock_stands_from_its_sending():
    asked = after(START, asked_party("2023-04-20", delivered="2023-04-25"))[-1]
    assert asked.waiting[0].due == CALENDAR.due(d("2023-04-25"), 15)
    gone = after(START, asked_party("2023-04-20", delivered="2023-04-25"), h("clock_check", "2023-06-01"))[-1]
    excluded = CALENDAR.workdays_between(d("2023-04-20"), CALENDAR.due(d("2023-04-25"), 15)).days
    assert gone.due == CALENDAR.due(d("2023-04-17"), 20 + excluded)


@pytest.mark.parametrize(
    "wrong",
    [
        h("consult_answered", "2023-04-21", ref="t9"),
        h("consult_expired", "2023-04-21", ref="t9"),
        asked_party("2023-04-21", "t1"),
        h("consult_expired", "2023-04-21", ref="t1"),
        h("consult_answered", "2023-04-18", ref="t1"),
        asked_party("2023-04-21", "t2", delivered="2023-04-20"),
    ],
)
def test_consultations_that_cannot_be_are_refused(wrong):
    before, refused = after(START, asked_party("2023-04-20"), wrong)[1:]
    assert "条" in refused.refused
    assert (refused.state, refused.due, refused.waiting) == (before.state, before.due, before.waiting)


def test_an_answer_is_taken_once():
    history = [START, asked_party("2023-04-20"), h("consult_answered", "2023-04-25", ref="t1")]
    for again in (h("consult_answered", "2023-04-26", ref="t1"), h("consult_expired", "2023-06-26", ref="t1")):
        assert after(*history, again)[-1].refused


def test_consultations_without_a_number_are_told_apart_as_long_as_one_is_open():
    one, none = asked_party("2023-04-20", ""), h("consult_answered", "2023-04-25")
    assert after(START, one, none)[-1].due == CALENDAR.due(d("2023-04-17"), 24)
    assert "编号" in after(START, one, one, none)[-1].refused


def test_what_is_still_waited_for_stands_the_renewed_clock():
    history = [
        START,
        asked_party("2023-04-20"),
        h("fee_notice", "2023-04-21"),
        h("fee_paid", "2023-04-25"),
        h("consult_answered", "2023-04-28", ref="t1"),
    ]
    found = after(*history)
    assert (found[3].state, found[3].due) == ("consultation", None)
    assert found[4].due == CALENDAR.due(d("2023-04-28"), 20), "three days after the payment are excluded"
