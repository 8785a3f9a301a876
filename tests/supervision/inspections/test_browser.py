"""A visitor's report and the desk's pages in a real browser, on a desktop and on a phone, accessible and without a script."""

from __future__ import annotations

import datetime as dt
import zipfile

import pytest
from django.core.cache import cache
from playwright.sync_api import expect
from tests.supervision.inspections import shapes
from tests.supervision.inspections.shapes import column
from tests.support.at_the_desk import PASSWORD, sign_in
from tests.support.browser import DESKTOP, PHONE, assert_accessible, assert_fits, settled

from mingzheng.core.actors import Actor, Post
from mingzheng.core.outbox.commands import run_due
from mingzheng.core.procedures.rules import load_rules
from mingzheng.core.units.commands import add_person, hold_post
from mingzheng.core.units.models import Unit
from mingzheng.core.workdays import commands as workdays
from mingzheng.supervision.inspections import commands, reports
from mingzheng.supervision.inspections.demo import DEFECTS, OLD_SITE
from mingzheng.supervision.inspections.models import ErrorReport, Finding
from mingzheng.supervision.inspections.owners import Owners

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MACHINE = Actor.system("测试")
DAY = dt.date(2023, 6, 20)


@pytest.fixture
def ready(on_day, transactional_db):
    """区府办 with a clerk; the findings of the demonstration."""
    cache.clear()
    on_day(DAY)
    load_rules()
    workdays.load_shipped(MACHINE)
    office = Unit.objects.create(
        code="ban", name="上海市长宁区人民政府办公室", short="区府办", kind=Unit.Kind.GOV_OFFICE
    )
    person = add_person("clerk", "赵经办", MACHINE, password=PASSWORD)
    hold_post(person, office, Post.OFFICE_CLERK, MACHINE, since=dt.date(2023, 1, 1))
    commands.record(None, OLD_SITE, DEFECTS, Owners(), DAY)


def check(page):
    assert_fits(page)
    assert_accessible(page)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_visitor_reports_an_error_and_asks_for_the_answer(ready, open_page, size):
    page = open_page("/zfxxgk/", size=size, script=size is DESKTOP)
    page.get_by_role("link", name="本页有错？告诉我们").click()
    settled(page)
    expect(page.get_by_label("哪个页面")).to_have_value("/zfxxgk/")
    if size is DESKTOP:
        check(page)
    page.get_by_role("button", name="提交").click()
    settled(page)
    if size is DESKTOP:
        check(page)
    page.get_by_label("错别字或表述错误").check()
    page.get_by_label("错在哪里").fill("第三段“公开”写成了“分开”。")
    page.get_by_role("button", name="提交").click()
    page.get_by_role("heading", name="已经收到，谢谢您").wait_for()
    report = ErrorReport.objects.get()
    page.get_by_role("link", name="查询办理情况").click()
    page.get_by_label("编号").fill(report.number)
    page.get_by_label("查询码").fill(report.query_code)
    page.get_by_role("button", name="查询", exact=True).click()
    page.get_by_text("待受理").wait_for()
    if size is DESKTOP:
        check(page)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_findings_and_a_report_on_the_desk(ready, open_page, size):
    report = reports.submit(kind="text", text="第三段写错了。", page="/zfxxgk/", reach="13800000000")
    page = open_page("/desk/inspections/", size=size)
    sign_in(page, "clerk")
    page.get_by_role("heading", name="网站检查").wait_for()
    check(page)
    page.get_by_role("link", name="成文到公开超过法定期限").first.click()
    settled(page)
    check(page)
    page.get_by_text("不是问题，标为误报").click()
    page.get_by_label("为什么是误报").fill("经批准延期公开。")
    page.get_by_role("button", name="标为误报").click()
    page.get_by_text("已标为误报").wait_for()
    check(page)
    assert Finding.objects.get(rule="date.late").state == "false"
    page.goto(f"/desk/cases/{report.case_id}/")
    page.get_by_text("13800000000").wait_for()
    check(page)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_an_outside_site_from_the_upload_to_its_removal(ready, open_page, size, tmp_path):
    page = open_page("/desk/inspections/outside/", size=size)
    sign_in(page, "clerk")
    page.get_by_text("还没有检查过外部网站").wait_for()
    check(page)
    page.get_by_role("link", name="检查外部网站").first.click()
    page.get_by_label("名称", exact=True).fill("某局旧网站")
    page.get_by_role("button", name="开始检查").click()
    page.get_by_text("请填写网站地图的网址，或者上传压缩包").first.wait_for()
    check(page)
    saved = tmp_path / "保存.zip"
    with zipfile.ZipFile(saved, "w") as archive:
        archive.writestr("栏目/通知公告.html", column("通知公告", [("关于施工的公告", "2022-01-04")] * 3))
        archive.writestr(
            "公文.html", shapes.four_cells(shapes.facts(published_on="2023-05-31", written_on="2023-04-17"))
        )
    page.get_by_label("或者上传保存的网页").set_input_files(saved)
    page.get_by_role("button", name="开始检查").click()
    page.get_by_role("link", name="刷新进度").wait_for()
    check(page)
    run_due(20, slow=True)
    page.get_by_role("link", name="刷新进度").click()
    page.get_by_role("link", name="打印报告").wait_for()
    check(page)
    page.get_by_role("link", name="打印报告").click()
    page.get_by_role("heading", name="外部网站检查：某局旧网站").wait_for()
    check(page)
    page.go_back()
    page.get_by_role("link", name="栏目没有按期更新").click()
    settled(page)
    check(page)
    page.get_by_role("button", name="清除这次检查").click()
    page.get_by_text("已清除“某局旧网站”的检查结果").wait_for()
    check(page)
