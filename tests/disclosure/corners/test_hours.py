"""Opening hours as people write them, and whether a corner is open at a moment."""

from __future__ import annotations

import datetime as dt

import pytest

from mingzheng.core.errors import Refused
from mingzheng.core.workdays.arithmetic import WorkCalendar
from mingzheng.core.workdays.commands import shipped
from mingzheng.disclosure.corners import hours

WEEK = hours.parse("周一至周五 9:00-11:30 13:30-17:00\n周六 9:00-12:00")
DAYS = WorkCalendar({plan.year: plan for _name, plan in shipped()})


def spans(day: str, read=WEEK, *, keeps: bool = True):
    return hours.spans_on(dt.date.fromisoformat(day), read, keeps_holidays=keeps, days=DAYS)


@pytest.mark.parametrize(
    "text",
    [
        "周一至周五 9:00-17:00",
        "星期一到星期五　上午9：00至11:30，下午13:30—17:00",
        "周二、周四 9:00~17:00",
        "周日 9:00-17:00",
        "星期天 9:00-17:00",
    ],
)
def test_the_ways_in_which_people_write_are_read(text):
    assert hours.parse(text)[0]["spans"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "每天",
        "周一至周五",
        "9:00-17:00",
        "周一 17:00-9:00",
        "周一 25:00-26:00",
        "周五至周一 9:00-17:00",
        "周一 9:00-12:00 11:00-13:00",
        "周一 9:00-12:00\n周一 13:00-17:00",
        "周一 9:00-17:00 节假日除外",
        "周一 9:99-17:00",
        "\x00",
    ],
)
def test_what_cannot_be_read_is_refused_with_an_example(text):
    with pytest.raises(Refused) as refused:
        hours.parse(text)
    assert refused.value.field == "hours_text"


def test_a_holiday_closes_and_a_make_up_day_opens():
    assert spans("2023-04-28") == (("09:00", "11:30"), ("13:30", "17:00"))
    assert spans("2023-05-01") == ()  # 劳动节
    assert spans("2023-05-06") == (("09:00", "12:00"),)  # 周六调休上班: Saturday has hours of its own
    assert spans("2023-06-25") == (("09:00", "11:30"), ("13:30", "17:00"))  # 周日调休上班: Friday's hours
    assert spans("2023-05-01", keeps=False) != ()


def test_a_year_without_calendar_follows_the_weekday():
    assert spans("1999-05-03") == (("09:00", "11:30"), ("13:30", "17:00"))
    assert spans("2099-05-03") == ()  # a Sunday


@pytest.mark.parametrize(
    ("clock", "opened", "said"),
    [
        ("08:59", False, "现在未开放，09:00 开放"),
        ("09:00", True, "开放中，至 11:30"),
        ("11:30", False, "现在未开放，13:30 开放"),
        ("16:59", True, "开放中，至 17:00"),
        ("17:00", False, "今天已于 17:00 结束"),
    ],
)
def test_open_at_a_moment(clock, opened, said):
    moment = dt.datetime.fromisoformat(f"2023-04-28T{clock}")
    found = hours.at(moment, spans("2023-04-28"))
    assert (found.open, found.text) == (opened, said)
