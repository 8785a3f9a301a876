"""Counting working days, checked against an independent calendar and against a naive walk."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.workdays.shipped import YEARS, shipped_calendar, shipped_plan

from mingzheng.core.errors import Refused
from mingzheng.core.workdays.arithmetic import WorkCalendar

CALENDAR = shipped_calendar()
FIRST, LAST = date(2023, 1, 1), date(2026, 12, 31)
DAYS = st.dates(FIRST, LAST)
# Far enough to run past the last published year.
LENGTHS = st.integers(0, 400)


def every_day():
    return [FIRST + timedelta(days=step) for step in range((LAST - FIRST).days + 1)]


def test_every_day_of_2023_to_2026_agrees_with_chinesecalendar():
    wrong = [day for day in every_day() if CALENDAR.is_workday(day) != chinese_calendar.is_workday(day)]
    assert wrong == []


@pytest.mark.parametrize(("year", "workdays"), [(2023, 249), (2024, 251), (2025, 248), (2026, 248)])
def test_working_days_of_a_year(year, workdays):
    assert sum(CALENDAR.is_workday(day) for day in every_day() if day.year == year) == workdays
    assert CALENDAR.workdays_between(date(year, 1, 1), date(year + 1, 1, 1)).days == workdays + (year == 2026)


VECTORS = {  # start: due after 3, 7, 10, 15, 20 and 40 working days
    "2023-01-16": "2023-01-19 2023-01-30 2023-02-02 2023-02-09 2023-02-16 2023-03-16",
    "2023-04-17": "2023-04-20 2023-04-25 2023-04-28 2023-05-09 2023-05-16 2023-06-13",
    "2023-04-28": "2023-05-06 2023-05-11 2023-05-16 2023-05-23 2023-05-30 2023-06-28",
    "2023-09-28": "2023-10-09 2023-10-13 2023-10-18 2023-10-25 2023-11-01 2023-11-29",
    "2023-12-18": "2023-12-21 2023-12-27 2024-01-02 2024-01-09 2024-01-16 2024-02-18",
    "2024-09-13": "2024-09-19 2024-09-25 2024-09-29 2024-10-11 2024-10-17 2024-11-14",
    "2025-01-24": "2025-02-05 2025-02-10 2025-02-13 2025-02-20 2025-02-27 2025-03-27",
    "2025-09-26": "2025-09-30 2025-10-13 2025-10-16 2025-10-23 2025-10-30 2025-11-27",
    "2026-02-13": "2026-02-25 2026-03-02 2026-03-05 2026-03-12 2026-03-19 2026-04-17",
    "2026-09-18": "2026-09-22 2026-09-29 2026-10-09 2026-10-15 2026-10-22 2026-11-19",
}


@pytest.mark.parametrize(("start", "expected"), VECTORS.items())
def test_due_dates_known_from_the_notices(start, expected):
    due = [CALENDAR.due(date.fromisoformat(start), n) for n in (3, 7, 10, 15, 20, 40)]
    assert [day.isoformat() for day in due] == expected.split()


def naive_due(day: date, n: int) -> date:
    step = timedelta(days=1 if n > 0 else -1)
    left = abs(n)
    while left:
        day += step
        left -= CALENDAR.is_workday(day)
    return day


@given(DAYS, LENGTHS)
def test_the_table_agrees_with_walking_day_by_day(day, n):
    assert CALENDAR.due(day, n) == naive_due(day, n)


@given(st.dates(date(2025, 1, 1), date(2028, 12, 31)), st.integers(1, 200))
def test_counting_back_agrees_with_walking_day_by_day(day, n):
    assert CALENDAR.due(day, -n) == naive_due(day, -n)


@given(DAYS, LENGTHS)
def test_adding_n_working_days_passes_n_working_days(day, n):
    assert CALENDAR.workdays_between(day, CALENDAR.due(day, n)).days == n


@given(DAYS, LENGTHS)
def test_a_due_date_of_working_days_is_a_working_day(day, n):
    assert n == 0 or CALENDAR.is_workday(CALENDAR.due(day, n))


@given(DAYS, LENGTHS)
def test_going_back_from_a_due_date_finds_the_start_again(day, n):
    start = CALENDAR.next_workday(day)
    assert CALENDAR.due(CALENDAR.due(start, n), -n) == start


@given(DAYS, st.integers(0, 20), LENGTHS, LENGTHS)
def test_later_or_longer_is_never_due_earlier(day, later, n, m):
    assert CALENDAR.due(day, n) <= CALENDAR.due(day + timedelta(days=later), n) or n == 0
    assert CALENDAR.due(day, min(n, m)) <= CALENDAR.due(day, max(n, m))


@given(DAYS, DAYS)
def test_counting_the_other_way_round_is_the_negative(a, b):
    forth, back = CALENDAR.workdays_between(a, b), CALENDAR.workdays_between(b, a)
    assert forth.days == -back.days
    assert forth.provisional == back.provisional


@given(DAYS, DAYS, DAYS)
def test_counts_add_up(a, b, c):
    between = CALENDAR.workdays_between
    assert between(a, b).days + between(b, c).days == between(a, c).days


@given(st.dates(date(2023, 1, 3), LAST))
def test_the_day_before_the_next_workday_is_no_later(day):
    following = CALENDAR.next_workday(day)
    assert CALENDAR.due(following, -1) <= day < following


def test_zero_days_is_the_day_itself():
    assert CALENDAR.add_workdays(date(2023, 10, 1), 0).due == date(2023, 10, 1)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2024, 10, 12), "周六，调休上班（国庆节）"),
        (date(2023, 10, 7), "周六，调休上班（中秋节、国庆节）"),
        (date(2024, 10, 3), "周四，国庆节放假"),
        (date(2023, 9, 17), "周日"),
        (date(2023, 9, 28), "周四"),
        (date(2027, 1, 1), "周五（2027年放假安排尚未公布）"),
    ],
)
def test_a_day_is_described(day, said):
    assert CALENDAR.describe(day) == said


# -- the edges of what is published


def test_past_the_last_published_year_a_date_is_provisional():
    assert not CALENDAR.add_workdays(date(2026, 12, 1), 20).provisional
    late = CALENDAR.add_workdays(date(2026, 12, 18), 20)
    assert (late.due, late.provisional) == (date(2027, 1, 15), True)
    assert CALENDAR.workdays_between(date(2026, 12, 31), date(2027, 1, 1)).provisional
    assert CALENDAR.workdays_between(date(2027, 1, 1), date(2026, 12, 31)).provisional
    assert CALENDAR.last_published_year == 2026


def test_counting_back_into_a_published_year_is_certain():
    assert not CALENDAR.add_workdays(date(2027, 1, 1), -3).provisional
    assert CALENDAR.add_workdays(date(2027, 1, 4), -1).provisional


def test_a_year_left_out_between_two_is_provisional_too():
    holes = WorkCalendar({year: shipped_plan(year) for year in (2023, 2025)})
    over = holes.add_workdays(date(2023, 12, 28), 10)
    assert over.provisional
    assert "2024年放假安排尚未导入，暂按周一至周五为工作日推算，公布后自动重算" in over.reasons
    assert not holes.add_workdays(date(2025, 1, 24), 20).provisional


def test_before_the_first_published_year_is_refused_with_a_remedy():
    for ask in (
        lambda: CALENDAR.is_workday(date(2022, 6, 1)),
        lambda: CALENDAR.add_workdays(date(2022, 12, 30), 1),
        lambda: CALENDAR.add_workdays(date(2023, 1, 3), -1),
        lambda: CALENDAR.workdays_between(date(2022, 1, 1), date(2023, 6, 1)),
    ):
        with pytest.raises(Refused) as refused:
            ask()
        assert "2022年" in str(refused.value)
        assert "./run workdays import" in refused.value.remedy


def test_the_last_day_before_the_first_year_may_be_a_start():
    assert CALENDAR.add_workdays(date(2022, 12, 31), 1).due == date(2023, 1, 3)


def test_an_empty_calendar_says_how_to_fill_it():
    with pytest.raises(Refused, match="workdays load"):
        WorkCalendar({}).add_workdays(date(2023, 1, 3), 1)


@pytest.mark.parametrize("year", YEARS)
def test_shipped_years_name_their_source(year):
    assert all("gov.cn" in paper for paper in shipped_plan(year).papers)
