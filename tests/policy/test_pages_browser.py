"""Pages of topics and outreach in a real browser: accessible, and fitting a phone."""
# ruff: noqa: F811 - fixtures of other rooms are arguments here

import pytest
from tests.policy.outreach.test_outreach import courseware, does, policy, session  # noqa: F401 - fixtures
from tests.support.browser import DESKTOP, PHONE, assert_accessible, assert_fits
from tests.support.documents import DRAFTED, papers  # noqa: F401 - fixtures
from tests.support.workplan import district, reference  # noqa: F401 - fixtures

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.policy.topics.commands import begin

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = {"title": "用工政策一站看", "lead": "都在这里。", "office": "就业科", "phone": "021-22050001", "address": ""}
MORE = {
    "hours": "",
    "no_entry": "不需要申请。",
    "update_days": "30",
    "english_title": "Hiring",
    "english": "Who can apply.",
}


@pytest.fixture
def topic(papers, policy):
    found = begin(papers.unit, papers.drafter, {"title": "用工", "lead": ""})
    does(found, "add", papers.drafter, policies=[str(policy.pk)])
    does(found, "edit", papers.drafter, **WORDS, **MORE)
    for command, actor in (("submit", papers.drafter), ("check", papers.reviewer), ("publish", papers.head)):
        does(found, command, actor)
    return found


def test_every_public_page_is_accessible_and_fits(topic, session, courseware, open_page):
    own = f"/zhengce/xuanjiang/{session.pk}/"
    paths = ["/zhuanti/", f"/zhuanti/{topic.pk}/", f"/zhuanti/{topic.pk}/en/", "/zhengce/xuanjiang/", own]
    paths += [f"{own}baoming/", f"{own}baoming/chaxun/", f"{own}qiandao/{session.door}/"]
    paths += [f"{own}pingjia/{session.door}/", "/zhengce/kejian/", f"/zhengce/kejian/{courseware.pk}/"]
    for size in (DESKTOP, PHONE):
        page = open_page(paths[0], size=size)
        for path in paths:
            page.goto(path)
            assert_fits(page)
            assert_accessible(page)


def test_signing_up_with_the_keyboard_gives_a_code_that_finds_it_again(session, open_page):
    timekeeping.set_demo_day(DRAFTED, Actor.system())  # the server's threads stand on the same day
    page = open_page(f"/zhengce/xuanjiang/{session.pk}/baoming/", size=PHONE)
    page.get_by_label("怎样称呼您").fill("张女士")
    page.get_by_label("手机号").fill("138 0000 0001")
    page.keyboard.press("Enter")
    code = page.locator(".codes strong").inner_text()
    page.goto(f"/zhengce/xuanjiang/{session.pk}/baoming/chaxun/")
    page.get_by_label("报名码").fill(code.lower())
    page.get_by_role("button", name="查询").click()
    page.get_by_text("已报名").wait_for()
    page.get_by_text("来不了，取消报名").click()
    page.get_by_role("button", name="确定取消").click()
    page.get_by_text("已经删除").wait_for()
