"""Word files: paragraphs with their automatic numbers, tables with their merged cells."""

from __future__ import annotations

import zipfile
from typing import Any

from mingzheng.core.errors import Refused

from .limits import MAX_CELL, MAX_COLUMNS, MAX_LINES, MAX_ROWS, parse_xml, read_part
from .model import Cell, Grid, Line, Source
from .numbering import Numbering
from .words import clean

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_SKIPPED = {"del", "moveFrom", "txbxContent", "pict", "drawing", "object", "instrText", "delText"}


def read_docx(package: zipfile.ZipFile) -> Source:
    """Read the body of a .docx in order.

    Raises:
        Refused: damaged, or without any text.
    """
    data = read_part(package, "word/document.xml").replace(_STRICT[1:-1].encode(), _W[1:-1].encode())
    root = parse_xml(data)
    numbering = Numbering.load(package)
    body = root.find(f"{_W}body")
    reader = _Reader(numbering)
    if body is not None:
        reader.walk(body)
    if not reader.lines and not reader.grids:
        raise Refused("这份 Word 文件里没有文字（可能是图片）。", remedy="请上传可以选中文字的版本。", code="no_text")
    return Source(tuple(reader.lines), tuple(reader.grids))


class _Reader:
    def __init__(self, numbering: Numbering) -> None:
        self.numbering = numbering
        self.lines: list[Line] = []
        self.grids: list[Grid] = []
        self.count = 0

    def walk(self, parent: Any) -> None:
        for child in parent:
            tag = _tag(child)
            if tag == "p":
                self.paragraph(child)
            elif tag == "tbl":
                self.grids.append(self.table(child))
            elif tag in ("sdt", "sdtContent", "customXml", "smartTag", "ins"):
                self.walk(child)

    def paragraph(self, element: Any) -> None:
        for piece in self.numbered(element).split("\n"):
            self.count += 1
            text = clean(piece).strip(" \u3000\u00a0\t")
            if text:
                self.lines.append(Line(self.count, text))
        if self.count > MAX_LINES:
            raise Refused("文件段落过多，不像一份通知。", remedy="请只保留通知正文和任务表。", code="too_large")

    def numbered(self, element: Any) -> str:
        return self.numbering.prefix(element) + _text(element)

    def table(self, element: Any) -> Grid:
        rows: list[tuple[Cell, ...]] = []
        for row in element.iter(f"{_W}tr"):
            if len(rows) >= MAX_ROWS:
                raise Refused(f"表格超过 {MAX_ROWS} 行。", remedy="请只保留任务表。", code="too_large")
            if _enclosing_table(row) is element:
                rows.append(self.row(row, rows[-1] if rows else ()))
        return Grid(tuple(rows), f"第{len(self.grids) + 1}张表", self.count)

    def row(self, element: Any, above: tuple[Cell, ...]) -> tuple[Cell, ...]:
        cells: list[Cell] = [Cell("")] * _grid_before(element)
        for tc in _cells(element):
            span, merge = _span(tc), _vmerge(tc)
            at = len(cells)
            if merge == "continue":
                cell = Cell(above[at].text if at < len(above) else "", joined=True)
            else:
                cell = Cell(self.cell_text(tc))
            cells.append(cell)
            cells.extend([Cell(cell.text, joined=cell.joined, across=True)] * (span - 1))
            if len(cells) > MAX_COLUMNS:
                break
        return tuple(cells[:MAX_COLUMNS])

    def cell_text(self, tc: Any) -> str:
        parts = [self.numbered(p) for p in tc.iter(f"{_W}p")]
        return clean("\n".join(p for p in parts if p.strip()))[:MAX_CELL].strip()


def _tag(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _text(paragraph: Any) -> str:
    out: list[str] = []
    stack = [iter(paragraph)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
            continue
        tag = _tag(child)
        if tag == "t":
            out.append(child.text or "")
        elif tag in ("br", "cr"):
            out.append("\n")
        elif tag == "tab":
            out.append("\t")
        elif tag == "noBreakHyphen":
            out.append("-")
        elif tag not in _SKIPPED and tag != "pPr":
            stack.append(iter(child))
    return "".join(out)


def _enclosing_table(element: Any) -> Any:
    parent = element.getparent()
    while parent is not None and _tag(parent) != "tbl":
        parent = parent.getparent()
    return parent


def _cells(row: Any) -> list[Any]:
    out: list[Any] = []
    for child in row:
        if _tag(child) == "tc":
            out.append(child)
        elif _tag(child) in ("sdt", "sdtContent", "customXml"):
            out.extend(_cells(child))
    return out


def _value(element: Any, path: str) -> str | None:
    found = element.find(path)
    return None if found is None else found.get(f"{_W}val") or ""


def _span(tc: Any) -> int:
    value = _value(tc, f"{_W}tcPr/{_W}gridSpan")
    return min(max(int(value), 1), MAX_COLUMNS) if value and value.isdigit() else 1


def _vmerge(tc: Any) -> str:
    value = _value(tc, f"{_W}tcPr/{_W}vMerge")
    if value is None:
        return ""
    return value or "continue"


def _grid_before(row: Any) -> int:
    value = _value(row, f"{_W}trPr/{_W}gridBefore")
    return min(int(value), MAX_COLUMNS) if value and value.isdigit() else 0
