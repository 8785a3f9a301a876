"""Reading pages and their numbers: agreement with the rules of documents, odd spellings, hostile pages."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from mingzheng.disclosure.documents import index_numbers
from mingzheng.disclosure.documents.rules import NUMBER
from mingzheng.supervision.inspections.checks.ground import Ground
from mingzheng.supervision.inspections.inspecting import judge_page
from mingzheng.supervision.inspections.reading import numbers
from mingzheng.supervision.inspections.reading.encoding import page_text
from mingzheng.supervision.inspections.reading.page import Kind, read_page
from mingzheng.supervision.inspections.rules import chosen, rules

GOOD = ["长府办〔2023〕12号", "沪府规〔2023〕1号", "长府办规〔2024〕3号", "长教〔2023〕108号"]
BAD = [
    "长府办[2023]12号",
    "长府办〔2023〕012号",
    "长府办〔2023〕第12号",
    "长府办（2023）12号",
    "长府办〔23〕12号",
    "长府办〔2023〕12",
]


@pytest.mark.parametrize("text", GOOD + BAD)
def test_the_form_of_a_number_is_the_one_of_the_documents_room(text):
    assert numbers.well_formed(text) == (NUMBER.fullmatch(text) is not None) == (text in GOOD)


@pytest.mark.parametrize(
    "text", ["SYYS00000180202300012", "SYYS00000150202300012", "SYYS0000018020230001", "SY0024361740202100238"]
)
def test_the_form_of_an_index_number_is_the_one_of_the_documents_room(text):
    assert (numbers.index_faults(text) == "") == (index_numbers.fault_of(text) == "")


@pytest.mark.parametrize("text", ["上海市长宁区人民政府令第17号", "第3号", "长宁区人民政府公告2023年第1号"])
def test_orders_are_numbered_without_brackets(text):
    assert numbers.well_formed(text)


@pytest.mark.parametrize(
    "text",
    [
        "2023-04-17",
        "2023年4月17日",
        "2023.4.17",
        "2023/04/17 09:30",
        "二〇二三年四月十七日",
        "２０２３年４月１７日",
        "20230417",
        "发布：2023 年 4 月 17 日",
    ],
)
def test_dates_in_their_usual_spellings(text):
    assert numbers.parse_date(text) == dt.date(2023, 4, 17)


@pytest.mark.parametrize("text", ["", "二三年春", "2023-13-01", "2023-02-30", "12345678", "长府办〔2023〕12号"])
def test_what_is_no_date(text):
    assert numbers.parse_date(text) is None


@pytest.mark.parametrize("spelled", ["二〇二三年十二月三十一日", "二〇二三年十月十日", "二〇二三年一月二十日"])
def test_tens_are_read(spelled):
    assert numbers.parse_date(spelled) in (dt.date(2023, 12, 31), dt.date(2023, 10, 10), dt.date(2023, 1, 20))


def test_encodings_as_declared_and_as_they_are():
    text = "<html><head><meta charset='gb2312'><title>镕㙍</title></head><body>正文</body></html>"
    assert page_text(text.encode("gb18030")) == text
    lied = text.replace("gb2312", "utf-8")
    assert page_text(lied.encode("gb18030")) == lied
    assert page_text(text.encode("utf-16")) == text
    assert page_text("正文".encode("gb18030"), "text/html; charset=GBK") == "正文"
    assert page_text(b"\x00\x01\x02" * 999) is None
    assert "坏" in (page_text("好坏".encode() * 200 + b"\xff") or "")


HOSTILE = {
    "deep": "<div>" * 5000 + "底" + "</div>" * 5000,
    "deep table": "<table><tr><td>" * 600 + "索引号",
    "wide": "<table>" + "<tr><td>索引号</td><td>文号</td><td>主题分类</td></tr>" * 5000 + "</table>",
    "links": "<a href='/x'>链接</a>" * 20_000,
    "spaces": "<p>" + "索 " * 50_000 + "</p>",
    "long word": "<p>" + "人民政府" * 30_000 + "</p>",
    "entities": "<!DOCTYPE html [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]><p>&b;&b;</p>",
    "external": "<!DOCTYPE html [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><p>&x;</p>",
    "odd links": "<a href='http://[::1'>a</a><a href='//'>b</a><a href='http://a:b@c/'>c</a><a href='\x00'>d</a><a>e</a>",
    "odd base": "<base href='javascript:1'><link rel=canonical href='http://['><p>x</p>",
    "comments": "<!--" + "-" * 100_000,
    "surrogate": "<p>\ud83d 文号：\udc00</p>",
    "nothing": " ",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_is_read_or_refused_but_breaks_nothing(name):
    page = read_page(HOSTILE[name].encode("utf-8", "surrogatepass"), f"{name}.html")
    if page is not None:
        assert "root:" not in page.body.text
        judge_page(page, Ground(dt.date(2023, 6, 20)))


def test_random_pages_break_nothing():
    dice = random.Random(19)
    parts = [
        "<table>",
        "<tr>",
        "<td>",
        "<th>",
        "</td>",
        "</table>",
        "<div id=zoom>",
        "<p>",
        "<br>",
        "<li>",
        "<dl><dt>",
        "<dd>",
        "索引号",
        "：",
        "文号",
    ]
    parts += [
        "长府办〔2023〕12号",
        "成文日期",
        "2023-04-17",
        "<a href='x.pdf'>附件</a>",
        "主动公开",
        "（此件公开发布）",
        "<meta name=ArticleTitle content=甲>",
    ]
    for _ in range(400):
        text = "".join(dice.choice(parts) for _ in range(dice.randint(1, 60)))
        page = read_page(text.encode(), "x.html")
        if page is not None:
            for defect in judge_page(page, Ground(dt.date(2023, 6, 20))):
                assert defect.evidence and defect.how_to_mend


def test_news_with_an_agency_is_no_document():
    text = (
        "<html lang=zh-CN><head><meta name=ArticleTitle content=区领导调研><meta name=PubDate content=2023-04-17><meta name=ColumnName content=要闻></head>"
        "<h1>区领导调研</h1><p>发布机构：区融媒体中心　发布日期：2023-04-17</p>"
        "<div class=content><p>四月十七日，区领导到社区调研为老服务工作，听取居民意见，要求各街道把好事办好。</p></div>"
    )
    page = read_page(text.encode(), "x.html")
    assert page is not None and page.kind is Kind.ARTICLE
    assert judge_page(page, Ground(dt.date(2023, 6, 20))) == []


def test_rules_are_chosen_by_group_code_or_first_part():
    assert chosen("") == frozenset(rules())
    assert chosen("index") == {"index.form", "index.check_digit", "index.other"}
    assert chosen("dates，link.broken") >= {"date.late", "link.broken"}
