"""Reading the State Council's yearly notice."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest
from tests.core.workdays.shipped import YEARS, shipped_plan

from mingzheng.core.errors import Refused
from mingzheng.core.workdays.arithmetic import WorkCalendar
from mingzheng.core.workdays.notice import read_notice
from mingzheng.core.workdays.plans import difference, from_json

NOTICES = Path(__file__).parent / "notices"


def notice(year: int) -> str:
    return (NOTICES / f"{year}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("year", YEARS)
def test_the_notice_says_what_the_shipped_data_says(year):
    plan, shipped = read_notice(notice(year)).plan, shipped_plan(year)
    assert (plan.year, dict(plan.off), dict(plan.makeup)) == (year, dict(shipped.off), dict(shipped.makeup))


def test_the_form_of_2017_with_days_off_in_lieu():
    calendar = WorkCalendar({2017: read_notice(notice(2017)).plan})
    days = [date(2017, 1, 1) + timedelta(days=step) for step in range(365)]
    assert [day for day in days if calendar.is_workday(day) != chinese_calendar.is_workday(day)] == []


def test_the_document_number_is_kept_as_source():
    assert read_notice(notice(2026)).plan.papers == ("国办发明电〔2025〕7号",)
    assert read_notice(notice(2026), papers=("https://www.gov.cn/x",)).plan.papers == ("https://www.gov.cn/x",)


def test_advice_is_not_taken_for_a_day_off():
    reading = read_notice(notice(2024))
    assert date(2024, 2, 9) not in reading.plan.off
    assert reading.not_used == ("鼓励各单位结合带薪年休假等制度落实，安排职工在除夕（2月9日）休息",)


def test_broken_lines_spaces_and_half_width_marks_do_not_matter():
    ragged = re.sub(r"(.{17})", "\\1\n ", notice(2026)).replace("（", "(").replace("）", ")").replace("：", ":")
    assert dict(read_notice(ragged).plan.off) == dict(shipped_plan(2026).off)


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ("2月23日，共9天", "", "放假日期"),
        ("放假调休，共9天", "放假调休，共8天", "写明8天，按日期数是9天"),
        ("1月4日（周日）上班", "1月4日（周六）上班", "1月4日是周日，不是周六"),
        ("5月9日（周六）上班", "5月8日上班", "不是周末"),
        ("6月19日（周五）至21日", "6月31日至21日", "日期不存在"),
        ("6月19日（周五）至21日（周日）放假，共3天", "另行通知", "没有读出放假日期"),
    ],
)
def test_a_notice_that_contradicts_itself_is_refused_and_quoted(was, becomes, said):
    text = notice(2026)
    if was not in text:
        was, becomes = "2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。", ""
        text = text.replace("2月14日（周六）、2月28日（周六）上班。", "")
    with pytest.raises(Refused, match=said):
        read_notice(text.replace(was, becomes))


def test_another_paper_is_not_taken_for_the_notice():
    text = "上海市长宁区人民政府办公室关于印发2023年政务公开工作要点的通知"
    with pytest.raises(Refused, match="不像"):
        read_notice(text)


# -- the JSON form


def test_holiday_cn_files_are_read_as_they_are():
    plan = from_json({"year": 2024, "days": [{"name": "元旦", "date": "2024-01-01", "isOffDay": True}]})
    assert plan.off == {date(2024, 1, 1): "元旦"}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ([], "不是放假安排数据"),
        ({"year": 2027, "days": []}, "尚未公布"),
        ({"year": 2027, "days": [{"name": "元旦", "date": "2027-13-01", "off": True}]}, "第1项"),
        ({"year": 2027, "days": [{"name": "元旦", "date": "2027-01-01", "off": "yes"}]}, "第1项"),
        ({"year": 2027, "days": [{"name": "元旦", "date": "2026-01-01", "off": True}]}, "2026年1月1日"),
        ({"year": 2027, "days": [{"name": "元旦", "date": "2027-01-01", "off": True}] * 2}, "重复"),
    ],
)
def test_unusable_data_is_refused(data, said):
    with pytest.raises(Refused, match=said):
        from_json(data)


def test_a_difference_is_told_day_by_day():
    plan = shipped_plan(2026)
    changed = from_json(
        plan.as_json() | {"days": [row for row in plan.as_json()["days"] if row["date"] != "2026-10-10"]}
    )
    assert difference(plan, changed) == ["2026年10月10日（周六）：调休上班（国庆节） → 无特别安排"]
    assert from_json(plan.as_json()).digest == plan.digest != changed.digest
