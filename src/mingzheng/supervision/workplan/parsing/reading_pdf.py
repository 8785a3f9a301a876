"""PDF files with text: characters with their places, ruled tables rebuilt from their lines, the rest
as printed lines.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from mingzheng.core.errors import Refused

from .limits import MAX_CHARS, MAX_PAGES
from .model import Cell, Grid, Line, Source
from .ruled import Box, Ruling, Table, tables_from
from .words import clean

_MAX_PATHS = 20_000
_MAX_SEGMENTS = 60_000


@dataclass(frozen=True)
class Char:
    """One printed character and its box, in points, y upwards."""

    text: str
    box: Box


def read_pdf(data: bytes) -> Source:
    """Read a PDF page by page.

    Raises:
        Refused: damaged, encrypted, too long, or a scan without text.
    """
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as bad:
        if "password" in str(bad).lower():
            raise Refused("PDF 加了密码。", remedy="请去掉密码后再上传。", code="encrypted") from bad
        raise Refused("PDF 已损坏，打不开。", remedy="请重新导出 PDF，或上传 .docx。", code="damaged") from bad
    with closing(document):
        if len(document) > MAX_PAGES:
            raise Refused(
                f"PDF 超过 {MAX_PAGES} 页，不像一份通知。",
                remedy="请只保留通知正文和任务表。",
                code="too_large",
            )
        return _read_pages(document)


def _read_pages(document: Any) -> Source:
    lines: list[Line] = []
    grids: list[Grid] = []
    blank, total = 0, 0
    for number in range(len(document)):
        try:
            chars, rulings, running = _page(document, number)
        except pdfium.PdfiumError:
            blank += 1
            continue
        total += len(chars)
        if total > MAX_CHARS:
            raise Refused("文字超过四十万字，不像一份通知。", remedy="请只保留通知正文和任务表。", code="too_large")
        blank += not chars
        tables = tables_from(rulings)
        starts = True
        # without ruled tables the order in which the words were written keeps cells
        # together better than their height does
        for text in _lines(_outside(chars, tables)) if tables else running:
            lines.append(Line(len(lines) + 1, text, starts))
            starts = False
        for table in tables:
            grid = _grid(table, chars, f"第{number + 1}页的表", len(lines))
            if any(c.text for row in grid.rows for c in row):
                grids.append(grid)
    if not total:
        raise Refused(
            "这份 PDF 是扫描件，里面没有文字。",
            remedy="请上传由 Word 导出的 PDF 或 .docx 原件；只有扫描件时，请先做文字识别再上传。",
            code="no_text",
        )
    warnings = [f"有{blank}页没有文字（可能是扫描页），没有读取，请核对。"] if blank else []
    return Source(tuple(lines), tuple(grids), tuple(warnings))


def _page(document: Any, number: int) -> tuple[list[Char], list[Ruling], list[str]]:
    page = document[number]
    with closing(page):
        text = page.get_textpage()
        with closing(text):
            chars = list(_chars(text))
            running = [t for ln in text.get_text_range().splitlines() if (t := clean(ln).strip())]
        return chars, list(_rulings(page)), running


def _chars(text: Any) -> Iterator[Char]:
    # the loose box has the height of the font, so that a comma stands on the same line as the words around it
    box = raw.FS_RECTF()
    for i in range(min(text.count_chars(), MAX_CHARS)):
        code = raw.FPDFText_GetUnicode(text, i)
        if code <= 32 or code in (0xA0, 0x3000, 0xFFFE, 0xFFFF) or 0xD800 <= code <= 0xDFFF:
            continue
        if raw.FPDFText_IsGenerated(text, i) == 1 or not raw.FPDFText_GetLooseCharBox(text, i, box):
            continue
        yield Char(chr(code), Box(box.left, min(box.bottom, box.top), box.right, max(box.bottom, box.top)))


def _rulings(page: Any) -> Iterator[Ruling]:
    """Straight horizontal and vertical strokes and edges of thin boxes, in page coordinates."""
    left = _MAX_SEGMENTS
    for k, item in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=4)):
        if k >= _MAX_PATHS or left <= 0:
            return
        matrix = item.get_matrix()
        points: list[tuple[float, float]] = []
        x, y = ctypes.c_float(), ctypes.c_float()
        for s in range(min(raw.FPDFPath_CountSegments(item), left)):
            left -= 1
            segment = raw.FPDFPath_GetPathSegment(item, s)
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            kind = raw.FPDFPathSegment_GetType(segment)
            here = (
                matrix.a * x.value + matrix.c * y.value + matrix.e,
                matrix.b * x.value + matrix.d * y.value + matrix.f,
            )
            if kind == raw.FPDF_SEGMENT_MOVETO:
                points = [here]
                continue
            if kind == raw.FPDF_SEGMENT_LINETO and points:
                yield from _straight(points[-1], here)
            points.append(here)
            if raw.FPDFPathSegment_GetClose(segment):
                yield from _straight(here, points[0])


def _straight(a: tuple[float, float], b: tuple[float, float]) -> Iterator[Ruling]:
    if abs(a[1] - b[1]) < 1.0 and abs(a[0] - b[0]) > 4:
        yield Ruling("h", (a[1] + b[1]) / 2, min(a[0], b[0]), max(a[0], b[0]))
    elif abs(a[0] - b[0]) < 1.0 and abs(a[1] - b[1]) > 4:
        yield Ruling("v", (a[0] + b[0]) / 2, min(a[1], b[1]), max(a[1], b[1]))


def _outside(chars: list[Char], tables: list[Table]) -> list[Char]:
    return [c for c in chars if not any(t.box.holds(*c.box.centre) for t in tables)]


def _lines(chars: list[Char]) -> list[str]:
    """Characters in reading order, a blank where a wide gap parts two pieces of a line."""
    rows: list[list[Char]] = []
    for char in sorted(chars, key=lambda c: -c.box.centre[1]):
        height = max(char.box.top - char.box.bottom, 6.0)
        if rows and abs(_middle(rows[-1]) - char.box.centre[1]) < height * 0.35:
            rows[-1].append(char)
        else:
            rows.append([char])
    return [text for row in rows if (text := _row_text(row))]


def _middle(row: list[Char]) -> float:
    tallest = max(row, key=lambda c: c.box.top - c.box.bottom)
    return tallest.box.centre[1]


def _row_text(row: list[Char]) -> str:
    row = sorted(row, key=lambda c: c.box.left)
    size = max(max(c.box.right - c.box.left for c in row), 4.0)
    out = ""
    for i, char in enumerate(row):
        if i and char.box.left - row[i - 1].box.right > size * 1.1:
            out += "  "
        out += char.text
    return clean(out).strip()


def _grid(table: Table, chars: list[Char], where: str, at: int) -> Grid:
    """Text into cells; a merged cell's text is in its first elementary cell and marked joined in the
    others.
    """
    inside: dict[int, list[Char]] = {}
    for char in chars:
        cell = table.cell_at(*char.box.centre)
        if cell is not None:
            inside.setdefault(cell, []).append(char)
    texts = {cell: "\n".join(_lines(own)) for cell, own in inside.items()}
    first: dict[int, tuple[int, int]] = {}
    rows: list[tuple[Cell, ...]] = []
    for r, ids in enumerate(table.cells):
        row: list[Cell] = []
        for c, cell in enumerate(ids):
            origin = first.setdefault(cell, (r, c))
            row.append(Cell(texts.get(cell, ""), joined=r > origin[0], across=c > origin[1]))
        rows.append(tuple(row))
    return Grid(tuple(rows), where, at)
