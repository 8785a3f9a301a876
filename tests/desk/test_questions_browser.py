"""The window's page in a real browser: found while typing, answered and handed over by keys, accessible, without a script too."""
# ruff: noqa: F811 - fixtures of other rooms are arguments here

import pytest
from playwright.sync_api import expect
from tests.support.at_the_desk import sign_in
from tests.support.browser import DESKTOP, PHONE, assert_accessible, assert_fits
from tests.support.documents import papers  # noqa: F401 - fixtures
from tests.support.questions import QUESTION, desk  # noqa: F401 - fixtures
from tests.support.workplan import district, reference  # noqa: F401 - fixtures

from mingzheng.core.units.models import Person
from mingzheng.policy.questions.models import Asked

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WINDOW = "/desk/questions/window/"


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_window_by_keys_alone(desk, open_page, size):
    entry, other = desk.published(), desk.published(question="技术改造补贴多久办结？")
    desk.worked()
    page = open_page(WINDOW, size=size)
    sign_in(page, Person.objects.get(pk=desk.window.person_id))
    assert_accessible(page)
    page.keyboard.type("技术改造补贴")  # the cursor stands in the search already
    page.wait_for_selector("#found [data-row]")
    assert_fits(page)
    assert_accessible(page)
    page.keyboard.press("Enter")
    first = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("j")
    second = page.evaluate("document.activeElement.textContent")
    assert {first, second} == {QUESTION, other.question}
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_url("**/entries/**")
    assert_accessible(page)
    page.keyboard.press("a")
    page.wait_for_url(f"**{WINDOW}")
    page.get_by_text("已登记答复").wait_for()
    row = Asked.objects.get()
    assert row.entry_id in (entry.pk, other.pk)
    assert row.seconds is not None
    page.keyboard.type("技术改造补贴")
    page.wait_for_selector("#found [data-hand-over]")
    page.keyboard.press("Enter")
    page.keyboard.press("h")
    page.wait_for_url("**/handover/**")
    expect(page.get_by_label("问题", exact=True)).to_have_value("技术改造补贴")
    assert_accessible(page)


def test_the_window_without_a_script(desk, open_page):
    desk.published()
    desk.worked()
    page = open_page(WINDOW, script=False)
    sign_in(page, Person.objects.get(pk=desk.window.person_id))
    page.get_by_label("群众问什么").fill("技术改造补贴")
    page.get_by_role("button", name="查", exact=True).click()
    page.locator("[data-answered]").first.click()
    page.get_by_text("已登记答复").wait_for()
    assert Asked.objects.get().seconds is not None
