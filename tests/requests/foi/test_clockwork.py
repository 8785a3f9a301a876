"""期限推演: what each event does to the reply's due date, and what the 条例 does not allow."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.workdays.shipped import YEARS, shipped_calendar, shipped_plan

from mingzheng.core.workdays.arithmetic import WorkCalendar
from mingzheng.requests.foi.law.clockwork import Happening, play, rules_of
from mingzheng.requests.foi.law.happenings import CHANNELS, KINDS, PARTIES

CALENDAR, RULES = shipped_calendar(), rules_of()


def d(text):
    return dt.date.fromisoformat(text)


def h(kind, day, **more):
    for name in ("recorded", "delivered", "approved", "notified", "until"):
        if isinstance(more.get(name), str):
            more[name] = d(more[name])
    return Happening(kind, d(day), **more)


def after(*history, calendar=CALENDAR):
    return play(history, RULES, calendar)


def said(one):
    return "\n".join(one.reasons)


def in_person(day):
    return h("submitted", day, channel="in_person")


START = in_person("2023-04-17")  # due 16 May
EXTENDED = {"approved": True, "notified": True}


# -- the day of receipt (Art. 31)


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


# -- correction (Art. 30)

ASKED = h("correction_requested", "2023-04-20", period_days=10, delivered="2023-04-24")  # until 10 May


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


# -- consultations (Arts. 32-34)


def asked_party(day, ref="t1", party="third_party", **more):
    return h("consult_sent", day, ref=ref, party=party, **more)


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


# -- extension (Art. 33)


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"days": 10, "approved": None, "notified": True}, "同意"),
        ({"days": 10, "approved": False, "notified": True}, "同意"),
        ({"days": 10, "approved": True}, "告知"),
        ({"days": 21, **EXTENDED}, "1至20"),
        ({"days": 0, **EXTENDED}, "1至20"),
        ({"days": -3, **EXTENDED}, "1至20"),
        ({"days": 10, "approved": True, "notified": "2023-05-17"}, "届满"),
    ],
)
def test_an_extension_needs_approval_notice_and_measure(more, why):
    found = after(START, h("extension", "2023-05-10", **more))[-1]
    assert why in found.refused
    assert "第三十三条第二款" in found.refused
    assert found.due == d("2023-05-16")


def test_extensions_are_twenty_days_in_all_and_none_after_the_due_date():
    first, second, third = after(
        START,
        h("extension", "2023-05-08", days=12, **EXTENDED),
        h("extension", "2023-05-10", days=9, **EXTENDED),
        h("extension", "2023-05-10", days=8, **EXTENDED),
    )[1:]
    assert first.due == CALENDAR.due(d("2023-04-17"), 32)
    assert "合计" in second.refused
    assert second.due == first.due
    assert third.due == CALENDAR.due(d("2023-04-17"), 40)
    assert after(START, h("extension", "2023-05-16", days=5, **EXTENDED))[-1].refused == ""
    assert "届满" in after(START, h("extension", "2023-05-17", days=5, **EXTENDED))[-1].refused


# -- fee (国办函〔2020〕109号)

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


# -- the reply


def test_a_reply_stops_the_clock_in_time_or_late():
    in_time = after(START, h("replied", "2023-05-16", outcome="A2"))[-1]
    assert (in_time.state, in_time.due, in_time.late) == ("replied", d("2023-05-16"), False)
    assert "在期限内" in said(in_time)
    late = after(START, h("replied", "2023-05-19", outcome="C4"))[-1]
    assert (late.due, late.late) == (d("2023-05-16"), True)
    assert "逾期3个工作日" in said(late)
    at_once = after(START, h("replied", "2023-04-17", outcome="A1"))[-1]
    assert at_once.state == "replied"


@pytest.mark.parametrize("outcome", ["", "A", "Z9", "D1", "a2"])
def test_an_unknown_outcome_is_refused(outcome):
    found = after(START, h("replied", "2023-05-10", outcome=outcome))[-1]
    assert "办理结果" in found.refused
    assert found.state == "running"


def test_what_was_let_lapse_is_recorded_only_after_the_lapse():
    assert "第三十条" in after(START, h("replied", "2023-05-10", outcome="F1"))[-1].refused
    assert "109号" in after(START, h("replied", "2023-05-10", outcome="F2"))[-1].refused
    assert "第三十条" in after(START, ASKED, h("replied", "2023-05-10", outcome="F1"))[-1].refused
    assert after(START, ASKED, h("replied", "2023-05-11", outcome="F1"))[-1].state == "closed"
    lapsed = [START, ASKED, h("correction_expired", "2023-05-11")]
    recorded = after(*lapsed, h("replied", "2023-05-11", outcome="F1"))
    assert (recorded[-1].refused, recorded[-1].state, recorded[-1].due) == ("", "closed", recorded[-2].due)
    assert after(*lapsed, h("replied", "2023-05-11", outcome="F2"))[-1].refused
    assert after(*lapsed, h("replied", "2023-05-11", outcome="A2"))[-1].refused
    assert after(*lapsed, *[h("replied", "2023-05-11", outcome="F1")] * 2)[-1].refused, "recorded once"


def test_still_unclear_needs_a_correction_first():
    assert "第三十条" in after(START, h("replied", "2023-05-10", outcome="D3"))[-1].refused
    got = [START, ASKED, h("correction_received", "2023-05-08")]
    assert after(*got, h("replied", "2023-05-10", outcome="D3"))[-1].state == "replied"


@pytest.mark.parametrize("outcome", ["A2", "B"])
def test_nothing_is_given_out_while_a_third_party_may_still_answer(outcome):
    asked = [START, asked_party("2023-04-20")]
    refused = after(*asked, h("replied", "2023-05-12", outcome=outcome))[-1]
    assert "第三十二条" in refused.refused
    assert refused.state == "consultation"
    assert after(*asked, h("replied", "2023-05-13", outcome=outcome))[-1].state == "replied"
    assert after(*asked, h("replied", "2023-05-12", outcome="C1"))[-1].state == "replied"


@pytest.mark.parametrize("day", ["2023-05-12", "2023-05-02"])
def test_after_the_end_nothing_more_is_recorded_except_a_look(day):
    history = [START, h("replied", "2023-05-10", outcome="A2")]
    for event in (
        h("extension", day, days=5, **EXTENDED),
        h("fee_notice", day),
        asked_party(day),
        h("replied", day, outcome="B"),
        h("replied", day, outcome="F1"),
        h("review_passed", day),
    ):
        found = after(*history, event)[-1]
        assert "已办结" in found.refused
        assert (found.state, found.due) == ("replied", d("2023-05-16"))
    assert after(*history, h("clock_check", day))[-1].refused == ""


# -- the order of recording, and of effect


def test_what_is_recorded_later_counts_by_its_day():
    history = [
        START,
        asked_party("2023-04-19"),
        h("extension", "2023-04-24", days=5, **EXTENDED),
        h("consult_answered", "2023-04-21", ref="t1", recorded="2023-04-26"),
    ]
    found = after(*history)[-1]
    assert found.due == CALENDAR.due(d("2023-04-17"), 20 + 2 + 5)
    assert "补登：2023年4月26日" in said(found)
    assert "按生效日期的先后" in said(found)


def test_what_contradicts_what_was_recorded_is_refused():
    history = [START, ASKED, h("correction_received", "2023-05-08")]
    early = after(*history, h("replied", "2023-04-19", outcome="A2"))[-1]
    assert "矛盾" in early.refused
    assert early.due == CALENDAR.due(d("2023-05-08"), 20)


def test_a_refused_event_leaves_the_next_ones_as_if_it_had_not_been():
    good = [START, asked_party("2023-04-20"), h("consult_answered", "2023-04-25", ref="t1")]
    bad = h("consult_expired", "2023-04-21", ref="t1")
    assert after(*good[:2], bad, good[2])[-1].due == after(*good)[-1].due
    assert [one.n for one in after(*good[:2], bad, good[2])] == [1, 2, 3, 4]


# -- the edges of the calendar


def test_beyond_the_published_years_a_date_is_provisional():
    (one,) = after(in_person("2026-12-21"))
    assert one.provisional
    assert "2027年放假安排尚未公布" in said(one)
    assert not after(in_person("2026-11-20"))[0].provisional
    waiting = after(in_person("2026-12-01"), asked_party("2026-12-21"))[-1]
    assert (waiting.due, waiting.provisional) == (None, True)


@pytest.mark.parametrize("day", ["2022-06-01", "2018-06-01"])
def test_before_the_calendar_or_the_rules_is_refused_plainly(day):
    (one,) = after(in_person(day))
    assert "没有" in one.refused
    assert (one.state, one.due) == ("before_receipt", None)


def test_an_empty_calendar_and_a_mistyped_year_are_refused():
    assert after(START, calendar=WorkCalendar({}))[0].refused
    assert "十年" in after(START, h("clock_check", "2203-05-01"))[-1].refused
    assert after() == []


def test_the_rules_of_the_office_replace_the_shipped_ones():
    kept = {"code": "foi.third_party", "version": 2, "label": "征求", "unit": "workday", "length": 10}
    rules = rules_of([kept | {"article": "某条", "valid_from": d("2023-04-20")}])
    day = {"2023-04-19": 15, "2023-04-20": 10}
    for asked, length in day.items():
        found = play([START, asked_party(asked)], rules, CALENDAR)[-1]
        assert found.waiting[0].due == CALENDAR.due(d(asked), length)


# -- any lawful history, counted by hand

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


# -- a reasonable period (Art. 35)


def test_a_reasonable_day_takes_the_place_of_the_twenty_days_and_says_that_the_law_names_none():
    one = after(START, h("delayed", "2023-05-10", until="2023-07-31"))[-1]
    assert (one.state, one.due) == ("running", d("2023-07-31"))
    assert "条例第三十五条" in said(one) and "没有规定天数" in said(one)
    later = after(
        START,
        h("delayed", "2023-05-10", until="2023-07-31"),
        h("consult_sent", "2023-05-11", party="third_party", ref="t"),
        h("consult_answered", "2023-05-18", ref="t"),
    )[-1]
    assert later.due > d("2023-07-31"), "opinions stop this period too"


@pytest.mark.parametrize(
    ("day", "until", "why"),
    [
        ("2023-05-17", "2023-07-31", "届满"),
        ("2023-05-10", "2023-05-16", "晚于现在的期限"),
        ("2023-05-10", "2023-05-09", "晚于"),
        ("2023-05-10", None, "写明确定的答复日期"),
    ],
)
def test_a_reasonable_day_is_set_in_time_and_lies_after_the_end(day, until, why):
    one = after(START, h("delayed", day, until=until))[-1]
    assert why in one.refused and "第三十五条" in one.refused
    assert one.due == d("2023-05-16")
