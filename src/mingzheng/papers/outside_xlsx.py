"""What an inspection of an outside site found, as a workbook: the rules with their numbers, then every finding."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook

from mingzheng.papers import sheets
from mingzheng.papers.findings_xlsx import tall
from mingzheng.supervision.inspections.models import OutsideFinding
from mingzheng.supervision.inspections.queries import RuleCount

RULES = ("规则", "程度", "由谁判定", "问题", "其中要由人核对", "出处")
RULE_WIDTHS = (36.0, 10.0, 24.0, 8.0, 12.0, 48.0)
HEAD = ("序号", "问题", "程度", "页面", "地址", "页面所写机关", "看到的", "要由人核对", "怎样改")
WIDTHS = (6.0, 24.0, 10.0, 30.0, 36.0, 20.0, 46.0, 26.0, 36.0)
LEFT = (2, 4, 5, 6, 7, 8, 9)


def outside_workbook(title: str, under: str, by_rule: Sequence[RuleCount], rows: Sequence[OutsideFinding]) -> bytes:
    """The bytes of an .xlsx file.

    Args:
        under: as of when, how many pages, and what was left out.
    """
    book = Workbook()
    first: Any = book.worksheets[0]
    first.title = "按规则"
    _head(first, title, under, RULES, RULE_WIDTHS)
    for at, row in enumerate(by_rule, 4):
        _rule(first, at, row)
    sheets.paper(first, header_row=3, last_row=3 + max(1, len(by_rule)), columns=len(RULES), landscape=True)
    second: Any = book.create_sheet("问题清单")
    _head(second, title, under, HEAD, WIDTHS)
    for number, found in enumerate(rows, 1):
        _line(second, 3 + number, number, found)
    sheets.paper(second, header_row=3, last_row=3 + max(1, len(rows)), columns=len(HEAD), landscape=True)
    return sheets.as_bytes(book)


def _head(sheet: Any, title: str, under: str, names: Sequence[str], widths: Sequence[float]) -> None:
    sheets.title(sheet, title, len(names))
    sheets.under_title(sheet, under, len(names))
    sheets.header(sheet, 3, names)
    sheets.widths(sheet, widths)


def _rule(sheet: Any, at: int, row: RuleCount) -> None:
    about = row.rule
    texts: list[str | int] = [about.label, about.severity.label, about.mark.label, row.count, row.unsure, about.source]
    for column, text in enumerate(texts, 1):
        sheets.put(sheet, at, column, text)
    for column in (1, 6):
        sheet.cell(at, column).alignment = sheets.LEFT
    sheets.shade(sheet.cell(at, 2), about.severity.light)
    tall(sheet, at, [(about.label, RULE_WIDTHS[0]), (about.source, RULE_WIDTHS[5])])


def _line(sheet: Any, at: int, number: int, row: OutsideFinding) -> None:
    texts = [row.about.label, row.about.severity.label, row.title, row.address, row.agency]
    texts += [row.evidence, row.doubt, row.how_to_mend]
    sheets.put(sheet, at, 1, number)
    for column, text in enumerate(texts, 2):
        cell = sheets.put(sheet, at, column, text)
        if column in LEFT:
            cell.alignment = sheets.LEFT
    sheets.shade(sheet.cell(at, 3), row.light)
    tall(sheet, at, [(texts[column - 2], WIDTHS[column - 1]) for column in LEFT])
