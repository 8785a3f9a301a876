"""A form as a Word document, and what every Word document made here shares: fonts, and a file without a clock in it."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import Any

from docx import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from mingzheng.papers import fonts
from mingzheng.papers.forms import Cell, Sheet

FANGSONG, HEI, TITLE = "仿宋_GB2312", "黑体", "方正小标宋简体"
TEXT_WIDTH = 164  # mm on a form's page


def docx(sheet: Sheet, day: dt.date) -> bytes:
    """The form as a Word document; the same form and day give the same bytes."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(24), Mm(22)
    section.top_margin, section.bottom_margin = Mm(25), Mm(22)
    add_form(document, sheet, TEXT_WIDTH)
    return as_bytes(document, sheet.title, day)


def add_form(document: Any, sheet: Sheet, width: int) -> None:
    """Title and table at the end of a document. ``width``: of the text, in mm."""
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    written(title, sheet.title, TITLE, 20)
    if sheet.top:
        top = document.add_paragraph()
        top.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        written(top, sheet.top, FANGSONG, 12)
    table = document.add_table(rows=len(sheet.rows), cols=len(sheet.widths))
    table.style, table.autofit = "Table Grid", False
    share = width / sum(sheet.widths)
    for x, part in enumerate(sheet.widths):
        table.columns[x].width = Mm(round(part * share))
        for row in table.rows:
            row.cells[x].width = Mm(round(part * share))
    for x, y, cell in sheet.placed():
        _fill(table, x, y, cell)
    for note in sheet.notes:
        below = document.add_paragraph()
        below.paragraph_format.space_before, below.paragraph_format.space_after = Pt(4), Pt(0)
        written(below, note, FANGSONG, 10.5)


def _fill(table: Any, x: int, y: int, cell: Cell) -> None:
    place = table.cell(y, x)
    if cell.across > 1 or cell.down > 1:
        place = place.merge(table.cell(y + cell.down - 1, x + cell.across - 1))
    place.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    for number, line in enumerate(cell.text.split("\n")):
        paragraph = place.paragraphs[0] if number == 0 else place.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        if cell.label:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        written(paragraph, line, HEI if cell.label else FANGSONG, 12)
    row = table.rows[y]
    row.height_rule = WD_ROW_HEIGHT_RULE.AT_LEAST
    row.height = Mm(max(10, cell.height, round((row.height or 0) / Mm(1))))


def written(paragraph: Any, text: str, face: str, points: float) -> None:
    """A run in a face for Chinese and for Latin alike; what no document can hold is left out."""
    run = paragraph.add_run(fonts.cleaned(text))
    run.font.name, run.font.size = face, Pt(points)
    run._element.rPr.rFonts.set(qn("w:eastAsia"), face)


def as_bytes(document: Any, title: str, day: dt.date) -> bytes:
    """The document saved with the day of the paper as its only date, so that it can be made again to the byte."""
    moment = dt.datetime.combine(day, dt.time())
    facts = document.core_properties
    facts.title, facts.author, facts.last_modified_by, facts.comments = title, "", "", ""
    facts.created = facts.modified = moment
    made = io.BytesIO()
    document.save(made)
    return _steady(made.getvalue(), moment)


def _steady(data: bytes, moment: dt.datetime) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, moment.timetuple()[:6]), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
