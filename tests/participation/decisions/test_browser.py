"""Decisions in a real browser: every page and every form is accessible and fits; what was typed survives a mistake."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from tests.support.browser import PHONE, assert_accessible, assert_fits, assert_pages, enter_as, step_pages
from tests.support.decisions import LINE, rows

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.participation.decisions.models import Matter

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def standing(deciding, on_day):
    """A district's catalogue with a matter in preparation and one that was taken out; a unit's without any."""

    def stands(day: str) -> None:
        on_day(day)
        timekeeping.set_demo_day(timekeeping.today(), Actor.system())  # the server's threads stand on the same day

    other = {**LINE, "title": "制定公共数据授权运营办法"}
    found = deciding.published(deciding.catalogue(LINE, other))
    stands("2023-04-25")
    deciding.published(deciding.of_unit("xinhua"))
    deciding.does(found, "adjust", deciding.district.clerk, reason="改由市级统一制定。")
    found.refresh_from_db()
    lines = [
        {**LINE, "title": one.title, "line": one.pk} | ({"drop": "on", "why": "改由市级制定"} if place else {})
        for place, one in enumerate(found.draft.lines.order_by("pk"))
    ]
    deciding.does(found, "arrange", deciding.district.clerk, **rows(*lines, units=deciding.units))
    deciding.published(found)
    matter = deciding.prepared(deciding.started(Matter.objects.get(title=LINE["title"])))
    return deciding, found, matter, Matter.objects.get(title=other["title"])


def test_every_public_page_is_accessible_and_fits(standing, open_page):
    _deciding, _found, matter, removed = standing
    page = open_page("/juece/")
    paths = ["/juece/", "/juece/2023/", "/juece/2023/xinhua/", matter.get_absolute_url(), removed.get_absolute_url()]
    assert_pages(page, paths)
    expect(page.get_by_text("已调出目录")).to_be_visible()
    expect(page.get_by_text("没有进行").first).to_be_visible()
    expect(page.get_by_text("还没到这一步")).to_have_count(0)  # it is over: nothing is still to come


def test_every_page_and_form_of_the_desk_is_accessible_and_fits(standing, open_page, client):
    deciding, found, matter, removed = standing
    page = open_page("/juece/")
    enter_as(page, client, deciding.district.person("fagai", Post.OFFICER))
    officer = deciding.of("fagai", Post.OFFICER)
    lists = ["/desk/decisions/", "/desk/decisions/catalogues/", "/desk/decisions/catalogues/new/"]
    assert_pages(page, [*lists, "/desk/decisions/proposals/new/"], (PHONE,))
    assert_pages(page, [*step_pages(matter, officer), *step_pages(removed, officer)], (PHONE,))
    enter_as(page, client, deciding.district.person("qufuban", Post.OFFICE_CLERK))
    assert_pages(page, [*lists, *step_pages(found, deciding.district.clerk)])


def test_what_was_typed_survives_a_mistake_and_a_reload(standing, open_page, client):
    deciding, _found, matter, _removed = standing
    page = open_page("/juece/", size=PHONE)
    enter_as(page, client, deciding.district.person("fagai", Post.OFFICER))
    page.goto(f"/desk/cases/{matter.case_id}/drop_record/")
    page.get_by_label("理由").fill("是另一件事的论证会。")
    page.evaluate("document.querySelectorAll('form').forEach(form => { form.noValidate = true; })")
    page.get_by_role("button", name="作废登记有误的记录").click()
    expect(page.get_by_label("理由")).to_have_value("是另一件事的论证会。")
    expect(page.get_by_role("link", name="哪一条记录")).to_be_visible()  # the list of mistakes leads to the field
    assert_fits(page)
    assert_accessible(page)
    page.get_by_label("哪一条记录").select_option(index=1)
    page.get_by_role("button", name="作废登记有误的记录").click()
    expect(page.get_by_text("已登记「作废登记有误的记录")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name=matter.title)).to_be_visible()
    assert matter.parts.exclude(dropped_on=None).count() == 1
    client.force_login(deciding.district.person("xinhua", Post.OFFICER))
    assert (
        client.get(f"/desk/cases/{matter.case_id}/drop_record/").status_code == 404
    )  # the wrong person learns nothing
