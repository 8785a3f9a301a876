"""Task 8: what is wrong with the portal itself lowers its figure, failed sign-ins are counted without a person."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from tests.support.recounts.comparing import differing

from mingzheng.core.actors import Actor
from mingzheng.core.indicators import Figure, Scope, indicator_of
from mingzheng.supervision.inspections import commands
from mingzheng.supervision.inspections.crawler.outcome import Level, Outcome
from mingzheng.supervision.inspections.defects import Defect
from mingzheng.supervision.inspections.models import Finding, Probe, SignInDay
from mingzheng.supervision.inspections.owners import Owners

DAY = dt.date(2023, 6, 20)
SITE = "https://www.example.gov.cn"
MACHINE = Actor.system("网站检查")
NO_POLICY = Defect("site.header", f"{SITE}/", f"{SITE}/", "首页的响应里没有 referrer-policy。", "referrer-policy")
NO_SNIFF = Defect(
    "site.header", f"{SITE}/", f"{SITE}/", "首页的响应里没有 x-content-type-options。", "x-content-type-options"
)
BACK_OFFICE = Defect("login.back_office", f"{SITE}/a/", "通知", "「后台」/admin/。", "/admin/")


def inspected(day: dt.date, *defects: Defect, site: str = SITE) -> None:
    """An inspection of the portal that saw these."""
    run = commands.start_run(f"{site}/sitemap.xml", MACHINE)
    commands.record(run, run.source, defects, Owners(), day)
    commands.end_run(run)


def safe(day: dt.date = DAY) -> Figure:
    """The figure, which plain SQL counts alike, of the district and of every unit."""
    assert differing("inspections.site_safe", day) == []
    return indicator_of("inspections.site_safe").measure(Scope(day))


@pytest.fixture
def office(changning, on_day):
    on_day(DAY)
    return changning.clerk


def test_without_an_inspection_nothing_is_said(office):
    assert safe() == Figure(0, 0)


def test_each_item_with_a_standing_finding_is_not_good(office, on_day):
    inspected(DAY, NO_POLICY, NO_SNIFF, BACK_OFFICE)
    assert safe() == Figure(5, 7), "two headers are one item"
    commands.false_alarm(Finding.objects.get(rule="login.back_office"), "是公开办事系统的入口。", office)
    assert safe() == Figure(6, 7)
    lines = indicator_of("inspections.site_safe").items(Scope(DAY))
    assert [one.note for one in lines if not one.counts] == [NO_SNIFF.evidence]
    later = on_day(DAY + dt.timedelta(days=1))
    inspected(later)
    assert safe(later) == Figure(7, 7)


def test_a_site_without_encryption_has_no_good_certificate(office):
    inspected(DAY, Defect("site.plain", "http://a.gov.cn/", "首页", "没有加密。"), site="http://a.gov.cn")
    assert safe() == Figure(4, 7)


def test_an_inspection_that_did_not_end_says_nothing(office):
    run = commands.start_run(f"{SITE}/sitemap.xml", MACHINE)
    commands.record(run, run.source, [NO_POLICY], Owners(), DAY)
    commands.end_run(run, failed="没有在当天完成")
    assert safe() == Figure(0, 0)


def test_failed_sign_ins_are_counted_by_day_and_hold_no_name(office, client: Client):
    for _time in range(2):
        client.post("/account/login/", {"login": "fagaiwei.xxy", "password": "错的"})
    [row] = SignInDay.objects.all()
    assert (row.day, row.failed, row.locked) == (DAY, 2, 0)
    figure = indicator_of("inspections.failed_sign_ins")
    assert figure.measure(Scope(DAY)) == Figure(2)
    assert differing("inspections.failed_sign_ins", DAY) == []
    assert [one.title for one in figure.items(Scope(DAY))] == ["2023-06-20 登录失败 2 次"]
    assert figure.inner, "it is nobody's business outside"


def test_a_locked_account_is_counted(office, client: Client, settings):
    settings.AXES_FAILURE_LIMIT = 2
    for _time in range(2):
        client.post("/account/login/", {"login": "fagaiwei.xxy", "password": "错的"})
    assert SignInDay.objects.get().locked == 1


def test_probes_of_the_whole_year_stay_for_its_figure(office, on_day):
    for day, level in ((dt.date(2022, 12, 31), Level.OK), (dt.date(2023, 1, 4), Level.BROKEN), (DAY, Level.OK)):
        on_day(day)
        commands.keep_probe(SITE, Outcome(f"{SITE}/", level, "", ""), day)
    commands.judge_reach(SITE, f"{SITE}/sitemap.xml", DAY, Owners())
    assert indicator_of("inspections.site_opened").measure(Scope(DAY)) == Figure(1, 2)
    assert differing("inspections.site_opened", DAY) == []
    commands.judge_reach(SITE, f"{SITE}/sitemap.xml", dt.date(2024, 1, 20), Owners())
    assert Probe.objects.count() == 2, "of 2023; in January the year before is still asked for"
