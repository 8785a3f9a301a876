"""The desk in a real browser: from signing in to a step taken, accessible on a desktop and on a phone."""

import pytest
from playwright.sync_api import expect
from tests.support.at_the_desk import sign_in
from tests.support.browser import DESKTOP, PHONE, assert_accessible, assert_fits, until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def check(page):
    assert_fits(page)
    assert_accessible(page)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_from_signing_in_to_a_step_taken(desk, many, open_page, size):
    many([("编制公开目录", None), ("公布服务事项", None)])
    page = open_page("/desk/", size=size)
    check(page)
    sign_in(page, "xie")
    check(page)
    page.get_by_role("link", name="编制公开目录").click()
    check(page)
    page.get_by_text("为什么不能办理其他动作").click()
    page.get_by_role("link", name="上报").click()
    check(page)
    page.get_by_label("说明").fill("短")
    page.get_by_role("button", name="上报").click()
    check(page)
    expect(page.get_by_label("说明")).to_have_value("短")
    page.get_by_label("说明").fill("已经编好目录")
    page.get_by_role("button", name="上报").click()
    page.get_by_text("已登记「上报：已经编好目录」").wait_for()
    check(page)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_other_pages_are_accessible(desk, many, open_page, size):
    many([("编制公开目录", None)])
    page = open_page("/desk/", size=size)
    sign_in(page, "root")
    paths = ["/desk/notices/", "/desk/search/?q=目录", "/desk/demo-day/", "/desk/posts/", "/desk/?tab=unit"]
    paths += ["/desk/admin/outbox/", "/desk/admin/journal/", "/desk/admin/units/"]
    paths += ["/account/2fa/", "/account/password/change/", "/account/logout/", "/account/2fa/totp/activate/"]
    for path in paths:
        page.goto(path)
        check(page)


def test_keys_walk_the_queue(desk, many, open_page):
    many([("编制公开目录", None), ("公布服务事项", None)])
    page = open_page("/desk/")
    sign_in(page, "xie")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("?")
    page.get_by_role("dialog", name="快捷键").wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="编制公开目录").wait_for()
    page.wait_for_load_state()
    page.keyboard.press("/")
    until(page, "document.activeElement.id === 'desk-search'")


def test_choosing_many_and_confirming(desk, many, open_page):
    many([("编制公开目录", None), ("公布服务事项", None)])
    page = open_page("/desk/")
    sign_in(page, "xie")
    page.locator("[data-bulk-bar]").wait_for(state="hidden")
    page.get_by_label("选中本页全部").check()
    page.get_by_text("已选 2 件").wait_for()
    check(page)
    page.get_by_role("button", name="上报").click()
    page.get_by_label("说明").fill("一起上报")
    check(page)
    page.get_by_role("button", name="上报这 2 件").click()
    page.get_by_role("heading", name="上报：2 件都已办理").wait_for()
    check(page)


def test_everything_works_without_a_script(desk, many, open_page):
    many([("编制公开目录", None)])
    page = open_page("/desk/", script=False)
    sign_in(page, "xie")
    page.locator("[name=case]").first.check()
    page.get_by_role("button", name="上报").click()
    page.get_by_label("说明").fill("不用脚本")
    page.get_by_role("button", name="上报这 1 件").click()
    expect(page.get_by_role("heading", name="上报：1 件都已办理")).to_be_visible()
