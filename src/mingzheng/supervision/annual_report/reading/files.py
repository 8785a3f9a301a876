"""A report's file as blocks, by what it is. Pure."""

from __future__ import annotations

from mingzheng.core.errors import Refused
from mingzheng.core.files.decoding import decode
from mingzheng.supervision.annual_report.reading import book, page, word
from mingzheng.supervision.annual_report.reading.blocks import Block, Paragraph

LARGEST = 20_000_000
ENDINGS = (".docx", ".xlsx", ".html", ".htm", ".txt")


def read(data: bytes, name: str) -> list[Block]:
    """The blocks of a file.

    Args:
        name: its name; the ending says what it is.

    Raises:
        Refused: another kind of file, damaged, encrypted or too large.
    """
    ending = name.lower()[name.rfind(".") :] if "." in name else ""
    if ending not in ENDINGS:
        raise Refused(
            f"不认识「{name[-60:]}」这种文件。",
            remedy="可以检查 Word（.docx）、Excel（.xlsx）、网页（.html）和纯文字（.txt）；旧的 .doc、.wps 请另存为 .docx。",
            field="file",
            code="kind",
        )
    if not data:
        raise Refused("文件是空的。", remedy="请核对文件。", field="file", code="empty")
    if len(data) > LARGEST:
        raise Refused("文件超过 20 MB。", remedy="请去掉图片后再试。", field="file", code="too_big")
    if ending == ".docx":
        return word.read(data)
    if ending == ".xlsx":
        return book.read(data)
    return page.read(data) if ending in (".html", ".htm") else _text(data)


def _text(data: bytes) -> list[Block]:
    text = decode(data)
    if text is None:
        raise Refused("这个文件读不出文字。", remedy="请另存为 UTF-8 编码后再试。", field="file", code="corrupt")
    lines = [line.strip() for line in text.split("\n")]
    return [Paragraph(line, f"第 {at} 行") for at, line in enumerate(lines, 1) if line]
