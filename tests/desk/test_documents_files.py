"""Attachments and pictures of a draft: added, named, cleaned, taken out."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.desk.drafting import revision, step, tracked_word
from tests.support.documents import facts

from mingzheng.core.actors import Post

pytestmark = pytest.mark.django_db


def test_attachments_are_added_named_moved_and_removed(client, papers, as_post):
    edition = papers.draft()
    as_post(Post.OFFICER)
    here = reverse("desk:document-files", args=[edition.pk])
    files = [SimpleUploadedFile("甲表.txt", "甲".encode()), SimpleUploadedFile("乙表.txt", "乙".encode())]
    page = step(client, edition, "attach", uploads=files, role="attachment", next=here)
    assert page.redirect_chain[-1][0] == here
    first, second = edition.attachments.all()
    assert [first.title, second.title] == ["甲表", "乙表"]
    step(client, edition, "arrange", attachment=second.pk, move="up", next=here)
    assert [one.title for one in edition.attachments.all()] == ["乙表", "甲表"]
    step(client, edition, "describe", attachment=first.pk, title="项目清单", alt="")
    first.refresh_from_db()
    assert (first.title, first.public) == ("项目清单", False)
    step(client, edition, "detach", attachment=second.pk)
    assert [one.title for one in edition.attachments.all()] == ["项目清单"]


def test_a_picture_is_put_into_the_text_with_its_words(client, papers, as_post):
    edition = papers.draft()
    as_post(Post.OFFICER)
    step(client, edition, "attach", uploads=[_png()], role="picture", alt="办事大厅“一窗”示意图")
    edition.refresh_from_db()
    file_id = edition.attachments.get().file_id
    assert f'src="/files/{file_id}/?inline=1"' in edition.body
    assert "办事大厅“一窗”示意图" in edition.body
    page = step(client, edition, "attach", uploads=[_png(7)], role="picture", alt="")
    assert "请写一句图片说明" in page.content.decode()
    assert edition.attachments.count() == 1


def _png(shade=200):
    import io

    from PIL import Image

    stream = io.BytesIO()
    Image.new("RGB", (8, 8), (shade, 10, 10)).save(stream, "PNG")
    return SimpleUploadedFile(f"图{shade}.png", stream.getvalue())


def test_a_picture_from_the_editor_makes_the_open_page_no_older(client, papers, as_post):
    edition = papers.draft()
    as_post(Post.OFFICER)
    seen = revision(edition)
    url = reverse("desk:document-picture", args=[edition.pk])
    told = client.post(url, {"file": _png()}).json()
    assert told["src"].startswith("/files/")
    edition.refresh_from_db()
    assert told["src"] not in edition.body
    body = f'<p>见图。</p><figure><img src="{told["src"]}" alt="示意图"></figure>'
    sent = {**facts(body=body), "revision": seen}
    assert client.post(reverse("desk:document-edit", args=[edition.pk]), sent).status_code == 302
    edition.refresh_from_db()
    assert told["src"] in edition.body
    refused = client.post(url, {"file": SimpleUploadedFile("表.txt", "甲".encode())})
    assert refused.status_code == 400
    assert "图片" in refused.json()["message"]
    as_post(Post.HEAD)
    assert client.post(url, {"file": _png(9)}).status_code == 409
    as_post(Post.OFFICER, "sifa")
    assert client.post(url, {"file": _png(9)}).status_code == 404


def test_what_a_word_file_hides_is_cleaned_by_a_button_and_the_former_is_never_public(client, papers, as_post):
    edition = papers.draft()
    as_post(Post.OFFICER)
    step(client, edition, "attach", uploads=[tracked_word()], role="attachment")
    row = edition.attachments.get()
    old = row.file_id
    assert edition.findings.filter(gone=False).exists()
    page = client.get(reverse("desk:document-files", args=[edition.pk])).content.decode()
    assert "自动清理" in page
    assert "310105199001010018" not in page
    step(client, edition, "clean", attachment=row.pk)
    row.refresh_from_db()
    assert row.file_id != old
    assert not edition.findings.filter(gone=False).exists()
    papers.does(edition, "submit", papers.drafter)
    papers.does(papers.reviewed(edition), "release", papers.head)
    assert client.get(reverse("files:download", args=[old])).status_code == 200
    client.logout()
    assert client.get(reverse("files:download", args=[row.file_id])).status_code == 200
    assert client.get(reverse("files:download", args=[old])).status_code == 404


def test_files_kept_for_the_office_or_taken_out_are_never_served(client, papers, as_post):
    edition = papers.draft()
    as_post(Post.OFFICER)
    files = [SimpleUploadedFile(f"{name}.txt", name.encode()) for name in ("公开", "内部", "移除")]
    step(client, edition, "attach", uploads=files, role="attachment")
    shown, internal, removed = edition.attachments.all()
    step(client, edition, "describe", attachment=internal.pk, title="内部", alt="")
    step(client, edition, "detach", attachment=removed.pk)
    papers.does(edition, "submit", papers.drafter)
    papers.does(papers.reviewed(edition), "release", papers.head)
    client.logout()
    status = {
        row.title: client.get(reverse("files:download", args=[row.file_id])).status_code
        for row in (shown, internal, removed)
    }
    assert status == {"公开": 200, "内部": 404, "移除": 404}
    as_post(Post.OFFICER, "sifa")
    assert client.get(reverse("files:download", args=[internal.file_id])).status_code == 404
    as_post(Post.REVIEWER)
    assert client.get(reverse("files:download", args=[internal.file_id])).status_code == 200


def test_a_picture_taken_out_leaves_the_text_too(client, papers, as_post):
    edition = papers.draft()
    as_post(Post.OFFICER)
    step(client, edition, "attach", uploads=[_png()], role="picture", alt="示意图")
    row = edition.attachments.get()
    step(client, edition, "detach", attachment=row.pk)
    edition.refresh_from_db()
    assert "示意图" not in edition.body
    assert "提高服务水平" in edition.body
