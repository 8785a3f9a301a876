"""Drawing boxes in a real browser, with the mouse and with the keyboard; and what axe says of the page."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from tests.support.browser import DESKTOP, PHONE, assert_accessible, assert_fits, settled
from tests.support.redaction import LETTER, over, papers_to_cover, text, typeset  # noqa: F401 - fixtures
from tests.support.workplan import district, reference  # noqa: F401 - fixtures

from mingzheng.core.actors import Post
from mingzheng.core.outbox.commands import run_due

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def papers(papers_to_cover):  # noqa: F811
    return papers_to_cover


@pytest.fixture
def letter():
    return typeset(LETTER, "第二页没有姓名。")


@pytest.fixture
def enter(client, papers, live_server):
    """``enter(page, path)`` signs the officer in."""

    def entered(page, path):
        client.force_login(papers.district.person("xinhua", Post.OFFICER, 2))
        value = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])
        page.goto(path)

    return entered


def drag(page, rect):
    """From one corner of a place on the page to the other, as a hand does it."""
    sheet = page.locator("[data-boxes]")
    edge = sheet.bounding_box()
    page.evaluate("down => window.scrollBy(0, down)", edge["y"] + rect.y0 * edge["height"] - 400)
    edge = sheet.bounding_box()
    page.mouse.move(edge["x"] + rect.x0 * edge["width"] - 1, edge["y"] + rect.y0 * edge["height"] - 1)
    page.mouse.down()
    page.mouse.move(edge["x"] + rect.x1 * edge["width"] - 5, edge["y"] + rect.y1 * edge["height"] - 2)
    page.mouse.move(edge["x"] + rect.x1 * edge["width"] + 1, edge["y"] + rect.y1 * edge["height"] + 1)
    page.mouse.up()


def test_a_box_drawn_with_the_mouse_takes_the_word_out(papers, letter, open_page, enter):
    redaction = papers.begun(letter)
    page = open_page("/")
    enter(page, f"/desk/redaction/{redaction.pk}/")
    drag(page, over(letter, "张三丰")[0].rect)
    page.get_by_text("方框已画好。请选择遮盖理由").wait_for()
    page.locator("#box-ground").select_option("C4")
    page.get_by_role("button", name="遮盖这一块").click()
    page.get_by_text("这一页遮盖了 1 处").wait_for()
    drag(page, over(letter, "310101199001011237")[0].rect)  # the ground is remembered: no further step
    page.get_by_text("这一页遮盖了 2 处").wait_for()
    # What the page asks meanwhile waits for this thread: the tests' one database in memory cannot be read while it is written.
    page.route("**/progress/", lambda route: route.continue_())
    page.get_by_role("button", name="生成并核验").click()
    page.get_by_text("正在逐页生成和核验").wait_for()
    run_due()
    page.get_by_text("副本已生成，核验通过").wait_for()
    redaction.refresh_from_db()
    left = text(papers.bytes_of(redaction.copy))
    assert "张三丰" not in left and "310101" not in left and "其余内容可以公开" in left
    assert_accessible(page)


def test_a_box_is_drawn_with_the_keyboard(papers, letter, open_page, enter):
    redaction = papers.begun(letter)
    page = open_page("/")
    enter(page, f"/desk/redaction/{redaction.pk}/")
    page.locator("#box-ground").select_option("C4")
    button = page.get_by_role("button", name="用键盘画框")
    button.press("Enter")
    for key in ("ArrowUp", "ArrowUp", "ArrowLeft", "Shift+ArrowRight", "Shift+ArrowDown"):
        button.press(key)
    button.press("Enter")
    page.get_by_text("这一页遮盖了 1 处").wait_for()
    box = redaction.boxes.get()
    assert [round(side, 2) for side in (box.x0, box.y0, box.x1, box.y1)] == [0.39, 0.43, 0.60, 0.49]


def test_faults_are_said_without_losing_the_page(papers, letter, open_page, enter):
    redaction = papers.begun(letter)
    page = open_page("/")
    enter(page, f"/desk/redaction/{redaction.pk}/")
    page.locator("#word-word").fill("没有这个词")
    page.locator("#word-ground").select_option("C4")
    page.get_by_role("button", name="遮盖这些字").click()
    page.get_by_text("文字层里没有找到").first.wait_for()
    expect(page.locator("#word-word")).to_have_value("没有这个词")


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
@pytest.mark.parametrize("look", ["", "elder"])
def test_the_page_fits_and_axe_finds_nothing(papers, letter, open_page, enter, size, look):
    redaction = papers.begun(letter)
    page = open_page("/", size=size, look=look)
    enter(page, f"/desk/redaction/{redaction.pk}/")
    page.get_by_role("button", name="查找个人信息和涉密标志").click()
    page.get_by_text("请逐条决定").wait_for()
    settled(page)
    assert_accessible(page)
    assert_fits(page)
    page.goto(f"/desk/cases/{papers.case.pk}/")
    assert_accessible(page)
    assert_fits(page)
