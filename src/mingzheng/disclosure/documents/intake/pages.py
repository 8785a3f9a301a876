"""The lines of a PDF (by pdfium) and of an OFD with their places, as ``layout`` wants them. What is lost is said."""

from __future__ import annotations

import ctypes
import posixpath
import re
from dataclasses import replace
from typing import Any
from xml.etree.ElementTree import Element

import pypdfium2
from pypdfium2 import raw

from mingzheng.core.errors import Refused
from mingzheng.core.files import refusals, text_ofd, text_pdf
from mingzheng.core.files.limits import DEFAULT, Limits
from mingzheng.core.files.packages import Package, local
from mingzheng.disclosure.documents.intake import layout, tables
from mingzheng.disclosure.documents.intake.layout import Line
from mingzheng.disclosure.documents.intake.model import Block, Note
from mingzheng.disclosure.documents.intake.tree import visible

MAX_PAGES = 400
_BOLD = re.compile(rb"Bold|Hei|hei|\xe9\xbb\x91", re.IGNORECASE)


def read_pdf(data: bytes, limits: Limits = DEFAULT) -> tuple[list[Block], list[Note]]:
    """Blocks of a PDF by its layout.

    Raises:
        Refused: ``scanned``, ``encrypted``, ``corrupt``, ``too_long``.
    """
    lines: list[Line] = []
    heights: list[float] = []
    pictured: list[int] = []
    with text_pdf.opened(data) as document:
        if len(document) > min(MAX_PAGES, limits.pages):
            raise Refused("PDF 的页数过多。", remedy="请拆分，或作为附件上传。", field="file", code="too_long")
        try:
            for number in range(len(document)):
                page = document[number]
                heights.append(page.get_height())
                lines += layout.on_one_line(_page_lines(page, number))
                if any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=2)):
                    pictured.append(number + 1)
                page.close()
        except pypdfium2.PdfiumError as error:
            raise refusals.corrupt("PDF 文件") from error
    if sum(len(line.text.strip()) for line in lines) < 8 * len(heights):
        raise _scanned()
    kept = layout.without_furniture(lines, heights)
    notes = [
        Note(
            "pdf_layout",
            "check",
            "PDF 按版面读出：段落由机器拼接，页眉页脚和页码已去掉；请对照原文核对。有 Word 原文的，优先用 Word。",
        )
    ]
    if pictured:
        shown = "、".join(map(str, pictured[:10])) + ("等" if len(pictured) > 10 else "")
        notes.append(Note("pdf_pictures", "lost", f"第 {shown} 页有图片，没有带入，请在正文中重新插入。"))
    blocks, said = _tables(layout.blocks(kept))
    return blocks, [*notes, *said]


def _scanned() -> Refused:
    remedy = "请上传 Word 原文；只有纸质件的，先用文字识别软件转换并校对后再上传，或把扫描件作为附件、正文手工录入。"
    return Refused("这是扫描件或图片，没有可以读取的文字。", remedy=remedy, field="file", code="scanned")


def _tables(blocks: list[Block]) -> tuple[list[Block], list[Note]]:
    """Tables put together from rows side by side, their heads marked, and what to say about them."""
    out: list[Block] = []
    found = 0
    for block in blocks:
        if block.tag == "table":
            found += 1
            headed, _ = tables.with_headers(block.html)
            out.append(replace(block, html=headed))
        else:
            out.append(block)
    loose = sum("\t" in block.text for block in out if block.tag == "p")
    notes = []
    if found:
        text = f"{found} 个表格按各列的位置拼成，合并单元格和格内换行不能还原，请对照原文核对。"
        notes.append(Note("table_guessed", "check", text))
    if loose >= layout.LEAST_ROWS:
        text = f"约有 {loose} 行像是表格，只能按行读出，没有还原成表格；请用 Word 原文，或在正文中重做表格。"
        notes.append(Note("table_lost", "lost", text))
    return out, notes


def _page_lines(page: Any, number: int) -> list[Line]:
    textpage = page.get_textpage()
    height = page.get_height()
    lines: list[Line] = []
    letters: list[str] = []
    boxes: list[tuple[int, float, float, float, float]] = []
    for index in range(textpage.count_chars()):
        code = raw.FPDFText_GetUnicode(textpage, index)
        letter = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
        if letter in ("\r", "\n"):
            lines += _line(textpage, "".join(letters), boxes, number, height)
            letters, boxes = [], []
        elif letter and letter not in ("\ufffe", "\x02"):
            if not letter.isspace():
                left, bottom, right, top = textpage.get_charbox(index, loose=True)
                if boxes and left - boxes[-1][2] > 1.6 * (top - bottom):  # a gap as between columns
                    letters.append("\t")
                boxes.append((index, left, right, height - top, height - bottom))
            letters.append(letter)
    lines += _line(textpage, "".join(letters), boxes, number, height)
    return lines


def _line(
    textpage: Any, text: str, boxes: list[tuple[int, float, float, float, float]], number: int, height: float
) -> list[Line]:
    text = re.sub(r"[ \u3000]*\t[ \u3000]*", "\t", visible(text).strip())
    if not text or not boxes:
        return []
    first = boxes[len(boxes) // 2][0]
    size = raw.FPDFText_GetFontSize(textpage, first) or 1.0
    tall = boxes[len(boxes) // 2][4] - boxes[len(boxes) // 2][3]
    if size <= 1.5 and tall > 1.5:  # type drawn by a scaled matrix
        size = tall
    return [
        Line(
            text,
            number,
            min(box[1] for box in boxes),
            max(box[2] for box in boxes),
            min(box[3] for box in boxes),
            max(box[4] for box in boxes),
            size,
            _bold(textpage, first),
            _red(textpage, first),
        )
    ]


def _bold(textpage: Any, index: int) -> bool:
    buffer = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    raw.FPDFText_GetFontInfo(textpage, index, buffer, len(buffer), flags)
    return bool(_BOLD.search(buffer.value))


def _red(textpage: Any, index: int) -> bool:
    channels = [ctypes.c_uint() for _ in range(4)]
    if not raw.FPDFText_GetFillColor(textpage, index, *channels):
        return False
    red, green, blue, _ = (channel.value for channel in channels)
    return red > 180 and green < 90 and blue < 90


def read_ofd(data: bytes, limits: Limits = DEFAULT) -> tuple[list[Block], list[Note]]:
    """Blocks of an OFD by its layout.

    Raises:
        Refused: ``scanned``, or as opening the package does.
    """
    package = Package(data, "OFD 文件", limits)
    lines: list[Line] = []
    heights: list[float] = []
    for root in text_ofd.document_roots(package):
        folder = posixpath.dirname(root)
        for item in package.xml(root).iter():
            if local(item) != "Page" or not item.get("BaseLoc"):
                continue
            part = text_ofd.resolve(folder, item.get("BaseLoc", ""))
            if part not in package:
                raise refusals.corrupt("OFD 文件")
            page = package.xml(part)
            heights.append(_ofd_height(page))
            lines += layout.on_one_line(_ofd_lines(page, len(heights) - 1))
            if len(heights) > MAX_PAGES:
                raise Refused("OFD 的页数过多。", remedy="请拆分，或作为附件上传。", field="file", code="too_long")
    if not any(line.text.strip() for line in lines):
        raise _scanned()
    kept = layout.without_furniture(lines, heights)
    text = "OFD 按版面读出：段落由机器拼接，图片没有带入；请对照原文核对。有 Word 原文的，优先用 Word。"
    blocks, said = _tables(layout.blocks(kept))
    return blocks, [Note("ofd_layout", "check", text), *said]


def _ofd_height(page: Element) -> float:
    for item in page.iter():
        if local(item) == "PhysicalBox":
            numbers = _numbers(item.text or "")
            return numbers[3] if len(numbers) == 4 else 297.0
    return 297.0


def _ofd_lines(page: Element, number: int) -> list[Line]:
    pieces: list[Line] = []
    for item in page.iter():
        if local(item) != "TextObject":
            continue
        box, size = _numbers(item.get("Boundary", "")), (_numbers(item.get("Size", "")) or [4.0])[0]
        codes = [code for code in item.iter() if local(code) == "TextCode" and (code.text or "").strip()]
        if len(box) != 4 or not codes:
            continue
        text = visible("".join(code.text or "" for code in codes)).strip()
        start = (_numbers(codes[0].get("X", "0")) or [0.0])[0]
        top = box[1] + max(0.0, (_numbers(codes[0].get("Y", "")) or [size])[0] - size)
        wide = sum(1.0 if ord(letter) > 0x2E80 else 0.5 for letter in text) * size
        left = box[0] + start
        pieces.append(Line(text, number, left, left + wide, top, top + size, size))
    pieces.sort(key=lambda line: (round(line.top / max(line.size, 1.0) * 2), line.left))
    return pieces


def _numbers(text: str) -> list[float]:
    try:
        return [float(piece) for piece in text.split()]
    except ValueError:
        return []
