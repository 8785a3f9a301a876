"""Files that mean harm, or are no notice: refused with words that help."""

from __future__ import annotations

import io
import zipfile

import docx
import openpyxl
import pytest

from mingzheng.core.errors import Refused
from mingzheng.supervision.workplan.parsing import parse_notice

from . import pdfmaker
from .annex import as_docx, as_xlsx, sample_bytes


def code_of(data: bytes, name: str) -> str:
    with pytest.raises(Refused) as caught:
        parse_notice(data, name)
    assert caught.value.message
    assert caught.value.remedy
    return caught.value.code


def package(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in parts.items():
            target.writestr(name, data)
    return out.getvalue()


def changed(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        parts = {i.filename: source.read(i) for i in source.infolist()}
    assert old in parts[name]
    parts[name] = parts[name].replace(old, new, 1)
    return package(parts)


LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.txt", "empty"),
        (b"\x00" * 5000, "a.txt", "empty"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "a.doc", "old_office"),
        (b"<html><table></table></html>", "a.doc", "old_office"),
        (b"{\\rtf1\\ansi}", "a.doc", "old_office"),
        (b"PK\x03\x04 broken", "a.docx", "damaged"),
        (b"%PDF-1.7 broken", "a.pdf", "damaged"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "a.png", "unknown_type"),
        (b"a" * (21 * 1024 * 1024), "a.txt", "too_large"),
        (b"\n".join([b"x"] * 30_000), "a.txt", "too_large"),
        ("今天天气很好\n".encode(), "a.txt", "no_tasks"),
        (package({"a.txt": b"x"}), "a.zip", "unknown_type"),
        (package({"OFD.xml": b"<x/>"}), "a.ofd", "unknown_type"),
        (package({"word/document.xml": b" " * (40 * 1024 * 1024)}), "a.docx", "too_large"),
        (package({"word/document.xml": LAUGHS + b"<w>&b;</w>"}), "a.docx", "hostile"),
        (package({"word/document.xml": b"<a>" * 5000 + b"</a>" * 5000}), "a.docx", "damaged"),
        (package({"word/document.xml": b"<a/>"}), "a.docx", "no_text"),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_refused(data: bytes, name: str, code: str) -> None:
    assert code_of(data, name) == code


def test_scanned_pdf_is_told_from_a_damaged_one() -> None:
    data = pdfmaker.make_pdf([[pdfmaker.line(10, 10, 200, 10)]])
    with pytest.raises(Refused) as caught:
        parse_notice(data, "a.pdf")
    assert caught.value.code == "no_text"
    assert "扫描" in caught.value.message
    assert "文字识别" in caught.value.remedy


def test_entities_in_a_sheet() -> None:
    data = changed(as_xlsx(), "xl/workbook.xml", b"<workbook", LAUGHS + b"<workbook")
    assert code_of(data, "a.xlsx") == "hostile"


def test_a_merged_range_as_large_as_the_sheet() -> None:
    data = changed(as_xlsx(), "xl/worksheets/sheet1.xml", b'ref="A1:E1"', b'ref="A1:XFD1048576"')
    assert code_of(data, "a.xlsx") == "too_large"


def test_a_span_as_wide_as_the_sea() -> None:
    data = changed(as_docx(), "word/document.xml", b"<w:tcPr>", b'<w:tcPr><w:gridSpan w:val="999999999"/>')
    assert len(parse_notice(data, "a.docx").points) == 25


def test_missing_styles_do_not_matter() -> None:
    with zipfile.ZipFile(io.BytesIO(as_docx())) as source:
        only = package({"word/document.xml": source.read("word/document.xml")})
    assert len(parse_notice(only, "a.docx").tasks) == 66


def test_nul_bytes_between_the_words() -> None:
    assert len(parse_notice(sample_bytes().replace("，".encode(), "，\x00".encode()), "a.txt").tasks) == 66


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_encodings(encoding: str) -> None:
    assert len(parse_notice(sample_bytes().decode().encode(encoding), "a.txt").tasks) == 66


@pytest.mark.parametrize(
    "text",
    [
        "（" * 100_000,
        "1.（责任单位：" * 10_000,
        "序号 任务名称 任务内容 责任单位 完成时限\n" + "\n".join(f"{i % 300}\n区府办\n、\n全年" for i in range(4000)),
        "序号 任务内容 责任单位\n" + "1\n" * 15_000,
        "一、\n（一）\n1.\n" * 5_000,
        "关于" * 50_000 + "的通知",
        "等" * 100_000,
        "1." + "区府办 " * 30_000,
    ],
    ids=range(8),
)
def test_tangles_end(text: str) -> None:
    try:
        parse_notice(text.encode(), "a.txt")
    except Refused as refused:
        assert refused.remedy


def test_hidden_sheets_are_not_read_but_mentioned() -> None:
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx()))
    book.create_sheet("草稿").append(["序号", "任务内容", "责任单位"])
    book["草稿"].sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    notice = parse_notice(out.getvalue(), "2023.xlsx")
    assert len(notice.tasks) == 66
    assert any("草稿" in w for w in notice.warnings)


def test_word_file_without_words() -> None:
    out = io.BytesIO()
    docx.Document().save(out)
    assert code_of(out.getvalue(), "a.docx") == "no_text"
