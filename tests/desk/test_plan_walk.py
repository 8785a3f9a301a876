"""The main job in a real browser: the notice becomes a plan that runs. Accessible on a desktop and on a phone."""

from __future__ import annotations

import pytest
from tests.support.at_the_desk import PASSWORD, sign_in
from tests.support.browser import DESKTOP, PHONE, assert_accessible, assert_fits
from tests.support.workplan import ISSUED, SAMPLE

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.journal import queries as journal
from mingzheng.core.journal.commands import seal_all
from mingzheng.supervision.workplan.models import Assignment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def check(page):
    assert_fits(page)
    assert_accessible(page)


@pytest.fixture
def people(whole_district, settings):
    """The clerk and a street's officer, able to sign in; the demonstration stands on the day of issue."""
    settings.MINGZHENG_DEMO = True
    timekeeping.set_demo_day(ISSUED, Actor.system())
    for unit, post in (("qufuban", Post.OFFICE_CLERK), ("xinhua", Post.OFFICER)):
        person = whole_district.person(unit, post)
        person.set_password(PASSWORD)
        person.save()
    return whole_district


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def test_the_notice_becomes_a_plan_that_runs(people, open_page):
    office = open_page("/desk/plan/")
    sign_in(office, "qufuban.office_clerk1")
    office.get_by_role("link", name="导入要点").first.click()
    check(office)
    press(office, "读入并核对")
    office.get_by_text("请选择要点文件。").first.wait_for()
    office.get_by_label("要点文件").set_input_files(str(SAMPLE))
    press(office, "读入并核对")
    office.get_by_role("heading", name="核对读出的任务").wait_for()
    check(office)
    press(office, "确认导入")
    office.get_by_text("还不能导入").wait_for()
    press(office, "推断的都按读出的确认")
    office.get_by_text("全部核对完毕").wait_for()
    press(office, "确认导入")
    office.get_by_text("66 项任务，等待下达").wait_for()
    check(office)
    office.get_by_role("link", name="下达任务").click()
    check(office)
    press(office, "下达任务")
    office.get_by_text("已登记「下达任务").wait_for()

    share = Assignment.objects.select_related("case").get(unit__code="xinhua", task__number=1)
    case = f"/desk/cases/{share.case_id}/"
    street = open_page(case, size=PHONE)
    sign_in(street, "xinhua.officer1")
    check(street)
    street.get_by_role("link", name="接收任务").click()
    press(street, "接收任务")
    street.get_by_role("link", name="登记进展").click()
    check(street)
    press(street, "登记进展")
    street.get_by_text("请填写做了什么").first.wait_for()
    street.get_by_label("做了什么").fill("已制定公开属性认定流程。")
    street.get_by_label("证明材料").set_input_files(
        {"name": "流程.txt", "mimeType": "text/plain", "buffer": "认定流程".encode()}
    )
    press(street, "登记进展")
    street.get_by_role("link", name="流程.txt").wait_for()
    street.get_by_role("link", name="提请办结").click()
    street.get_by_label("办结说明").fill("流程已印发执行。")
    press(street, "提请办结")
    street.get_by_text("待核实").first.wait_for()
    check(street)

    office.goto(case)
    office.get_by_role("link", name="核实办结").click()
    press(office, "核实办结")
    office.get_by_text("已办结").first.wait_for()
    office.goto("/desk/plan/")
    office.get_by_text("办结 1 / 46").wait_for()
    seal_all()
    assert journal.verify().sound


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_boards_are_accessible(people, real_work, open_page, size):
    timekeeping.set_demo_day(ISSUED, Actor.system())
    page = open_page("/desk/", size=size)
    sign_in(page, "qufuban.office_clerk1")
    for view in ("table", "parts", "units", "due", "heat", "mine"):
        page.goto(f"/desk/plan/?view={view}")
        check(page)
    for address in (
        f"/desk/plan/units/{real_work.district.units['xinhua'].pk}/",
        f"/desk/plan/tasks/{real_work.task(8).pk}/",
        f"/desk/plan/tasks/{real_work.task(8).pk}/figures/workplan.attested/",
        "/desk/plan/import/",
        "/desk/lexicon/",
        "/desk/rules/",
        "/desk/rules/workplan.accept/",
    ):
        page.goto(address)
        check(page)
