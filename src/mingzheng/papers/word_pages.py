"""What every longer Word paper shares: page numbers on the outer side, rows that are not torn apart."""

from __future__ import annotations

from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from mingzheng.papers.word_forms import written

SONG, SIZE = "宋体", 14  # GB/T 9704: 4 号半角宋体
BELOW = Mm(28)  # from the paper's edge: seven millimetres below the text


def number_pages(document: Any) -> None:
    """— 1 — below the text of the first section and of all that follow it: right on odd pages, left on even ones."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    section.footer_distance = BELOW
    _number(section.footer.paragraphs[0], WD_ALIGN_PARAGRAPH.RIGHT)
    _number(section.even_page_footer.paragraphs[0], WD_ALIGN_PARAGRAPH.LEFT)


def _number(paragraph: Any, side: Any) -> None:
    paragraph.alignment = side
    form = paragraph.paragraph_format
    if side == WD_ALIGN_PARAGRAPH.RIGHT:
        form.right_indent = Pt(SIZE)
    else:
        form.left_indent = Pt(SIZE)
    written(paragraph, "— ", SONG, SIZE)
    _mark(paragraph, "begin")
    _instruction(paragraph, "PAGE")
    _mark(paragraph, "separate")
    written(paragraph, "1", SONG, SIZE)  # what stands there until the program counts
    _mark(paragraph, "end")
    written(paragraph, " —", SONG, SIZE)


def _mark(paragraph: Any, kind: str) -> None:
    written(paragraph, "", SONG, SIZE)
    part = OxmlElement("w:fldChar")
    part.set(qn("w:fldCharType"), kind)
    paragraph.runs[-1]._r.append(part)


def _instruction(paragraph: Any, word: str) -> None:
    written(paragraph, "", SONG, SIZE)
    part = OxmlElement("w:instrText")
    part.text = f" {word} "
    paragraph.runs[-1]._r.append(part)


def keep_row_whole(row: Any) -> None:
    """A row stands on one page."""
    part = OxmlElement("w:cantSplit")
    part.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(part)
