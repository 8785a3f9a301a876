"""Statistics and the annual report's tables over HTTP: own unit or district, the rows behind a cell, downloads, figures entered."""
# ruff: noqa: F811 - fixtures of other rooms are arguments here

import csv
import datetime as dt
from io import BytesIO, StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook
from tests.support.at_the_desk import words
from tests.support.requests import foi  # noqa: F401 - fixtures
from tests.support.workplan import once_by

from mingzheng.core.actors import Post
from mingzheng.requests.foi.commands import grant
from mingzheng.requests.foi.models import ClosingFigures, OwnFigures
from mingzheng.requests.remedies import commands as remedies

ANNUAL, BEHIND, SPAN = "/desk/foi/statistics/annual/", "/desk/foi/statistics/annual/rows/", "/desk/foi/statistics/"
CLOSING = {
    "year": "2022", "regulations": "0", "normative": "4", "source": "2022年年报",
    "natural": "2", "business": "1", "research": "0", "welfare": "0", "legal": "0", "other": "0", "total": "3",
}  # fmt: skip
OWN = {"licences": "12", "penalties": "3", "coercive": "0", "fees_wan": "1.5", "source": "许可系统，截至6月20日"}


@pytest.fixture
def answered(foi, on_day):
    """One application refused as internal; it is 20 June 2023."""
    found = once_by(foi.district, "refused", lambda: _answered(foi))
    on_day(dt.date(2023, 6, 20))
    return found


def _answered(foi):
    found = foi.handled()
    foi.answers(found, "C5", dt.date(2023, 4, 20))
    return found


def test_a_unit_sees_its_own_figures_and_the_office_any(enter_foi, foi, answered):
    mine = words(enter_foi().get(f"{SPAN}?since=2023-01-01&until=2023-06-30"))
    assert "收到1件" in mine
    assert "5.内部事务信息" in mine.replace("．", ".") or "内部" in mine
    other = enter_foi(Post.HEAD, "sifa")
    assert "这个时段没有申请" in words(other.get(f"{SPAN}?unit={foi.unit.pk}"))
    office = enter_foi(Post.OFFICE_CLERK, "qufuban")
    assert "按单位收到" in words(office.get(SPAN))
    assert "收到1件" in words(office.get(f"{SPAN}?unit={foi.unit.pk}"))
    assert enter_foi(Post.SECRECY).get(SPAN).status_code == 403
    assert enter_foi(Post.SECRECY).get(ANNUAL).status_code == 403


@pytest.mark.parametrize(
    "query", ["since=x", "until=2022-01-01", "unit=99999", "kind=x&channel=z&group=y", "since=0001-01-01"]
)
def test_odd_addresses_are_answered(enter_foi, answered, query):
    assert enter_foi(Post.OFFICE_HEAD, "qufuban").get(f"{SPAN}?{query}").status_code == 200
    assert enter_foi(Post.OFFICE_HEAD, "qufuban").get(f"{ANNUAL}?year=99999&{query}").status_code == 200


def test_a_span_that_ends_before_it_begins_is_said(enter_foi, answered):
    assert "早于起始日期" in words(enter_foi().get(f"{SPAN}?since=2023-05-01&until=2023-04-01"))


def test_downloads_hold_numbers_and_no_person(enter_foi, answered):
    text = enter_foi().get(f"{SPAN}figures.csv?table=kinds").content.decode("utf-8-sig")
    assert list(csv.reader(StringIO(text))) == [["申请人类别", "收到", "办结"], ["自然人", "1", "1"]]
    book = load_workbook(BytesIO(enter_foi().get(f"{SPAN}figures.xlsx").content))
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert book.sheetnames[:3] == ["概况", "办理结果", "按月"]
    assert not any("张三丰" in cell or "营商环境" in cell for cell in cells)
    assert enter_foi().get(f"{SPAN}figures.csv?table=nothing").status_code == 404
    assert enter_foi().get(f"{SPAN}figures.pdf").status_code == 404


def test_each_number_of_the_form_opens_its_rows_and_a_case_only_for_who_reads_it(enter_foi, foi, answered):
    page = enter_foi().get(f"{ANNUAL}?year=2023").content.decode()
    assert 'rowspan="22"' in page  # 三、本年度办理结果
    link = f"{BEHIND}?year=2023&unit={foi.unit.pk}&table=3&row=C5&column=natural"
    assert f"{link.replace('&', '&amp;')}" in page
    rows = enter_foi().get(link).content.decode()
    assert answered.number in rows
    assert f"/desk/cases/{answered.case_id}/" in rows
    office = enter_foi(Post.OFFICE_CLERK, "qufuban")
    seen = office.get(f"{BEHIND}?year=2023&table=3&row=C5&column=natural").content.decode()
    assert answered.number in seen
    assert f"/desk/cases/{answered.case_id}/" not in seen
    assert "营商环境" not in seen
    person = foi.district.person("qufuban", Post.OFFICE_CLERK)
    grant(answered, person, foi.district.head, reason="核对", until=dt.date(2023, 6, 30))
    assert f"/desk/cases/{answered.case_id}/" in office.get(link).content.decode()
    assert answered.number not in enter_foi(Post.OFFICER, "sifa").get(link).content.decode()


def test_rows_behind_table_4(enter_foi, foi, answered):
    facts = {
        "kind": "direct_suit",
        "filed_on": dt.date(2023, 6, 1),
        "received_on": dt.date(2023, 6, 5),
        "organ": "区法院",
    }
    remedies.report(answered, foi.actor(), facts)
    link = f"{BEHIND}?year=2023&table=4&row=direct_suit"
    assert answered.number in words(enter_foi().get(f"{link}&column=pending"))
    assert "这一格是0" in words(enter_foi().get(f"{link}&column=upheld"))
    seen = words(enter_foi(Post.OFFICE_HEAD, "qufuban").get(f"{link}&column=total"))
    assert answered.number in seen
    assert "区法院" not in seen


@pytest.mark.parametrize("query", ["", "table=3&row=Z&column=total", "table=2&row=x&column=issued", "table=4&row=new&column=total", "table=9"])  # fmt: skip
def test_cells_that_are_not_there(enter_foi, answered, query):
    assert enter_foi().get(f"{BEHIND}?{query}").status_code == 404


def test_closing_figures_are_entered_with_what_was_typed_kept(enter_foi, foi, answered):
    address = f"{ANNUAL}closing/?year=2023"
    wrong = words(enter_foi().post(address, {**CLOSING, "total": "4"}))
    assert "之和为3件" in wrong
    assert not ClosingFigures.objects.exists()
    assert enter_foi().post(address, CLOSING).status_code == 302
    page = words(enter_foi().get(f"{ANNUAL}?year=2023"))
    assert "上年年报的结转下年度继续办理为3件" in page
    assert enter_foi(Post.REVIEWER).get(address).status_code == 404
    assert enter_foi(Post.OFFICE_CLERK, "qufuban").get(address).status_code == 404  # no unit chosen
    assert enter_foi(Post.OFFICE_CLERK, "qufuban").get(f"{address}&unit={foi.unit.pk}").status_code == 200


def test_closing_figures_from_a_file(enter_foi, foi, answered):
    address = f"{ANNUAL}closing/file/?year=2023"
    said = b'[{"unit": "sifa", "year": 2022, "table3_carried_out": [1, 0, 0, 0, 0, 0, 1]}]'
    assert "不能登记区司法局" in words(enter_foi().post(address, {"file": SimpleUploadedFile("a.json", said)}))
    office = enter_foi(Post.OFFICE_HEAD, "qufuban")
    assert "请选择文件" in words(office.post(address, {}))
    assert "只接受" in words(office.post(address, {"file": SimpleUploadedFile("a.txt", said)}))
    assert "读不出来" in words(office.post(address, {"file": SimpleUploadedFile("a.json", b"{")}))
    assert office.post(address, {"file": SimpleUploadedFile("a.json", said)}).status_code == 302
    assert ClosingFigures.objects.get().unit.code == "sifa"
    assert enter_foi(Post.WINDOW).get(address).status_code == 404
    assert office.get(f"{ANNUAL}closing/blank.xlsx").status_code == 200


def test_own_figures_stand_in_table_2_with_their_source(enter_foi, foi, answered):
    address = f"{ANNUAL}own/?year=2023"
    assert "没有的填0" in words(enter_foi().post(address, {**OWN, "licences": ""}))
    enter_foi().post(address, OWN)
    assert OwnFigures.objects.get().unit == foi.unit
    page = words(enter_foi().get(f"{ANNUAL}?year=2023"))
    assert "许可系统，截至6月20日" in page
    assert "行政许可12" in page
    office = enter_foi(Post.OFFICE_CLERK, "qufuban")
    book = load_workbook(BytesIO(office.get(f"{ANNUAL}tables.xlsx?year=2023").content))
    assert [len(book.sheetnames), book.worksheets[1]["A3"].value[:5]] == [3, "（本列数据"]
