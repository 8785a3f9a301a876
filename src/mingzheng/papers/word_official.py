"""An official paper as a Word document that can be edited further: the same words as the PDF, in the faces of GB/T 9704.

``word_letters`` fills the office's own template with a letter; this builds headings, tables and pictures of a longer paper.
"""

from __future__ import annotations

import io
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from mingzheng.core.dates import chinese_date
from mingzheng.papers import semantic
from mingzheng.papers.official import OfficialPaper
from mingzheng.papers.word_forms import FANGSONG, HEI, TITLE, as_bytes, written
from mingzheng.papers.word_pages import keep_row_whole, number_pages

KAI = "楷体_GB2312"
TEXT_WIDTH = 156  # mm
SIZE, PITCH = 16, 28.95  # points
RED = RGBColor(0xD7, 0x00, 0x0F)
LOOKS = {1: HEI, 2: KAI, 3: FANGSONG}


def docx(paper: OfficialPaper) -> bytes:
    """The paper as a Word document; the same paper gives the same bytes."""
    document = Document()
    _page(document)
    _head(document, paper)
    if paper.addressee:
        _line(document, f"{paper.addressee.rstrip('：: ')}：", indent=False)
    _blocks(document, paper.body, paper.images, "b")
    names = [*paper.attachments]
    for place, name in enumerate(names, 1):
        said = f"{place}. {name}" if len(names) > 1 else name
        _line(document, f"附件：{said}" if place == 1 else f"　　　{said}")
    _line(document, "")
    for one in paper.signatures or paper.issuers:
        _right(document, one)
    _right(document, chinese_date(paper.date))
    if paper.note:
        _line(document, f"（{paper.note.strip('（）() ')}）")
    for place, appendix in enumerate(paper.appendices, 1):
        document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        name = "附件" if len(paper.appendices) == 1 else f"附件{place}"
        _line(document, name, face=HEI, indent=False)
        _title(document, appendix.title)
        _blocks(document, appendix.body, appendix.images, f"a{place}")
    if paper.copies_to:
        _line(document, f"抄送：{paper.copies_to.rstrip('。')}。", size=14, indent=False)
    return as_bytes(document, paper.title, paper.date)


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    number_pages(document)


def _head(document: Any, paper: OfficialPaper) -> None:
    """The issuers in red, the number, a red line, the title."""
    name = document.add_paragraph()
    name.alignment = WD_ALIGN_PARAGRAPH.CENTER
    written(name, f"{'　'.join(paper.issuers)}{paper.mark}", TITLE, 26)
    name.runs[0].font.color.rgb = RED
    number = document.add_paragraph()
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    written(number, paper.number or paper.edition, FANGSONG, SIZE)
    _red_line(number)
    _title(document, paper.title)


def _title(document: Any, title: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(PITCH / 2)
    written(paragraph, title.replace("\n", ""), TITLE, 22)


def _red_line(paragraph: Any) -> None:
    borders = OxmlElement("w:pBdr")
    line = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "12"), ("space", "4"), ("color", "D7000F")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().append(borders)


def _line(document: Any, text: str, *, face: str = FANGSONG, size: float = SIZE, indent: bool = True) -> Any:
    paragraph = document.add_paragraph()
    form = paragraph.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(PITCH)
    if indent:
        form.first_line_indent = Pt(2 * SIZE)
    written(paragraph, text, face, size)
    return paragraph


def _right(document: Any, text: str) -> None:
    paragraph = _line(document, text, indent=False)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paragraph.paragraph_format.right_indent = Pt(2 * SIZE)


def _blocks(document: Any, html: str, images: Any, prefix: str) -> None:
    reading = semantic.Reading(images, prefix)
    for block in semantic.blocks(html, reading):
        if block["t"] == "h":
            heading = _line(document, _said(block["runs"]), face=LOOKS[block["look"]])
            heading.paragraph_format.keep_with_next = True
        elif block["t"] == "table":
            _table(document, block)
        elif block["t"] == "image":
            _picture(document, block, reading.images)
        elif block["t"] == "p":
            _line(document, _said(block["runs"]))
        elif block["t"] == "quote":
            for inner in block["blocks"]:
                if inner["t"] == "p":
                    _line(document, _said(inner["runs"]), face=KAI)


def _said(runs: list[dict[str, Any]]) -> str:
    return "".join("\n" if run.get("br") else str(run.get("s", "")) for run in runs)


def _table(document: Any, block: dict[str, Any]) -> None:
    if block["caption"]:
        caption = _line(document, _said(block["caption"]), face=HEI, size=14, indent=False)
        caption.alignment = WD_ALIGN_PARAGRAPH.CENTER
        caption.paragraph_format.keep_with_next = True
    cells, wide = block["cells"], block["width"]
    points = 12 if wide <= 5 else 10.5
    table = document.add_table(rows=1 + max(cell["y"] + cell["down"] - 1 for cell in cells), cols=wide)
    table.style, table.autofit = "Table Grid", False
    whole = sum(block["weights"])
    for x, weight in enumerate(block["weights"]):
        table.columns[x].width = Mm(TEXT_WIDTH * weight / whole)  # what other programs than Word go by
        for row in table.rows:
            row.cells[x].width = Mm(TEXT_WIDTH * weight / whole)
    for cell in cells:
        place = table.cell(cell["y"], cell["x"])
        if cell["across"] > 1 or cell["down"] > 1:
            place = place.merge(table.cell(cell["y"] + cell["down"] - 1, cell["x"] + cell["across"] - 1))
        head = cell["head"] or cell["y"] < block["head"]
        paragraph = place.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(0)
        sides = {"right": WD_ALIGN_PARAGRAPH.RIGHT, "center": WD_ALIGN_PARAGRAPH.CENTER}
        side = WD_ALIGN_PARAGRAPH.CENTER if head else sides.get(cell["side"])
        if side is not None:
            paragraph.alignment = side
        written(paragraph, _said(cell["runs"]), HEI if head else FANGSONG, points)
    for row in table.rows:
        keep_row_whole(row)
    for row in table.rows[: block["head"]]:
        mark = OxmlElement("w:tblHeader")
        mark.set(qn("w:val"), "true")
        row._tr.get_or_add_trPr().append(mark)
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _picture(document: Any, block: dict[str, Any], images: dict[str, bytes]) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    shown = paragraph.add_run().add_picture(io.BytesIO(images[block["name"]]), width=Mm(TEXT_WIDTH - 6))
    shown._inline.docPr.set("descr", block["alt"])
