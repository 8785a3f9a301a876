"""The public pages of delegates and draws in a real browser: accessible, and fitting a phone."""

from __future__ import annotations

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
)
from tests.support.delegates import Hall

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.participation.delegates import inviting
from mingzheng.participation.draws import queries as draw_queries

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def drawn(district, on_day):
    on_day("2023-05-05")
    hall = Hall(district)
    for _n in range(4):
        hall.person("citizen")
    hall.person("small")
    meeting = hall.meeting()
    hall.draw(meeting, on_day)
    timekeeping.set_demo_day(timekeeping.today(), Actor.system())  # the server's threads stand on the same day
    return meeting


def test_every_public_page_is_accessible_and_fits(drawn, open_page):
    draw = draw_queries.of_owner(drawn.ref)
    paths = ["/daibiao/", f"/daibiao/{drawn.pk}/", "/daibiao/baoming/", "/daibiao/chaxun/"]
    paths += ["/chouqian/", f"/chouqian/{draw.pk}/"]
    for size in (DESKTOP, PHONE):
        page = open_page(paths[0], size=size)
        for path in paths:
            page.goto(path)
            assert_fits(page)
            assert_accessible(page)


def test_an_invitation_is_accepted_on_a_phone(drawn, open_page):
    code = inviting.code_of(drawn.invitations.filter(status="invited").first())
    page = open_page("/daibiao/chaxun/", size=PHONE)
    page.get_by_label("查询码").fill(code.lower())
    page.keyboard.press("Enter")
    page.get_by_role("button", name="接受邀请").wait_for()
    assert_fits(page)
    assert_accessible(page)
    page.get_by_role("button", name="接受邀请").click()
    expect(page.get_by_role("status").first).to_contain_text("已接受邀请")


def test_every_page_and_form_of_the_desk_is_accessible_and_fits(drawn, district, open_page, client):
    hall = Hall(district)
    officer = hall.by(Post.OFFICER)
    draw = draw_queries.of_owner(drawn.ref)
    waiting, planned = hall.person("citizen", listed=False), hall.meeting(announced=False)
    page = open_page("/daibiao/")
    enter_as(page, client, district.person("fagai", Post.OFFICER))
    lists = ["/desk/delegates/", "/desk/delegates/new/", "/desk/delegates/pool/", "/desk/delegates/pool/import/"]
    own = [f"/desk/delegates/{drawn.pk}/invited/", f"/desk/delegates/{planned.pk}/draw/"]
    assert_pages(page, [*lists, *own], (PHONE, DESKTOP))
    records = (drawn, planned, waiting, draw)
    assert_pages(page, [path for one in records for path in step_pages(one, officer)], (PHONE,))


def test_a_seed_is_typed_on_a_phone_and_a_mistake_is_said_at_the_field(district, on_day, open_page, client):
    on_day("2023-05-05")
    hall = Hall(district)
    for _n in range(4):
        hall.person("citizen")
    hall.person("small")
    meeting = hall.meeting()
    hall.freeze(meeting)
    timekeeping.set_demo_day(on_day("2023-05-10"), Actor.system())
    draw = draw_queries.of_owner(meeting.ref)
    page = open_page("/chouqian/", size=PHONE)
    enter_as(page, client, district.person("fagai", Post.OFFICER))
    assert_pages(page, step_pages(draw, hall.by(Post.OFFICER)), (PHONE, DESKTOP))
    page.goto(f"/desk/cases/{draw.case_id}/type_seed/")
    page.get_by_label("种子").fill("1 2 3 4 5")
    page.get_by_role("button", name="录入种子").click()
    expect(page.get_by_text("已登记「录入种子")).to_be_visible()
    expect(page.get_by_text("1 2 3 4 5")).to_have_count(0)  # the second person types what they see at its source
