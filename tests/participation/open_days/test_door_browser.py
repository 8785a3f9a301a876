"""The door on a phone in a real browser, with and without a connection; the public pages are accessible and fit."""

import pytest
from playwright.sync_api import expect
from tests.support.browser import (
    DESKTOP,
    PHONE,
    assert_accessible,
    assert_fits,
    assert_pages,
    enter_as,
    step_pages,
    until,
)
from tests.support.open_days import DOOR, DURING

from mingzheng.participation.open_days.models import Scan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def settled(days):
    """Two parties are in; it is half an hour before the beginning."""
    open_day = days.announced()
    days.at(DURING)
    days.signs(open_day, 1, people=2, children=1)
    days.signs(open_day, 2)
    days.settled(open_day)
    days.at(DOOR)
    return open_day


def at_the_door(days, open_page, client, open_day, *, script=True):
    page = open_page("/kaifang/", size=PHONE, script=script)
    enter_as(page, client, days.district.person("fagai", "officer"))
    page.goto(f"/desk/open-days/{open_day.pk}/door/")
    return page


def scans(page, ticket):
    page.get_by_label("票号").fill(ticket)
    page.keyboard.press("Enter")


def test_a_phone_lets_in_once_goes_on_without_a_connection_and_sends_what_it_kept(days, settled, open_page, client):
    page = at_the_door(days, open_page, client, settled)
    first, second = settled.sign_ups.order_by("pk")
    answer = page.locator("[data-door-answer]")
    scans(page, f"https://example.invalid/kaifang/piao/{first.ticket}/")
    expect(answer).to_contain_text("可以入场：2 人，其中儿童 1 人")
    scans(page, first.ticket.lower())
    expect(answer).to_contain_text("这张票已经用过")
    page.context.set_offline(True)
    scans(page, second.ticket)
    expect(answer).to_contain_text("没有网络")
    scans(page, second.ticket)
    expect(answer).to_contain_text("这张票已经用过")
    scans(page, "AAAA-BBBB-CCCC")
    expect(answer).to_contain_text("没有这张票")
    expect(page.locator("[data-door-queue]")).to_contain_text("2 条还没有上报")
    held = page.evaluate("JSON.stringify(localStorage) + document.documentElement.innerHTML")
    assert "张女士" not in held
    page.context.set_offline(False)
    expect(page.locator("[data-door-people]")).to_have_text("3", timeout=20_000)
    expect(page.locator("[data-door-queue]")).to_contain_text("没有这张票")
    assert list(Scan.objects.order_by("pk").values_list("outcome", "offline")) == [
        ("in", False), ("twice", False), ("in", True), ("unknown", True),
    ]  # fmt: skip


def test_a_phone_goes_on_after_a_reload_without_a_connection(days, settled, open_page, client):
    page = at_the_door(days, open_page, client, settled)
    first, second = settled.sign_ups.order_by("pk")
    scans(page, first.ticket)
    answer = page.locator("[data-door-answer]")
    expect(answer).to_contain_text("可以入场")
    until(page, "navigator.serviceWorker.controller !== null")
    until(page, "caches.match('/desk/open-days/door-offline/').then(found => found !== undefined)")
    kept = page.evaluate("caches.match('/desk/open-days/door-offline/').then(found => found.text())")
    assert settled.title not in kept  # the same for everybody: no session, no person
    assert not any(one in kept for one in (first.ticket, "信息员", "csrf"))
    page.context.set_offline(True)
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_contain_text(settled.title)
    assert_fits(page)
    assert_accessible(page)
    scans(page, first.ticket)
    expect(answer).to_contain_text("这张票已经用过")
    scans(page, second.ticket)
    expect(answer).to_contain_text("没有网络")
    page.context.set_offline(False)
    expect(page.locator("[data-door-people]")).to_have_text("3", timeout=40_000)  # loaded anew and sent
    assert list(Scan.objects.order_by("pk").values_list("outcome", "offline")) == [("in", False), ("in", True)]


def test_what_a_phone_kept_of_a_list_leaves_it_when_check_in_is_over(days, settled, open_page, client):
    page = at_the_door(days, open_page, client, settled)
    until(page, "JSON.stringify(localStorage).includes('mingzheng-door-page:')")
    page.evaluate(
        "localStorage['mingzheng-door-page:/desk/open-days/0/door/'] = JSON.stringify({ expires: '2023-06-01T00:00:00+08:00' });"
        "localStorage['mingzheng-door-0'] = JSON.stringify({ queue: [], in: {}, expires: '2023-06-01T00:00:00+08:00' });"
        "localStorage['mingzheng-door-1000'] = JSON.stringify({ queue: [{}], in: {}, expires: '2023-06-01T00:00:00+08:00' });"
    )
    page.reload()
    until(page, "!('mingzheng-door-0' in localStorage)")
    left = page.evaluate("Object.keys(localStorage)")
    assert "mingzheng-door-page:/desk/open-days/0/door/" not in left
    assert "mingzheng-door-1000" in left  # what was not sent yet stays until it is


CAMERA = """
window.shown = "";
window.BarcodeDetector = class {
  static async getSupportedFormats() { return ["qr_code"]; }
  async detect() { return window.shown ? [{ rawValue: window.shown }] : []; }
};
navigator.mediaDevices.getUserMedia = async () => document.createElement("canvas").captureStream();
"""


def test_where_the_browser_reads_qr_codes_the_camera_scans(days, settled, open_page, client):
    page = at_the_door(days, open_page, client, settled)
    camera = page.get_by_role("button", name="用摄像头扫码")
    expect(camera).to_be_hidden()  # this browser cannot: the typed code remains
    page.add_init_script(CAMERA)
    page.reload()
    camera.click()
    expect(page.get_by_role("button", name="关闭摄像头")).to_be_visible()
    ticket = settled.sign_ups.order_by("pk")[0].ticket
    page.evaluate("code => { window.shown = code; }", f"https://example.invalid/kaifang/piao/{ticket}/")
    answer = page.locator("[data-door-answer]")
    expect(answer).to_contain_text("可以入场")
    page.wait_for_timeout(1000)  # the same code in front of the camera is no second try
    expect(answer).to_contain_text("可以入场")
    assert Scan.objects.count() == 1
    page.get_by_role("button", name="关闭摄像头").click()
    expect(camera).to_be_visible()
    assert_accessible(page)


def test_a_part_of_the_session_has_a_list_of_its_own(days, settled, open_page, client):
    page = at_the_door(days, open_page, client, settled)
    ticket = settled.sign_ups.order_by("pk")[0].ticket
    scans(page, ticket)
    answer = page.locator("[data-door-answer]")
    expect(answer).to_contain_text("可以入场")
    page.get_by_role("link", name="签到名单").click()
    for said in ("已建立名单", "已经有这个名称的名单"):
        page.get_by_label("名称").fill("活动体验")
        page.get_by_role("button", name="建立名单").click()
        expect(page.get_by_text(said).first).to_be_visible()
    assert_fits(page)
    assert_accessible(page)
    page.locator("main .links").get_by_role("link", name="活动体验").click()
    expect(page.get_by_role("heading", name="签到：活动体验")).to_be_visible()
    for said in ("可以入场", "已经用过"):
        scans(page, ticket)
        expect(answer).to_contain_text(said)
    assert Scan.objects.filter(outcome=Scan.Outcome.IN).count() == 2  # once at the entrance, once here
    assert_fits(page)
    assert_accessible(page)


def test_without_a_script_the_form_does_the_same(days, settled, open_page, client):
    page = at_the_door(days, open_page, client, settled, script=False)
    ticket = settled.sign_ups.order_by("pk")[0].ticket
    for says in ("可以入场", "已经用过"):
        page.get_by_label("票号").fill(ticket)
        page.get_by_role("button", name="签到").click()
        expect(page.get_by_role("status").filter(has_text=says)).to_be_visible()


def test_a_visitor_signs_up_with_the_keyboard_and_finds_it_again(days, open_page):
    open_day = days.announced()
    days.at(DURING)
    page = open_page(f"/kaifang/{open_day.pk}/baoming/", size=PHONE)
    page.get_by_label("怎样称呼您").fill("张女士")
    page.get_by_label("手机号").fill("138 0000 0001")
    page.get_by_label("一共几人来").fill("2")
    page.keyboard.press("Enter")
    code = page.locator(".codes strong").first.inner_text()
    page.goto("/kaifang/chaxun/")
    page.get_by_label("查询码").fill(code.lower())
    page.get_by_role("button", name="查询").click()
    expect(page.get_by_text("已报名，待确定")).to_be_visible()
    page.get_by_text("来不了，退出报名").click()  # one press gives nothing back
    page.get_by_role("button", name="确定退出").click()
    expect(page.get_by_text("联系方式已经删除")).to_be_visible()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_page_is_accessible_and_fits(days, settled, open_page, client, size):
    own = f"/kaifang/{settled.pk}/"
    page = at_the_door(days, open_page, client, settled)
    page.set_viewport_size(size)
    desk = [f"/desk/open-days/{settled.pk}/{part}/" for part in ("door", "people", "photos")]
    paths = ["/kaifang/", "/kaifang/rili/2023/6/", own, f"{own}tiwen/", "/kaifang/chaxun/", *desk]
    for path in [*paths, "/desk/open-days/", "/desk/open-days/new/", "/desk/open-days/months/"]:
        page.goto(path)
        assert_fits(page)
        assert_accessible(page)


def test_every_form_of_the_desk_is_accessible_and_fits(days, settled, open_page, client):
    page = at_the_door(days, open_page, client, settled)
    planned = days.begun(title="还没有公布的一场")
    days.at(DOOR)
    paths = [path for one in (settled, planned) for path in step_pages(one, days.actor())]
    own = [f"/desk/open-days/{settled.pk}/question/", f"/kaifang/{settled.pk}/baoming/"]
    assert_pages(page, [*paths, *own], (PHONE,))
