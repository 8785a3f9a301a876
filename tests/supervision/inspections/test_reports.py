"""A visitor says that a page is wrong: received once, handled in time, answered; the contact stays with who handles it."""

from __future__ import annotations

import pytest
from tests.support.public_forms import answered, key_of
from tests.support.recounts.comparing import differing

from mingzheng.core.actors import Actor, Post
from mingzheng.core.errors import Refused
from mingzheng.core.indicators import Scope, indicator_of
from mingzheng.core.journal.models import Entry
from mingzheng.core.procedures.commands import FormRefused, act
from mingzheng.core.procedures.models import Case, Clock
from mingzheng.core.records import RecordRef, visible
from mingzheng.disclosure.catalogue.commands import place
from mingzheng.disclosure.catalogue.models import Column
from mingzheng.portal import posting
from mingzheng.supervision.inspections import queries, reports
from mingzheng.supervision.inspections.models import ErrorReport, ReportContact

MACHINE = Actor.system("测试")
TYPED = {"kind": "text", "text": "第三段“公开”写成了“分开”。", "page": "/d/1/"}
PERSONAL = "13800000000"


@pytest.fixture
def here(district, on_day):
    on_day("2023-06-20")  # a Tuesday; Thursday and Friday are the Dragon Boat holiday, Sunday is worked
    return district


def post(client, **changed):
    key = key_of(client.get("/jiucuo/?page=/d/1/").content.decode())
    return client.post("/jiucuo/", {"form_key": key, **TYPED, **changed})


def handled(report, command, by, **data):
    return act(Case.objects.get(pk=report.case_id), command, by, data)


def test_from_the_foot_of_a_page_to_the_answer(client, here):
    foot = client.get("/zfxxgk/").content.decode()
    assert "/jiucuo/?page=/zfxxgk/" in foot
    answer = post(client, reach=PERSONAL, name="王先生")
    receipt = client.get(answer.url).content.decode()
    report = ErrorReport.objects.get()
    assert report.number == "JC20230620-0001" and report.number in receipt and report.query_code in receipt
    assert report.unit.code == "qufuban", "nobody answers for the page: 区府办"
    handled(report, "accept", here.clerk)
    handled(report, "answer", here.clerk, outcome="mended", answer="已核实，第三段已改为“公开”，感谢指正。")
    handled(report, "close", here.clerk, mended_on="2023-06-20", remark="")
    asked = client.post("/jiucuo/chaxun/", {"number": report.number.lower(), "code": report.query_code.lower()})
    shown = asked.content.decode()
    assert "已核实，第三段" in shown and "已办结" in shown and "属实，已改正" in shown and PERSONAL not in shown
    published = client.get("/jiucuo/").content.decode()
    assert "100" in published and "已改正" in published


def test_the_public_form_sets_no_cookie_and_keeps_what_was_typed(client, here):
    assert not client.get("/jiucuo/").cookies
    answer = post(client, text="短", reach="不是电话")
    page = answer.content.decode()
    assert "写得太短" in page and "看不出是手机或邮箱" in page and "不是电话" in page
    assert not ErrorReport.objects.exists() and not answer.cookies


def test_the_same_form_posted_twice_is_one_report(client, here):
    key = key_of(client.get("/jiucuo/").content.decode())
    first, second = (client.post("/jiucuo/", {"form_key": key, **TYPED}) for _ in range(2))
    assert first.url == second.url and ErrorReport.objects.count() == 1


def test_a_form_sent_again_with_other_words_is_asked_about_and_not_lost(client, here):
    key = key_of(client.get("/jiucuo/").content.decode())
    client.post("/jiucuo/", {"form_key": key, **TYPED})
    page = client.post("/jiucuo/", {"form_key": key, **TYPED, "text": "第五段也写错了。"}).content.decode()
    assert "已经提交成功" in page and "第五段也写错了" in page and ErrorReport.objects.count() == 1
    client.post("/jiucuo/", {"form_key": key_of(page), **TYPED, "text": "第五段也写错了。"})
    assert ErrorReport.objects.count() == 2


def test_two_reports_have_two_numbers_and_a_wrong_code_opens_neither(client, here):
    post(client)
    post(client)
    one, other = ErrorReport.objects.order_by("id")
    assert (one.number, other.number) == ("JC20230620-0001", "JC20230620-0002")
    asked = client.post("/jiucuo/chaxun/", {"number": one.number, "code": other.query_code})
    assert "没有查到" in asked.content.decode() and "分开" not in asked.content.decode()
    assert "没有查到" in client.post("/jiucuo/chaxun/", {"number": "JC1", "code": "中文"}).content.decode()


def test_a_machine_that_fills_in_everything_is_asked_first(client, here):
    page = post(client, website="http://spam.example").content.decode()
    assert "请先回答下面的问题" in page and TYPED["text"][:4] in page
    assert not ErrorReport.objects.exists()


def test_a_form_sent_by_another_site_is_not_taken(client, here):
    key = key_of(client.get("/jiucuo/").content.decode())
    page = client.post("/jiucuo/", {"form_key": key, **TYPED}, headers={"origin": "https://evil.example"})
    assert "不是从本网站提交的" in page.content.decode() and not ErrorReport.objects.exists()


def test_a_whole_office_may_write_but_not_a_flood(client, here, monkeypatch):
    monkeypatch.setattr(posting, "MANY", 3)
    assert [post(client).status_code for _ in range(4)] == [302, 302, 302, 200]
    assert ErrorReport.objects.count() == 3
    page = post(client).content.decode()
    assert "请先回答下面的问题" in page and TYPED["text"] in page
    assert post(client, **answered(page)).status_code == 302 and ErrorReport.objects.count() == 4


def test_a_page_with_an_owner_goes_to_its_owner(client, here):
    column = Column.objects.create(code="gg", title="公告", owner=here.units["fagai"], opened_on="2023-01-01")
    place(
        RecordRef("documents.document", "1"),
        ["gg"],
        title="公告",
        url="/d/1/",
        published_on=column.opened_on,
        actor=MACHINE,
    )
    post(client, page="https://other.example/d/1/?q=秘密")
    report = ErrorReport.objects.get()
    assert report.unit.code == "fagai" and report.page == "/d/1/"


def test_three_working_days_holidays_left_out(client, here):
    post(client)
    clock = Clock.objects.get(name="answer")
    assert str(clock.due_on) == "2023-06-26"  # Wednesday 21, Sunday 25 (worked), Monday 26
    assert clock.rule.length == 3 and "part" in clock.rule.source


def test_passing_it_on_does_not_begin_the_days_anew(client, here):
    post(client)
    report = ErrorReport.objects.get()
    due = Clock.objects.get(name="answer").due_on
    handled(report, "assign", here.clerk, unit=here.units["sifa"].pk, reason="页面由区司法局维护")
    report.refresh_from_db()
    assert report.unit.code == "sifa" and Clock.objects.get(name="answer").due_on == due
    with pytest.raises(Refused):
        handled(report, "accept", here.actor("fagai"))
    handled(report, "accept", here.actor("sifa"))
    with pytest.raises(FormRefused):
        handled(report, "answer", here.actor("sifa"), outcome="mended", answer="已收悉。")


def test_no_error_is_an_answer_too_and_can_be_taken_up_again(client, here, on_day):
    post(client)
    report = ErrorReport.objects.get()
    handled(report, "accept", here.clerk)
    handled(report, "not_error", here.clerk, answer="“分开办理”为文件原文，页面没有错误。")
    assert Case.objects.get(pk=report.case_id).closed_at
    handled(report, "reopen", here.head, reason="来信人补充了截图")
    report.refresh_from_db()
    assert (report.answer, report.outcome, report.answered_on) == ("", "", None)
    assert Clock.objects.filter(name="answer", status="running").count() == 1


def test_the_contact_is_shown_to_who_handles_it_alone_and_removed_after_a_time(client, here, on_day):
    post(client, reach=PERSONAL, name="王先生")
    report = ErrorReport.objects.get()
    sifa, assessor = here.actor("sifa"), here.actor("qufuban", Post.ASSESSOR)
    assert queries.contact_for(report, here.clerk).reach == PERSONAL
    assert queries.contact_for(report, sifa) is None and queries.contact_for(report, assessor) is None
    assert queries.contact_for(report, None) is None
    assert not visible(RecordRef("inspections.report", str(report.pk)), sifa)
    handled(report, "accept", here.clerk)
    handled(report, "not_error", here.clerk, answer="“分开办理”为文件原文，页面没有错误。")
    reports.drop_contacts()
    assert ReportContact.objects.exists()
    on_day("2023-12-01")
    assert reports.drop_contacts() == 1
    assert ErrorReport.objects.filter(pk=report.pk).exists()
    said = " ".join(Entry.objects.values_list("summary", flat=True)) + " ".join(
        Entry.objects.values_list("data_text", flat=True)
    )
    assert PERSONAL not in said and "王先生" not in said


def test_the_share_answered_in_time_is_a_figure_with_its_records(client, here, on_day):
    post(client)
    post(client)
    first, _second = ErrorReport.objects.order_by("id")
    handled(first, "accept", here.clerk)
    handled(first, "answer", here.clerk, outcome="will", answer="属实，正在请技术人员改正，本周内改好。")
    indicator = indicator_of("inspections.reports_in_time")
    assert indicator.measure(Scope(on_day("2023-06-21"))).text == "100%（1/1）"
    scope = Scope(on_day("2023-06-27"))
    assert indicator.measure(scope).text == "50%（1/2）"
    items = indicator.items(scope)
    assert (sum(item.counts for item in items), len(items)) == (1, 2)
    assert differing("inspections.reports_in_time", scope.day) == []
    assert indicator.measure(Scope(on_day("2024-01-10"))).text == "尚无记录", "another year's"


@pytest.mark.parametrize(
    "given",
    [
        "",
        "//evil.example/x",
        "javascript:alert(1)",
        "/a\x00b",
        "http://[::1",
        "/" + "长" * 2000,
        "\u202e/x",
        "/d/1/?q=身份证#x",
    ],
)
def test_what_is_passed_as_a_page_is_a_path_of_ours_or_nothing(client, here, given):
    path = reports.own_path(given)
    assert path == "" or (path.startswith("/") and not path.startswith("//") and len(path) <= 500 and "?" not in path)
    assert client.get("/jiucuo/", {"page": given}).status_code in (200, 400)
    assert post(client, page=given).status_code in (200, 302, 400)


def test_odd_input_breaks_nothing(client, here):
    for typed in (
        {"kind": "nosuch"},
        {"text": "\x00" * 10},
        {"text": "长" * 3000},
        {"form_key": "x"},
        {"page": "x" * 600},
    ):
        assert post(client, **typed).status_code in (200, 302, 400)
    for path in ("/jiucuo/huizhi/nosuch/", "/jiucuo/huizhi/%00/", f"/jiucuo/huizhi/{'9' * 500}/"):
        assert client.get(path).status_code in (302, 400, 404)
    assert client.put("/jiucuo/").status_code == 405


@pytest.mark.parametrize(
    "typed", ["/\\evil.example/", "/%5Cevil.example/", "//evil.example/", "/\t/evil.example/", "https:/\\evil.example"]
)
def test_the_page_of_a_report_leads_its_handler_to_no_other_site(typed):
    path = reports.own_path(typed)
    assert "evil" not in path or (path.startswith("/") and path[1] not in "/\\")


def test_an_address_that_is_its_readers_secret_does_not_reach_who_handles_the_report():
    for secret in (
        "/jiucuo/huizhi/abc/",
        "/xinjian/huizhi/abc/",
        "/yijian/1/huizhi/abc/",
        "/kaifang/piao/abc/",
        "/wode/jin/abc/",
        "/diaocha/1/tian/abc/2/",
        "/zhengce/xuanjiang/1/qiandao/abc/",
    ):
        assert reports.own_path(secret) == "", secret
    for open_to_all in ("/yijian/1/", "/d/CN00-2023-001/", "/biaoqian/养老/", "/nosuch/"):
        assert reports.own_path(open_to_all) == open_to_all
