"""The page of a document on the desk: corrected, previewed, where it stands."""

from __future__ import annotations

import pytest
from django.urls import reverse
from tests.desk.drafting import edit, step
from tests.support.documents import BODY

from mingzheng.core.actors import Post
from mingzheng.disclosure.documents.commands import correct
from mingzheng.disclosure.documents.models import BroughtIn, Document

pytestmark = pytest.mark.django_db


def test_a_correction_begins_on_the_page_of_the_document(client, papers, as_post):
    document = papers.released()
    as_post(Post.OFFICER)
    page = client.get(reverse("desk:document", args=[document.pk])).content.decode()
    url = reverse("desk:document-correct", args=[document.pk])
    assert url in page
    assert client.post(url, {"change_note": ""}).status_code == 200
    answer = client.post(url, {"change_note": "更正第一部分的日期。"})
    edition = document.editions.get(serial=2)
    assert answer["Location"] == reverse("desk:document-edit", args=[edition.pk])
    assert client.post(url, {"change_note": "又一次"}).status_code == 409
    edit(client, edition, body=BODY.replace("提高服务水平", "提升服务质量"), change_note="更正第一部分的日期。")
    case = client.get(reverse("desk:case", args=[edition.case_id])).content.decode()
    assert "<del>" in case
    assert "与第 1 版的不同" in case


def test_only_the_own_officer_corrects(client, papers, as_post):
    document = papers.released()
    for post, unit, status in [
        (Post.HEAD, "fagai", 409),
        (Post.OFFICER, "sifa", 404),
        (Post.OFFICE_CLERK, "qufuban", 409),
    ]:
        as_post(post, unit)
        answer = client.post(reverse("desk:document-correct", args=[document.pk]), {"change_note": "改。"})
        assert answer.status_code == status
    assert document.editions.count() == 1


def test_the_page_says_where_the_document_stands(client, papers, as_post):
    document = papers.released()
    as_post(Post.HEAD)
    page = client.get(reverse("desk:document", args=[document.pk])).content.decode()
    assert document.index_number in page
    assert "政策文件" in page
    assert "撤下" in page
    papers.does(document.live, "withdraw", papers.head, explanation="内容有误，正在核实。")
    page = client.get(reverse("desk:document", args=[document.pk])).content.decode()
    assert "内容有误，正在核实" in page


def test_the_preview_shows_the_text_to_staff_only(client, papers, as_post):
    edition = papers.draft(body='<p>正文在此</p><script>alert(1)</script><p onclick="x()">二</p>')
    as_post(Post.HEAD)
    page = client.get(reverse("desk:document-preview", args=[edition.pk])).content.decode()
    assert "正文在此" in page
    assert f"<dt>版次</dt><dd>第 {edition.serial} 版</dd>" in page
    assert "<dt></dt>" not in page
    assert "alert(1)" not in page
    assert "onclick" not in page
    client.logout()
    assert client.get(reverse("desk:document-preview", args=[edition.pk])).status_code == 302


def test_pages_with_unknown_numbers_are_not_found(client, papers, as_post):
    as_post(Post.OFFICER)
    for name in (
        "document-edit",
        "document-files",
        "document-effects",
        "document-preview",
        "document",
        "document-correct",
    ):
        for pk in (424242, 10**30):
            assert client.get(reverse(f"desk:{name}", args=[pk])).status_code == 404


def test_a_targeted_paper_names_its_readers(client, papers, as_post):
    edition = papers.draft(scope="targeted")
    as_post(Post.OFFICER)
    page = client.get(reverse("desk:document-edit", args=[edition.pk])).content.decode()
    assert "定向公开对象" in page
    assert "定向公开没有写明对象" in page
    sifa = papers.district.units["sifa"]
    step(client, edition, "targets", units=[sifa.pk], code="")
    assert edition.grants.get().unit == sifa
    act = client.get(reverse("desk:act", args=[edition.case_id, "targets"])).content.decode()
    assert f'value="{sifa.pk}"' in act


def test_the_correction_of_the_office_head_is_not_shown_a_button_that_fails(client, papers, as_post):
    document = papers.released()
    correct(document, papers.drafter, change_note="更正。")
    as_post(Post.OFFICER)
    page = client.get(reverse("desk:document", args=[document.pk])).content.decode()
    assert "打开在办的一稿" in page
    assert reverse("desk:document-correct", args=[document.pk]) not in page
    assert Document.objects.count() == 1
    assert not BroughtIn.objects.exists()


def test_a_withdrawn_document_says_so_while_its_correction_is_being_written(client, papers, as_post):
    document = papers.released(title="关于丁事项的通知")
    as_post(Post.HEAD)
    case = client.get(reverse("desk:case", args=[document.live.case_id])).content.decode()
    assert f'<a href="{document.get_absolute_url()}">看公开网页</a>' in case
    correct(document, papers.drafter, change_note="更正一处。")
    papers.does(document.live, "withdraw", papers.head, explanation="内容有误，正在核实。")
    page = client.get(reverse("desk:document", args=[document.pk])).content.decode()
    assert "内容有误，正在核实。" in page
    assert "还没有公开" not in page
