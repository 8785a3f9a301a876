"""The portal in a real browser: accessible, within the screen, usable without a script and on paper."""

import pytest
from playwright.sync_api import expect
from tests.support.browser import PHONE, assert_accessible, assert_fits

from mingzheng.portal import structure

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PATHS = ["/", *(column.key for column in structure.every())]


def address(key: str) -> str:
    return key if key.startswith("/") else structure.find(key).url


def test_every_page_is_accessible_and_fits_a_phone(open_page, plan):
    page = open_page("/", size=PHONE)
    for key in PATHS:
        page.goto(address(key))
        assert_fits(page)
        assert_accessible(page)


@pytest.mark.parametrize("look", ["", "elder", "contrast"])
@pytest.mark.parametrize("path", ["/", "/gongzuoyaodian/", "/search/?q=公开", "/zfxxgk/fdzdgk/"])
def test_main_pages_hold_in_every_look(open_page, plan, look, path):
    page = open_page(path, look=look)
    assert_fits(page)
    assert_accessible(page)


def test_elder_mode_holds_on_a_phone(open_page, plan):
    for path in ("/", "/gongzuoyaodian/", "/zfxxgk/zhinan/"):
        assert_fits(open_page(path, size=PHONE, look="elder"))


def test_pages_reflow_at_four_hundred_percent(open_page, plan):
    page = open_page("/", size={"width": 320, "height": 256})
    for path in ("/", "/gongzuoyaodian/", "/zfxxgk/"):
        page.goto(path)
        assert_fits(page)


def test_searching_works_without_a_script(open_page, searchable):
    page = open_page("/", script=False)
    page.get_by_role("searchbox").fill("列席")
    page.get_by_role("button", name="搜索").click()
    expect(page.get_by_role("link", name="列席区政府常务会议不少于4次")).to_be_visible()


@pytest.mark.parametrize("look", ["", "elder", "contrast"])
@pytest.mark.parametrize("query", ["公开", "mulu", "没有这样的东西"])
def test_results_fit_and_are_accessible(open_page, searchable, look, query):
    for size in (None, PHONE):
        page = open_page(f"/search/?q={query}", look=look, size=size)
        assert_fits(page)
        assert_accessible(page)


def test_suggestions_are_chosen_by_keyboard(open_page, searchable):
    page = open_page("/")
    box = page.get_by_role("combobox")
    box.press_sequentially("目")
    page.get_by_role("option", name="目录").first.wait_for()
    assert_accessible(page)
    box.press("ArrowDown")
    expect(box).to_have_value("目录")
    assert box.get_attribute("aria-activedescendant")
    box.press("Escape")
    expect(box).to_have_value("目")
    expect(page.get_by_role("listbox")).not_to_be_visible()
    box.press_sequentially("录")
    page.get_by_role("option", name="目录").first.click()
    page.wait_for_url("**/search/**")
    assert "目录" in page.title()


def test_paper_carries_the_text_and_no_controls(open_page, plan):
    page = open_page("/gongzuoyaodian/", media="print")
    expect(page.get_by_role("heading", name="2023年上海市长宁区政务公开工作要点")).to_be_visible()
    for control in (".strip", ".site-nav", ".button", ".breadcrumb"):
        expect(page.locator(control).first).not_to_be_visible()
