"""A web page as paragraphs and grids: tables that hold no table are grids, all else is read for its text. Pure."""

from __future__ import annotations

import re
from typing import Any

from lxml import html as lxml_html

from mingzheng.core.errors import Refused
from mingzheng.core.files.decoding import decode
from mingzheng.supervision.annual_report.reading.blocks import Block, Paragraph, lay

_SILENT = frozenset({"script", "style", "head", "noscript", "template", "iframe", "svg"})
_INLINE = frozenset({"a", "b", "strong", "em", "i", "span", "font", "u", "sup", "sub", "small", "mark", "label"})
_SPAN = re.compile(r"\d{1,3}", re.ASCII)


def read(data: bytes) -> list[Block]:
    """The blocks of a page.

    Raises:
        Refused: no text.
    """
    text = decode(data)
    if text is None or not text.strip():
        raise Refused("这个网页文件读不出文字。", remedy="请用浏览器另存为网页（UTF-8）后再试。", code="corrupt")
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    text = "".join(one for one in text if one in "\t\n" or ord(one) >= 32)
    try:
        root = lxml_html.document_fromstring(text)
    except (ValueError, lxml_html.etree.ParserError) as error:
        raise Refused("这个网页文件读不出文字。", remedy="请用浏览器另存为网页后再试。", code="corrupt") from error
    reading = _Reading()
    reading.walk(root, 0)
    reading.flush()
    return reading.found


class _Reading:
    def __init__(self) -> None:
        self.found: list[Block] = []
        self.loose: list[str] = []
        self.paragraphs = self.tables = 0

    def flush(self) -> None:
        text = " ".join("".join(self.loose).split())
        self.loose.clear()
        if text:
            self.paragraphs += 1
            self.found.append(Paragraph(text, f"第 {self.paragraphs} 段"))

    def walk(self, node: Any, depth: int) -> None:
        self.loose.append(node.text or "")
        for child in node:
            if isinstance(child.tag, str) and child.tag not in _SILENT and depth < 200:
                self._enter(child, depth)
            self.loose.append(child.tail or "")

    def _enter(self, child: Any, depth: int) -> None:
        if child.tag == "table" and child.find(".//table") is None:
            self.flush()
            self._table(child)
        elif child.tag == "br":
            self.flush()
        elif child.tag in _INLINE:
            self.walk(child, depth + 1)
        else:
            self.flush()
            self.walk(child, depth + 1)
            self.flush()

    def _table(self, table: Any) -> None:
        rows = [
            [
                (" ".join(cell.text_content().split()), _span(cell, "rowspan"), _span(cell, "colspan"))
                for cell in row
                if cell.tag in ("td", "th")
            ]
            for row in table.iter("tr")
        ]
        self.tables += 1
        self.found.append(lay(f"第 {self.tables} 张表格", rows))


def _span(cell: Any, name: str) -> int:
    said = (cell.get(name) or "").strip()
    return max(1, int(said)) if _SPAN.fullmatch(said) else 1
