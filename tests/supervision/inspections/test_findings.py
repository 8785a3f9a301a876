"""The portal's own inspection: found once and kept, judged by people, gone when mended; each unit sees its own."""

from __future__ import annotations

import datetime as dt
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from tests.supervision.inspections import shapes
from tests.supervision.inspections.shapes import column, facts
from tests.supervision.inspections.standin import HTML, html
from tests.support.recounts.comparing import differing

from mingzheng.core.actors import Post
from mingzheng.core.errors import Refused
from mingzheng.core.indicators import Scope, indicator_of
from mingzheng.core.journal.models import Entry
from mingzheng.core.outbox.commands import run_due
from mingzheng.core.outbox.models import Message
from mingzheng.supervision.inspections import commands, running, slices, sources
from mingzheng.supervision.inspections.models import Finding, InspectionRun, LinkResult, Probe, RunTarget

DAY = "2023-06-20"
LINKS = '<p><a href="/f/lost.pdf">附件：任务分解表</a></p>'
OLD = [("关于施工的公告", "2022-01-04"), ("关于招考的公告", "2022-01-02"), ("关于停水的公告", "2022-01-01")]


@pytest.fixture
def portal(site, changning, settings, on_day):
    """A portal with a late document, an attachment that is lost, a stale column; it stands on 20 June 2023."""
    on_day(DAY)
    settings.MINGZHENG_SITE_URL = site.url("")
    settings.MINGZHENG_INSPECT_ALLOW = [site.netloc]
    late = facts(published_on="2023-05-31", pubdate="2023-05-31", links=LINKS)
    site.pages["/d/1/"] = (200, HTML, shapes.four_cells(late).encode())
    site.pages["/gg/"] = (200, HTML, column("通知公告", OLD).encode())
    for path in ("/", "/zwgk/", "/c/1.html", "/c/2.html", "/c/3.html"):
        site.pages[path] = (200, HTML, html("页面"))
    site.sitemap("/sitemap.xml", [site.url("/d/1/"), site.url("/gg/")])
    site.district = changning
    return site


def inspected(portal) -> InspectionRun:
    run = commands.start_run(sources.own_sitemap(), portal.district.clerk)
    while run_due(20, slow=True):
        pass
    run.refresh_from_db()
    return run


def states():
    return dict(Finding.objects.values_list("rule", "state"))


def another_day(on_day, day):
    """Results of the day before are no longer used again."""
    on_day(day)
    LinkResult.objects.update(checked_at=timezone.now() - dt.timedelta(days=1))


def test_a_run_goes_through_pages_and_links_and_keeps_what_it_found(portal):
    run = inspected(portal)
    assert run.status == "done" and (run.pages, run.pages_done) == (2, 2) and run.links == run.links_done == 6
    assert states() == {"date.late": "open", "column.stale": "open", "link.caution": "open"}
    late = Finding.objects.get(rule="date.late")
    assert late.unit.code == "qufuban" and "31 个工作日" in late.evidence and late.first_seen.isoformat() == DAY
    assert not RunTarget.objects.exists(), "the list of a finished run is dropped"
    assert Entry.objects.filter(action="inspections.ended").count() == 1


def test_a_link_is_broken_only_when_it_failed_again(portal, on_day):
    inspected(portal)
    first = Finding.objects.get(rule="link.caution")
    assert "第一次打不开" in first.unsure and not first.certain
    another_day(on_day, "2023-06-21")
    inspected(portal)
    assert states()["link.attachment"] == "open" and states()["link.caution"] == "gone"
    indicator = indicator_of("inspections.links_open")
    figure = indicator.measure(Scope(dt.date(2023, 6, 21)))
    assert (figure.numerator, figure.denominator) == (5, 6)
    assert differing("inspections.links_open", dt.date(2023, 6, 21)) == []
    items = indicator.items(Scope(dt.date(2023, 6, 21)))
    assert (sum(item.counts for item in items), len(items)) == (5, 6)


def test_results_are_used_again_for_hours(portal, on_day):
    inspected(portal)
    asked = portal.asked["/f/lost.pdf"]
    on_day("2023-06-21")
    inspected(portal)
    assert portal.asked["/f/lost.pdf"] == asked


def test_the_same_defect_is_one_finding_until_it_is_mended(portal, on_day):
    inspected(portal)
    another_day(on_day, "2023-06-21")
    inspected(portal)
    late = Finding.objects.get(rule="date.late")
    assert (late.times, str(late.first_seen), str(late.last_seen)) == (2, "2023-06-20", "2023-06-21")
    portal.pages["/d/1/"] = (200, HTML, shapes.four_cells(facts()).encode())
    another_day(on_day, "2023-06-22")
    inspected(portal)
    late.refresh_from_db()
    assert late.state == "gone" and str(late.gone_on) == "2023-06-22"


def test_a_page_that_does_not_open_hides_its_defects_but_does_not_mend_them(portal, on_day):
    inspected(portal)
    portal.pages["/d/1/"] = (500, HTML, html("错误"))
    another_day(on_day, "2023-06-21")
    inspected(portal)
    assert states()["date.late"] == "open" and states()["page.unreachable"] == "open"


def test_a_false_alarm_stays_one_until_the_page_says_something_else(portal, on_day):
    inspected(portal)
    late = Finding.objects.get(rule="date.late")
    commands.false_alarm(late, "经批准延期公开，附件为证。", portal.district.clerk)
    another_day(on_day, "2023-06-21")
    inspected(portal)
    assert states()["date.late"] == "false"
    later = facts(published_on="2023-06-19", pubdate="2023-06-19", links=LINKS)
    portal.pages["/d/1/"] = (200, HTML, shapes.four_cells(later).encode())
    another_day(on_day, "2023-06-22")
    inspected(portal)
    late.refresh_from_db()
    assert late.state == "open" and late.reason == ""


def test_a_false_alarm_stays_one_whether_it_is_seen_or_not(portal, on_day):
    inspected(portal)
    late = Finding.objects.get(rule="date.late")
    commands.false_alarm(late, "经批准延期公开，附件为证。", portal.district.clerk)
    page = portal.pages["/d/1/"]
    for day, text, state in (
        ("2023-06-21", shapes.four_cells(facts()).encode(), "false"),
        ("2023-06-22", page[2], "false"),
    ):
        portal.pages["/d/1/"] = (200, HTML, text)
        another_day(on_day, day)
        inspected(portal)
        late.refresh_from_db()
        assert late.state == state


def test_who_may_judge(portal):
    inspected(portal)
    late, stale = Finding.objects.get(rule="date.late"), Finding.objects.get(rule="column.stale")
    caizheng = portal.district.actor("caizheng")
    for finding in (late, stale):
        with pytest.raises(Refused, match="不属于本单位"):
            commands.confirm(finding, caizheng)
    with pytest.raises(Refused, match="请写明"):
        commands.false_alarm(late, " ", portal.district.clerk)
    with pytest.raises(Refused, match="核对"):
        commands.confirm(late, portal.district.actor("qufuban", Post.ASSESSOR))
    commands.confirm(late, portal.district.actor("qufuban", Post.OFFICER))
    with pytest.raises(Refused, match="发起"):
        commands.start_run("http://a.cn/sitemap.xml", caizheng)


def test_one_run_of_a_site_at_a_time_and_a_failed_one_closes_nothing(portal, on_day):
    inspected(portal)
    run = commands.start_run(sources.own_sitemap(), portal.district.clerk)
    with pytest.raises(Refused, match="正在检查中"):
        commands.start_run(sources.own_sitemap(), portal.district.clerk)
    portal.pages["/sitemap.xml"] = (500, HTML, b"")
    while run_due(20, slow=True):
        pass
    run.refresh_from_db()
    assert run.status == "failed" and "打不开" in run.notes[0]
    assert "gone" not in states().values()


def test_a_slice_that_dies_is_taken_up_where_it_stood(portal, monkeypatch):
    run = commands.start_run(sources.own_sitemap(), portal.district.clerk)
    monkeypatch.setattr(slices, "SLICE_SECONDS", -1.0)  # a slice does nothing and owes the rest
    run_due(1, slow=True)
    assert Message.objects.filter(topic=commands.SLICE, status="waiting").count() == 1
    monkeypatch.setattr(slices, "SLICE_SECONDS", 45.0)
    running.slice_of({"run": run.pk})
    running.slice_of({"run": run.pk})  # handled twice: nothing more happens
    run.refresh_from_db()
    assert run.status == "done" and Finding.objects.count() == 3


def test_the_daily_job_begins_a_run_and_the_tries_of_the_day(portal, settings):
    running.inspect_own_portal()
    running.inspect_own_portal()
    assert InspectionRun.objects.count() == 1
    assert Message.objects.filter(topic=running.PROBE).count() == 1
    run_due(20, slow=True)
    assert Probe.objects.get().ok
    assert Message.objects.filter(topic=running.PROBE, status="waiting").count() == 1
    settings.MINGZHENG_SITE_URL = ""
    running.inspect_own_portal()  # nobody said where the portal is: nothing to do
    assert InspectionRun.objects.count() == 1


def test_a_site_that_often_does_not_open_is_a_veto_and_few_tries_are_said_to_be_few(portal):
    for _ in range(3):
        running.probe({"site": portal.url(""), "day": DAY, "left": 1})
    assert not Finding.objects.exists()
    portal.pages["/"] = (500, HTML, html("错误"))
    running.probe({"site": portal.url(""), "day": DAY, "left": 1})
    found = Finding.objects.get(rule="site.unreachable")
    assert "试开首页 4 次，1 次" in found.evidence and "只试了 4 次" in found.unsure
    portal.pages["/"] = (200, HTML, html("首页"))
    Probe.objects.filter(ok=False).delete()
    running.probe({"site": portal.url(""), "day": DAY, "left": 1})
    found.refresh_from_db()
    assert found.state == "gone"


# --- pages of the desk -------------------------------------------------------------------------


def test_the_list_and_the_finding_say_what_to_do(portal, enter):
    inspected(portal)
    client = enter(portal.district.clerk)
    page = client.get("/desk/inspections/").content.decode()
    assert "今年收到网站纠错 0 件" in page
    assert "成文到公开超过法定期限" in page and "国家检查的单项否决" in page and "栏目没有按期更新" in page
    finding = Finding.objects.get(rule="date.late")
    address = reverse("desk:finding", args=[finding.pk])
    shown = client.get(address).content.decode()
    assert "31 个工作日" in shown and "条例" in shown and "读过全文" in shown and "怎样改" in shown
    refused = client.post(address, {"do": "false", "reason": "无"}).content.decode()
    assert "请写明为什么是误报" in refused and "请写明为什么是误报" in refused
    client.post(address, {"do": "confirm"})
    assert "属实待改" in client.get(address).content.decode()
    assert "确认属实" in client.get(address).content.decode()
    assert client.get("/desk/inspections/?state=confirmed").content.decode().count("data-row") == 1


def test_another_unit_neither_sees_nor_judges(portal, enter):
    inspected(portal)
    finding = Finding.objects.get(rule="date.late")
    client = enter(portal.district.actor("caizheng"))
    page = client.get("/desk/inspections/").content.decode()
    assert "31 个工作日" not in page and "国家检查的单项否决" not in page
    assert client.get(reverse("desk:finding", args=[finding.pk])).status_code == 404
    assert client.post(reverse("desk:finding", args=[finding.pk]), {"do": "confirm"}).status_code == 404
    assert client.post("/desk/inspections/run/").status_code == 403
    finding.refresh_from_db()
    assert finding.state == "open"


def test_the_list_as_a_workbook_holds_what_the_person_may_see(portal, enter):
    inspected(portal)
    rows = sheet_of(enter(portal.district.clerk).get("/desk/inspections/findings.xlsx?rule=date.late"))
    assert len(rows) == 4 and "31 个工作日" in " ".join(map(str, rows[3]))
    assert len(sheet_of(enter(portal.district.actor("caizheng")).get("/desk/inspections/findings.xlsx"))) == 3


def sheet_of(response):
    sheet = load_workbook(BytesIO(response.content)).worksheets[0]
    return [row for row in sheet.iter_rows(values_only=True) if any(row)]


def test_odd_addresses_break_nothing(portal, enter):
    client = enter(portal.district.clerk)
    for odd in ("9" * 40, "-1", "²", "x", "1e3"):
        for query in (
            f"?unit={odd}",
            f"?state={odd}&rule={odd}&group={odd}",
            f"?after=2023-01-01~{odd}",
            f"?before={odd}",
        ):
            assert client.get(f"/desk/inspections/{query}").status_code == 200
        assert client.get(f"/desk/inspections/{odd}/").status_code in (200, 404)
    assert client.get("/desk/inspections/run/").status_code == 405
