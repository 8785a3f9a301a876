"""Attachments of the demonstration: Word, Excel and pictures, made on the spot; one hides what it should not."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import docx
from django.core.files.uploadedfile import SimpleUploadedFile
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from openpyxl import Workbook
from PIL import Image, ImageDraw

HIDDEN = "拟聘人员王某某，身份证号310105199001010018，准考证号20230117。"  # an invented number with a right check digit
WHEN = dt.datetime(2023, 4, 17, tzinfo=dt.UTC)


def made(name: str, kind: str, lines: list[str]) -> SimpleUploadedFile:
    """A file of a kind: ``docx``, ``docx-tracked`` (with a deleted passage still inside) or ``xlsx``."""
    if kind == "xlsx":
        return SimpleUploadedFile(f"{name}.xlsx", _sheet(name, lines))
    return SimpleUploadedFile(f"{name}.docx", _word(name, lines, tracked=kind == "docx-tracked"))


def _word(name: str, lines: list[str], *, tracked: bool) -> bytes:
    paper = docx.Document()
    paper.core_properties.author = paper.core_properties.last_modified_by = ""
    paper.core_properties.comments = ""
    paper.core_properties.created = paper.core_properties.modified = WHEN
    paper.add_heading(name, level=1)
    table = paper.add_table(rows=0, cols=2)
    table.style = "Table Grid"
    for line in lines:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = line, ""
    if tracked:
        paper.add_paragraph()._p.append(_deleted(HIDDEN))
    kept = io.BytesIO()
    paper.save(kept)
    return kept.getvalue()


def _deleted(words: str) -> Any:
    """A tracked deletion: no longer shown, still in the file."""
    change, run, text = OxmlElement("w:del"), OxmlElement("w:r"), OxmlElement("w:delText")
    change.set(qn("w:id"), "1")
    change.set(qn("w:author"), "")
    change.set(qn("w:date"), "2023-06-06T10:00:00Z")
    text.text = words
    run.append(text)
    change.append(run)
    return change


def _sheet(name: str, lines: list[str]) -> bytes:
    book = Workbook()
    book.properties.creator = ""
    page = book.worksheets[0]
    page.title = name[:20]
    for line in lines:
        page.append([int(cell) if cell.isdecimal() else cell for cell in line.split("|")])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def picture(title: str) -> SimpleUploadedFile:
    """A plan of blocks and a path; every title gives its own."""
    shade = sum(map(ord, title)) % 60
    image = Image.new("RGB", (720, 420), (247, 245, 240))
    pen = ImageDraw.Draw(image)
    for place, (left, top, right, bottom) in enumerate(
        [(40, 40, 260, 180), (300, 40, 680, 180), (40, 230, 360, 380), (400, 230, 680, 380)]
    ):
        tint = 170 + (shade + place * 17) % 60
        pen.rectangle((left, top, right, bottom), fill=(tint - 40, tint, tint - 20), outline=(90, 90, 90), width=2)
    pen.line((20, 205, 700, 205), fill=(200, 160, 60), width=10)
    kept = io.BytesIO()
    image.save(kept, "PNG")
    return SimpleUploadedFile(f"{title}.png", kept.getvalue())
