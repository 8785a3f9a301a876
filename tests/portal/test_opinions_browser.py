"""Public pages of surveys, calls and hearings in a real browser: accessible and fitting, with wrong input, back and reload."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils.timezone import make_aware
from playwright.sync_api import expect
from tests.support.browser import PHONE, assert_accessible, assert_fits
from tests.support.consultations import OPENS, asking  # noqa: F401 - fixtures
from tests.support.documents import papers  # noqa: F401 - fixtures
from tests.support.surveys import AFTER, CLOSES, DURING, VOTES, office  # noqa: F401 - fixtures
from tests.support.walking import walk  # noqa: F401 - fixtures
from tests.support.workplan import district, reference  # noqa: F401 - fixtures

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.participation.consultations import hearings
from mingzheng.participation.surveys import calling

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def stand(day):
    timekeeping.set_demo_day(day, Actor.system())  # the server's threads stand on the same day


def test_a_long_paste_that_does_not_fit_is_not_cut_in_silence(asking, open_page, on_day):  # noqa: F811
    found = asking.announced()
    on_day(OPENS)
    stand(OPENS)
    page = open_page(f"/yijian/{found.pk}/tijiao/")
    page.get_by_label("您的意见").fill("停" * 4999)
    expect(page.get_by_text("已写满 5000 字")).to_have_count(0)
    page.get_by_label("您的意见").fill("停" * 6000)
    expect(page.get_by_text("已写满 5000 字，多出来的没有写进来。")).to_be_visible()


def test_a_survey_on_a_phone_back_and_reload_lose_nothing(office, open_page, on_day):  # noqa: F811
    survey = office.survey()
    on_day(DURING)
    stand(DURING)
    page = open_page(f"/diaocha/{survey.pk}/kaishi/", size=PHONE, script=False)
    page.get_by_role("button", name="开始").click()
    assert_fits(page)
    page.get_by_role("button", name="下一页").click()
    expect(page.locator(".field__error").first).to_be_visible()  # nothing was chosen yet
    page.get_by_label("36至59岁").check()
    page.get_by_label("经常").check()
    page.get_by_role("button", name="下一页").click()
    expect(page.get_by_text("您看重什么")).to_be_visible()
    page.get_by_role("button", name="上一页").click()  # the browser's own way back would send the wrong form again
    expect(page.get_by_label("36至59岁")).to_be_visible()
    page.reload()
    expect(page.get_by_label("36至59岁")).to_be_checked()


def test_pages_of_a_survey_from_its_start_to_its_result(office, walk, on_day):  # noqa: F811
    survey = office.survey()
    base = f"/diaocha/{survey.pk}/"
    on_day(DURING)
    walk(["/diaocha/", base, f"{base}kaishi/", f"{base}tixing/", "/hudong/"], day=DURING)
    for number in range(9):  # two groups of ages, one of them small: bars that are not published
        office.answers(survey, q1="o1" if number < 7 else "o2", q2="o1", q3=["o1"], q5=str(number % 5 + 1))
    on_day(AFTER)
    office.report(survey)
    walk([base, f"{base}kaishi/"], day=AFTER)


def test_pages_of_a_call_from_its_start_to_its_result(office, walk, on_day):  # noqa: F811
    call = office.call()
    base = f"/zhengji/{call.pk}/"
    on_day(DURING)
    ideas = [office.idea(call, topic) for topic in ("加装电梯更快一点", "社区食堂延长时间", "公园夜间照明")]
    for one in ideas:
        office.shows(call, one)
    support = f"{base}dianzan/{ideas[0].pk}/"
    walk(["/zhengji/", base, f"{base}tijian/", f"{base}jianyi/", support, "/zhengji/chaxun/"], day=DURING)
    on_day(CLOSES + dt.timedelta(days=2))
    office.does(call, "propose", office.writer, groups=[str(one.pk) for one in call.groups.all()])
    office.does(call, "approve_list", office.reviewer)
    on_day(VOTES[0])
    walk([base, f"{base}toupiao/"], day=VOTES[0])
    for number in (1, 2):
        calling.vote(call, [number], None)
    on_day(AFTER)
    groups = [str(one.pk) for one in call.groups.all()]
    office.does(call, "answer", office.writer, groups=groups, outcome="later", answer="列入明年计划。")
    seed = {"seed_source": "福利彩票3D第2023145期开奖号码", "seed_on": "2023-06-02"}
    office.does(call, "freeze_tie", office.writer, **seed)
    walk([base, "/chouqian/"], day=AFTER)


def test_a_hearing_is_signed_up_for_with_wrong_input_first(asking, open_page):  # noqa: F811
    found = asking.announced()
    words = {"title": "停车收费听证会", "about": "收费标准", "place": "区行政中心三楼", "rule": "分立场抽签"}
    begins = make_aware(dt.datetime(2023, 5, 16, 14))
    made = hearings.begin(
        found, asking.officer, {**words, "starts_at": begins, "places": 2, "sign_up_until": dt.date(2023, 5, 4)}
    )
    asking.does(made, "submit", asking.officer)
    asking.does(made, "announce", asking.reviewer)
    stand(OPENS)
    own = f"/yijian/tingzheng/{made.pk}/"
    page = open_page(own, size=PHONE)
    assert_fits(page)
    assert_accessible(page)
    page.goto(f"{own}baoming/")
    assert_accessible(page)
    page.get_by_label("姓名", exact=True).fill("张三")
    page.get_by_label("主要观点").fill("应当降低标准。")
    page.get_by_role("button", name="报名").click()
    expect(page.locator(".field__error").first).to_be_visible()
    expect(page.get_by_label("姓名", exact=True)).to_have_value("张三")
    assert_accessible(page)
    page.get_by_label("手机或者电子邮箱").fill("zhang@example.cn")
    page.get_by_label("赞成").check()
    page.get_by_role("button", name="报名").click()
    expect(page.locator(".codes strong")).to_be_visible()
    assert_fits(page)
    assert_accessible(page)
    page.goto("/yijian/tingzheng/chaxun/")
    assert_accessible(page)
