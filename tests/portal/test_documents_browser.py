"""Pages of documents in a real browser: accessible, within the screen, nothing refused by the security policy."""

from __future__ import annotations

import pytest
from django.contrib.auth.hashers import make_password
from playwright.sync_api import expect
from tests.portal.test_documents import corrected, strikes
from tests.support.browser import PHONE, assert_accessible, assert_fits
from tests.support.documents import BODY

from mingzheng.disclosure.documents.models import Document, Grant

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TABLE = "<table><caption>分工</caption><tr>" + "".join(f"<th>第{n}列名称</th>" for n in range(12)) + "</tr></table>"


@pytest.fixture
def site(papers):
    """One document that was corrected and repealed, one in force, one withdrawn, one for the named."""
    target = corrected(papers, papers.released(body=BODY + TABLE), body=BODY.replace("提高", "切实提高") + TABLE)
    source = strikes(papers, target, on="2023-04-18")
    gone = papers.released(doc_number="长发改〔2023〕30号", title="后来撤下的通知")
    papers.does(gone.live, "withdraw", papers.head, explanation="数据有误，重新核对。")
    edition = papers.draft(scope="targeted", title="仅供阅知", doc_number="长发改〔2023〕31号")
    Grant.objects.create(edition=edition, kind="code", code_hash=make_password("K7M2"))
    papers.does(edition, "submit", papers.drafter)
    papers.does(papers.reviewed(edition), "release", papers.head)
    named = Document.objects.get(pk=edition.document_id)
    return {"target": target, "source": source, "gone": gone, "named": named}


def paths(site):
    here = site["target"].get_absolute_url()
    return [
        here, site["source"].get_absolute_url(), site["named"].get_absolute_url(),
        f"{here}history/", f"{here}history/1/", f"{here}compare/1/2/", "/zhengce/", "/zhengce/wenjian/?genre=notice",
        "/zhengce/guifanxing/", "/jigou/fagai/", "/biaoqian/企业/",
        "/youxiaoxing/?q=长发改〔2023〕12号&day=2023-04-17", "/youxiaoxing/?list=1&day=2023-05-02", "/youxiaoxing/?q=x&day=y",
    ]  # fmt: skip


def test_every_page_is_accessible_and_fits_a_phone(open_page, site):
    page = open_page("/zhengce/", size=PHONE)
    for path in paths(site):
        page.goto(path)
        assert_fits(page)
        assert_accessible(page)


@pytest.mark.parametrize("look", ["elder", "contrast"])
def test_pages_hold_in_every_look(open_page, site, look):
    page = open_page("/zhengce/", look=look)
    for path in paths(site)[:1] + paths(site)[5:9]:
        page.goto(path)
        assert_fits(page)
        assert_accessible(page)
    if look == "elder":
        phone = open_page(paths(site)[0], size=PHONE, look=look)
        assert_fits(phone)


def test_the_data_within_the_page_is_not_refused_and_runs_nothing(open_page, site):
    """``open_page`` fails on anything in the console: a refusal of the policy would stand there."""
    page = open_page(site["target"].get_absolute_url())
    found = page.evaluate(
        "JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent)['@type']"
    )
    assert found == "Legislation"
    assert page.locator(".document__qr img").evaluate("picture => picture.naturalWidth") > 0


def test_reading_narrowing_and_comparing_work_without_a_script(open_page, site):
    page = open_page("/zhengce/wenjian/", script=False)
    page.get_by_label("体裁").select_option("decision")
    page.get_by_role("button", name="筛选").click()
    expect(page.get_by_text("共 1 件")).to_be_visible()
    page.get_by_role("link", name="关于废止一批文件的决定").click()
    page.get_by_role("link", name="关于优化营商环境若干措施的通知").first.click()
    expect(page.get_by_text("本文件已废止，不再执行")).to_be_visible()
    page.get_by_role("link", name="看以前的版本").click()
    page.get_by_role("button", name="对照").click()
    expect(page.locator("ins", has_text="切实")).to_be_visible()


def test_the_code_opens_the_document_without_a_script(open_page, site):
    page = open_page(site["named"].get_absolute_url(), script=False)
    page.get_by_label("查阅码").fill("K7M2")
    page.get_by_role("button", name="查看文件").click()
    expect(page.get_by_role("heading", name="仅供阅知")).to_be_visible()
    assert_fits(page)


def test_paper_carries_the_text_and_its_address(open_page, site):
    page = open_page(site["source"].get_absolute_url(), media="print")
    expect(page.get_by_role("heading", name="关于废止一批文件的决定")).to_be_visible()
    expect(page.locator(".document__qr .only-print")).to_be_visible()
    for control in (".strip", ".site-nav", ".button", ".breadcrumb"):
        expect(page.locator(control).first).not_to_be_visible()
