"""A published version of the tag catalogue as a workbook."""

from __future__ import annotations

from typing import Any

from openpyxl import Workbook

from mingzheng.papers import sheets
from mingzheng.policy.tags.content import MERGED, RETIRED
from mingzheng.policy.tags.models import Version

HEAD = ("序号", "分面", "代码", "标签", "上级", "含义", "曾用名和旧词", "状态")
WIDTHS = (6.0, 14.0, 10.0, 30.0, 24.0, 46.0, 26.0, 22.0)
LEFT = (4, 5, 6, 7, 8)


def catalogue_workbook(version: Version) -> bytes:
    """The bytes of an .xlsx file: every tag of the version, those merged and retired included."""
    content = version.whole
    book = Workbook()
    sheet: Any = book.worksheets[0]
    sheet.title = "标签目录"
    sheets.title(sheet, f"政策文件标签目录（第 {version.number} 版）", len(HEAD))
    sheets.under_title(sheet, f"{version.published_on} 公布", len(HEAD))
    sheets.header(sheet, 3, HEAD)
    sheets.widths(sheet, WIDTHS)
    labels = {one.code: one.label + ("（必选）" if one.required else "") for one in content.facets}
    for number, entry in enumerate(content.entries, 1):
        parent, into = content.entry(entry.parent), content.entry(entry.into)
        status = {MERGED: f"已并入「{into.name}」" if into else "", RETIRED: "已停用"}.get(entry.status, "在用")
        texts = [labels[entry.facet], entry.code, entry.name, parent.name if parent else "", entry.definition]
        texts += ["、".join(entry.former), status]
        at = 3 + number
        sheets.put(sheet, at, 1, number)
        for column, text in enumerate(texts, 2):
            cell = sheets.put(sheet, at, column, text)
            if column in LEFT:
                cell.alignment = sheets.LEFT
        lines = max(sheets.lines_of(texts[column - 2], WIDTHS[column - 1]) for column in LEFT)
        sheet.row_dimensions[at].height = max(18.0, lines * sheets.LINE_POINTS)
    sheets.paper(sheet, header_row=3, last_row=3 + max(1, len(content.entries)), columns=len(HEAD), landscape=True)
    return sheets.as_bytes(book)
