"""The explanation that a person reads under a due date."""

from __future__ import annotations

import re
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from tests.core.workdays.shipped import shipped_calendar

from mingzheng.core.workdays.arithmetic import WorkCalendar
from mingzheng.core.workdays.plans import YearPlan

CALENDAR = shipped_calendar()


def test_twenty_working_days_over_the_national_day_of_2023():
    assert CALENDAR.add_workdays(date(2023, 9, 28), 20).reasons == [
        "自2023年9月28日（周四）的次日起算",
        "2023年9月29日至10月6日：中秋节、国庆节放假，不计",
        "2023年10月7日（周六）调休上班，计入",
        "2023年10月8日（周日）调休上班，计入",
        "2023年10月14日至15日：周末，不计",
        "2023年10月21日至22日：周末，不计",
        "2023年10月28日至29日：周末，不计",
        "第20个工作日为2023年11月1日（周三）",
    ]


def test_a_holiday_next_to_a_plain_weekend_is_told_apart():
    assert CALENDAR.add_workdays(date(2023, 12, 29), 1).reasons == [
        "自2023年12月29日（周五）的次日起算",
        "2023年12月30日至31日：周末，不计",
        "2024年1月1日：元旦放假，不计",
        "第1个工作日为2024年1月2日（周二）",
    ]


def test_two_holidays_in_one_block_are_joined():
    plan = YearPlan(2012, {date(2012, 9, 30): "中秋节", date(2012, 10, 1): "国庆节"}, {})
    lines = WorkCalendar({2012: plan}).add_workdays(date(2012, 9, 28), 1).reasons
    assert "2012年9月30日至10月1日：中秋节、国庆节放假，不计" in lines


def test_a_provisional_date_says_so():
    assert CALENDAR.add_workdays(date(2026, 12, 30), 3).reasons == [
        "自2026年12月30日（周三）的次日起算",
        "2027年1月2日至3日：周末，不计",
        "2027年放假安排尚未公布，暂按周一至周五为工作日推算，公布后自动重算",
        "第3个工作日暂定为2027年1月4日（周一）",
    ]


def test_counting_back():
    assert CALENDAR.add_workdays(date(2023, 11, 1), -3).reasons == [
        "自2023年11月1日（周三）的前一日起倒数",
        "2023年10月28日至29日：周末，不计",
        "倒数第3个工作日为2023年10月27日（周五）",
    ]


def test_zero_days():
    assert CALENDAR.add_workdays(date(2023, 11, 1), 0).reasons == ["期限为0个工作日，即2023年11月1日（周三）当日"]


def test_counting_between_two_days():
    assert CALENDAR.workdays_between(date(2023, 4, 21), date(2023, 4, 24)).reasons == [
        "自2023年4月21日（周五）的次日起算，至2023年4月24日（周一）止（含当日）",
        "2023年4月22日：周末，不计",
        "2023年4月23日（周日）调休上班，计入",
        "共2个工作日",
    ]
    assert CALENDAR.workdays_between(date(2023, 4, 24), date(2023, 4, 21)).reasons[-1] == (
        "共2个工作日；终日早于起日，计为-2"
    )


def test_calendar_days_include_holidays_and_may_roll_forward():
    plain = CALENDAR.add_calendar_days(date(2023, 9, 1), 30)
    assert plain.due == date(2023, 10, 1)
    rolled = CALENDAR.add_calendar_days(date(2023, 9, 1), 30, roll_forward=True)
    assert rolled.due == date(2023, 10, 7)  # a make-up Saturday
    assert rolled.reasons == [
        "自2023年9月1日（周五）的次日起算，按自然日计，含节假日",
        "第30日为2023年10月1日（周日）",
        "最后一日为休假日，顺延至休假日结束的次日，即2023年10月7日（周六）",
    ]
    assert CALENDAR.add_calendar_days(date(2026, 12, 30), 4, roll_forward=True).provisional
    assert not CALENDAR.add_calendar_days(date(2026, 12, 30), 4).provisional


@given(st.dates(date(2023, 1, 1), date(2026, 12, 31)), st.integers(1, 60))
def test_the_lines_account_for_every_day(day, n):
    """Days passed = days skipped, as written in the lines, + n."""
    reckoned = CALENDAR.add_workdays(day, n)
    skipped = sum(_length(line) for line in reckoned.reasons if line.endswith("不计"))
    assert (reckoned.due - day).days == skipped + n


def _length(line: str) -> int:
    span = line.split("：")[0]
    year, month, day = (int(part) for part in re.match(r"(\d+)年(\d+)月(\d+)日", span).groups())
    first = date(year, month, day)
    until = span.partition("至")[2]
    if not until:
        return 1
    found = re.match(r"(?:(\d+)年)?(?:(\d+)月)?(\d+)日", until)
    last = date(int(found.group(1) or year), int(found.group(2) or month), int(found.group(3)))
    return (last - first).days + 1
