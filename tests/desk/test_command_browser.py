"""The command view in a real browser: axe finds nothing, it fits a phone, arrow keys move through the matrix, no script is needed."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from tests.support.browser import DESKTOP, PHONE, assert_accessible, assert_fits, enter_as

from mingzheng.core.units.models import Person
from mingzheng.supervision.indicators import commands

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = (
    "/desk/command/",
    "/desk/figures/bindings/",
    "/desk/figures/",
    "/gongzuoyaodian/zhibiao/",
)


@pytest.fixture
def enter(work, client, on_day):
    on_day("2023-04-20")
    commands.take_readings()

    def entered(page, path):
        enter_as(page, client, Person.objects.get(pk=work.district.clerk.person_id))
        page.goto(path)

    return entered


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_the_pages_fit_and_axe_finds_nothing(open_page, enter, size):
    page = open_page("/", size=size)
    for path in PAGES:
        enter(page, path)
        assert_accessible(page)
        assert_fits(page)
    enter(page, "/desk/command/wall/?still")  # axe forbids a page that turns by itself: this one can be held
    assert_accessible(page)
    assert_fits(page)


def test_arrow_keys_move_through_the_matrix_and_enter_opens(open_page, enter):
    page = open_page("/")
    enter(page, "/desk/command/")
    first = page.locator("[data-matrix] td a").first
    first.focus()
    page.keyboard.press("ArrowRight")
    focused = page.locator("[data-matrix] td a:focus")
    expect(focused).to_have_attribute("tabindex", "0")
    expect(first).to_have_attribute("tabindex", "-1")
    said = focused.get_attribute("aria-label")
    page.keyboard.press("Enter")
    page.wait_for_url("**/units/**")
    assert said.startswith("第1项")


def test_without_a_script_every_cell_is_a_link(open_page, enter):
    page = open_page("/", script=False)
    enter(page, "/desk/command/")
    expect(page.locator("[data-matrix] td a[tabindex]")).to_have_count(0)
