"""A due date is a pure function of events, rule and calendar, and explains itself."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.workdays.shipped import shipped_calendar

from mingzheng.core.procedures.reckoning import ClockStatus, Event, LedgerFault, LengthUnit, Rule, reckon
from mingzheng.core.procedures.table import ClockMove

CALENDAR = shipped_calendar()
ART33 = Rule("答复政府信息公开申请", "政府信息公开条例第三十三条第二款", LengthUnit.WORKDAY, 20)
START, PAUSE, RESUME, RESET, EXTEND, STOP = ClockMove
ONE = dt.timedelta(days=1)
days_of_2023_to_2025 = st.dates(dt.date(2023, 1, 1), dt.date(2025, 9, 30))
gaps = st.integers(0, 40).map(lambda n: dt.timedelta(days=n))


def d(text):
    return dt.date.fromisoformat(text)


def workdays(length):
    return Rule("规则", "第三十三条", LengthUnit.WORKDAY, length)


def calendar_days(length):
    return Rule("规则", "第三十三条", LengthUnit.DAY, length)


FIXED = Rule("完成任务", "任务分解表", LengthUnit.DATE)


def due(rule, *events):
    return reckon(events, rule, CALENDAR).due


VECTORS = """
2023-01-16 2023-01-19 2023-01-30 2023-02-02 2023-02-09 2023-02-16 2023-03-16
2023-04-17 2023-04-20 2023-04-25 2023-04-28 2023-05-09 2023-05-16 2023-06-13
2023-04-28 2023-05-06 2023-05-11 2023-05-16 2023-05-23 2023-05-30 2023-06-28
2023-09-28 2023-10-09 2023-10-13 2023-10-18 2023-10-25 2023-11-01 2023-11-29
2023-12-18 2023-12-21 2023-12-27 2024-01-02 2024-01-09 2024-01-16 2024-02-18
2024-09-13 2024-09-19 2024-09-25 2024-09-29 2024-10-11 2024-10-17 2024-11-14
2025-01-24 2025-02-05 2025-02-10 2025-02-13 2025-02-20 2025-02-27 2025-03-27
2025-09-26 2025-09-30 2025-10-13 2025-10-16 2025-10-23 2025-10-30 2025-11-27
2026-02-13 2026-02-25 2026-03-02 2026-03-05 2026-03-12 2026-03-19 2026-04-17
2026-09-18 2026-09-22 2026-09-29 2026-10-09 2026-10-15 2026-10-22 2026-11-19
"""


@pytest.mark.parametrize("row", VECTORS.split("\n")[1:-1])
def test_the_vectors_of_the_law_sheet(row):
    start, *expected = map(d, row.split())
    assert [due(workdays(n), Event(START, start)) for n in (3, 7, 10, 15, 20, 40)] == expected
    split = [due(workdays(20), Event(START, start), Event(EXTEND, start, days=20))]
    assert split == expected[-1:], "extended by twenty is counted as forty"


@settings(max_examples=200, deadline=None)
@given(days_of_2023_to_2025, st.integers(1, 60), gaps, gaps)
def test_a_pause_leaves_the_working_days_that_were_left(start, length, before, pause):
    """However long the pause: what was left at its beginning is left on resuming, counted from the day after."""
    paused, resumed = start + before, start + before + pause
    plain = CALENDAR.due(start, length)
    found = due(workdays(length), Event(START, start), Event(PAUSE, paused), Event(RESUME, resumed))
    left = length - CALENDAR.workdays_between(start, paused).days
    if paused > plain:
        assert found == plain, "what has lapsed is not revived"
    elif left > 0:
        assert found == CALENDAR.due(resumed, left)
    else:
        assert found == (resumed if CALENDAR.is_workday(resumed) else CALENDAR.next_workday(resumed))


@settings(max_examples=100, deadline=None)
@given(days_of_2023_to_2025, st.integers(1, 60), gaps)
def test_a_pause_of_no_time_changes_nothing(start, length, before):
    day = start + before
    plain = due(workdays(length), Event(START, start))
    assert due(workdays(length), Event(START, start), Event(PAUSE, day), Event(RESUME, day)) in (
        plain,
        CALENDAR.next_workday(day),  # paused and resumed on a day off that was the last day
    )


@settings(max_examples=100, deadline=None)
@given(days_of_2023_to_2025, st.integers(1, 30), gaps, gaps, gaps, st.booleans())
def test_a_reset_discards_whatever_came_before(start, length, first, second, third, left_paused):
    paused, resumed, reset = start + first, start + first + second, start + first + second + third
    story = [Event(START, start), Event(EXTEND, start, days=7), Event(PAUSE, paused)]
    story += [] if left_paused else [Event(RESUME, resumed)]
    found = reckon([*story, Event(RESET, reset)], workdays(length), CALENDAR)
    assert (found.due, found.status) == (CALENDAR.due(reset, length), ClockStatus.RUNNING)


@settings(max_examples=100, deadline=None)
@given(days_of_2023_to_2025, st.integers(1, 30), st.integers(1, 30), gaps)
def test_an_extension_is_added_to_the_length(start, length, more, later):
    events = Event(START, start), Event(EXTEND, start + later, days=more)
    assert due(workdays(length), *events) == CALENDAR.due(start, length + more)


@settings(max_examples=100, deadline=None)
@given(days_of_2023_to_2025, st.integers(1, 200))
def test_calendar_days_roll_to_the_next_working_day(start, length):
    found, last = due(calendar_days(length), Event(START, start)), start + length * ONE
    assert found >= last
    assert CALENDAR.is_workday(found)
    assert not any(CALENDAR.is_workday(last + n * ONE) for n in range((found - last).days))


@settings(max_examples=100, deadline=None)
@given(days_of_2023_to_2025, st.integers(1, 60), gaps, st.sampled_from([workdays, calendar_days]))
def test_a_clock_stopped_in_time_is_not_late_and_later_is(start, length, gap, rule):
    last = due(rule(length), Event(START, start))
    in_time = reckon([Event(START, start), Event(STOP, last)], rule(length), CALENDAR)
    late = reckon([Event(START, start), Event(STOP, last + gap + ONE)], rule(length), CALENDAR)
    assert (in_time.late, in_time.due, in_time.status) == (False, last, ClockStatus.STOPPED)
    assert (late.late, late.due, late.met_on) == (True, last, last + gap + ONE)


def test_stopping_while_paused_is_not_late_unless_it_was_late_before():
    start = Event(START, d("2023-04-17"))  # due 2023-05-16
    waiting = reckon([start, Event(PAUSE, d("2023-05-10")), Event(STOP, d("2023-07-03"))], ART33, CALENDAR)
    assert (waiting.status, waiting.late) == (ClockStatus.STOPPED, False)
    lapsed = reckon([start, Event(PAUSE, d("2023-05-20")), Event(STOP, d("2023-07-03"))], ART33, CALENDAR)
    assert (lapsed.late, lapsed.due) == (True, d("2023-05-16"))


def test_while_paused_there_is_no_due_date():
    found = reckon([Event(START, d("2023-04-17")), Event(PAUSE, d("2023-04-20"))], ART33, CALENDAR)
    assert (found.due, found.status, found.provisional) == (None, ClockStatus.PAUSED, False)


# -- fixed dates


def test_a_fixed_date_stands_even_on_a_day_off():
    assert due(FIXED, Event(START, d("2023-04-17"), date=d("2023-12-31"))) == d("2023-12-31")


def test_a_fixed_date_moves_only_as_the_ledger_says():
    start = Event(START, d("2023-04-17"), date=d("2023-06-30"))
    assert due(FIXED, start, Event(EXTEND, d("2023-06-20"), date=d("2023-09-30"))) == d("2023-09-30")
    assert due(FIXED, start, Event(EXTEND, d("2023-06-20"), days=10)) == d("2023-07-10")
    assert due(FIXED, start, Event(PAUSE, d("2023-05-01")), Event(RESUME, d("2023-05-11"))) == d("2023-07-10")
    assert due(FIXED, start, Event(RESET, d("2023-05-01"), date=d("2023-08-31"))) == d("2023-08-31")


def test_a_counted_clock_extended_to_a_date_goes_on_from_that_date():
    story = [Event(START, d("2023-04-17")), Event(EXTEND, d("2023-05-10"), date=d("2023-06-30"))]
    assert due(ART33, *story) == d("2023-06-30")
    assert due(ART33, *story, Event(EXTEND, d("2023-06-01"), days=1)) == d("2023-07-03")
    pause = [Event(PAUSE, d("2023-06-01")), Event(RESUME, d("2023-06-05"))]
    assert due(ART33, *story, *pause) == d("2023-07-04"), "two working days were excluded"
    assert due(ART33, *story, Event(RESET, d("2023-06-01"))) == CALENDAR.due(d("2023-06-01"), 20)


# -- named pauses


@settings(max_examples=200, deadline=None)
@given(days_of_2023_to_2025, st.integers(1, 40), st.lists(st.tuples(gaps, gaps), min_size=1, max_size=4))
def test_overlapping_pauses_exclude_the_days_of_their_union(start, length, spans):
    """Counted day by day: a working day is spent only if no pause covers it."""
    pauses = [(str(n), start + before, start + before + lasting) for n, (before, lasting) in enumerate(spans)]
    events = [(day, n, Event(PAUSE, day, ref=n)) for n, day, _end in pauses]
    events += [(end, n, Event(RESUME, end, ref=n)) for n, _day, end in pauses]
    # A pause that begins and ends on one day is begun first.
    story = [event for _day, _n, event in sorted(events, key=lambda row: (row[0], row[1], row[2].move.value))]
    assert due(workdays(length), Event(START, start), *story) == _day_by_day(start, length, pauses)


def _day_by_day(start, length, pauses):
    day, left = start, length
    while left or any(begun <= day < end for _n, begun, end in pauses) or not CALENDAR.is_workday(day):
        day += ONE
        if left and CALENDAR.is_workday(day) and not any(begun < day <= end for _n, begun, end in pauses):
            left -= 1
    return day


def test_the_clock_stands_while_any_pause_is_open_and_says_which():
    start, first, second = (
        Event(START, d("2023-04-17")),
        Event(PAUSE, d("2023-04-20"), ref="t1"),
        Event(PAUSE, d("2023-04-24"), ref="t2"),
    )
    one_back = Event(RESUME, d("2023-04-25"), ref="t1")
    waiting = reckon([start, first, second, one_back], ART33, CALENDAR)
    assert (waiting.due, waiting.status) == (None, ClockStatus.PAUSED)
    assert waiting.lines[-1] == "2023年4月25日（周二）中止事由「t1」结束，仍因「t2」中止计算"
    back = reckon([start, first, second, one_back, Event(RESUME, d("2023-04-28"), ref="t2")], ART33, CALENDAR)
    assert back.due == CALENDAR.due(
        d("2023-04-17"), 20 + CALENDAR.workdays_between(d("2023-04-20"), d("2023-04-28")).days
    )
    assert "恢复计算「t2」，其间7个工作日不计" in "".join(back.lines)


def test_stopping_and_resetting_end_every_pause():
    story = [Event(START, A), Event(PAUSE, B, ref="t1"), Event(PAUSE, B, ref="t2")]
    stopped = reckon([*story, Event(STOP, d("2023-06-01"))], ART33, CALENDAR)
    assert (stopped.status, stopped.late) == (ClockStatus.STOPPED, False)
    renewed = reckon([*story, Event(RESET, C)], ART33, CALENDAR)
    assert (renewed.status, renewed.due) == (ClockStatus.RUNNING, CALENDAR.due(C, 20))
    with pytest.raises(LedgerFault):
        reckon([*story, Event(RESET, C), Event(RESUME, C, ref="t1")], ART33, CALENDAR)


# -- ledgers that contradict themselves

A, B, C = d("2023-04-17"), d("2023-04-20"), d("2023-04-25")


@pytest.mark.parametrize(
    "events",
    [
        [Event(PAUSE, A)],
        [Event(START, A), Event(START, B)],
        [Event(START, A), Event(RESUME, B)],
        [Event(START, A), Event(PAUSE, B), Event(PAUSE, C)],
        [Event(START, B), Event(PAUSE, A)],
        [Event(START, A), Event(STOP, B), Event(EXTEND, C, days=5)],
        [Event(START, A), Event(STOP, B), Event(STOP, B)],
        [Event(START, A), Event(PAUSE, B, ref="t1"), Event(PAUSE, C, ref="t1")],
        [Event(START, A), Event(PAUSE, B, ref="t1"), Event(RESUME, C)],
        [Event(START, A), Event(PAUSE, B), Event(RESUME, C, ref="t1")],
        [Event(START, A), Event(PAUSE, B, ref="t1"), Event(RESUME, C, ref="t1"), Event(RESUME, C, ref="t1")],
        [Event(START, A), Event(EXTEND, B)],
        [Event(START, A), Event(EXTEND, B, days=0)],
        [Event(START, A), Event(EXTEND, B, days=-3)],
    ],
)
def test_events_that_contradict_each_other_are_a_fault(events):
    with pytest.raises(LedgerFault):
        reckon(events, ART33, CALENDAR)


def test_a_fixed_date_rule_needs_its_date():
    with pytest.raises(LedgerFault):
        reckon([Event(START, A)], FIXED, CALENDAR)
    with pytest.raises(LedgerFault):
        reckon([Event(START, A, date=C), Event(RESET, B)], FIXED, CALENDAR)


# -- explanation and provisional dates


def lines(rule, *events):
    return "\n".join(reckon(events, rule, CALENDAR).lines)


def test_the_explanation_names_the_article_and_every_block_that_is_skipped():
    text = lines(ART33, Event(START, d("2023-09-20")))
    for said in (
        "政府信息公开条例第三十三条第二款",
        "2023年9月20日（周三）起算，当日不计入",
        "2023年9月23日至24日：周末，不计",
        "中秋节",
        "国庆节",
        "2023年10月7日（周六）调休上班，计入",
        "2023年10月8日（周日）调休上班，计入",
        "期限届满之日：2023年10月24日",
    ):
        assert said in text, text


@settings(max_examples=100, deadline=None)
@given(days_of_2023_to_2025, st.integers(1, 60))
def test_every_day_off_on_the_way_lies_in_a_line(start, length):
    found = reckon([Event(START, start)], workdays(length), CALENDAR)
    skipped = [line for line in found.lines if line.endswith("不计")]
    last = CALENDAR.due(start, length)
    off = [start + n * ONE for n in range(1, (last - start).days + 1) if not CALENDAR.is_workday(start + n * ONE)]
    blocks = sum(
        1 for day in off if (day - ONE) not in off or bool(CALENDAR.holiday(day)) != bool(CALENDAR.holiday(day - ONE))
    )
    assert len(skipped) == blocks


def test_pauses_extensions_and_resets_are_explained_with_article_and_note():
    text = lines(
        ART33,
        Event(START, A),
        Event(PAUSE, B, article="第三十三条第三款", note="征求第三方意见"),
        Event(RESUME, C, article="第三十三条第三款"),
        Event(EXTEND, C, days=20, article="第三十三条第二款"),
    )
    assert "2023年4月20日（周四）起中止计算（第三十三条第三款）：征求第三方意见" in text
    assert "其间4个工作日不计" in text, "21, 23 (a Sunday that is worked), 24 and 25 April"
    assert "批准延长20个工作日（第三十三条第二款）" in text
    assert "期限40个工作日，加上不计的4个工作日，数至第44个工作日" in text
    assert "重新起算，此前已过的日子不再计算（第三十条）" in lines(
        ART33, Event(START, A), Event(RESET, B, article="第三十条")
    )


def test_a_roll_is_explained_with_its_article():
    text = lines(calendar_days(15), Event(START, d("2023-04-15")))
    assert "顺延" in text
    assert "民法典第二百零三条" in text
    assert "期限届满之日：2023年5月4日" in text


@pytest.mark.parametrize("rule", [workdays(20), calendar_days(30)])
def test_past_the_last_published_year_a_date_is_provisional_and_says_so(rule):
    found = reckon([Event(START, d("2026-12-20"))], rule, CALENDAR)
    assert found.provisional
    assert found.lines[-1].endswith("（暂定）")
    assert "2027年放假安排尚未公布" in "".join(found.lines)
    assert not reckon([Event(START, d("2026-10-20"))], rule, CALENDAR).provisional


def test_a_date_fixed_by_somebody_is_never_provisional():
    assert not reckon([Event(START, d("2026-12-20"), date=d("2027-03-31"))], FIXED, CALENDAR).provisional
    story = [Event(START, d("2026-12-20")), Event(EXTEND, d("2026-12-21"), date=d("2027-03-31"))]
    assert not reckon(story, ART33, CALENDAR).provisional
    assert not reckon(
        [Event(START, d("2026-12-20")), Event(RESET, d("2026-06-01"))][:1], workdays(3), CALENDAR
    ).provisional


def test_a_fixed_date_before_the_first_published_year_is_still_explained():
    assert "2022年6月30日" in lines(FIXED, Event(START, d("2022-04-01"), date=d("2022-06-30")))


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_with_and_without_explanation_the_date_is_the_same(data):
    day, events = data.draw(days_of_2023_to_2025), []
    for move in [START, *data.draw(st.lists(st.sampled_from([PAUSE, RESUME, RESET, EXTEND, STOP]), max_size=8))]:
        events.append(Event(move, day, days=data.draw(st.integers(1, 20)) if move is EXTEND else None))
        day += data.draw(gaps)
    rule = data.draw(st.sampled_from([workdays, calendar_days]))(data.draw(st.integers(1, 40)))
    try:
        told = reckon(events, rule, CALENDAR)
    except LedgerFault:
        with pytest.raises(LedgerFault):
            reckon(events, rule, CALENDAR, explain=False)
        return
    short = reckon(events, rule, CALENDAR, explain=False)
    assert (told.due, told.status, told.provisional, told.met_on) == (
        short.due,
        short.status,
        short.provisional,
        short.met_on,
    )
    assert told.due is None or told.due >= events[0].on


def test_a_pause_is_called_as_the_table_calls_it():
    events = [
        Event(START, d("2023-04-17")),
        Event(PAUSE, d("2023-04-20"), ref="S1"),
        Event(PAUSE, d("2023-04-21"), ref="fee"),
    ]
    events.append(Event(RESUME, d("2023-04-24"), ref="S1"))
    lines = "".join(reckon(events, ART33, CALENDAR, pause_name={"S1": "征求意见", "fee": "缴费"}.__getitem__).lines)
    assert "中止计算「征求意见」" in lines and "仍因「缴费」中止计算" in lines and "S1" not in lines
