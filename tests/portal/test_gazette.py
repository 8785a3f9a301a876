"""The gazette as a visitor reads it."""

from __future__ import annotations

import pytest
from tests.support.documents import papers  # noqa: F401 - fixtures
from tests.support.gazette import gazette  # noqa: F401 - fixtures
from tests.support.workplan import district, once_by, reference  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue(gazette):  # noqa: F811
    signed = once_by(gazette.papers.district, "a signed issue", lambda: _signed(gazette))
    gazette.does(signed, "publish", gazette.clerk)  # by itself: what a published issue holds is not put back
    return signed


def _signed(gazette):  # noqa: F811
    other = gazette.document(13, title="关于公布<清单>的通知")
    return gazette.signed([gazette.document(12), other])


def test_before_the_first_issue_the_page_says_what_will_be_here(client):
    page = client.get("/gongbao/")
    assert page.status_code == 200
    assert "还没有出版公报" in page.content.decode()


def test_the_list_shows_issues_with_their_contents(client, issue):
    page = client.get("/gongbao/").content.decode()
    assert "2023年第1期" in page
    assert "关于优化营商环境若干措施的通知" in page
    assert "关于公布&lt;清单&gt;的通知" in page
    assert client.get("/gongbao/?q=营商&year=2023&section=departments&number=1").status_code == 200
    assert "没有找到这样的公报" in client.get("/gongbao/?q=没有的词").content.decode()


def test_an_issue_is_read_on_the_web_document_by_document(client, issue):
    page = client.get("/gongbao/2023/1/").content.decode()
    assert "目录" in page
    assert "【部门文件】" in page
    assert "正在生成" in page
    first = client.get("/gongbao/2023/1/1/").content.decode()
    assert "提高服务水平" in first
    assert "下一篇" in first
    assert "上一篇" not in first
    assert "上一篇" in client.get("/gongbao/2023/1/2/").content.decode()


def test_the_file_has_a_lasting_address(client, issue, gazette):  # noqa: F811
    assert client.get("/gongbao/2023/1/gongbao.pdf").status_code == 404
    gazette.settle()
    page = client.get("/gongbao/2023/1/").content.decode()
    assert "在线翻阅" in page
    got = client.get("/gongbao/2023/1/gongbao.pdf", follow=True)
    assert got.status_code == 200
    assert b"".join(got.streaming_content).startswith(b"%PDF-")


def test_a_withdrawn_document_shows_a_notice_and_no_text(client, issue, gazette):  # noqa: F811
    document = issue.items.get(order=1).document
    gazette.papers.does(document.live, "withdraw", gazette.papers.head, explanation="内容有误，已撤下。")
    page = client.get("/gongbao/2023/1/1/").content.decode()
    assert "这份文件已撤下" in page
    assert "内容有误，已撤下。" in page
    assert "提高服务水平" not in page
    for path in ("/gongbao/2023/1/", "/gongbao/"):
        assert "已撤下，看说明" in client.get(path).content.decode()
    assert document.get_absolute_url() in page, "the page that explains"


def test_the_document_s_own_page_leads_to_the_issue(client, issue):
    document = issue.items.get(order=1).document
    page = client.get(document.get_absolute_url()).content.decode()
    assert "刊登于公报" in page
    assert issue.get_absolute_url() in page


def test_an_issue_in_composition_is_nobody_s_business(client, gazette):  # noqa: F811
    gazette.begun([gazette.document()])
    assert client.get("/gongbao/2023/1/").status_code == 404
    assert client.get("/gongbao/2023/1/1/").status_code == 404
    assert "2023年第1期" not in client.get("/gongbao/").content.decode()


def test_the_feed_brings_new_issues(client, issue):
    feed = client.get("/feeds/gazette.atom")
    assert feed.status_code == 200
    text = feed.content.decode()
    assert "第1期" in text
    assert "【部门文件】关于优化营商环境若干措施的通知" in text


@pytest.mark.parametrize(
    "address",
    [
        "/gongbao/99999999999999999999/1/",
        "/gongbao/2023/99999999999999999999/",
        "/gongbao/2023/1/99999999999999999999/",
        "/gongbao/2022/1/",
        "/gongbao/2023/1/77/",
    ],
)
def test_addresses_of_nothing_are_not_found(client, issue, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "query",
    ["year=abc", "year=999999", "number=-1", "number=999999", "older=x", "newer=9999999999", "section=%27", "q=" + "长" * 500],
)  # fmt: skip
def test_nonsense_is_answered_with_a_page(client, issue, query):
    assert client.get(f"/gongbao/?{query}").status_code == 200
