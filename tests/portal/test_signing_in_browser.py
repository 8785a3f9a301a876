"""Signing in in the middle of a form, in a real browser: on a desk and on a telephone, without a script, found clean by axe."""
# ruff: noqa: F811 - fixtures of other rooms are arguments here

from __future__ import annotations

import pytest
from tests.support.browser import DESKTOP, PHONE, assert_accessible, assert_fits
from tests.support.consultations import asking  # noqa: F401 - fixture
from tests.support.documents import papers  # noqa: F401 - fixture
from tests.support.surveys import VOTES, office  # noqa: F401 - fixture
from tests.support.workplan import district, reference  # noqa: F401 - fixture

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.identity.models import Mark
from mingzheng.portal.standin.people import samples

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEXT = "学校门口应当增设接送车辆的临时停车位"


def clean(page):
    assert_fits(page)
    assert_accessible(page)


@pytest.mark.parametrize(("size", "look"), [(DESKTOP, ""), (PHONE, "elder")])
def test_from_the_form_to_the_provider_and_back(asking, on_day, open_page, settings, size, look):
    settings.MINGZHENG_DEMO = True
    found = asking.announced()
    timekeeping.set_demo_day(on_day("2023-05-02"), Actor.system())  # the server's threads stand on the same day
    page = open_page(f"/yijian/{found.pk}/tijiao/", size=size, look=look)
    page.fill("textarea[name=text]", TEXT)
    clean(page)
    page.click("text=登录后继续填")
    clean(page)
    page.click("text=前往登录")
    page.wait_for_url("**/moni-denglu/**")
    clean(page)
    page.click(f"text={samples()['p-1'].name}")
    page.wait_for_url("**/tijiao/")
    assert page.input_value("textarea[name=text]") == TEXT
    clean(page)
    page.focus("input[name=reach]")
    page.keyboard.press("Enter")  # sends the opinion: the way to sign in is not what Enter presses
    page.wait_for_selector("text=您的查询码")
    assert Mark.objects.count() == 1
    page.click("text=我的办件")
    page.wait_for_url("**/wode/banjian/")
    clean(page)
    page.click("text=离开")
    page.wait_for_url("**/yilikai/")
    assert samples()["p-1"].name not in page.content()


@pytest.mark.parametrize(("size", "look"), [(DESKTOP, ""), (PHONE, "elder")])
def test_a_ballot_is_filled_in_signed_in_for_and_cast_without_a_script(office, on_day, open_page, settings, size, look):
    settings.MINGZHENG_DEMO = True
    call = office.lists(office.call(voting="identity"), "加装电梯更快一点", "社区食堂延长时间")
    timekeeping.set_demo_day(on_day(VOTES[0]), Actor.system())
    page = open_page(f"/zhengji/{call.pk}/toupiao/", size=size, look=look, script=False)
    assert_fits(page)
    page.check("input[value='2']")
    page.click("text=登录后投票")
    page.click("text=前往登录")
    page.wait_for_url("**/moni-denglu/**")
    page.click(f"text={samples()['p-1'].name}")
    page.wait_for_url("**/toupiao/")
    assert page.is_checked("input[value='2']") and not page.is_checked("input[value='1']")
    assert_fits(page)
    page.click("button:has-text('投票')")
    page.wait_for_selector("text=选票已收到")
    assert_fits(page)
    page.reload()
    page.wait_for_selector("text=选票已收到")
    page.goto(page.url.replace("yitou/", "toupiao/"))
    page.wait_for_selector("text=您已经投过票")
    assert_fits(page)
    assert [one.choices for one in call.ballots.all()] == [[2]]


def test_without_a_script_the_way_is_the_same(open_page, settings):
    settings.MINGZHENG_DEMO = True
    page = open_page("/denglu/?hui=/hudong/", script=False)
    page.click("text=前往登录")
    page.wait_for_url("**/moni-denglu/**")
    page.click(f"text={samples()['p-1'].name}")
    page.wait_for_url("**/hudong/")
    assert samples()["p-1"].name in page.content()


@pytest.mark.parametrize("width", [320, 390])
def test_in_elder_mode_nothing_stands_alone_in_the_header_of_a_phone(open_page, settings, width):
    settings.MINGZHENG_DEMO = True
    page = open_page("/hudong/", size={"width": width, "height": 844}, look="elder")
    assert set(rows_of_the_header(page)) == {2}
    clean(page)
    page.click("text=登录")
    page.click("text=前往登录")
    page.wait_for_url("**/moni-denglu/**")
    page.click(f"text={samples()['p-1'].name}")
    page.wait_for_url("**/hudong/")
    assert set(rows_of_the_header(page)) == {2 if width == 320 else 3}
    clean(page)


def rows_of_the_header(page):
    """How many things stand beside one another in each row of the line above all, below what it says."""
    boxes = [one.bounding_box() for one in page.locator(".strip .modes__button:visible, .visitor__name").all()]
    rows = []
    for middle in sorted(box["y"] + box["height"] / 2 for box in boxes):
        if rows and middle - rows[-1][0] < 20:
            rows[-1].append(middle)
        else:
            rows.append([middle])
    return [len(row) for row in rows]
