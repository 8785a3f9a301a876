"""The look in a real browser."""

import pytest
from playwright.sync_api import expect
from tests.support.browser import PHONE, assert_accessible, assert_fits

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ALL_PAGES = ("/style/", "/style/desk/", "/style/case/")


@pytest.mark.parametrize("path", ALL_PAGES)
@pytest.mark.parametrize("look", ["", "elder", "contrast", "elder.contrast"])
def test_components_are_accessible_and_fit_on_a_phone_in_every_look(open_page, path, look):
    page = open_page(path, size=PHONE, look=look)
    assert_fits(page)
    assert_accessible(page)


@pytest.mark.parametrize("path", ALL_PAGES)
def test_components_are_accessible_on_a_desktop(open_page, path):
    page = open_page(path)
    assert_fits(page)
    assert_accessible(page)


def test_elder_mode_works_without_a_script_and_makes_type_larger(open_page):
    page = open_page("/", script=False)
    page.get_by_role("button", name="长者模式").click()
    expect(page.locator("html")).to_have_attribute("data-mode", "elder")
    expect(page.get_by_role("button", name="长者模式")).to_have_attribute("aria-pressed", "true")


def test_elder_type_and_targets_are_larger(open_page):
    plain, elder = open_page("/"), open_page("/", look="elder")
    size = "parseFloat(getComputedStyle(document.body).fontSize)"
    assert plain.evaluate(size) == pytest.approx(17, abs=0.1)
    assert elder.evaluate(size) >= 22
    assert elder.get_by_role("button", name="高对比度").bounding_box()["height"] >= 56


def test_the_keyboard_sees_where_it_is(open_page):
    page = open_page("/style/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className").startswith("skip")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    width = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert width == "3px"


def test_the_queue_is_walked_with_keys(open_page):
    page = open_page("/style/desk/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#row-2"
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#row-1"
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "desk-search"
    page.keyboard.type("j")  # typing stays typing
    expect(page.locator("#desk-search")).to_have_value("j")


def test_a_clock_opens_by_keyboard_and_closes_on_escape(open_page):
    page = open_page("/style/desk/")
    pill = page.locator("details.clock").first
    pill.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(pill).to_have_attribute("open", "")
    page.keyboard.press("Escape")
    expect(pill).not_to_have_attribute("open", "")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_the_desk_menu_on_a_phone_opens_without_a_script(open_page):
    page = open_page("/style/desk/", size=PHONE, script=False)
    menu = page.get_by_role("navigation", name="工作台导航")
    expect(menu).not_to_be_visible()
    page.get_by_role("link", name="菜单").first.click()
    expect(menu).to_be_visible()
    page.get_by_role("link", name="关闭菜单").click()
    expect(menu).not_to_be_visible()


def test_paper_carries_no_controls(open_page):
    page = open_page("/style/desk/", media="print")
    expect(page.locator(".desk-topbar")).not_to_be_visible()
    expect(page.locator(".desk-nav")).not_to_be_visible()
    expect(page.get_by_role("heading", name="我的待办")).to_be_visible()
