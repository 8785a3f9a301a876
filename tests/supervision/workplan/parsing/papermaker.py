"""Word, Excel and CSV papers from a plain description: "^" continues the cell above, "<" the cell to the left."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import docx
import openpyxl
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

Rows = list[list[Any]]
LEVELS = [("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")]


def make(paper: dict[str, Any]) -> bytes:
    kind = paper["kind"]
    if kind == "docx":
        return as_docx(paper["blocks"])
    if kind == "xlsx":
        return as_xlsx(paper["sheets"])
    return str(paper["text"]).encode(paper.get("encoding", "utf-8"))


def spans(rows: Rows) -> Iterator[tuple[int, int, int, int]]:
    """Merged ranges: top, left, bottom, right."""
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if cell in ("^", "<"):
                continue
            right, bottom = c, r
            while right + 1 < len(row) and row[right + 1] == "<":
                right += 1
            while bottom + 1 < len(rows) and rows[bottom + 1][c] == "^":
                bottom += 1
            if (right, bottom) != (c, r):
                yield r, c, bottom, right


# --- Word ----------------------------------------------------------------------------------------


def as_docx(blocks: list[Any]) -> bytes:
    paper = docx.Document()
    _numbering(paper)
    for block in blocks:
        if isinstance(block, str):
            paper.add_paragraph(block)
        elif "auto" in block:
            _numbered(paper, block["auto"], block["text"])
        else:
            _table(paper, block["table"])
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def _numbering(paper: Any) -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for i, (form, text) in enumerate(LEVELS)
    )
    root = paper.part.numbering_part.element
    kind = parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{levels}</w:abstractNum>')
    root.insert(0, kind)
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))


def _numbered(paper: Any, level: int, text: str) -> None:
    properties = paper.add_paragraph(text)._p.get_or_add_pPr()
    numbered = OxmlElement("w:numPr")
    for tag, value in (("w:ilvl", level), ("w:numId", 90)):
        child = OxmlElement(tag)
        child.set(qn("w:val"), str(value))
        numbered.append(child)
    properties.append(numbered)


def _table(paper: Any, rows: Rows) -> None:
    table = paper.add_table(len(rows), len(rows[0]))
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if cell not in ("^", "<") and cell is not None:
                table.cell(r, c).text = str(cell)
    for top, left, bottom, right in spans(rows):
        table.cell(top, left).merge(table.cell(bottom, right))


# --- Excel ---------------------------------------------------------------------------------------


def as_xlsx(sheets: list[dict[str, Any]]) -> bytes:
    book = openpyxl.Workbook()
    for empty in list(book.worksheets):
        book.remove(empty)
    for wanted in sheets:
        sheet = book.create_sheet(wanted["name"])
        rows: Rows = wanted["rows"]
        for r, row in enumerate(rows, start=1):
            for c, cell in enumerate(row, start=1):
                if cell not in ("^", "<", None):
                    sheet.cell(r, c, cell)
        for top, left, bottom, right in spans(rows):
            sheet.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
        for row_no in wanted.get("hidden_rows", []):
            sheet.row_dimensions[row_no].hidden = True
        sheet.sheet_state = "hidden" if wanted.get("hidden") else "visible"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
