"""Sheets that people fill in: headings, cells, days, reasons; nothing is taken for a formula."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from openpyxl import Workbook

from mingzheng.core.errors import Refused
from mingzheng.core.files import sheets

HEADINGS = {"姓名": "name", "日期": "day"}


def read(text: str, needed=("姓名",), most=10):
    return list(sheets.lines(text.encode(), "a.csv", HEADINGS, needed, most))


def test_rows_are_read_with_their_line_and_empty_ones_left_out():
    assert read("姓名,日期\n张三,2023-05-01\n,\n李四,\n") == [
        sheets.Line(2, {"name": "张三", "day": "2023-05-01"}),
        sheets.Line(4, {"name": "李四", "day": ""}),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [("日期\n1\n", "没有：姓名"), ("姓名,电话\n1,2\n", "不认识的表头：电话"), ("姓名,姓名\n1,2\n", "表头都是：姓名")],
)
def test_headings_are_checked(text, words):
    with pytest.raises(Refused, match=words):
        read(text)


def test_too_many_rows_are_refused():
    with pytest.raises(Refused, match="一次最多导入 2 行"):
        read("姓名\n1\n2\n3\n", most=2)


def test_a_spreadsheet_holds_days_as_days_and_numbers_as_numbers():
    book = Workbook()
    book.active.append(["姓名", "日期"])
    book.active.append([13812345678.0, dt.datetime(2023, 5, 1)])
    out = io.BytesIO()
    book.save(out)
    (line,) = sheets.lines(out.getvalue(), "a.xlsx", HEADINGS, ("姓名",), 10)
    assert line.said == {"name": "13812345678", "day": "2023-05-01"}


@pytest.mark.parametrize("typed", ["2023-05-01", "2023/5/1", "2023年5月1日", "2023.5.1"])
def test_a_day_is_a_day_however_it_is_written(typed):
    assert sheets.day(typed) == dt.date(2023, 5, 1)


@pytest.mark.parametrize("typed", ["", "2023-02-30", "昨天", "2023-05-01下午"])
def test_what_is_no_day_is_none(typed):
    assert sheets.day(typed) is None


def test_what_somebody_wrote_is_no_formula():
    assert sheets.as_csv([["=1+1", 3]]) == "'=1+1,3\r\n"
    assert sheets.faults_csv([sheets.Bad(2, "没有姓名。")]) == "行,问题\r\n2,没有姓名。\r\n"
