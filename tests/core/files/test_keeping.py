"""Storing, downloading and removing files under the permission of a record."""

import datetime as dt
import json
from io import StringIO

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import RequestFactory
from tests.core.files import makers

from mingzheng.core import records
from mingzheng.core.actors import Actor, Post
from mingzheng.core.errors import Refused
from mingzheng.core.files import commands, queries, views
from mingzheng.core.files.fields import UploadField, UploadsField
from mingzheng.core.files.models import StoredFile
from mingzheng.core.files.names import safe_name
from mingzheng.core.journal.models import Entry
from mingzheng.core.privacy.models import LexiconWord
from mingzheng.core.records import RecordRef

OFFICER = Actor(7, "张某某", Post.OFFICER, 3, "某街道")
OTHER = Actor(8, "李某某", Post.OFFICER, 4, "另一街道")
TEXT = "办事指南".encode()


@pytest.fixture
def owner(db, monkeypatch):
    """A record that unit 3 alone may see; any model serves."""
    monkeypatch.setattr(records, "_kinds", dict(records._kinds))
    records.register(
        "test.case",
        label="事项",
        model=LexiconWord,
        visible_to=lambda case, actor: case.note == "public" or (actor is not None and actor.unit_id == 3),
    )
    case = LexiconWord.objects.create(word="事项", kind="sensitive", added_by="测试")
    return RecordRef("test.case", str(case.pk))


def stored_names():
    return list(commands._stored_keys("files")) if storages["default"].exists("files") else []


def get(file, actor=None, query=""):
    request = RequestFactory().get(f"/files/{file.pk}/{query}")
    request.actor = actor
    return views.download(request, file.pk)


def test_a_stored_file_is_read_scanned_and_journaled(owner):
    file = commands.store(makers.word_with_secrets(), "张三的申请.docx", owner=owner, actor=OFFICER, label="申请表")
    file.refresh_from_db()
    assert (file.type, file.text, file.text_status, file.label) == ("docx", "公开的文字", "read", "申请表")
    assert {finding["type"] for finding in file.serious_findings} == {"hidden_text", "comment"}
    assert file.uploaded_by_text == str(OFFICER)
    entry = Entry.objects.get(action="file.stored")
    assert entry.subject_id == owner.id
    assert "张三" not in entry.summary + entry.data_text
    assert file.name not in file.key
    assert storages["default"].exists(file.key)
    assert list(queries.files_of(owner)) == [file]


def test_the_same_file_sent_twice_is_kept_once(owner):
    first = commands.store(TEXT, "a.txt", owner=owner, actor=OFFICER)
    assert commands.store(TEXT, "a.txt", owner=owner, actor=OFFICER) == first
    assert StoredFile.objects.count() == 1


def test_refused_files_leave_nothing_behind(owner, settings):
    settings.MINGZHENG_MAX_UPLOAD_MB = 1
    for data, name in [(b"MZ", "a.exe"), (b"<html>", "a.html"), (b"x" * 2**21, "a.txt"), (makers.word("x"), "a.pdf")]:
        with pytest.raises(Refused):
            commands.store(data, name, owner=owner, actor=OFFICER)
    with pytest.raises(Refused):
        commands.store(TEXT, "a.txt", owner=RecordRef("test.case", "0"), actor=OFFICER)
    assert stored_names() == []


def test_a_failed_write_takes_the_bytes_away(owner, monkeypatch):
    monkeypatch.setattr(commands, "_journal", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        commands.store(TEXT, "a.txt", owner=owner, actor=OFFICER)
    assert (stored_names(), StoredFile.objects.count()) == ([], 0)


def test_the_sweep_removes_what_a_rolled_back_caller_left(owner):
    kept = commands.store(TEXT, "a.txt", owner=owner, actor=OFFICER)
    with pytest.raises(RuntimeError), transaction.atomic():
        commands.store(b"other", "b.txt", owner=owner, actor=OFFICER)
        raise RuntimeError
    assert len(stored_names()) == 2
    assert commands.sweep() == 0
    assert commands.sweep(dt.timedelta(0)) == 1
    assert stored_names() == [kept.key]


def test_download_follows_the_record(owner):
    file = commands.store(makers.pdf(makers.TEXT), "通知 一.pdf", owner=owner, actor=OFFICER)
    from django.http import Http404

    for stranger in (None, OTHER):
        with pytest.raises(Http404):
            get(file, stranger)
    response = get(file, OFFICER)
    assert b"".join(response.streaming_content) == makers.pdf(makers.TEXT)
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''%E9%80%9A%E7%9F%A5%20%E4%B8%80.pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Security-Policy"].startswith("sandbox")
    assert get(file, OFFICER, "?inline=1")["Content-Disposition"].startswith("inline")
    LexiconWord.objects.filter(pk=owner.id).update(note="public")
    assert get(file, None).status_code == 200


def test_text_is_never_shown_in_place(owner):
    file = commands.store(TEXT, "a.txt", owner=owner, actor=OFFICER)
    assert get(file, OFFICER, "?inline=1")["Content-Disposition"].startswith("attachment")


def test_over_the_wire(owner, client):
    file = commands.store(TEXT, "a.txt", owner=owner, actor=OFFICER)
    assert client.get(file.get_absolute_url()).status_code == 404
    assert client.get("/files/00000000-0000-4000-8000-000000000000/").status_code == 404
    LexiconWord.objects.filter(pk=owner.id).update(note="public")
    response = client.get(file.get_absolute_url())
    assert response.status_code == 200
    assert response["Content-Security-Policy"].startswith("sandbox")
    assert client.post(file.get_absolute_url()).status_code in (403, 405)


def test_only_drafts_are_removed_and_only_by_their_uploader(owner, django_capture_on_commit_callbacks):
    file = commands.store(TEXT, "a.txt", owner=owner, actor=OFFICER)
    with pytest.raises(Refused, match="上传人"):
        commands.remove(file, actor=OTHER)
    with django_capture_on_commit_callbacks(execute=True):
        commands.remove(file, actor=OFFICER)
    assert (stored_names(), StoredFile.objects.count()) == ([], 0)
    kept = commands.store(TEXT, "a.txt", owner=owner, actor=OFFICER)
    assert commands.keep(owner, OFFICER) == 1
    assert commands.keep(owner, OFFICER) == 0
    with pytest.raises(Refused, match="不能删除"):
        commands.remove(kept, actor=OFFICER)


def test_an_attachment_of_another_record_is_refused(owner):
    file = commands.store(TEXT, "a.txt", owner=owner, actor=OFFICER)
    assert queries.owned(str(file.pk), owner) == file
    with pytest.raises(Refused):
        queries.owned(str(file.pk), RecordRef("test.case", "0"))


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("C:\\文件\\通知.docx", "通知.docx"),
        ("../../etc/passwd", "passwd.txt"),
        ("a\u202etxt.exe", "atxt.exe"),
        ("", "未命名.txt"),
        ("长" * 300 + ".pdf", "长" * 116 + ".pdf"),
        ('a"\r\nb.txt', "ab.txt"),
    ],
)
def test_names_made_safe(given, safe):
    assert safe_name(given, ".txt") == safe


def test_form_fields_say_what_to_do():
    field = UploadField()
    assert field.clean(SimpleUploadedFile("a.txt", TEXT)).data == TEXT
    for upload, words in [
        (None, "请选择"),
        (SimpleUploadedFile("a.pdf", TEXT), "扩展名"),
        (SimpleUploadedFile("a.txt", b""), "空"),
    ]:
        with pytest.raises(Exception, match=words):
            field.clean(upload)
    several = UploadsField(required=False)
    assert several.clean([]) == []
    with pytest.raises(Exception, match=r"b\.pdf"):
        several.clean([SimpleUploadedFile("a.txt", TEXT), SimpleUploadedFile("b.pdf", TEXT)])


@pytest.mark.django_db
def test_the_privacy_command(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(makers.word("身份证310105199001010018", "信用代码91310105MA1FW00002", "机密★3年"))
    out = StringIO()
    call_command("privacy", "scan", str(path), "--json", stdout=out)
    rows = json.loads(out.getvalue())
    assert [row["type"] for row in rows] == ["resident_id", "uscc", "secret_mark"]
    assert rows[0] == {
        "type": "resident_id", "start": 3, "end": 21, "text": "310105199001010018", "mask": "310105********0018",
    }  # fmt: skip
    out = StringIO()
    call_command("privacy", "scan", str(path), stdout=out)
    assert "310105199001010018" not in out.getvalue()
    assert "居民身份证号码：310105********0018" in out.getvalue()
    with pytest.raises(CommandError, match="没有这个文件"):
        call_command("privacy", "scan", str(tmp_path / "none"))
    call_command("privacy", "words", "add", "某代号", stdout=out)
    call_command("privacy", "words", "remove", "某代号", stdout=out)
    with pytest.raises(CommandError):
        call_command("privacy", "words", "remove", "别的词", stdout=out)
