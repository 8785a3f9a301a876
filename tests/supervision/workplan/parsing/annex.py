"""The sample's annex and body as other kinds of file: made at test time, with the merged cells a clerk
would make.
"""

from __future__ import annotations

import csv
import io
from functools import cache
from pathlib import Path
from typing import Any

import docx
import openpyxl
import yaml

from mingzheng.supervision.workplan.parsing import ParsedNotice, parse_notice

HERE = Path(__file__).parent
SAMPLE = Path("src/mingzheng/supervision/workplan/samples/workplan-2023-notice.txt")
HEADER = ["序号", "任务名称", "任务内容", "责任单位", "完成时限"]
ROLES = ("number", "group", "content", "units", "due")


@cache
def sample_bytes() -> bytes:
    return (HERE.parents[3] / SAMPLE).read_bytes()


@cache
def sample() -> ParsedNotice:
    return parse_notice(sample_bytes(), "notice.txt")


@cache
def expected() -> tuple[dict[str, Any], ...]:
    rows = yaml.safe_load((HERE / "data" / "workplan-2023-tasks.yaml").read_text(encoding="utf-8"))
    return tuple({"open_ended": False, **row} for row in rows)


def found(parsed: ParsedNotice) -> list[dict[str, Any]]:
    return [
        {
            "open_ended": t.open_ended,
            "number": t.number,
            "group": t.group,
            "content": t.content,
            "units": list(t.units),
            "due": t.due,
        }
        for t in parsed.tasks
    ]


def cells() -> list[list[str]]:
    """Rows of the annex as text."""
    return [
        [str(t["number"]), t["group"], t["content"], "、".join(t["units"]) + "等" * t["open_ended"], t["due"]]
        for t in expected()
    ]


def runs(column: int, within: int | None = None) -> list[tuple[int, int]]:
    """First and last row of each run of equal cells, not crossing the runs of another column."""
    table, out, start = cells(), [], 0
    for i in range(1, len(table) + 1):
        same = i < len(table) and table[i][column] == table[start][column]
        if not same or (within is not None and table[i][within] != table[start][within]):
            out.append((start, i - 1))
            start = i
    return out


def body_paragraphs() -> list[str]:
    notice = sample()
    out = [
        "上海市长宁区人民政府办公室关于印发2023年上海市长宁区政务公开工作要点的通知",
        "长府办〔2023〕12号",
        "区政府各委、办、局，各街道办事处，新泾镇政府：",
        "《2023年上海市长宁区政务公开工作要点》已经2023年4月17日区政府第39次常务会议审议通过，现印发给你们，请认真按照执行。",
        "上海市长宁区人民政府办公室",
        "2023年4月17日",
        "2023年上海市长宁区政务公开工作要点",
        notice.preamble,
    ]
    part = ""
    for point in notice.points:
        if point.part != part:
            part = point.part
            out.append(f"{part}、{next(p.title for p in notice.parts if p.label == part)}")
        out.append(point.label + point.text)
    return [*out, "附件：2023年上海市长宁区政务公开工作要点任务分解表"]


@cache
def as_docx(*, merge: bool = True, with_body: bool = True, pages: int = 1) -> bytes:
    document = docx.Document()
    for text in body_paragraphs() if with_body else []:
        document.add_paragraph(text)
    rows = cells()
    size = -(-len(rows) // pages)
    for page in range(pages):
        part = rows[page * size : (page + 1) * size]
        table = document.add_table(rows=1 + len(part), cols=5)
        for c, name in enumerate(HEADER):
            table.cell(0, c).text = name
        for r, row in enumerate(part):
            for c, text in enumerate(row):
                table._cells[(r + 1) * 5 + c].text = text
        if merge and pages == 1:
            _merge(table)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _merge(table: Any) -> None:
    for column, within in ((1, None), (3, 1), (4, 1)):
        for first, last in runs(column, within):
            for r in range(first + 1, last + 1):
                table._cells[(r + 1) * 5 + column].text = ""
            if last > first:
                table.cell(first + 1, column).merge(table.cell(last + 1, column))


def as_xlsx(*, merge: bool = True, title: bool = True) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    if title:
        sheet.append(["2023年上海市长宁区政务公开工作要点任务分解表"])
        sheet.merge_cells("A1:E1")
    sheet.append(HEADER)
    top = sheet.max_row
    for row in cells():
        sheet.append([int(row[0]), *row[1:]])
    if merge:
        for column, within in ((1, None), (3, 1), (4, 1)):
            for first, last in runs(column, within):
                if last > first:
                    sheet.merge_cells(
                        start_row=top + 1 + first,
                        end_row=top + 1 + last,
                        start_column=column + 1,
                        end_column=column + 1,
                    )
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_csv(encoding: str = "utf-8", *, blank_merged: bool = False) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADER)
    rows = cells()
    if blank_merged:
        for column, within in ((1, None), (3, 1)):
            for first, last in runs(column, within):
                for r in range(first + 1, last + 1):
                    rows[r][column] = ""
    writer.writerows(rows)
    return out.getvalue().encode(encoding)


def wrapped(text: str, width: int) -> list[str]:
    return [text[i : i + width] for i in range(0, len(text), width)]


def as_dump(
    widths: dict[str, int] | None = None,
    *,
    order: tuple[str, ...] = ROLES,
    blank: bool = True,
    rows_a_page: int = 20,
    page_number: str = "- {} -",
    body: bool = True,
) -> bytes:
    """The annex as broken lines, cell after cell, the way programs copy a table out of a PDF."""
    sizes = {"number": 4, "group": 6, "content": 17, "units": 7, "due": 4, **(widths or {})}
    out: list[str] = body_paragraphs() if body else []
    names = dict(zip(ROLES, HEADER, strict=True))
    header = " ".join(names[r] for r in order)
    shown = ""
    for i, row in enumerate(cells()):
        if i % rows_a_page == 0:
            if i:
                out.append(page_number.format(i // rows_a_page))
            out.append(header)
            shown = ""
        values = dict(zip(ROLES, row, strict=True))
        if values["group"] == shown:
            values["group"] = ""
        shown = row[1]
        for role in order:
            out.extend(wrapped(values[role], sizes[role]))
    return ("\n\n" if blank else "\n").join(out).encode()
