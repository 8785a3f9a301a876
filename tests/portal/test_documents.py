"""A document's public page: what a citizen reads, what nobody may, what machines are given."""

from __future__ import annotations

import datetime as dt
import json
import re

import pytest
from django.contrib.auth.hashers import make_password
from django.urls import reverse
from tests.support.documents import BODY, facts
from tests.support.workplan import once_by

from mingzheng.core.actors import Post
from mingzheng.disclosure.documents import effects
from mingzheng.disclosure.documents.commands import correct
from mingzheng.disclosure.documents.models import Document, Edition, Effect, Grant

pytestmark = pytest.mark.django_db


def page_of(client, document, status=200, **data):
    answer = client.get(document.get_absolute_url(), data)
    assert answer.status_code == status, answer.content.decode()[:400]
    return answer.content.decode()


def strikes(papers, target, kind="repeal", on="2023-06-01", **more):
    """Another document that repeals or changes the target."""
    source = papers.released(
        title="关于废止一批文件的决定", doc_number="长发改〔2023〕20号", genre="decision", effective_on=""
    )
    effect = Effect(target=target, kind=kind, effective_on=dt.date.fromisoformat(on), source=source, **more)
    effects.record(effect, papers.head)
    return source


def corrected(papers, document, **changes):
    edition = correct(document, papers.drafter, change_note="更正第二段的表述")
    papers.does(edition, "edit", papers.drafter, **facts(change_note="更正第二段的表述", **changes))
    papers.does(edition, "submit", papers.drafter)
    papers.reviewed(edition)
    papers.does(edition, "release", papers.head)
    return Document.objects.select_related("live", "unit").get(pk=document.pk)


def test_the_page_opens_with_header_validity_and_text(client, papers):
    document = papers.released()
    page = page_of(client, document)
    assert page.count("<h1>") == 1 and "关于优化营商环境若干措施的通知" in page
    for words in (
        document.index_number,
        "长发改〔2023〕12号",
        "综合政务 › 政务公开",
        "某区发展和改革委员会",
        "2023年4月17日",
        "主动公开",
    ):
        assert words in page
    assert page.index("deflist") < page.index("提高服务水平")
    assert "尚未施行" in page and "自2023年5月1日起施行" in page


def test_the_national_tags_name_the_article(client, papers):
    page = page_of(client, papers.released())
    tags = dict(re.findall(r'<meta name="(\w+)" content="([^"]*)">', page))
    assert tags["ArticleTitle"] == "关于优化营商环境若干措施的通知"
    assert tags["PubDate"].startswith("2023-04-18")
    assert tags["ContentSource"] == "某区发展和改革委员会" and tags["Url"].endswith("/")


def test_a_repeal_changes_the_badge_and_leads_to_the_successor(client, papers, on_day):
    target = papers.released()
    source = strikes(papers, target)
    assert "已废止" not in page_of(client, target).split("从起草到现在")[0]
    on_day("2023-06-01")
    page = page_of(client, target)
    assert "本文件已废止，不再执行" in page
    assert f'href="{source.get_absolute_url()}"' in page.split("deflist")[0]
    assert "关于废止一批文件的决定" in page
    assert "对其他文件的效力" in page_of(client, source)


def test_the_cause_of_an_effect_that_is_not_public_is_not_named(client, papers, on_day):
    target = papers.released()
    source = strikes(papers, target)
    Document.objects.filter(pk=source.pk).update(listed=False)
    on_day("2023-06-01")
    page = page_of(client, target)
    assert "关于废止一批文件的决定" not in page and "另一份文件" in page


def test_the_life_line_says_what_is_still_to_come(client, papers):
    page = page_of(client, papers.released(normative="on", doc_number="长发改规〔2023〕1号", expires_on="2028-04-30"))
    line = page[page.index('class="timeline"') :]
    assert line.index("成文") < line.index("公开发布") < line.index("施行") < line.index("有效期的最后一日")
    assert "（未到）" in line


def test_attachments_are_shown_with_kind_and_size_and_go_with_a_withdrawal(client, papers):
    edition = papers.draft()
    papers.does(edition, "attach", papers.drafter, files={"申报表.txt": b"form"})
    papers.does(edition, "submit", papers.drafter)
    papers.does(papers.reviewed(edition), "release", papers.head)
    document = Document.objects.get(pk=edition.document_id)
    page = page_of(client, document)
    link = re.search(r'href="(/d/[^"]*/fujian/[^"]*)"', page)
    assert link and "申报表.txt" in page and "TXT" in page
    answer = client.get(link[1])
    assert answer.status_code == 200 and b"".join(answer.streaming_content) == b"form"

    papers.does(edition, "withdraw", papers.head, explanation="文件引用的数据有误，重新核对后再公布。")
    page = page_of(client, document, status=410)
    assert "文件引用的数据有误" in page
    assert "提高服务水平" not in page and edition.title not in page
    for below in ("document.json", "document.jsonld", "document.pdf", "qr.svg", "history/", "compare/1/1/"):
        assert client.get(f"{document.get_absolute_url()}{below}").status_code == 410, below
    assert client.get(link[1]).status_code == 410


def test_what_was_registered_and_not_published_is_answered_as_unknown(client, papers):
    edition = papers.draft(attribute="withheld", ground="internal")
    edition.document.index_number = "SYYS00000260202300077"
    edition.document.save()
    Edition.objects.filter(pk=edition.pk).update(status=Edition.Status.REGISTERED)
    known = client.get("/d/SYYS00000260202300077/")
    unknown = client.get("/d/SYYS00000260202300078/")
    assert known.status_code == unknown.status_code == 404
    assert known.content.decode().replace("00077", "") == unknown.content.decode().replace("00078", "")


@pytest.mark.parametrize("number", ["SY123", "x", "SYYS0000026020230007", "%F0%9F%98%80", "a" * 300])
def test_a_mistyped_address_says_where_to_look(client, papers, number):
    answer = client.get(f"/d/{number}/")
    assert answer.status_code == 404
    page = answer.content.decode()
    assert "/zhengce/wenjian/" in page and "/zfxxgk/yishenqing/" in page
    assert ("索引号应为 21 位" in page) == (number in ("SY123", "SYYS0000026020230007"))


def test_machines_read_the_same_facts(client, papers):
    document = papers.released()
    read = client.get(reverse("portal:document-json", args=[document.index_number]), follow=True).json()
    assert read["doc_number"] == "长发改〔2023〕12号" and read["validity_today"]["status"] == "pending"
    assert read["url"].endswith(document.get_absolute_url())
    linked = json.loads(client.get(reverse("portal:document-jsonld", args=[document.index_number])).content)
    assert linked["@type"] == "Legislation" and linked["legislationLegalForce"].endswith("NotInForce")
    inline = re.search(r'<script type="application/ld\+json">(.*?)</script>', page_of(client, document), re.DOTALL)
    assert inline and json.loads(inline[1]) == linked


def test_nothing_in_a_title_ends_the_data_within_the_page(client, papers):
    page = page_of(client, papers.released(title="关于</script><b>的通知"))
    assert page.count("</script>") == page.count("<script")
    assert "<b>的通知" not in page


def test_the_qr_code_is_a_picture_of_the_permanent_address(client, papers):
    answer = client.get(reverse("portal:document-qr", args=[papers.released().index_number]))
    assert answer["Content-Type"] == "image/svg+xml" and b"<svg" in answer.content
    assert b"http://testserver/d/SY" in answer.content


def test_the_official_paper_is_a_pdf(client, papers):
    answer = client.get(reverse("portal:document-pdf", args=[papers.released().index_number]))
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")


# --- history


def test_two_editions_are_kept_and_compared_word_by_word(client, papers):
    document = corrected(papers, papers.released(), body=BODY.replace("方便企业", "切实方便企业"))
    page = page_of(client, document)
    assert "更正说明" in page and "更正第二段的表述" in page
    history = client.get(reverse("portal:document-history", args=[document.index_number])).content.decode()
    assert "第 1 版" in history and "第 2 版" in history
    old = client.get(reverse("portal:document-edition", args=[document.index_number, 1])).content.decode()
    assert "这是以前的版本" in old and "提高服务水平，方便企业" in old
    compared = client.get(f"{document.get_absolute_url()}history/", {"a": "2", "b": "1"}, follow=True).content.decode()
    assert re.search(r"<ins><span[^>]*>［增加］</span>切实</ins>", compared)
    assert "1 段有改动" in compared and "段没有改动" in compared


@pytest.mark.parametrize("below", ["history/9/", "compare/1/9/", "compare/99999999999/1/", "history/?a=x&b=1"])
def test_editions_that_are_not_there_are_no_error(client, papers, below):
    document = papers.released()
    assert client.get(f"{document.get_absolute_url()}{below}").status_code in (200, 404)


# --- 定向公开


@pytest.fixture
def secret(papers):
    """A document opened to 区司法局 and to whoever holds the code."""
    return once_by(papers.district, "secret", lambda: _secret(papers))


def _secret(papers):
    edition = papers.draft(scope="targeted", title="仅供有关单位阅知的通知")
    Grant.objects.create(edition=edition, kind="unit", unit=papers.district.units["sifa"])
    Grant.objects.create(edition=edition, kind="code", code_hash=make_password("K7M2-Q9PX"))
    papers.does(edition, "submit", papers.drafter)
    papers.does(papers.reviewed(edition), "release", papers.head)
    return Document.objects.select_related("live").get(pk=edition.document_id)


def test_without_the_code_nothing_of_the_document_is_said(client, secret):
    answer = client.get(secret.get_absolute_url())
    page = answer.content.decode()
    assert "查阅码" in page and secret.title not in page and "长发改" not in page and "某区发展" not in page
    assert answer["Cache-Control"] == "private, no-store"
    for below in ("document.json", "document.pdf", "qr.svg", "history/"):
        answer = client.get(f"{secret.get_absolute_url()}{below}")
        assert answer.status_code == 302 and answer["Location"] == secret.get_absolute_url()


def test_the_code_opens_it_for_this_session_alone(client, secret, django_user_model):
    wrong = client.post(secret.get_absolute_url(), {"code": "guess"})
    assert wrong.status_code == 403 and secret.title not in wrong.content.decode()
    assert client.post(secret.get_absolute_url(), {"code": " K7M2-Q9PX "}).status_code == 302
    answer = client.get(secret.get_absolute_url())
    assert secret.title in answer.content.decode() and answer["Cache-Control"] == "private, no-store"
    assert "application/ld+json" not in answer.content.decode()
    client.cookies.clear()
    assert secret.title not in client.get(secret.get_absolute_url()).content.decode()


def test_a_revoked_code_opens_nothing_any_more(client, secret):
    client.post(secret.get_absolute_url(), {"code": "K7M2-Q9PX"})
    secret.live.grants.filter(kind="code").delete()
    assert client.get(secret.get_absolute_url()).status_code == 404


def test_guessing_is_stopped_for_the_guesser_only(client, secret):
    codes = [client.post(secret.get_absolute_url(), {"code": f"guess{n}"}).status_code for n in range(9)]
    assert codes[:8] == [403] * 8 and codes[8] == 429
    assert client.post(secret.get_absolute_url(), {"code": "K7M2-Q9PX"}).status_code == 429
    other = client.post(secret.get_absolute_url(), {"code": "K7M2-Q9PX"}, REMOTE_ADDR="203.0.113.9")
    assert other.status_code == 302


def test_the_right_code_costs_no_try(client, secret):
    for _ in range(9):
        assert client.post(secret.get_absolute_url(), {"code": "K7M2-Q9PX"}).status_code == 302


def test_guesses_all_over_are_stopped_too_and_cost_no_document_its_own_tries(client, secret, monkeypatch):
    from mingzheng.portal import access

    monkeypatch.setattr(access, "TRIES_ANYWHERE", 2)
    codes = [client.post(secret.get_absolute_url(), {"code": f"guess{n}"}).status_code for n in range(9)]
    assert codes == [403, 403, *[429] * 7]
    monkeypatch.setattr(access, "TRIES_ANYWHERE", 30)
    assert client.post(secret.get_absolute_url(), {"code": "K7M2-Q9PX"}).status_code == 302


def test_named_units_read_it_and_others_do_not(client, papers, secret):
    client.force_login(papers.district.person("sifa", Post.OFFICER))
    assert secret.title in client.get(secret.get_absolute_url()).content.decode()
    client.force_login(papers.district.person("xinhua", Post.OFFICER))
    assert secret.title not in client.get(secret.get_absolute_url()).content.decode()


def test_it_stands_in_no_list_feed_or_map(client, secret):
    for path in (
        "/zhengce/wenjian/",
        "/feeds/wenjian.atom",
        "/sitemap-documents.xml",
        "/",
        "/zhengce/",
        "/jigou/fagai/",
    ):
        page = client.get(path).content.decode()
        assert secret.title not in page and secret.index_number not in page, path
    assert secret.title not in client.get("/youxiaoxing/", {"q": secret.index_number}).content.decode()


def test_without_any_code_it_is_answered_as_unknown(client, secret):
    secret.live.grants.filter(kind="code").delete()
    assert client.get(secret.get_absolute_url()).status_code == 404
    assert client.post(secret.get_absolute_url(), {"code": "x"}).status_code == 404


def test_files_of_a_document_for_the_named_open_with_the_code_and_not_without(client, papers):
    edition = papers.draft(scope="targeted", title="仅供有关单位阅知的通知")
    papers.does(edition, "attach", papers.drafter, files={"名单.txt": b"list"})
    Grant.objects.create(edition=edition, kind="code", code_hash=make_password("K7M2-Q9PX"))
    papers.does(edition, "submit", papers.drafter)
    papers.does(papers.reviewed(edition), "release", papers.head)
    document = Document.objects.get(pk=edition.document_id)
    path = reverse("portal:document-file", args=[document.index_number, edition.attachments.get().file_id])
    assert client.get(path).status_code == 302
    client.post(document.get_absolute_url(), {"code": "K7M2-Q9PX"})
    answer = client.get(path)
    assert b"".join(answer.streaming_content) == b"list"
    assert answer["Cache-Control"] == "private, no-store"
    client.cookies.clear()
    assert client.get(path).status_code == 302


def test_a_file_of_another_document_is_not_served_under_this_address(client, papers):
    first = papers.released()
    edition = papers.draft(doc_number="长发改〔2023〕13号")
    papers.does(edition, "attach", papers.drafter, files={"草稿.txt": b"draft"})
    file_id = edition.attachments.get().file_id
    assert client.get(reverse("portal:document-file", args=[first.index_number, file_id])).status_code == 404
