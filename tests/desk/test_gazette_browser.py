"""The composing table in a real browser: without a script, with the buttons, by dragging; and what axe says of the pages."""

from __future__ import annotations

import pytest
from tests.support.browser import DESKTOP, PHONE, assert_accessible, assert_fits, settled
from tests.support.documents import papers  # noqa: F401 - fixtures
from tests.support.gazette import gazette  # noqa: F401 - fixtures
from tests.support.workplan import district, reference  # noqa: F401 - fixtures

from mingzheng.core.actors import Post

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def three(gazette):  # noqa: F811
    """An issue with three documents of one section."""
    titles = ("关于甲事项的通知", "关于乙事项的通知", "关于丙事项的通知")
    return gazette.begun([gazette.document(11 + n, title=title) for n, title in enumerate(titles)])


@pytest.fixture
def enter(client, gazette, live_server):  # noqa: F811
    """``enter(page)`` signs 区府办经办 in."""

    def entered(page, path):
        client.force_login(gazette.papers.district.person("qufuban", Post.OFFICE_CLERK))
        value = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])
        page.goto(path)

    return entered


def titles(issue):
    return [item.title[2:3] for item in issue.items.order_by("order")]


def test_rows_are_moved_with_buttons_and_by_dragging(three, open_page, enter):
    page = open_page("/")
    enter(page, f"/desk/gazette/{three.pk}/")
    page.get_by_role("button", name="下移《关于甲事项的通知》").press("Enter")
    page.get_by_text("已移到第 2 位，保存后生效。").wait_for()
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "下移《关于甲事项的通知》"
    handles = page.locator("[data-gazette-handle]")
    handles.nth(2).drag_to(page.locator("[data-gazette-row]").nth(0))
    page.get_by_text("已移到第 1 位，保存后生效。").wait_for()
    page.get_by_role("button", name="保存编排").click()
    settled(page)
    assert titles(three) == ["丙", "乙", "甲"]


def test_order_numbers_do_without_a_script(three, open_page, enter):
    page = open_page("/", script=False)
    enter(page, f"/desk/gazette/{three.pk}/")
    page.get_by_label("《关于丙事项的通知》的次序").fill("0")
    page.get_by_role("button", name="保存编排").click()
    page.wait_for_load_state("load")
    assert titles(three) == ["丙", "甲", "乙"]


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_page_is_accessible_and_fits(gazette, three, open_page, enter, size):  # noqa: F811
    issue = gazette.published([gazette.document(30)])
    gazette.settle()
    page = open_page("/gongbao/", size=size)
    for path in ("/gongbao/", "/gongbao/?q=没有", f"/gongbao/2023/{issue.number}/", f"/gongbao/2023/{issue.number}/1/"):
        page.goto(path)
        assert_fits(page)
        assert_accessible(page)
    enter(page, "/desk/gazette/")
    for path in ("", f"{three.pk}/", f"{issue.pk}/", f"{issue.pk}/copies/", "recipients/", "recipients/new/", "new/"):
        page.goto(f"/desk/gazette/{path}")
        assert_fits(page)
        assert_accessible(page)
