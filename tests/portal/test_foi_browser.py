"""Applying online in a real browser: accessible and within the screen at every part, on a phone, in elder mode, without a script."""
# ruff: noqa: F811 - fixtures of other rooms are arguments here

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from tests.portal.foi import ID_NUMBER, NAME, PHONE, PNG, WANTED
from tests.portal.test_foi_status import answers_online, corrected
from tests.support.browser import DESKTOP, assert_accessible, assert_fits
from tests.support.browser import PHONE as SMALL
from tests.support.requests import foi  # noqa: F401 - fixture
from tests.support.workplan import district, reference  # noqa: F401 - fixtures

from mingzheng.core import timekeeping
from mingzheng.core.timekeeping.models import DemoDay
from mingzheng.requests.foi.models import Application

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def here(foi):
    """The day of the server's threads: the demonstration's."""
    DemoDay.objects.update_or_create(pk=1, defaults={"day": "2023-06-20"})
    return foi


def looks_right(page, script: bool = True) -> None:
    assert_fits(page)
    if script:
        assert_accessible(page)


def applies(page, check) -> str:
    """Through all parts with a mistake in each place where one is likely; returns the query code."""
    page.goto("/yishenqing/")
    check(page)
    page.get_by_role("link", name="开始填写").click()
    page.get_by_role("button", name="下一步").click()
    check(page)
    page.get_by_label("信息的名称").fill(WANTED)
    page.get_by_role("button", name="下一步").click()
    page.get_by_text("不知道该找谁").click()
    check(page)
    page.get_by_label("单位").select_option("fagai")
    page.get_by_role("button", name="下一步").click()
    check(page)
    page.get_by_label("个人（自然人）").check()
    page.get_by_role("button", name="下一步").click()
    page.get_by_label("姓名").fill(NAME)
    page.get_by_label("证件种类").select_option("resident")
    page.get_by_label("证件号码").fill("31010519900101")
    page.get_by_label("身份证明", exact=True).set_input_files(
        {"name": "证件.png", "mimeType": "image/png", "buffer": PNG}
    )
    page.get_by_role("button", name="下一步").click()
    page.get_by_text("证件.png").first.wait_for()  # the answer of the server, not the page before it
    check(page)
    expect(page.get_by_label("姓名")).to_have_value(NAME)
    page.get_by_label("证件号码").fill(ID_NUMBER)
    page.get_by_role("button", name="下一步").click()
    page.get_by_label("电子文档").check()
    page.get_by_label("在本网站下载").check()
    check(page)
    page.get_by_label("联系电话").fill(PHONE)
    page.get_by_role("button", name="下一步").click()
    check(page)
    page.get_by_role("button", name="提交申请").click()
    check(page)
    return page.locator(".foi-code__text").inner_text()


@pytest.mark.parametrize(("size", "look"), [(DESKTOP, ""), (SMALL, ""), (SMALL, "elder"), (DESKTOP, "elder.contrast")])
def test_every_part_is_accessible_and_fits(here, open_page, size, look):
    page = open_page("/zfxxgk/yishenqing/", size=size, look=look)
    looks_right(page)
    page.get_by_role("link", name="在线申请").first.click()
    applies(page, looks_right)
    assert Application.objects.count() == 1
    page.get_by_role("link", name="看办理情况").click()
    looks_right(page)
    for path in ("caogao/", "chaxun/", "bangzhu/", "danwei/", "tongji/"):
        page.goto(f"/yishenqing/{path}")
        looks_right(page)


def test_without_a_script_it_is_the_same(here, open_page):
    page = open_page("/yishenqing/", script=False)
    code = applies(page, lambda page: looks_right(page, script=False))
    with page.expect_navigation():
        page.get_by_role("button", name="离开").click()
    page.goto("/yishenqing/chaxun/")
    page.get_by_label("查询码").fill(code)
    page.get_by_role("button", name="查询").click()
    expect(page.get_by_role("heading", name="已经提交，等待确认收到")).to_be_visible()


@pytest.mark.parametrize("size", [DESKTOP, SMALL], ids=["desktop", "phone"])
def test_correcting_and_receiving_the_answer_online(here, open_page, size):
    page = open_page("/yishenqing/", size=size)
    applies(page, lambda page: None)
    found = Application.objects.get()
    corrected(here, found)
    page.goto("/yishenqing/jindu/")
    looks_right(page)
    page.get_by_role("link", name="在这里补正").click()
    page.get_by_role("button", name="提交补正").click()
    looks_right(page)
    page.locator("#buzheng").get_by_label("内容").fill("2022年的。")
    page.get_by_role("button", name="提交补正").click()
    page.get_by_text("等办理单位确认").wait_for()
    looks_right(page)


@pytest.mark.parametrize(("size", "look"), [(DESKTOP, ""), (SMALL, "elder")])
def test_the_answer_is_read_and_rated(here, open_page, size, look):
    page = open_page("/yishenqing/", size=size, look=look)
    applies(page, lambda page: None)
    with timekeeping.standing_at(timekeeping.today()):
        letter = answers_online(here, Application.objects.get())
    DemoDay.objects.update_or_create(pk=1, defaults={"day": "2023-06-29"})
    page.goto("/yishenqing/jindu/")
    looks_right(page)
    page.get_by_role("link", name=letter.title).click()
    looks_right(page)
    page.get_by_role("button", name="我已收到").click()
    page.get_by_text("您在2023年6月29日确认收到").wait_for()
    page.goto("/yishenqing/jindu/#pingjia")
    page.get_by_label("5 很满意").check()
    page.get_by_role("button", name="评价").click()
    page.get_by_text("您已经评价").wait_for()
