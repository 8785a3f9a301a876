"""Consultations in a real browser: accessible, fitting a phone, and an opinion sent without a script."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from tests.support.browser import DESKTOP, PHONE, assert_accessible, assert_fits, enter_as
from tests.support.consultations import AFTER, OPENS

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_an_opinion_is_sent_on_a_phone_without_a_script_and_found_again_by_its_code(asking, open_page):
    found = asking.announced()
    timekeeping.set_demo_day(OPENS, Actor.system())  # the server's threads stand on the same day
    page = open_page(f"/yijian/{found.pk}/", size=PHONE, script=False)
    page.get_by_role("link", name="对第二条提意见").click()
    expect(page.get_by_label("对哪一部分提意见")).to_have_value(str(found.articles.get(place=2).pk))
    page.get_by_label("您的意见", exact=True).fill("适用范围应当写明包括支路弄堂。")
    page.get_by_label("手机或者电子邮箱").fill("写错了")
    page.get_by_role("button", name="提交意见").click()
    expect(page.get_by_label("您的意见", exact=True)).to_have_value("适用范围应当写明包括支路弄堂。")
    page.get_by_label("手机或者电子邮箱").fill("")
    page.get_by_role("button", name="提交意见").click()
    code = page.locator(".codes strong").inner_text()
    page.goto("/yijian/chaxun/")
    page.get_by_label("查询码").fill(code.lower())
    page.get_by_role("button", name="查询").click()
    expect(page.get_by_text("适用范围应当写明包括支路弄堂。")).to_be_visible()


def test_groups_are_merged_without_choosing_an_answer_first(asking, open_page, client):
    """Both buttons stand on one form: what the answer needs, the browser does not ask of the merging."""
    found = asking.announced()
    asking.on_day(OPENS)
    for text in ("停车收费太高，希望降低标准", "学校门口应当增设临时停车位"):
        asking.says(found, text)
    asking.over(found)
    timekeeping.set_demo_day(AFTER, Actor.system())
    page = open_page("/yijian/")
    enter_as(page, client, asking.papers.district.person("fagai", "officer"))
    page.goto(f"/desk/consultations/{found.pk}/groups/")
    for box in page.locator("[name=groups]").all():
        box.check()
    page.get_by_role("button", name="合并选中的组").click()
    expect(page.get_by_text("已合并")).to_be_visible()


def test_every_public_page_is_accessible_and_fits(asking, open_page):
    found = asking.announced()
    asking.on_day(OPENS)
    asking.says(found, "停车收费太高，希望降低标准", article=found.articles.get(place=3))
    asking.over(found)
    asking.answers(found, state="adopted", answer="第三条写明。")
    asking.decided(found, final_text=found.draft.replace("施行", "施行，收费按月公布"))
    asking.published(found)
    timekeeping.set_demo_day(AFTER, Actor.system())
    own = f"/yijian/{found.pk}/"
    for size in (DESKTOP, PHONE):
        page = open_page("/yijian/", size=size)
        for path in ("/yijian/", own, f"{own}tijiao/", f"{own}duizhao/", "/yijian/chaxun/"):
            page.goto(path)
            assert_fits(page)
            assert_accessible(page)
