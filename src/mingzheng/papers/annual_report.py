"""An annual report as Word, PDF, web page and workbook. All four draw one layout (``annual_report.laying``)."""

from __future__ import annotations

import datetime as dt
import html as markup
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from mingzheng.core.dates import chinese_date
from mingzheng.papers import semantic, sheets, title_lines, typesetting, word_forms
from mingzheng.papers.foi_annual_xlsx import WIDTHS, annual_book
from mingzheng.papers.word_forms import FANGSONG, HEI, TITLE, written
from mingzheng.papers.word_pages import BELOW, keep_row_whole, number_pages
from mingzheng.requests.foi.annual.layout import Cell, Laid
from mingzheng.supervision.annual_report.laying import Part, Whole

PITCH = 28  # points from line to line
TEXT_WIDTH, WIDE = 156, 232  # mm, of an upright page and of one laid across
STYLE = (
    "body{font:17px/1.8 serif;margin:2em auto;max-width:60em;padding:0 1em;color:#111}h1{text-align:center;font-size:1.6em}"
    "h2{font-size:1.2em;margin-top:1.6em}h3{font-size:1.05em}p{text-indent:2em;margin:.4em 0}.note,.sign{text-indent:0}"
    ".sign{text-align:right}.note{text-align:center}.wide{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.85em}"
    "th,td{border:1px solid #444;padding:.3em .4em;text-align:center}th{font-weight:600}"
)


# --- HTML ------------------------------------------------------------------------------------------------------------


def page(report: Whole) -> str:
    """The whole report as a web page that needs nothing else."""
    title = markup.escape(report.title)
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>{title}</title><style>{STYLE}</style>'
    note = f'<p class="note">{markup.escape(report.note)}</p>' if report.note else ""
    sign = "".join(f'<p class="sign">{markup.escape(line)}</p>' for line in _signature(report))
    return f'<!doctype html><html lang="zh-Hans"><head>{head}</head><body><h1>{title}</h1>{note}{body(report, wide=True)}{sign}</body></html>'


def body(report: Whole, *, wide: bool = False) -> str:
    """The lead and the six parts. ``wide``: tables may be moved sideways on a narrow screen."""
    found = [f"<p>{markup.escape(report.lead)}</p>"]
    for part in report.parts:
        found.append(f"<h2>{markup.escape(part.heading)}</h2>")
        for place, sub in enumerate(part.subs, 1):
            if sub.title:
                found.append(f"<h3>{markup.escape(_numbered(place, sub.title))}</h3>")
            found += [f"<p>{markup.escape(line)}</p>" for line in sub.paragraphs]
        if part.table is not None:
            made = table_html(part.table)
            name = markup.escape(part.title)
            found.append(
                f'<div class="wide" role="region" tabindex="0" aria-label="{name}">{made}</div>' if wide else made
            )
    return "".join(found)


def _numbered(place: int, title: str) -> str:
    return f"（{'一二三四五六七八九十'[place - 1]}）{title}"


def table_html(laid: Laid) -> str:
    def cell(one: Cell) -> str:
        spans = (f' rowspan="{one.rows}"' if one.rows > 1 else "") + (
            f' colspan="{one.columns}"' if one.columns > 1 else ""
        )
        if one.head:
            return f'<th scope="{one.scope}"{spans}>{markup.escape(one.text)}</th>'
        return f"<td{spans}>{said(one)}</td>"

    def rows(part: list[list[Cell]]) -> str:
        return "".join(f"<tr>{''.join(cell(one) for one in row)}</tr>" for row in part)

    head = f"<thead>{rows(laid.head_rows)}</thead>" if laid.heads else ""
    return f"<table>{head}<tbody>{rows(laid.body_rows)}</tbody></table>"


def said(cell: Cell) -> str:
    """A number as every paper writes it."""
    if cell.value is None:
        return cell.text
    return f"{cell.value:g}" if isinstance(cell.value, float) else str(cell.value)


def _signature(report: Whole) -> list[str]:
    return [report.agency, chinese_date(report.day)] if report.day else [report.agency]


# --- PDF -------------------------------------------------------------------------------------------------------------


def pdf(report: Whole) -> bytes:
    """The report as PDF; the same report gives the same bytes.

    Raises:
        Refused: for characters that no face draws.
    """
    blocks = semantic.blocks(body(report), semantic.Reading({}))
    laid = [part.table for part in report.parts if part.table is not None]
    for block, table in zip((one for one in blocks if one["t"] == "table"), laid, strict=True):
        _set_as_form(block, table)
    data = {
        "title": report.title,
        "lines": title_lines.broken(report.title),
        "note": report.note,
        "body": blocks,
        "agency": report.agency,
        "date": chinese_date(report.day) if report.day else "",
    }
    return typesetting.compose("annual", data, images={}, day=report.day or dt.date(report.year + 1, 1, 1))


POINTS = {"table2": 12.0, "table3": 8.5, "table4": 9.0}


def _set_as_form(block: dict[str, Any], laid: Laid) -> None:
    """Columns as wide as on the other papers, numbers in the middle."""
    block["weights"], block["points"] = list(WIDTHS[laid.key]), POINTS[laid.key]
    block["gap"] = 3.6 if laid.width > 4 else 5.0  # the whole of table three stands on one page
    for cell in block["cells"]:
        cell["side"] = "center"


# --- Word ------------------------------------------------------------------------------------------------------------


def docx(report: Whole) -> bytes:
    """The report as a Word document; the tables of parts three and four lie across, their heads are merged as in the form."""
    document = Document()
    _upright(document.sections[0])
    number_pages(document)
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    written(title, report.title, TITLE, 22)
    if report.note:
        note = document.add_paragraph()
        note.alignment = WD_ALIGN_PARAGRAPH.CENTER
        written(note, report.note, FANGSONG, 14)
    _paragraph(document, report.lead)
    for part in report.parts:
        _part(document, part)
    for place, line in enumerate(_signature(report)):
        last = document.add_paragraph()
        last.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        last.paragraph_format.space_before = Pt(0 if place else PITCH)
        last.paragraph_format.space_after = Pt(0)
        last.paragraph_format.right_indent = Pt(32)
        written(last, line, FANGSONG, 16)
    return word_forms.as_bytes(document, report.title, report.day or dt.date(report.year + 1, 1, 1))


def _upright(section: Any) -> None:
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.top_margin, section.bottom_margin, section.footer_distance = Mm(37), Mm(35), BELOW


def _across(section: Any) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin, section.right_margin = Mm(35), Mm(30)
    section.top_margin, section.bottom_margin, section.footer_distance = Mm(20), Mm(18), Mm(9)


def _part(document: Any, part: Part) -> None:
    lies = part.table is not None and part.table.width > 4
    now_across = document.sections[-1].page_width > document.sections[-1].page_height
    if lies != now_across:
        (_across if lies else _upright)(document.add_section())
    heading = document.add_paragraph(style="Heading 1")
    _plain(heading)
    written(heading, part.heading, HEI, 16)
    for place, sub in enumerate(part.subs, 1):
        if sub.title:
            under = document.add_paragraph(style="Heading 2")
            _plain(under)
            written(under, _numbered(place, sub.title), "楷体_GB2312", 16)
        for line in sub.paragraphs:
            _paragraph(document, line)
    if part.table is not None:
        _table(document, part.table, WIDE if lies else TEXT_WIDTH)


def _plain(paragraph: Any) -> None:
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = Pt(PITCH)
    paragraph.paragraph_format.first_line_indent = Pt(32)
    paragraph.style.font.color.rgb = None
    paragraph.style.font.bold = False


def _paragraph(document: Any, line: str) -> None:
    made = document.add_paragraph()
    made.paragraph_format.first_line_indent = Pt(32)
    made.paragraph_format.space_after = Pt(0)
    made.paragraph_format.line_spacing = Pt(PITCH)
    written(made, line, FANGSONG, 16)


def _table(document: Any, laid: Laid, width: int) -> None:
    table = document.add_table(rows=len(laid.rows), cols=laid.width)
    table.style, table.autofit = "Table Grid", False
    shares = WIDTHS[laid.key]
    grid = list(table._cells)  # asked once: the library reckons all of them anew at every question
    for x, share in enumerate(shares):
        table.columns[x].width = Mm(width * share / sum(shares))
        for y in range(len(laid.rows)):
            grid[y * laid.width + x].width = Mm(width * share / sum(shares))
    for row in table.rows:
        keep_row_whole(row)
    for y in range(laid.heads):
        head = table.rows[y]._tr.get_or_add_trPr()
        mark = head.makeelement(qn("w:tblHeader"), {qn("w:val"): "true"})
        head.append(mark)
    points = 12.0 if laid.width <= 4 else 9.0
    taken: set[tuple[int, int]] = set()
    for y, row in enumerate(laid.rows):
        x = 0
        for cell in row:
            while (x, y) in taken:
                x += 1
            taken |= {(x + i, y + j) for i in range(cell.columns) for j in range(cell.rows)}
            place = grid[y * laid.width + x]
            if cell.columns > 1 or cell.rows > 1:
                place = place.merge(grid[(y + cell.rows - 1) * laid.width + x + cell.columns - 1])
            _cell(place, cell, points)
            x += cell.columns


def _cell(place: Any, cell: Cell, points: float) -> None:
    place.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = place.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    long_label = cell.scope.startswith("row") and len(cell.text) > 12
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT if long_label else WD_ALIGN_PARAGRAPH.CENTER
    written(paragraph, said(cell) if not cell.head else cell.text, HEI if cell.head else FANGSONG, points)


# --- workbook --------------------------------------------------------------------------------------------------------


def xlsx(report: Whole) -> bytes:
    """The three tables as the form draws them, and the text on a sheet of its own."""
    under = f"统计期限：{report.year}年1月1日至12月31日" + (f"　公布：{report.day}" if report.day else "　草稿")
    laid = [part.table for part in report.parts if part.table is not None]
    book = annual_book(report.title, under, laid)
    sheet: Worksheet = book.create_sheet("正文", 0)
    sheets.widths(sheet, [110.0])
    lines: list[tuple[str, str]] = [(report.title, HEI)]
    if report.note:
        lines.append((report.note, FANGSONG))
    lines.append((report.lead, FANGSONG))
    for part in report.parts:
        lines.append((part.heading, HEI))
        for place, sub in enumerate(part.subs, 1):
            if sub.title:
                lines.append((_numbered(place, sub.title), HEI))
            lines += [(line, FANGSONG) for line in sub.paragraphs]
        if part.table is not None:
            lines.append((f"见工作表“{part.table.title[:1]}……”。", FANGSONG))
    for at, (line, face) in enumerate(lines, 1):
        made = sheets.put(sheet, at, 1, line, font=sheets.HEI if face == HEI else sheets.FANGSONG)
        made.alignment = Alignment(wrap_text=True, horizontal="left", vertical="top")
        sheet.row_dimensions[at].height = 18 * (1 + len(line) // 50)
    book.active = 0
    return sheets.as_bytes(book)
