"""Letters in a real browser: written, looked up and handled on a phone; every page and form is accessible and fits."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from tests.support.browser import PHONE, assert_accessible, assert_fits, assert_pages, enter_as, step_pages

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def answered(desk):
    """One letter answered and published, one in hand; the server's threads stand on the same day."""
    timekeeping.set_demo_day(timekeeping.today(), Actor.system())
    replied = desk.replied()
    chosen = desk.selected(replied)
    desk.does(chosen, "approve", desk.reviewer)
    desk.worked()
    return (
        desk,
        replied,
        chosen,
        desk.handed(title="电梯停了三天", text="小区电梯停了三天，老人下不了楼，什么时候修好？"),
    )


def test_every_public_page_is_accessible_and_fits(answered, open_page):
    _desk, _replied, chosen, _working = answered
    page = open_page("/xinjian/")
    assert_pages(page, ["/xinjian/", "/xinjian/xie/", "/xinjian/chaxun/", "/xinjian/tongji/", f"/xinjian/{chosen.pk}/"])


def test_a_letter_is_written_and_found_again_on_a_phone(answered, open_page):
    page = open_page("/xinjian/xie/", size=PHONE)
    page.get_by_label("标题").fill("路口的红灯太长")
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_label("标题")).to_have_value("路口的红灯太长")
    assert_fits(page)
    assert_accessible(page)


def test_every_page_and_form_of_the_desk_is_accessible_and_fits(answered, open_page, client):
    desk, replied, chosen, working = answered
    page = open_page("/xinjian/")
    enter_as(page, client, desk.district.person("fagai", Post.OFFICER))
    lists = ["/desk/letters/", "/desk/letters/selections/", "/desk/letters/report/", "/desk/letters/analysis/"]
    assert_pages(page, lists)
    own = [f"/desk/letters/{working.pk}/", f"/desk/letters/{replied.pk}/", *step_pages(chosen, desk.officer)]
    assert_pages(page, [*own, *step_pages(working, desk.officer)], (PHONE,))
    enter_as(page, client, desk.district.person("qufuban", Post.OFFICE_CLERK))
    waiting = desk.written(title="还没有分办的来信")
    assert_pages(page, ["/desk/letters/new/", "/desk/letters/import/", *step_pages(waiting, desk.clerk)], (PHONE,))
