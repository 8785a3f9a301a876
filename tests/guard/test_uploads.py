"""Files that are meant to harm, sent as a browser sends them: refused in words by the public's form and by the desk's."""
# ruff: noqa: F811 - fixtures of other rooms are arguments here

from __future__ import annotations

import html

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.core.files import makers
from tests.support.consultations import asking  # noqa: F401 - fixture
from tests.support.documents import papers  # noqa: F401 - fixture
from tests.support.workplan import district, reference  # noqa: F401 - fixtures

from mingzheng.core.actors import Post
from mingzheng.core.files.limits import MEGABYTE
from mingzheng.core.files.models import StoredFile
from mingzheng.core.files.queries import files_of
from mingzheng.core.submissions.keys import new_key
from mingzheng.participation.consultations.models import Opinion

pytestmark = pytest.mark.django_db
SCRIPT = b"<script>alert(document.domain)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
WORD, PDF = makers.word("x"), makers.pdf(makers.TEXT)
ARCHIVE = makers.zipped({"a.exe": b"MZ"})
HARMFUL = {
    "a program that is a PDF too": (b"MZ\x90\0" + PDF, "a.pdf", "夹有别的内容"),
    "a page that is a PDF too": (b"<html>" + SCRIPT + PDF, "a.pdf", "夹有别的内容"),
    "a PDF that is an archive too": (PDF + ARCHIVE, "a.pdf", "后面夹有压缩包"),
    "a PDF whose end is an archive's comment": (makers.zipped({"a": b"MZ"}, before=PDF, comment=b"%%EOF"), "a.pdf", "后面夹有压缩包"),
    "a PDF with a rar behind it": (PDF + b"Rar!\x1a\x07\0", "a.pdf", "后面夹有压缩包"),
    "a picture that is an archive too": (makers.jpeg() + ARCHIVE, "a.jpg", "后面夹有压缩包"),
    "a picture with a 7z behind it": (makers.jpeg() + b"7z\xbc\xaf\x27\x1c\0\4", "a.jpg", "后面夹有压缩包"),
    "an archive by a paper's name": (makers.zipped({"a": PDF}), "a.pdf", "扩展名是 .pdf"),
    "a picture with a script": (SVG, "a.svg", "SVG 图形"),
    "a picture with a script, by another name": (SVG, "a.png", "扩展名是 .png"),
    "a page by a picture's name": (b"<html>" + SCRIPT, "a.jpg", "扩展名是 .jpg"),
    "a program by a paper's name": (b"MZ\x90\0", "通知.docx", "扩展名是 .docx"),
    "a program whose name reads backwards": (b"MZ\x90\0", "通知\u202excod.exe", "可执行程序"),
    "a zip bomb": (makers.rezip(WORD, {"word/media/a.bin": b"\0" * 25 * MEGABYTE}), "a.docx", "异常庞大"),
    "a path out of the package": (makers.rezip(WORD, {"../../etc/cron.d/a": b"x"}), "a.docx", "文件以外的路径"),
    "a path of another system": (makers.rezip(WORD, {"..\\..\\a.exe": b"x"}), "a.docx", "文件以外的路径"),
    "macros": (makers.rezip(WORD, {"word/vbaProject.bin": b"x"}), "a.docm", "宏"),
    "macros by a harmless name": (makers.rezip(WORD, {"word/vbaProject.bin": b"x"}), "a.docx", "宏"),
    "entities": (makers.rezip(WORD, {"_rels/.rels": b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x/>'}), "a.docx", "外部实体"),
    "more than may be sent": (b"x" * (MEGABYTE + 1), "a.txt", "1 MB 的上限"),
}  # fmt: skip


@pytest.fixture
def doors(asking, papers, on_day, settings):
    """Where files come in: an opinion of the public, an attachment of a draft on the desk."""
    settings.MINGZHENG_MAX_UPLOAD_MB = 1
    found, edition = asking.announced(), papers.draft()
    on_day("2023-05-02")
    officer = Client()
    officer.force_login(papers.district.person(papers.unit.code, Post.OFFICER))

    def opinion(file: SimpleUploadedFile) -> str:
        typed = {"text": "应当增设停车位", "author_kind": "person", "publish": "yes", "form_key": new_key()}
        return Client().post(f"/yijian/{found.pk}/tijiao/", {**typed, "uploads": file}).content.decode()

    def attachment(file: SimpleUploadedFile) -> str:
        edition.case.refresh_from_db()
        sent = {"revision": edition.case.revision, "role": "attachment", "uploads": file}
        return officer.post(f"/desk/cases/{edition.case_id}/attach/", sent, follow=True).content.decode()

    return opinion, attachment


def test_every_harmful_file_is_refused_in_words_and_nothing_of_it_is_kept(doors):
    before = StoredFile.objects.count()
    passed = []
    for what, (data, name, words) in HARMFUL.items():
        for door in doors:
            said = html.unescape(door(SimpleUploadedFile(name, data)))
            if words not in said:
                passed.append((door.__name__, what))
    assert not passed
    assert StoredFile.objects.count() == before and not Opinion.objects.exists()


def test_an_honest_file_comes_in_by_both_doors_and_its_path_stays_outside(doors):
    for door in doors:
        door(SimpleUploadedFile("../../etc/表.pdf", PDF))
    assert [one.name for one in files_of(Opinion.objects.get().ref)] == ["表.pdf"]
    assert StoredFile.objects.filter(name="表.pdf").count() == 2
