"""期限推演 on the desk: events are added line by line, each shows what it led to, nothing typed is lost."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect
from tests.support.at_the_desk import sign_in
from tests.support.browser import DESKTOP, PHONE, assert_accessible, assert_fits, settled

from mingzheng.core.actors import Post
from mingzheng.requests.foi import calculator
from mingzheng.requests.foi.law.histories import read

ADDRESS = "/desk/foi/calculator/"


def text(response):
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def page(client, as_post):
    as_post(Post.OFFICER)

    def post(rows, **more):
        typed = {f"e{n}-{name}": value for n, row in enumerate(rows) for name, value in row.items()}
        return text(client.post(ADDRESS, typed | more))

    post.client = client
    return post


RECEIVED = {"kind": "submitted", "date": "2023-04-17", "channel": "in_person"}


def test_an_empty_page_offers_a_first_event_and_examples(page):
    said = text(page.client.get(ADDRESS))
    assert "增加一行" in said
    for title, _events in calculator.examples():
        assert title in said


def test_events_are_added_line_by_line_with_what_each_led_to(page):
    first = page([], **{"new-kind": "submitted", "new-date": "2023-04-17", "do": "add"})
    assert "2023年5月16日" in first
    second = page([RECEIVED], **{"new-kind": "consult_sent", "new-date": "2023-04-20", "do": "add"})
    assert "等待第三方意见" in second
    assert "答复期限停止计算" in second
    assert 'name="e1-party"' in second
    asked = {"kind": "consult_sent", "date": "2023-04-20", "party": "third_party", "ref": "t1"}
    third = page([RECEIVED, asked, {"kind": "consult_answered", "date": "2023-04-25", "ref": "t1"}], do="play")
    assert "2023年5月22日" in third
    assert "其间4个工作日不计" in third


def test_a_new_event_with_its_day_is_added_by_any_button(page):
    said = page([RECEIVED], **{"new-kind": "clock_check", "new-date": "2023-04-20", "do": "play"})
    assert 'name="e1-date" value="2023-04-20"' in said


def test_an_event_is_taken_out(page):
    said = page([RECEIVED, {"kind": "fee_notice", "date": "2023-04-20"}], do="drop-1")
    assert "2023年5月16日" in said
    assert "e1-kind" not in said


def test_what_the_law_does_not_allow_is_said_at_its_event(page):
    late = {"kind": "extension", "date": "2023-05-17", "days": "10", "approved": "on", "notified": "on"}
    said = page([RECEIVED, late], do="play")
    assert "不能登记" in said
    assert "第三十三条第二款" in said


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"kind": "fee_notice", "date": ""}, "请填写日期"),
        ({"kind": "fee_notice", "date": "2023-02-30"}, "请填写日期"),
        ({"kind": "extension", "date": "2023-04-20", "days": "许多"}, "请填写整数"),
        ({"kind": "consult_sent", "date": "2023-04-20", "party": "邻居"}, "邻居"),
        ({"kind": "replied", "date": "2023-04-20", "outcome": "Z"}, "Z"),
        ({"kind": "consult_answered", "date": "2023-04-20", "ref": "r" * 30}, "r" * 30),
    ],
)
def test_what_cannot_be_read_is_said_in_place_and_the_others_are_reckoned(page, row, words):
    said = page([RECEIVED, row], do="play")
    assert words in said
    assert "field--wrong" in said
    assert "2023年5月16日" in said


@pytest.mark.parametrize(
    "more",
    [
        {"do": "drop-99"},
        {"do": "drop-x"},
        {"do": "drop-²"},
        {"do": "add"},
        {"new-kind": "gone", "new-date": "2023-04-18", "do": "add"},
        {"new-kind": "fee_paid", "new-date": "x" * 4000, "do": "add"},
        {"e7-kind": "gone"},
        {"e1-kind": "submitted", "e1-channel": "<b>", "e1-date": "9999-99-99"},
    ],
)
def test_odd_forms_keep_what_was_typed(page, more):
    assert 'name="e0-date" value="2023-04-17"' in page([RECEIVED], **more)


def test_there_are_not_more_lines_than_a_page_bears(page):
    rows = [RECEIVED] + [{"kind": "clock_check", "date": "2023-04-18"}] * 39
    said = page(rows, **{"new-kind": "clock_check", "new-date": "2023-04-19", "do": "add"})
    assert "最多 40 项" in said
    assert len(re.findall(r'name="e\d+-kind"', said)) == 40


@pytest.mark.parametrize("number", range(1, len(calculator.examples()) + 1))
def test_each_example_shows_what_the_command_says(page, number):
    said = text(page.client.get(f"{ADDRESS}?example={number}"))
    _title, events = calculator.examples()[number - 1]
    found = calculator.reckoned([read(event) for event in events])
    assert said.count('class="calculator__event"') == len(found)
    for one in found:
        assert one.refused in said
        assert one.due is None or f"{one.due.year}年{one.due.month}月{one.due.day}日" in said


@pytest.mark.parametrize("number", ["0", "99", "x", "²", "-1"])
def test_an_example_that_is_not_there_is_an_empty_page(page, number):
    assert "calculator__event" not in text(page.client.get(ADDRESS, {"example": number}))


def test_only_staff_come_in(client, db):
    assert client.get(ADDRESS).status_code == 302


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_page_is_accessible_fits_and_adds_a_line(papers, open_page, size):
    person = papers.district.person("fagai", Post.OFFICER, 1)
    page = open_page(ADDRESS, size=size)
    sign_in(page, person)
    for address in (ADDRESS, f"{ADDRESS}?example=4", f"{ADDRESS}?example=6"):
        page.goto(address)
        assert_fits(page)
        assert_accessible(page)
    page.get_by_label("日期", exact=True).last.fill("2025-11-06")
    page.get_by_role("button", name="增加一行").click()
    settled(page)
    expect(page.get_by_role("group", name="4. 查看期限").get_by_label("日期")).to_have_value("2025-11-06")
    page.get_by_role("button", name="删去 4. 查看期限").click()
    settled(page)
    expect(page.get_by_role("group", name="4. 查看期限")).to_have_count(0)
    page.get_by_role("group", name="2. 延长答复期限").get_by_label("日期").fill("")
    page.get_by_role("button", name="重新推演").click()
    settled(page)
    assert_accessible(page)
