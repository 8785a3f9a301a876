"""Text of every kind of file, and the files that are refused."""

from dataclasses import replace

import pytest
from tests.core.files import makers

from mingzheng.core.errors import Refused
from mingzheng.core.files import extract_text
from mingzheng.core.files.limits import DEFAULT
from mingzheng.core.files.sniffing import require_uploadable, sniff


def refused(data, name, limits=DEFAULT):
    with pytest.raises(Refused) as caught:
        extract_text(data, name, limits)
    assert caught.value.remedy
    return caught.value.code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_plain_text_in_any_encoding(encoding):
    found = extract_text("关于印发\r\n要点的通知".encode(encoding), "通知.txt")
    assert (found.text, found.kind) == ("关于印发\n要点的通知", "txt")


def test_word_tables_tracked_changes_and_hidden_text():
    assert extract_text(makers.word_table(), "a.docx").text == "名单\n姓名\t电话\n张某\t13812341234"
    body = (
        "<w:p><w:r><w:t>甲</w:t></w:r><w:del><w:r><w:delText>删</w:delText></w:r></w:del><w:ins><w:r><w:t>增</w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:r><w:tab/><w:t>乙</w:t></w:r></w:p>"
    )
    assert extract_text(makers.word_body(body), "a.docx").text == "甲增\t乙"


def test_workbooks_give_visible_sheets():
    found = extract_text(makers.workbook(), "a.xlsx")
    assert found.text == "【公开】\n事项\t电话\t天数\n甲\t13812341234\t20"
    assert "底稿" not in extract_text(makers.workbook_with_secrets(), "a.xlsx").text


def test_pdf_and_ofd():
    found = extract_text(makers.pdf(makers.TEXT), "a.pdf")
    assert (found.text, found.pages) == ("Name Zhang phone 13812341234", 1)
    pages = makers.ofd(
        makers.ofd_line("长宁区", 10) + makers.ofd_line("通知", 10.5) + makers.ofd_line("第二行", 20), ""
    )
    found = extract_text(pages, "a.ofd")
    assert (found.text.strip(), found.pages) == ("长宁区通知\n第二行", 2)


def test_html_csv_and_images():
    assert extract_text("<html><p>甲<script>x</script><p>乙".encode(), "a.html").text == "甲\n乙"
    assert extract_text("甲,乙\n".encode(), "a.csv").kind == "csv"
    assert extract_text(makers.jpeg(), "a.jpg").text == ""


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.txt", "empty"),
        (makers.word("x"), "a.pdf", "mismatch"),
        (makers.pdf(b""), "a.docx", "mismatch"),
        (b"MZ\x90\0", "通知.docx", "mismatch"),
        (b"\x00\x01\x02\x03\xfe\xff", "a.bin", "unknown_type"),
        (b"%PDF-1.4 broken", "a.pdf", "corrupt"),
        (makers.word("x")[:-200], "a.docx", "corrupt"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "a.doc", "legacy"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "a.docx", "encrypted"),
        (makers.rezip(makers.word("x"), {"word/document.xml": b"<a"}), "a.docx", "corrupt"),
        (makers.zipped({"OFD.xml": "<OFD><DocRoot>nowhere.xml</DocRoot></OFD>"}), "a.ofd", "corrupt"),
        (makers.zipped({"a.txt": "x"}), "a.zip", "no_reader"),
    ],
)
def test_what_is_refused_says_what_to_do(data, name, code):
    assert refused(data, name) == code


def test_encrypted_pdf():
    locked = makers.pdf(
        makers.TEXT,
        trailer=b"/ID[<00><00>]/Encrypt 6 0 R",
        objects=[b"<</Filter/Standard/V 1/R 2/P -4/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">>>"],
    )
    assert refused(locked, "a.pdf") == "encrypted"


BILLION = b'<!DOCTYPE l [<!ENTITY a "xx"><!ENTITY b "&a;&a;">]>'
OUTSIDE = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("evil", [BILLION, OUTSIDE])
def test_xml_attacks(evil):
    sheet = evil + b"<worksheet>&b;</worksheet>"
    attacks = [
        (makers.rezip(makers.word("x"), {"word/document.xml": evil + b"<w>&b;</w>"}), "a.docx"),
        (makers.rezip(makers.workbook(), {"xl/worksheets/sheet1.xml": sheet}), "a.xlsx"),
        (makers.rezip(makers.workbook(), {"xl/sharedStrings.xml": sheet.decode().encode("utf-16")}), "a.xlsx"),
        (makers.rezip(makers.ofd(""), {"OFD.xml": evil + b"<OFD>&b;</OFD>"}), "a.ofd"),
    ]
    for data, name in attacks:
        assert refused(data, name) == "xml_entities"


def test_zip_bombs():
    bomb = makers.rezip(makers.word("x"), {"word/media/a.bin": b"\0" * (25 * 1024 * 1024)})
    assert refused(bomb, "a.docx") == "bomb"
    crowded = makers.zipped({f"{number}": "" for number in range(60)})
    assert refused(crowded, "a.docx", replace(DEFAULT, entries=50)) == "bomb"
    deep = "<w:p>" + "<w:smartTag>" * 5000 + "</w:smartTag>" * 5000 + "</w:p>"
    assert refused(makers.word_body(deep), "a.docx") == "corrupt"


def test_limits_of_size_and_cells():
    assert refused(b"x" * 2000, "a.txt", replace(DEFAULT, file=1000)) == "too_large"
    assert refused(makers.workbook(), "a.xlsx", replace(DEFAULT, cells=3)) == "too_long"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"MZ\x90\0", "a.exe"),
        (b"#!/bin/sh\nrm", "a.sh"),
        (b"<html></html>", "a.html"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "a.svg"),
        (b'<?xml version="1.0"?>\n<!-- c -->\n<svg/>', "a.svg"),
        (b"echo off", "a.bat"),
        (makers.zipped({"a": "b"}), "a.zip"),
        (makers.rezip(makers.word("x"), {"word/vbaProject.bin": b"x"}), "a.docm"),
        (makers.rezip(makers.workbook(), {"xl/vbaProject.bin": b"x"}), "a.xlsm"),
    ],
)
def test_types_that_are_not_taken_in(data, name):
    with pytest.raises(Refused) as caught:
        require_uploadable(sniff(data, name))
    assert caught.value.code == "type_not_allowed"
    assert caught.value.remedy


def test_macros_hidden_behind_a_harmless_name():
    with pytest.raises(Refused) as caught:
        sniff(makers.rezip(makers.word("x"), {"word/vbaProject.bin": b"x"}), "a.docx")
    assert "宏" in str(caught.value)
