"""Pages as they are seen: pictures of them, and every character with its place. By pdfium. Pure.

Display and copy use the same picture: what a person drew boxes on is what is burned.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pypdfium2
from PIL import Image
from pypdfium2 import raw

from mingzheng.core.errors import Refused
from mingzheng.core.files.text_pdf import opened
from mingzheng.requests.redaction.copying import nesting
from mingzheng.requests.redaction.copying.places import Rect, around

DPI = 200
MAX_PIXELS = 80_000_000
_GRID = 1_000_000
_HYPHENS = frozenset("\ufffe\x02")
# Notes about a page, not part of it: a print does not show them.
_NOTES = frozenset(
    [
        raw.FPDF_ANNOT_TEXT, raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP, raw.FPDF_ANNOT_FILEATTACHMENT, raw.FPDF_ANNOT_SOUND,
        raw.FPDF_ANNOT_MOVIE, raw.FPDF_ANNOT_SCREEN, raw.FPDF_ANNOT_THREED, raw.FPDF_ANNOT_RICHMEDIA,
    ]
)  # fmt: skip
_UNSEEN = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW


@dataclass(frozen=True)
class Glyph:
    """One character. ``tight`` holds its ink, ``cell`` its whole place in the line; both None for what pdfium added itself.
    ``turn``: quarters by which its line is turned against the clock, as the page is seen."""

    char: str
    tight: Rect | None
    cell: Rect | None
    turn: int = 0

    @property
    def core(self) -> Rect | None:
        """The middle of the cell: where the copy's own character will be found."""
        if self.cell is None:
            return None
        return self.cell.inner(0.3, 0.7) if self.turn % 2 else self.cell.inner(0.7, 0.3)

    def under(self, rect: Rect, by: float = 0.0) -> bool:
        """Does the rectangle touch the ink or the middle of the character?"""
        return any(place is not None and place.meets(rect, by) for place in (self.tight, self.core))


@dataclass(frozen=True)
class PageText:
    """The characters of a page in reading order; ``text`` has one character for each."""

    glyphs: tuple[Glyph, ...]

    @cached_property
    def text(self) -> str:
        return "".join(glyph.char for glyph in self.glyphs)

    def rects(self, start: int, end: int) -> list[Rect]:
        """Where a stretch of the text stands: one rectangle for each line."""
        lines: list[list[Rect]] = []
        turns: list[int] = []
        for glyph in self.glyphs[start:end]:
            if glyph.tight is None or glyph.cell is None or glyph.char.isspace():
                continue
            held = around([glyph.tight, glyph.cell.inner(*((0.5, 1) if glyph.turn % 2 else (1, 0.5)))])
            if lines and _one_line(lines[-1][-1], held, glyph.turn):
                lines[-1].append(held)
            else:
                lines.append([held])
                turns.append(glyph.turn % 2)
        # A little more room above and below, none towards the neighbours in the line.
        grown = zip(lines, turns, strict=True)
        return [around(line).grown(0.0015 * turn, 0.0015 * (1 - turn)) for line, turn in grown]

    def find(self, word: str) -> list[tuple[int, int]]:
        """Every place of a word, whatever its width, case and spacing, also over the end of a line."""
        wanted = "".join(_folded(word))
        if not wanted:
            return []
        letters = [(part, at) for at, char in enumerate(self.text) for part in _folded(char)]
        flat = "".join(part for part, _at in letters)
        found, at = [], flat.find(wanted)
        while at >= 0:
            found.append((letters[at][1], letters[at + len(wanted) - 1][1] + 1))
            at = flat.find(wanted, at + len(wanted))
        return found


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _one_line(a: Rect, b: Rect, turn: int) -> bool:
    if turn % 2:
        a, b = Rect(a.y0, a.x0, a.y1, a.x1), Rect(b.y0, b.x0, b.y1, b.x1)
    shared = min(a.y1, b.y1) - max(a.y0, b.y0)
    gap = max(a.x0, b.x0) - min(a.x1, b.x1)
    return shared > 0.3 * min(a.y1 - a.y0, b.y1 - b.y0) and gap < 0.15


@contextmanager
def page_of(document: pypdfium2.PdfDocument, number: int) -> Iterator[pypdfium2.PdfPage]:
    """A page (from 1) as a print shows it: form fields, stamps and marks belong to the drawing, notes are left out.

    Raises:
        Refused: ``bad_page`` when pdfium cannot read it.
    """
    page = _loaded(document, number)
    if raw.FPDFPage_GetAnnotCount(page) > 0:
        _drop_notes(page)
        raw.FPDFPage_Flatten(page, raw.FLAT_PRINT)
        page.close()
        page = _loaded(document, number)
    try:
        yield page
    finally:
        page.close()


def _loaded(document: pypdfium2.PdfDocument, number: int) -> pypdfium2.PdfPage:
    try:
        return document[number - 1]
    except (pypdfium2.PdfiumError, IndexError) as error:
        remedy = "请在原来的软件中另存一份再试，或打印后扫描。"
        raise Refused(f"第 {number} 页无法读取。", remedy=remedy, code="bad_page") from error


def _drop_notes(page: pypdfium2.PdfPage) -> None:
    for index in reversed(range(raw.FPDFPage_GetAnnotCount(page))):
        if _is_note(page, index):
            raw.FPDFPage_RemoveAnnot(page, index)


def _is_note(page: pypdfium2.PdfPage, index: int) -> bool:
    annotation = raw.FPDFPage_GetAnnot(page, index)
    kind, flags = raw.FPDFAnnot_GetSubtype(annotation), raw.FPDFAnnot_GetFlags(annotation)
    raw.FPDFPage_CloseAnnot(annotation)
    return kind in _NOTES or bool(flags & _UNSEEN)


def annotated(document: pypdfium2.PdfDocument, number: int) -> bool:
    """Is something to be seen on the page that is not in it: a form field, a stamp, a mark?"""
    page = _loaded(document, number)
    try:
        return any(not _is_note(page, index) for index in range(raw.FPDFPage_GetAnnotCount(page)))
    finally:
        page.close()


def picture(page: pypdfium2.PdfPage, dpi: float = DPI) -> Image.Image:
    """The page as a print shows it, on white.

    Raises:
        Refused: ``too_big`` for a page that no memory holds.
    """
    width, height = page.get_size()
    if width * height * (dpi / 72) ** 2 > MAX_PIXELS:
        raise Refused("页面尺寸过大，不能处理。", remedy="请缩小到 A1 以内，或裁成几页后重新上传。", code="too_big")
    drawn = page.render(scale=dpi / 72, may_draw_forms=False, draw_annots=False, fill_color=(255, 255, 255, 255))
    image: Image.Image = drawn.to_pil().convert("RGB")
    drawn.close()
    return image


def text_of(page: pypdfium2.PdfPage) -> PageText:
    """Every character of the page, also those that do not show; ends of lines as ``\\n``."""
    textpage = page.get_textpage()
    try:
        return PageText(tuple(_spread(list(_glyphs(textpage, Placing(page))))))
    finally:
        textpage.close()


def _spread(glyphs: list[Glyph]) -> Iterator[Glyph]:
    """Several characters that one drawn sign stands for (ﬃ) share its cell among them; its ink stays that of each."""
    at = 0
    while at < len(glyphs):
        end = at + 1
        while end < len(glyphs) and glyphs[at].cell is not None and glyphs[end].cell == glyphs[at].cell:
            end += 1
        yield from (_share(glyph, place, end - at) for place, glyph in enumerate(glyphs[at:end]))
        at = end


def _share(glyph: Glyph, place: int, count: int) -> Glyph:
    cell = glyph.cell
    if count == 1 or cell is None:
        return glyph
    place = count - 1 - place if glyph.turn in (1, 2) else place  # upwards and to the left
    wide, high = (cell.x1 - cell.x0) / count, (cell.y1 - cell.y0) / count
    if glyph.turn % 2:
        return replace(glyph, cell=Rect(cell.x0, cell.y0 + place * high, cell.x1, cell.y0 + (place + 1) * high))
    return replace(glyph, cell=Rect(cell.x0 + place * wide, cell.y0, cell.x0 + (place + 1) * wide, cell.y1))


def _glyphs(textpage: Any, placing: Placing) -> Iterator[Glyph]:
    count, index = textpage.count_chars(), 0
    while index < count:
        code = raw.FPDFText_GetUnicode(textpage, index)
        at, index = index, index + 1
        if 0xD800 <= code < 0xDC00 and index < count:  # the first half of a pair
            low = raw.FPDFText_GetUnicode(textpage, index)
            code, index = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00), index + 1
        char = "-" if chr(code) in _HYPHENS else chr(code)
        if char in "\r\0" or 0xD800 <= code < 0xE000:
            continue
        if raw.FPDFText_IsGenerated(textpage, at) == 1:
            yield Glyph(char, None, None)
        else:
            tight, cell = placing.boxes(textpage, at)
            yield Glyph(char, tight, cell, placing.turn(textpage, at))


class Placing:
    """From the coordinates of a page to fractions of what is seen: crop, turn and offset are pdfium's to know."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        (ox, oy), (ax, ay), (bx, by) = (self._device(page, x, y) for x, y in ((0, 0), (1000, 0), (0, 1000)))
        self._matrix = ((ax - ox) / 1000, (bx - ox) / 1000, ox, (ay - oy) / 1000, (by - oy) / 1000, oy)

        self._turned = raw.FPDFPage_GetRotation(page)

    def turn(self, textpage: Any, index: int) -> int:
        """Quarters against the clock, as seen; pdfium counts both the angle of a line and the turn of a page with the clock."""
        angle = raw.FPDFText_GetCharAngle(textpage, index)
        return -int(round(angle / (math.pi / 2)) + self._turned) % 4 if angle >= 0 else 0

    @staticmethod
    def _device(page: pypdfium2.PdfPage, x: float, y: float) -> tuple[float, float]:
        across, down = ctypes.c_int(), ctypes.c_int()
        raw.FPDF_PageToDevice(page, 0, 0, _GRID, _GRID, 0, x, y, across, down)
        return across.value / _GRID, down.value / _GRID

    def boxes(self, textpage: Any, index: int) -> tuple[Rect | None, Rect | None]:
        """The ink and the cell of a character."""
        mend = nesting.mending(textpage, index)
        return self._rect(textpage, index, mend, loose=False), self._rect(textpage, index, mend, loose=True)

    def _rect(self, textpage: Any, index: int, mend: nesting.Matrix | None, *, loose: bool) -> Rect | None:
        try:
            left, bottom, right, top = textpage.get_charbox(index, loose=loose)
        except pypdfium2.PdfiumError:
            return None
        if mend is not None:
            left, bottom, right, top = nesting.moved((left, bottom, right, top), mend)
        return self.of((left, bottom, right, top))

    def of(self, bounds: tuple[float, float, float, float]) -> Rect:
        """A rectangle in points of the page, as pdfium gives them: left, bottom, right, top."""
        left, bottom, right, top = bounds
        a, b, c, d, e, f = self._matrix
        across = sorted((a * left + b * bottom + c, a * right + b * top + c))
        down = sorted((d * left + e * bottom + f, d * right + e * top + f))
        return Rect(across[0], down[0], across[1], down[1])


def page_count(data: bytes) -> int:
    with opened(data) as document:
        return len(document)


def read_page(data: bytes, number: int) -> PageText:
    """The characters of one page (from 1) of a PDF."""
    with opened(data) as document, page_of(document, number) as page:
        return text_of(page)


def read_pages(data: bytes) -> list[PageText]:
    """The characters of every page of a PDF."""
    found = []
    with opened(data) as document:
        for number in range(1, len(document) + 1):
            with page_of(document, number) as page:
                found.append(text_of(page))
    return found


def read_picture(data: bytes, number: int, dpi: float = DPI) -> Image.Image:
    """One page (from 1) of a PDF as a picture."""
    with opened(data) as document, page_of(document, number) as page:
        return picture(page, dpi)
