"""Annual reports on the desk and the portal: who sees what, the check of a file, the archive; in a browser too."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from playwright.sync_api import expect
from tests.support.annual import TEXTS, seen_tables, whole
from tests.support.browser import DESKTOP, PHONE, assert_accessible, assert_fits

from mingzheng.core.actors import Post
from mingzheng.core.procedures.commands import act
from mingzheng.papers import annual_report as papers
from mingzheng.requests.foi.annual import commands as figures
from mingzheng.supervision.annual_report import commands
from mingzheng.supervision.annual_report.models import AnnualReport

TODAY = dt.date(2024, 1, 16)
WORDS = {key: text for key, text in TEXTS.items() if key not in ("assessment", "review", "accountability")} | {
    "requests": "本年新收申请{{ table3.total.new }}件，接待咨询77件。"
}


@pytest.fixture(autouse=True)
def _january(on_day):
    on_day(TODAY)


@pytest.fixture
def report(district):
    officer = district.actor("fagai")
    own = {"licences": 12, "penalties": 3, "coercive": 0, "fees_wan": "0", "source": "业务系统"}
    figures.keep_own(district.units["fagai"], 2023, officer, own)
    made = commands.draft(2023, district.units["fagai"], officer)
    act(made.case, "edit", officer, WORDS)
    return made


@pytest.fixture
def past(district):
    """A report on 2022 in the archive."""
    told = commands.Past(district.units["qufuban"], True, 2022, dt.date(2023, 3, 20), "区政府门户网站")
    return commands.take_in(told, papers.page(whole()).encode(), "年报.html", district.clerk)


@pytest.fixture
def enters(client, district):
    def entered(unit="fagai", post=Post.OFFICER):
        client.force_login(district.person(unit, post))
        return client

    return entered


def test_a_unit_sees_its_own_and_the_office_all(report, enters):
    text = enters().get(reverse("desk:annual")).content.decode()
    assert "区发改委" in text and "区司法局" not in text
    office = enters("qufuban", Post.OFFICE_CLERK).get(reverse("desk:annual")).content.decode()
    assert "区司法局" in office and "还没有动笔" in office and "区政府（全区）" in office
    other = enters("sifa")
    for name in ("desk:annual-preview",):
        assert other.get(reverse(name, args=[report.pk])).status_code == 404
    assert other.get(reverse("desk:annual-draft-file", args=[report.pk, "docx"])).status_code == 404
    assert other.get(reverse("desk:case", args=[report.case_id])).status_code in (403, 404)


def test_the_officer_begins_the_report_and_nobody_else(district, enters):
    page = enters("sifa").get(reverse("desk:annual-new"))
    key = page.context["form"]["form_key"].value()
    sent = enters("sifa").post(reverse("desk:annual-new"), {"form_key": key, "year": "2023", "whose": "unit"})
    made = AnnualReport.objects.get()
    assert sent.status_code == 302 and made.unit.code == "sifa"
    assert enters("sifa", Post.REVIEWER).get(reverse("desk:annual-new")).status_code == 403
    again = enters("sifa").get(reverse("desk:annual-new"))
    key = again.context["form"]["form_key"].value()
    refused = enters("sifa").post(reverse("desk:annual-new"), {"form_key": key, "year": "2023", "whose": "unit"})
    assert "已经有了" in refused.content.decode()


def test_the_office_has_the_missing_begun_and_reminds(report, district, enters):
    client = enters("qufuban", Post.OFFICE_CLERK)
    client.post(reverse("desk:annual-begin-all"), {"year": "2023"})
    assert AnnualReport.objects.filter(year=2023).count() == 5
    client.post(reverse("desk:annual-remind", args=[report.pk]))
    report.refresh_from_db()
    assert report.reminded_on == TODAY
    assert enters().post(reverse("desk:annual-remind", args=[report.pk])).status_code == 403


def test_the_panel_names_typed_numbers_and_the_editor_offers_cells(report, enters):
    panel = enters().get(reverse("desk:case", args=[report.case_id])).content.decode()
    assert "77" in panel and "没有任何一格是这个数" in panel
    editor = enters().get(reverse("desk:act", args=[report.case_id, "edit"])).content.decode()
    assert "{{ table3.total.new }}" in editor and "可以引用的数" in editor
    assert 'data-insert="table3.total.c1"' in editor


def test_what_was_typed_stays_when_it_may_not_be_public(report, enters):
    url = reverse("desk:act", args=[report.case_id, "edit"])
    sent = enters().post(url, {**WORDS, "platform": "联系人张三，手机13800001111。"})
    text = sent.content.decode()
    assert "13800001111" in text and "不能公开" in text


@pytest.mark.parametrize("kind", ["docx", "pdf", "html", "xlsx"])
def test_the_draft_can_be_taken_home_in_every_form(report, enters, kind):
    answer = enters().get(reverse("desk:annual-draft-file", args=[report.pk, kind]))
    assert answer.status_code == 200 and answer["Cache-Control"] == "private, no-store"


def test_any_report_is_checked_and_nothing_kept(district, enters):
    tables = seen_tables()
    tables["table4"]["direct_suit"]["total"] = 8
    file = SimpleUploadedFile("某区年报.docx", papers.docx(whole(tables)))
    text = enters().post(reverse("desk:annual-check"), {"file": file}).content.decode()
    assert "表四“未经复议直接起诉”的总计" in text and "须改正" in text
    good = SimpleUploadedFile("某区年报.html", papers.page(whole()).encode())
    assert "没有发现问题" in enters().post(reverse("desk:annual-check"), {"file": good}).content.decode()
    for name, data in (("图.pdf", b"%PDF-1.4"), ("坏.docx", b"nothing"), ("空.html", b"<p>x</p>")):
        answer = enters().post(reverse("desk:annual-check"), {"file": SimpleUploadedFile(name, data)})
        assert answer.status_code == 200 and answer.context["form"].errors["file"]
    assert "请选择文件" in enters().post(reverse("desk:annual-check"), {}).content.decode()
    assert not AnnualReport.objects.exists()


def test_a_past_report_is_imported_by_its_unit_alone(district, enters):
    page = enters().get(reverse("desk:annual-import"))
    assert [one.code for one in page.context["form"].fields["unit"].queryset] == ["fagai"]
    data = {
        "form_key": page.context["form"]["form_key"].value(), "unit": district.units["fagai"].pk, "year": "2022",
        "published_on": "2023-01-20", "source": "区政府门户网站", "file": SimpleUploadedFile("年报.html", papers.page(whole()).encode()),
    }  # fmt: skip
    assert enters().post(reverse("desk:annual-import"), data).status_code == 302
    assert AnnualReport.objects.get().origin == "import"


def test_the_portal_lists_by_year_and_serves_the_papers(past, client):
    page = client.get(reverse("portal:reports"))
    assert past.title in page.content.decode()
    shown = client.get(past.get_absolute_url()).content.decode()
    assert "14069" in shown and "未经复议直接起诉" in shown and "照原样收入档案" in shown
    assert past.get_absolute_url() in client.get("/sitemap-annual_reports.xml").content.decode()
    for path in ("9999/", f"{past.pk}/7/", f"{past.pk}/1/nianbao.exe"):
        assert client.get(f"{reverse('portal:reports')}{path}").status_code == 404
    for odd in ("?year=abcd", "?year=9999", "?year=²³"):
        assert client.get(reverse("portal:reports") + odd).status_code == 200


def test_an_unpublished_report_is_not_public(report, client):
    assert client.get(report.get_absolute_url()).status_code == 404
    assert report.title not in client.get(reverse("portal:reports")).content.decode()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_every_page_is_accessible_and_fits(report, past, open_page, client, district, live_server, size):
    page = open_page("/zfxxgk/nianbao/", size=size)
    for path in ("/zfxxgk/nianbao/", past.get_absolute_url()):
        page.goto(path)
        assert_fits(page)
        assert_accessible(page)
    client.force_login(district.person("fagai", Post.OFFICER))
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([cookie])
    for path in ("annual/", "annual/new/", "annual/check/", "annual/import/", f"annual/{report.pk}/preview/",
                 f"cases/{report.case_id}/", f"cases/{report.case_id}/edit/", f"cases/{report.case_id}/redraw/"):  # fmt: skip
        page.goto(f"/desk/{path}")
        assert_fits(page)
        assert_accessible(page)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_button_puts_the_code_where_the_cursor_stood(report, open_page, client, district, live_server):
    client.force_login(district.person("fagai", Post.OFFICER))
    page = open_page("/", size=DESKTOP)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([cookie])
    page.goto(f"/desk/cases/{report.case_id}/edit/")
    field = page.get_by_label("平台建设")
    field.fill("更新")
    page.get_by_role("button", name="插入：表三 总计 一、本年新收政府信息公开申请数量").click()
    expect(field).to_have_value("更新{{ table3.total.new }}")
