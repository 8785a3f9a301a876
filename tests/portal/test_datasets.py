"""Open data: every table can be read, taken away in three forms, and found by a machine."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json

import pytest
from openpyxl import load_workbook
from tests.support.annual import seen_tables, whole
from tests.support.browser import assert_pages
from tests.support.workplan import work  # noqa: F401 - fixture

from mingzheng.core import datasets, timekeeping
from mingzheng.core.datasets import Column, Dataset
from mingzheng.core.indicators import indicators
from mingzheng.papers import annual_report as papers_of
from mingzheng.supervision.annual_report import commands as annual
from mingzheng.supervision.indicators import commands
from mingzheng.supervision.indicators.models import Reading

pytestmark = pytest.mark.django_db


@pytest.fixture
def rivers():
    """A dataset of the test's own, with every type of value."""
    columns = (
        Column("name", "名称"),
        Column("length", "长度", "number", "千米"),
        Column("since", "自", "date"),
        Column("url", "网址", "address"),
    )
    rows = [("苏州河", 125, dt.date(2023, 4, 1), "/a/"), ("=1+1", 0.5, None, "")]
    made = Dataset("rivers", "河流", "每行一条河。", columns, lambda: rows, (), "测试", "测试")
    yield datasets.declare(made)
    datasets._datasets.pop("rivers")


def _data(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.mark.parametrize("code", [one.code for one in datasets.datasets()])
def test_every_declared_table_opens_and_has_a_value_for_every_column(client, papers, code):
    papers.released()
    found = datasets.dataset_of(code)
    assert len({column.key for column in found.columns}) == len(found.columns)
    for row in found.rows():
        assert len(row) == len(found.columns)
    page = client.get(f"/shuju/{code}/")
    assert page.status_code == 200 and found.label in page.content.decode()
    for kind in ("csv", "json", "xlsx"):
        assert client.get(f"/shuju/{code}.{kind}").status_code == 200


def test_the_three_forms_say_the_same(client, rivers):
    rows = list(csv.reader(io.StringIO(_data(client.get("/shuju/rivers.csv")).decode("utf-8-sig"))))
    assert rows == [
        ["名称", "长度", "自", "网址"],
        ["苏州河", "125", "2023-04-01", "http://testserver/a/"],
        ["'=1+1", "0.5", "", ""],
    ]
    found = json.loads(_data(client.get("/shuju/rivers.json")))
    assert found["rows"][0] == {"name": "苏州河", "length": 125, "since": "2023-04-01", "url": "http://testserver/a/"}
    assert found["columns"]["length"] == "长度" and found["rows"][1]["since"] is None
    sheet = list(load_workbook(io.BytesIO(_data(client.get("/shuju/rivers.xlsx")))).active.values)
    assert sheet[1] == ("苏州河", 125, "2023-04-01", "http://testserver/a/") and sheet[2][0] == "=1+1"


def test_what_was_left_out_is_said(client, rivers, monkeypatch):
    from mingzheng.portal.views import datasets as views

    monkeypatch.setattr(views, "MOST", {"csv": 1, "json": 1, "xlsx": 1})
    assert "一次最多 1 行" in _data(client.get("/shuju/rivers.csv")).decode()
    assert json.loads(_data(client.get("/shuju/rivers.json")))["note"].startswith("还有更多行")


def test_a_machine_finds_every_file(client, rivers):
    graph = client.get("/shuju/catalog.jsonld").json()
    found = {one["dct:identifier"]: one for one in graph["dcat:dataset"]}
    assert set(found) == {one.code for one in datasets.datasets()}
    links = [one["dcat:downloadURL"]["@id"] for one in found["rivers"]["dcat:distribution"]]
    assert links == [f"http://testserver/shuju/rivers.{kind}" for kind in ("csv", "json", "xlsx")]


def test_unknown_tables_and_forms_are_not_there(client, rivers):
    assert client.get("/shuju/nothing/").status_code == 404
    assert client.get("/shuju/rivers.exe").status_code == 404
    assert client.get("/shuju/nothing.csv").status_code == 404


def test_documents_as_a_table_follow_what_is_public(client, papers):
    papers.released(title="关于公开数据的通知")
    papers.draft(title="还没有公开的文稿")
    text = _data(client.get("/shuju/documents.csv")).decode()
    assert "关于公开数据的通知" in text and "还没有公开的文稿" not in text


def test_the_terms_are_named_on_every_page_and_in_the_catalogue(client, rivers):
    page = client.get("/shuju/tiaokuan/").content.decode()
    assert "写明来源" in page and "不是国家或者上海市的统一许可" in page
    for path in ("/shuju/", "/shuju/rivers/"):
        assert "/shuju/tiaokuan/" in client.get(path).content.decode()
    graph = client.get("/shuju/catalog.jsonld").json()
    address = "http://testserver/shuju/tiaokuan/"
    assert graph["dct:license"]["@id"] == address
    (found,) = [one for one in graph["dcat:dataset"] if one["dct:identifier"] == "rivers"]
    assert found["dct:license"] == {"@id": address}
    assert {one["dct:license"]["@id"] for one in found["dcat:distribution"]} == {address}


def test_figures_by_day_leave_out_units_and_what_is_inner(client, work, on_day):  # noqa: F811 - the fixture
    for day in ("2023-05-30", "2023-06-20"):
        on_day(day)
        commands.take_readings()
    rows = json.loads(_data(client.get("/shuju/plan-figures.json")))["rows"]
    assert {row["day"] for row in rows} == {"2023-05-30", "2023-06-20"} and rows[0]["day"] == "2023-06-20"
    assert not {row["indicator"] for row in rows} & {one.code for one in indicators() if one.inner}
    public = Reading.objects.filter(indicator__in=[one.code for one in indicators() if not one.inner])
    assert len(rows) == public.count() > 0


def test_the_yearly_tables_are_those_of_the_published_reports(client, district):
    tables = seen_tables()
    past = annual.Past(district.units["fagai"], False, 2022, dt.date(2023, 1, 20), "区政府门户网站")
    with timekeeping.standing_at(dt.date(2024, 1, 16)):
        annual.take_in(past, papers_of.docx(whole(tables)), "年报.docx", district.actor("fagai"))
    rows = json.loads(_data(client.get("/shuju/foi-requests.json")))["rows"]
    assert [row["total"] for row in rows] == [row["values"][-1] for row in tables["table3"]["rows"]]
    assert {(row["year"], row["agency"], row["district"]) for row in rows} == {(2022, "某区发展和改革委员会", "否")}
    contested = json.loads(_data(client.get("/shuju/foi-remedies.json")))["rows"]
    assert [row["total"] for row in contested] == [one["total"] for one in tables["table4"].values()]


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_pages_of_open_data_fit_and_are_accessible(browser_page, rivers):
    assert_pages(browser_page, ["/shuju/", "/shuju/tiaokuan/", "/shuju/rivers/"])
