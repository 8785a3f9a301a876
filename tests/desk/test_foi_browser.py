"""The desk of 依申请公开 in a real browser: accessible, fitting a phone, the letter beside what is typed."""
# ruff: noqa: F811 - fixtures of other rooms are arguments here

import datetime as dt

import pytest
from playwright.sync_api import expect
from tests.support.at_the_desk import sign_in
from tests.support.browser import DESKTOP, PHONE, assert_accessible, assert_fits
from tests.support.requests import foi  # noqa: F401 - fixtures

from mingzheng.core.actors import Post

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
THURSDAY = dt.date(2023, 4, 20)


@pytest.fixture(autouse=True)
def _thursday(foi, on_day):
    on_day(THURSDAY)


def a_full_case(foi):
    found = foi.handled()
    sent = {
        "kind": "third_party",
        "party": "某公司",
        "content": "经营数据",
        "sent_on": "2023-04-18",
        "contact": "021-1",
    }
    foi.does(found, "consult", sent, on=THURSDAY)
    foi.does(found, "consult_delivered", {"ref": "S1", "delivered_on": "2023-04-19"}, on=THURSDAY)
    said = {
        "searched_on": "2023-04-20",
        "place": "档案室",
        "person": "李四",
        "words": "营商",
        "found": "no",
        "result": "无",
    }
    foi.does(found, "search", said, on=THURSDAY)
    foi.does(found, "ask_extension", {"days": "5", "reason": "材料较多"}, on=THURSDAY)
    return found


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_page_of_the_unit_is_accessible_and_fits(foi, open_page, size):
    found, done, plain = a_full_case(foi), foi.handled(), foi.handled()
    foi.answers(done, "C5", THURSDAY)
    drafted = foi.handled()
    foi.proposes(drafted, "C5", THURSDAY)
    page = open_page("/desk/foi/", size=size)
    sign_in(page, foi.district.person("fagai", Post.OFFICER))
    for path in (
        "/desk/",
        "/desk/foi/?number=SQ",
        "/desk/foi/?tab=closed",
        "/desk/foi/new/",
        f"/desk/foi/{found.pk}/receipt/",
        f"/desk/cases/{found.case_id}/",
        f"/desk/cases/{done.case_id}/",
        f"/desk/cases/{drafted.case_id}/",
        f"/desk/foi/cases/{found.case_id}/reply/",
        f"/desk/foi/cases/{found.case_id}/reply/?leaf=B",
        f"/desk/foi/cases/{plain.case_id}/fee/?tariff=pages&n=120",
    ):
        page.goto(path)
        assert_fits(page)
        assert_accessible(page)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_page_of_the_office_is_accessible_and_fits(foi, open_page, size):
    found = a_full_case(foi)
    page = open_page("/desk/foi/oversight/", size=size)
    sign_in(page, foi.district.person("qufuban", Post.OFFICE_HEAD))
    for path in (
        "/desk/foi/oversight/",
        f"/desk/foi/oversight/units/{foi.unit.pk}/",
        f"/desk/foi/oversight/{found.pk}/grant/",
        "/desk/foi/texts/",
        "/desk/foi/texts/reason.C5/",
    ):
        page.goto(path)
        assert_fits(page)
        assert_accessible(page)


def test_registering_shows_what_concerns_the_applicant_and_ends_with_the_code(foi, open_page):
    page = open_page("/desk/foi/new/")
    sign_in(page, foi.district.person("fagai", Post.WINDOW))
    expect(page.get_by_label("签收日期", exact=True)).not_to_be_visible()
    expect(page.get_by_label("法定代表人或者负责人")).not_to_be_visible()
    page.get_by_text("挂号信、特快专递", exact=True).click()
    expect(page.get_by_label("签收日期", exact=True)).to_be_visible()
    page.get_by_text("当面口头提出，由我代为填写", exact=True).click()
    page.get_by_label("申请人类别").select_option(label="商业企业")
    page.get_by_label("姓名或者名称").fill("某公司")
    page.get_by_label("证件种类").select_option(label="统一社会信用代码")
    page.get_by_label("证件号码").fill("91310105MA1FW0008T")
    page.get_by_label("法定代表人或者负责人").fill("王五")
    page.get_by_label("联系人").fill("赵六")
    page.get_by_label("电子邮箱").fill("a@example.com")
    page.get_by_label("申请公开的信息").fill("某项目批复")
    page.get_by_role("button", name="登记申请").click()
    page.wait_for_url("**/receipt/")
    expect(page.locator(".foi-code__value")).to_be_visible()
    expect(page.get_by_text("口头提出，由工作人员代为填写")).to_be_visible()
    assert_accessible(page)
    page.reload()
    expect(page.locator(".foi-code__value")).to_have_count(0)


def test_the_letter_follows_the_typing(foi, open_page):
    found = foi.handled()
    page = open_page(f"/desk/foi/cases/{found.case_id}/reply/?leaf=C5")
    sign_in(page, foi.district.person("fagai", Post.OFFICER))
    page.get_by_label("事实和理由").fill("该报告只供内部讨论。")
    page.get_by_label("事实和理由").blur()
    page.locator(".foi-letter").get_by_text("该报告只供内部讨论。").wait_for()
    expect(page.get_by_text("法定内容齐全。")).to_be_visible()


def test_an_answer_is_drafted_without_javascript(foi, open_page):
    found = foi.handled()
    page = open_page(f"/desk/foi/cases/{found.case_id}/reply/", script=False)
    sign_in(page, foi.district.person("fagai", Post.OFFICER))
    page.get_by_text("内部事务信息", exact=True).click()
    page.get_by_role("button", name="查看这种答复").click()
    page.get_by_label("事实和理由").fill("该报告只供内部讨论。")
    page.get_by_role("button", name="更新预览").click()
    expect(page.locator(".foi-letter").get_by_text("该报告只供内部讨论。")).to_be_visible()
    expect(page.get_by_label("事实和理由")).to_have_value("该报告只供内部讨论。")
    page.get_by_role("button", name="提交审核").click()
    expect(page.get_by_text("接下来由区发改委的审核人办理")).to_be_visible()
