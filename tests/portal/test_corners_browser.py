"""Offline corners and their kiosk in a real browser: accessible, by keyboard, and ending by themselves."""
# ruff: noqa: F811 - fixtures of other rooms are arguments here

import datetime as dt

import pytest
from playwright.sync_api import expect
from tests.disclosure.corners.conftest import corners  # noqa: F401 - fixture
from tests.support.browser import DESKTOP, PHONE, assert_accessible, assert_fits
from tests.support.workplan import district, reference  # noqa: F401 - fixtures

from mingzheng.disclosure.corners import commands
from mingzheng.portal.views import kiosk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def held(corners):
    """A corner in which an activity took place."""
    facts = {"kind": "lecture", "topic": "养老政策宣讲", "held_on": dt.date(2023, 4, 20), "begins": dt.time(14, 0)}
    planned = commands.plan_activity(corners.corner, corners.officer, facts)
    commands.record_activity(
        planned, corners.officer, {"participants": 9, "summary": "讲了补贴", "questions": [("要带什么？", "证件")]}
    )
    return corners.corner


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_page_is_accessible_and_fits(held, open_page, size):
    page = open_page("/zhuanqu/", size=size)
    base = f"/zhuanqu/{held.pk}/"
    for path in ("/zhuanqu/", base, f"{base}kiosk/", *[f"{base}kiosk/{part}/" for part in kiosk.PARTS]):
        page.goto(path)
        assert_fits(page)
        assert_accessible(page)


def test_the_kiosk_is_walked_by_keyboard(held, open_page):
    page = open_page(f"/zhuanqu/{held.pk}/kiosk/")
    page.get_by_role("link", name="咨询和办事").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="咨询和办事").wait_for()
    page.get_by_role("link", name="回到开始").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="您想做什么？").wait_for()


def test_left_alone_it_warns_waits_for_a_touch_and_ends(held, open_page, monkeypatch):
    monkeypatch.setattr(kiosk, "IDLE_SECONDS", 4)
    monkeypatch.setattr(kiosk, "WARN_SECONDS", 3)
    page = open_page(f"/zhuanqu/{held.pk}/kiosk/ask/")
    warning = page.get_by_role("alertdialog")
    warning.wait_for()
    page.get_by_role("button", name="继续使用").click()
    warning.wait_for(state="hidden")
    expect(page.get_by_role("heading", name="咨询和办事")).to_be_visible()
    page.get_by_role("heading", name="您想做什么？").wait_for(timeout=15000)
