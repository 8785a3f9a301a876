"""Bringing a paper in over HTTP: read, looked at beside its words, confirmed once; nothing exists before that."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document as Word

from mingzheng.core.actors import Post
from mingzheng.core.files.models import StoredFile
from mingzheng.disclosure.documents.models import Attachment, BroughtIn, Document, Edition

pytestmark = pytest.mark.django_db

TEXT = """某区发展和改革委员会文件
长发改〔2023〕12号
关于印发《优化营商环境若干措施》的通知
各街道办事处、新泾镇人民政府，各有关单位：
现将《优化营商环境若干措施》印发给你们，请认真按照执行。
一、总体要求
提高服务水平，方便企业和群众办事。
本措施自2023年5月1日起施行，有效期至2028年4月30日。
某区发展和改革委员会
2023年4月17日
（此件公开发布）"""


def word(text=TEXT, picture=False):
    paper = Word()
    for line in text.split("\n"):
        paper.add_paragraph(line)
    table = paper.add_table(rows=2, cols=2)
    for at, cell in enumerate(["事项", "时限", "开办企业", "1个工作日"]):
        table.cell(at // 2, at % 2).text = cell
    if picture:
        from PIL import Image

        stream = io.BytesIO()
        Image.new("RGB", (40, 40), (200, 20, 20)).save(stream, "PNG")
        stream.seek(0)
        paper.add_picture(stream)
    held = io.BytesIO()
    paper.save(held)
    return SimpleUploadedFile("关于印发若干措施的通知.docx", held.getvalue())


def bring(client, **data):
    return client.post(reverse("desk:document-new"), {"pasted": "", **data})


def confirmed(page_form, **changes):
    """What stands in the form, as a browser sends it, every doubt ticked."""
    sent = {}
    for bound in page_form:
        value = bound.value()
        if isinstance(value, bool):
            sent |= {bound.name: "on"} if value else {}
        elif isinstance(value, list):
            sent[bound.name] = "、".join(value)
        elif value is not None:
            sent[bound.name] = bound.field.widget.format_value(value) if hasattr(value, "year") else value
        if bound.name.startswith("ok_"):
            sent[bound.name] = "on"
    return {**sent, "do": "confirm", **changes}


def test_a_word_file_becomes_a_draft_only_after_the_confirmation(client, papers, as_post):
    as_post(Post.OFFICER)
    answer = bring(client, file=word(picture=True))
    brought = BroughtIn.objects.get()
    url = reverse("desk:document-confirm", args=[brought.pk])
    assert answer["Location"] == url
    page = client.get(url)
    text = page.content.decode()
    assert not Document.objects.exists()
    assert "关于印发《优化营商环境若干措施》的通知" in text
    assert "有效期至2028年4月30日" in text
    assert "此件公开发布" in text
    answer = client.post(url, confirmed(page.context["form"], keep_original="internal"))
    edition = Edition.objects.get()
    assert answer["Location"] == reverse("desk:document-edit", args=[edition.pk])
    assert edition.title == "关于印发《优化营商环境若干措施》的通知"
    assert edition.doc_number == "长发改〔2023〕12号"
    assert edition.formed_on.isoformat() == "2023-04-17"
    assert edition.effective_on.isoformat() == "2023-05-01"
    assert edition.attribute == "proactive"
    assert "<table>" in edition.body
    roles = dict(edition.attachments.values_list("role", "public"))
    assert roles[Attachment.Role.ORIGINAL] is False
    picture = edition.attachments.get(role=Attachment.Role.PICTURE)
    assert f"/files/{picture.file_id}/?inline=1" in edition.body
    assert StoredFile.objects.get(pk=edition.original_id).owner_id == str(edition.pk)
    assert edition.case.due_on.isoformat() == "2023-05-16"


def test_confirmed_twice_it_is_one_draft(client, papers, as_post):
    as_post(Post.OFFICER)
    bring(client, file=word())
    url = reverse("desk:document-confirm", args=[BroughtIn.objects.get().pk])
    sent = confirmed(client.get(url).context["form"])
    assert client.post(url, sent).status_code == 302
    assert client.post(url, sent).status_code == 302
    assert Document.objects.count() == 1


def test_pasted_text_with_a_contradiction_must_be_looked_at(client, papers, as_post):
    as_post(Post.OFFICER)
    bring(client, pasted=TEXT.replace("长发改〔2023〕12号", "长发改〔2022〕012号"))
    url = reverse("desk:document-confirm", args=[BroughtIn.objects.get().pk])
    page = client.get(url)
    assert "发文字号的年份是 2022" in page.content.decode()
    sent = confirmed(page.context["form"])
    del sent["ok_doc_number"]
    refused = client.post(url, sent)
    assert "请对照原文核对后勾选" in refused.content.decode()
    assert not Document.objects.exists()
    assert client.post(url, {**sent, "ok_doc_number": "on", "doc_number": "长发改〔2023〕12号"}).status_code == 302
    assert Edition.objects.get().doc_number == "长发改〔2023〕12号"


def test_what_was_typed_waits_for_another_day(client, papers, as_post):
    as_post(Post.OFFICER)
    bring(client, file=word())
    url = reverse("desk:document-confirm", args=[BroughtIn.objects.get().pk])
    client.post(url, confirmed(client.get(url).context["form"], title="改到一半的标题", do="later"))
    assert "关于印发若干措施的通知.docx" in client.get(reverse("desk:document-new")).content.decode()
    assert "改到一半的标题" in client.get(url).content.decode()
    assert not Document.objects.exists()


def test_giving_up_leaves_nothing(client, papers, as_post):
    as_post(Post.OFFICER)
    bring(client, pasted=TEXT)
    url = reverse("desk:document-confirm", args=[BroughtIn.objects.get().pk])
    client.post(url, {"do": "drop"})
    assert client.get(url).status_code == 404
    assert not Document.objects.exists()
    assert "营商环境" not in BroughtIn.objects.get().pasted


def test_what_another_unit_brought_in_is_not_there(client, papers, as_post):
    as_post(Post.OFFICER)
    bring(client, file=word())
    brought = BroughtIn.objects.get()
    url = reverse("desk:document-confirm", args=[brought.pk])
    file = reverse("files:download", args=[brought.file_id])
    assert client.get(file).status_code == 200
    as_post(Post.OFFICER, "sifa")
    assert client.get(url).status_code == 404
    assert client.post(url, {"do": "confirm", "title": "抢先"}).status_code == 404
    assert client.get(file).status_code == 404
    client.logout()
    assert client.get(file).status_code == 404


@pytest.mark.parametrize("post", [Post.REVIEWER, Post.HEAD])
def test_only_officers_draft(client, papers, as_post, post):
    as_post(post)
    assert client.get(reverse("desk:document-new")).status_code == 403
    assert bring(client, pasted=TEXT).status_code == 403
    assert not BroughtIn.objects.exists()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "请选择文件，或者粘贴正文"),
        ({"pasted": "   \n　"}, "请选择文件，或者粘贴正文"),
        ({"file": ("假.docx", b"not a word file at all")}, "docx"),
        ({"file": ("空.docx", b"")}, "文件是空的"),
        ({"file": ("老.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)}, ".docx"),
    ],
    ids=["nothing", "blanks", "not-word", "empty", "legacy"],
)
def test_what_cannot_be_read_is_said_in_place(client, papers, as_post, data, said):
    as_post(Post.OFFICER)
    sent = {name: SimpleUploadedFile(*value) if isinstance(value, tuple) else value for name, value in data.items()}
    page = bring(client, **sent)
    assert page.status_code == 200
    assert said in page.content.decode()
    assert not BroughtIn.objects.exists()


def test_giving_up_takes_the_uploaded_file_away_as_well(client, papers, as_post):
    as_post(Post.OFFICER)
    bring(client, file=word())
    brought = BroughtIn.objects.get()
    assert client.get(reverse("files:download", args=[brought.file_id])).status_code == 200
    client.post(reverse("desk:document-confirm", args=[brought.pk]), {"do": "drop"})
    assert not StoredFile.objects.exists()
    assert client.get(reverse("files:download", args=[brought.file_id])).status_code == 404
    brought.refresh_from_db()
    assert "措施" not in brought.name


def test_the_original_that_is_not_to_be_kept_is_kept_nowhere(client, papers, as_post):
    as_post(Post.OFFICER)
    bring(client, file=word())
    url = reverse("desk:document-confirm", args=[BroughtIn.objects.get().pk])
    assert client.post(url, confirmed(client.get(url).context["form"], keep_original="no")).status_code == 302
    assert Edition.objects.get().original_id is None
    assert not StoredFile.objects.filter(owner_kind="documents.brought_in").exists()
    assert client.post(url, {}).status_code == 302, "confirmed already"


def test_what_nobody_confirmed_for_sixty_days_is_forgotten_with_its_file(client, papers, as_post, on_day):
    from mingzheng.disclosure.documents.bringing_in import drop_stale

    as_post(Post.OFFICER)
    bring(client, file=word())
    on_day("2023-06-16")
    assert drop_stale() == 0
    on_day("2023-06-19")
    assert drop_stale() == 1
    assert not StoredFile.objects.exists()
    assert client.get(reverse("desk:document-confirm", args=[BroughtIn.objects.get().pk])).status_code in (
        302,
        404,
        409,
    )


def test_a_paper_sent_twice_is_read_in_once(client, papers, as_post):
    as_post(Post.OFFICER)
    key = client.get(reverse("desk:document-new")).context["form"]["form_key"].value()
    pasted = [bring(client, pasted=TEXT, form_key=key)["Location"] for _ in range(2)]
    brought = BroughtIn.objects.get()
    assert pasted == [reverse("desk:document-confirm", args=[brought.pk])] * 2
    key = client.get(reverse("desk:document-new")).context["form"]["form_key"].value()
    data = word().read()
    sent = [bring(client, file=SimpleUploadedFile("通知.docx", data), form_key=key)["Location"] for _ in range(2)]
    assert sent[0] == sent[1] and BroughtIn.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("公文.bin", b"\x00\x01\x02\xff\xfe\x80" * 40),
        ("公文.exe", b"MZ" + b"\x90" * 200),
        ("图.png", b"\x89PNG\r\n\x1a\n" + b"0" * 60),
        ("表.csv", "甲,乙\n1,2\n".encode()),
    ],
)
def test_what_cannot_be_read_is_answered_with_what_can(client, papers, as_post, name, data):
    as_post(Post.OFFICER)
    page = bring(client, file=SimpleUploadedFile(name, data)).content.decode()
    assert not BroughtIn.objects.exists()
    assert "不能读成正文" in page and ".docx" in page and "Excel" not in page


def test_what_an_internal_original_hides_is_said_without_a_demand(client, papers, as_post):
    from tests.core.files.test_scrub import deleted, tracked

    as_post(Post.OFFICER)
    paper = tracked(f"<w:r><w:t>{TEXT[:40]}</w:t></w:r>" + deleted("删去的话"))
    bring(client, file=SimpleUploadedFile("通知.docx", paper))
    url = reverse("desk:document-confirm", args=[BroughtIn.objects.get().pk])
    client.post(url, confirmed(client.get(url).context["form"], keep_original="internal", title="关于某事的通知"))
    edition = Edition.objects.get()
    page = client.get(reverse("desk:document-files", args=[edition.pk])).content.decode()
    assert "不用清除" in page and "自动清理" not in page
    edition.attachments.update(public=True)
    assert "自动清理" in client.get(reverse("desk:document-files", args=[edition.pk])).content.decode()
