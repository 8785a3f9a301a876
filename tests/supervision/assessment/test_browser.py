"""Assessment in a real browser, on a desktop and on a phone, accessible; a unit fills its sheet without a script."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from playwright.sync_api import expect
from tests.support.at_the_desk import sign_in
from tests.support.browser import DESKTOP, PHONE, assert_accessible, assert_fits, settled

from mingzheng.core.actors import Actor
from mingzheng.core.units.models import Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def check(page):
    assert_fits(page)
    assert_accessible(page)


@pytest.fixture
def come_in(open_page, there):
    """``come_in(actor, "/desk/assessment/")``: signed in as this person."""

    def go(actor: Actor, path: str, *, size=DESKTOP, script: bool = True):
        cache.clear()
        person = Person.objects.get(pk=actor.person_id)
        page = open_page(path, size=size, script=script)
        sign_in(page, person)
        return page

    return go


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_unit_fills_in_its_sheet(come_in, there, district, size):
    page = come_in(district.actor("fagai"), "/desk/assessment/", size=size, script=size is DESKTOP)
    expect(page.get_by_role("heading", name="考核评估")).to_be_visible()
    if size is DESKTOP:
        check(page)
    page.get_by_role("link", name="2023年度考核", exact=True).click()
    settled(page)
    page.get_by_role("link", name="培训", exact=True).click()
    settled(page)
    page.get_by_label("自评分").fill("30")
    page.get_by_label("考核填报").fill("开展培训两次。")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_text("这一项最多 20 分").first).to_be_visible()
    expect(page.get_by_label("考核填报")).to_have_value("开展培训两次。")
    if size is DESKTOP:
        check(page)
    page.get_by_label("自评分").fill("18")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_text("填报：开展培训两次。")).to_be_visible()
    if size is DESKTOP:
        check(page)
    assert there.score("fagai", "培训").self_score == 18


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_an_assessor_marks_a_record(come_in, there, on_day, size):
    there.to_marking(on_day)
    page = come_in(there.assessor(), f"/desk/assessment/rounds/{there.round.pk}/marks/", size=size)
    check(page)
    page.get_by_role("link", name="评下一件").click()
    settled(page)
    check(page)
    page.get_by_label("部分符合").check()
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_text("请写明缺什么、错在哪里。").first).to_be_visible()
    page.get_by_label("理由").fill("没有写依据。")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_text("您评了 1 件")).to_be_visible()
    check(page)


def test_the_office_and_the_public_read_the_result(come_in, there, district, on_day):
    there.to_done(on_day)
    page = come_in(district.clerk, f"/desk/assessment/rounds/{there.round.pk}/")
    expect(page.get_by_text("第1—2名").first).to_be_visible()
    check(page)
    for path, words in (
        (f"/desk/assessment/systems/{there.system.pk}/", "合计相符"),
        (f"/desk/assessment/systems/{there.system.pk}/simulate/", "试一试别的分值"),
        ("/desk/assessment/systems/new/", "列名"),
        (f"/desk/cases/{there.sheet('fagai').case_id}/", "抽中的记录"),
        ("/kaohe/", "考核指标"),
        (f"/kaohe/zhibiao/{there.system.pk}/", "怎样评分"),
        (f"/kaohe/{there.round.pk}/", "怎样得出"),
    ):
        page.goto(path)
        expect(page.get_by_text(words).first).to_be_visible()
        check(page)
    page.set_viewport_size(PHONE)
    for path in (
        f"/kaohe/{there.round.pk}/",
        f"/kaohe/zhibiao/{there.system.pk}/",
        f"/desk/assessment/rounds/{there.round.pk}/",
    ):
        page.goto(path)
        check(page)


def test_a_correction_fits_and_is_accessible_on_the_desk_and_for_everybody(come_in, there, district, on_day):
    there.to_done(on_day)
    page = come_in(district.clerk, f"/desk/cases/{there.case.pk}/correct/")
    check(page)
    page.get_by_label("理由").fill("区发改委的培训漏核了一次。")
    page.get_by_label("申诉期限").fill("2030-01-31")
    page.locator("main").get_by_role("button", name="更正（新的版次）").click()
    settled(page)
    made = there.round.corrected_by
    page.goto(f"/desk/assessment/rounds/{made.pk}/")
    expect(page.get_by_text("区发改委的培训漏核了一次。")).to_be_visible()
    check(page)
    type(made).objects.filter(pk=made.pk).update(audience="public", settled_at=there.round.settled_at)
    for path in (there.round.get_absolute_url(), made.get_absolute_url()):
        page.goto(path)
        check(page)
        page.set_viewport_size(PHONE)
        check(page)
