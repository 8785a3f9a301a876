"""Extensions, replies and lapses; what is recorded late or contradicts; beyond the calendar; a reasonable day."""

from __future__ import annotations

import pytest
from tests.requests.foi.clockwork import (
    ASKED,
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

from mingzheng.core.workdays.arithmetic import WorkCalendar
from mingzheng.requests.foi.law.clockwork import play, rules_of


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
