"""Builds src/mingzheng/papers/word/letter.docx, the Word template of a letter (信函格式). Run by hand when the form changes.

    python tools/letter_template.py

An office that wants another form copies the file, changes it in Word and names its folder in MINGZHENG_WORD_TEMPLATES.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

TARGET = Path(__file__).parent.parent / "src" / "mingzheng" / "papers" / "word" / "letter.docx"
FANGSONG, TITLE, SONG = "仿宋_GB2312", "方正小标宋简体", "宋体"
RED = RGBColor(0xD7, 0x00, 0x0F)
PITCH = Pt(28.95)


def run(paragraph: Any, text: str, face: str = FANGSONG, points: float = 16, colour: RGBColor | None = None) -> Any:
    made = paragraph.add_run(text)
    made.font.name, made.font.size = face, Pt(points)
    made._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)
    if colour is not None:
        made.font.color.rgb = colour
    return made


def spaced(paragraph: Any, before: float = 0, after: float = 0) -> Any:
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(after)
    return paragraph


def line_of_type(paragraph: Any, *, indent: bool = False) -> Any:
    spaced(paragraph)
    shape = paragraph.paragraph_format
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, PITCH
    if indent:
        shape.first_line_indent = Pt(32)
    return paragraph


def double_line(paragraph: Any, side: str, kind: str) -> None:
    """A red double line of 170 mm: 8 mm beyond the type area on the left, 6 mm on the right."""
    spaced(paragraph)
    paragraph.paragraph_format.left_indent, paragraph.paragraph_format.right_indent = Mm(-8), Mm(-6)
    borders, edge = OxmlElement("w:pBdr"), OxmlElement(f"w:{side}")
    for name, value in (("val", kind), ("sz", "24"), ("space", "4"), ("color", "D7000F")):
        edge.set(qn(f"w:{name}"), value)
    borders.append(edge)
    paragraph._element.get_or_add_pPr().append(borders)


def page_number(paragraph: Any) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run(paragraph, "— ", SONG, 14)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        part = run(paragraph, "", SONG, 14)
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        part._element.append(mark)
    run(paragraph, " —", SONG, 14)


def head(section: Any) -> None:
    name = section.first_page_header.paragraphs[0]
    name.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run(name, "{{ issuer }}", TITLE, 34, RED)
    double_line(name, "bottom", "thickThinSmallGap")
    number = spaced(section.first_page_header.add_paragraph(), before=10)
    number.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    run(number, "{{ number }}")
    foot = section.first_page_footer.paragraphs[0]
    double_line(foot, "top", "thinThickSmallGap")
    page_number(section.footer.paragraphs[0])


def body(document: Any) -> None:
    title = spaced(document.add_paragraph(), before=16, after=16)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run(title, "{{ title }}", TITLE, 22)
    run(line_of_type(document.add_paragraph()), "{{ addressee }}：")
    run(line_of_type(document.add_paragraph()), "{%p for paragraph in paragraphs %}")
    run(line_of_type(document.add_paragraph(), indent=True), "{{ paragraph }}")
    run(line_of_type(document.add_paragraph()), "{%p endfor %}")
    run(line_of_type(document.add_paragraph()), "{%p if attachments %}")
    line_of_type(document.add_paragraph())
    run(line_of_type(document.add_paragraph()), "{%p endif %}")
    run(line_of_type(document.add_paragraph()), "{%p for attachment in attachments %}")
    run(line_of_type(document.add_paragraph(), indent=True), "{{ attachment }}")
    run(line_of_type(document.add_paragraph()), "{%p endfor %}")
    for text in ("{{ signature }}", "{{ date }}"):
        signed = line_of_type(document.add_paragraph())
        signed.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        signed.paragraph_format.right_indent = Pt(32)
        signed.paragraph_format.keep_together = True
        if text == "{{ signature }}":
            signed.paragraph_format.space_before, signed.paragraph_format.keep_with_next = Pt(44), True
        run(signed, text)
    run(line_of_type(document.add_paragraph()), "{%p if note %}")
    run(line_of_type(document.add_paragraph(), indent=True), "（{{ note }}）")
    run(line_of_type(document.add_paragraph()), "{%p endif %}")


def build() -> None:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.header_distance, section.footer_distance = Mm(30), Mm(20)
    section.different_first_page_header_footer = True
    head(section)
    body(document)
    facts = document.core_properties
    facts.title, facts.author, facts.comments = "", "", ""
    document.save(str(TARGET))


if __name__ == "__main__":
    build()
