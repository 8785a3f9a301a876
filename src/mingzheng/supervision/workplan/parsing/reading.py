"""From bytes to lines and tables: which kind of file it is, and the limits that keep hostile ones out."""

from __future__ import annotations

import re

from mingzheng.core.errors import Refused

from .limits import MAX_BYTES, MAX_LINES, open_package
from .model import Line, Source
from .words import clean

_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\{\\rtf|<!doctype html|<html|<\?xml|MIME-Version:)", re.IGNORECASE)
_RESAVE = "请用 Word 或 WPS 打开后另存为 .docx（表格另存为 .xlsx），再上传。"
_ACCEPTED = "可以上传的格式：.txt、.docx、.pdf（带文字的，不是扫描件）、.xlsx、.csv。"


def read_source(data: bytes, name: str) -> Source:
    """Read a file by its content (the name only helps to tell .csv from .txt).

    Raises:
        Refused: empty, too large, of an unknown kind, damaged, encrypted, or without text.
    """
    if not data.strip(b"\x00 \t\r\n"):
        raise Refused("文件是空的。", remedy="请确认选对了文件，重新上传。", code="empty")
    if len(data) > MAX_BYTES:
        raise Refused(
            f"文件超过 {MAX_BYTES // 1024 // 1024} MB，不像一份通知。",
            remedy="请去掉图片等附件，只上传通知正文和任务表。",
            code="too_large",
        )
    if data[:1024].lstrip().startswith(b"%PDF"):
        from .reading_pdf import read_pdf

        return read_pdf(data)
    if data.startswith(b"PK"):
        return _read_package(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Refused("这是旧版 Office 文件（.doc、.xls）或加了密码的文件，读不了。", remedy=_RESAVE, code="old_office")
    if _MARKUP.match(data[:300]):
        raise Refused("这是网页或 RTF 文件（有时名字写作 .doc、.xls），读不了。", remedy=_RESAVE, code="old_office")
    return read_text(data, name)


def _read_package(data: bytes) -> Source:
    with open_package(data) as package:
        names = set(package.namelist())
        if "word/document.xml" in names:
            from .reading_docx import read_docx

            return read_docx(package)
        if "xl/workbook.xml" in names:
            from .reading_sheet import read_xlsx

            return read_xlsx(package, data)
        if "OFD.xml" in names:
            raise Refused("暂不能直接读 OFD 文件。", remedy="请另存为 PDF 或 .docx 后上传。", code="unknown_type")
    raise Refused("这是压缩包或不认得的文件。", remedy=_ACCEPTED, code="unknown_type")


def read_text(data: bytes, name: str = "") -> Source:
    """Read plain text or comma-separated values; UTF-8, UTF-16 and GB18030 are told apart by their bytes."""
    text = decode(data)
    if name.lower().endswith((".csv", ".tsv")):
        from .reading_sheet import read_csv

        return read_csv(text)
    from .reading_sheet import grids_in_text

    lines = to_lines(text)
    return Source(lines, grids_in_text(lines))


def decode(data: bytes) -> str:
    """Decode bytes of unknown encoding.

    Raises:
        Refused: not text in any encoding used here.
    """
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _readable(text):
            return text
        break
    raise Refused("不是可读的文字文件，或者文件已损坏。", remedy=_ACCEPTED, code="unknown_type")


def _readable(text: str) -> bool:
    sample = text[:20000]
    odd = sum(1 for c in sample if (c < " " and c not in "\t\r\n\f\x0b") or c == "\ufffd")
    return odd <= len(sample) * 0.05


def to_lines(text: str) -> tuple[Line, ...]:
    """Number the printed lines; a form feed, or a single leading blank where lines have none, begins a page.

    Raises:
        Refused: more lines than any notice has.
    """
    rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if len(rows) > MAX_LINES:
        raise Refused(f"文件超过 {MAX_LINES} 行，不像一份通知。", remedy="请只保留通知正文和任务表。", code="too_large")
    rare_blank = sum(1 for r in rows if r.startswith(" ")) * 20 < sum(1 for r in rows if r.strip()) + 20
    out: list[Line] = []
    breaks = False
    for i, row in enumerate(rows, start=1):
        starts = breaks or "\f" in row or (rare_blank and row.startswith(" ") and row[1:2].strip() != "")
        stripped = clean(row.replace("\f", " ")).strip(" \u3000\u00a0")
        breaks = starts if not stripped else False
        if stripped.strip():
            out.append(Line(i, stripped, starts))
    return tuple(out)
