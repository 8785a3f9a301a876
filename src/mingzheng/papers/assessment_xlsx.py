"""Assessment as workbooks: a system that can be read back, a unit's sheet in the columns of the scheme, the whole round."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook

from mingzheng.core.actors import Actor
from mingzheng.core.indicators import indicator_of, indicators
from mingzheng.papers import sheets
from mingzheng.supervision.assessment import presenting, queries, ranking
from mingzheng.supervision.assessment.formulas import FORMS
from mingzheng.supervision.assessment.models import Round, Sheet, System, SystemItem
from mingzheng.supervision.assessment.presenting import HIDDEN, GroupRows, Row
from mingzheng.supervision.assessment.sheets import COLUMNS, EVERYBODY, LAW, WAY_WORDS, WAYS

HEAD_ROW = 3
LAW_WIDTHS = (18.0, 24.0, 8.0, 40.0, 36.0, 26.0, 9.0, 9.0, 9.0)
OUR_WIDTHS = (16.0, 11.0, 30.0, 28.0, 8.0, 8.0)
LEFT = (2, 4, 5, 6)


def system_workbook(system: System | None) -> bytes:
    """The items of a system; without one an empty table with its headings. Read back, it gives the same items.

    A second sheet lists the figures that may be used and how each way of scoring is written.
    """
    book = Workbook()
    sheet: Any = book.worksheets[0]
    sheet.title = "指标表"
    items = system.listed if system else []
    title = str(system) if system else "考核指标表"
    under = f"{system.year}年，第 {system.edition} 版" if system else "从第 4 行起填写，往下相同的指标可以空着"
    _head(sheet, title, under, COLUMNS, (*LAW_WIDTHS, *OUR_WIDTHS))
    for at, item in enumerate(items, HEAD_ROW + 1):
        first = at == HEAD_ROW + 1 or items[at - HEAD_ROW - 2].group != item.group
        _item(sheet, at, item, group=item.group if first else "")
    last = HEAD_ROW + max(1, len(items))
    sheets.paper(sheet, header_row=HEAD_ROW, last_row=last, columns=len(COLUMNS), landscape=True)
    _help(book.create_sheet("可以用的数据"))
    return sheets.as_bytes(book)


def _head(sheet: Any, title: str, under: str, names: Sequence[str], widths: Sequence[float]) -> None:
    sheets.title(sheet, title, len(names))
    sheets.under_title(sheet, under, len(names))
    sheets.header(sheet, HEAD_ROW, names)
    sheets.widths(sheet, widths)


def _item(sheet: Any, at: int, item: SystemItem, *, group: str) -> None:
    indicator = indicator_of(item.figure) if item.figure else None
    figure = f"{item.figure}（{indicator.label}）" if indicator else item.figure
    kinds = item.kinds_words if item.kinds else EVERYBODY
    texts: list[str | int] = [group, item.name, "", item.explanation, "", "", "", "", "", kinds]
    texts += [WAY_WORDS[item.way], figure, item.formula]
    texts += [item.sample or "", item.assessors if item.way == "sample" else ""]
    _line(sheet, at, texts, (*LAW_WIDTHS, *OUR_WIDTHS))
    _number(sheet, at, 3, item.points)


def _number(sheet: Any, at: int, column: int, value: Any) -> None:
    cell = sheet.cell(at, column)
    cell.value, cell.number_format = value, "0.###"


def _line(sheet: Any, at: int, texts: Sequence[str | int], widths: Sequence[float]) -> None:
    for column, text in enumerate(texts, 1):
        cell = sheets.put(sheet, at, column, text)
        if column in LEFT:
            cell.alignment = sheets.LEFT
    lines = max(sheets.lines_of(str(text), width) for text, width in zip(texts, widths, strict=True))
    sheet.row_dimensions[at].height = min(400.0, max(1.4, lines + 0.4) * sheets.LINE_POINTS)


def _help(sheet: Any) -> None:
    _head(
        sheet,
        "可以用的数据",
        f"评分方式：{'、'.join(WAYS)}。计算办法：{FORMS}。",
        ("代码", "名称", "怎样计算"),
        (30.0, 30.0, 90.0),
    )
    for at, one in enumerate(indicators(), HEAD_ROW + 1):
        _line(sheet, at, (one.code, one.label, one.how), (30.0, 30.0, 90.0))
    sheets.paper(sheet, header_row=HEAD_ROW, last_row=HEAD_ROW + len(indicators()), columns=3, landscape=True)


# --- a unit's sheet ---------------------------------------------------------------------------------------------


def sheet_workbook(sheet: Sheet, actor: Actor) -> bytes:
    """A unit's sheet in the columns of the scheme, as far as the reader may see it."""
    book = Workbook()
    _unit(book.worksheets[0], sheet, actor)
    return sheets.as_bytes(book)


def _unit(page: Any, sheet: Sheet, actor: Actor) -> None:
    page.title = sheet.unit.short[:31]
    found = presenting.sheet_rows(sheet, actor)
    ending = presenting.sheet_sum(sheet, actor)
    _head(page, f"{sheet.round}考核表", sheet.unit.name, LAW, LAW_WIDTHS)
    at = HEAD_ROW
    for group in found:
        first = at + 1
        for row in group.rows:
            at += 1
            _row(page, at, row, group)
        for column in (1, 9):
            sheets.merge_down(page, column, first, at)
    if ending is not None:
        at += 1
        said = ending.sentence + (f"区间 {ending.between}。" if ending.between else "") + ending.place
        _line(page, at, ["合计", "", "", "", said, "", "", ending.total, ""], LAW_WIDTHS)
    sheets.paper(page, header_row=HEAD_ROW, last_row=max(at, HEAD_ROW + 1), columns=len(LAW), landscape=True)


def _row(page: Any, at: int, row: Row, group: GroupRows) -> None:
    said = "\n".join(filter(None, [row.note, *row.how]))
    proofs = "\n".join(proof.title for proof in row.proofs)
    value = "" if row.value == HIDDEN else row.value
    texts = [group.name, row.item.name, "", row.item.explanation, said, proofs, row.said, value, group.value]
    _line(page, at, texts, LAW_WIDTHS)
    _number(page, at, 3, row.item.points)


# --- the whole round --------------------------------------------------------------------------------------------

RANK_HEAD = ("组别", "单位", "得分", "95%的区间", "名次", "说明")
RANK_WIDTHS = (14.0, 20.0, 10.0, 18.0, 16.0, 30.0)


def round_workbook(round_: Round, actor: Actor | None) -> bytes:
    """The ranking of a round; for a member of 区府办 (``actor``) also every unit's sheet. Without one: what is public."""
    book = Workbook()
    page: Any = book.worksheets[0]
    page.title = "结果"
    _head(page, f"{round_}结果", f"数据截至 {round_.as_of}", RANK_HEAD, RANK_WIDTHS)
    at = HEAD_ROW
    for group in queries.standings(round_):
        first = at + 1
        for sheet in group.rows:
            at += 1
            _ranked(page, at, group.label, sheet)
        sheets.merge_down(page, 1, first, at)
    at += 1
    _line(page, at, [ranking.METHOD, "", "", "", "", ""], (sum(RANK_WIDTHS), *RANK_WIDTHS[1:]))
    page.merge_cells(start_row=at, start_column=1, end_row=at, end_column=len(RANK_HEAD))
    page.cell(at, 1).alignment = sheets.LEFT
    page.row_dimensions[at].height = 3.4 * sheets.LINE_POINTS
    sheets.paper(page, header_row=HEAD_ROW, last_row=at, columns=len(RANK_HEAD), landscape=False)
    if actor is not None:
        for sheet in round_.sheets.select_related("unit", "round__case", "round__system"):
            _unit(book.create_sheet(), sheet, actor)
    return sheets.as_bytes(book)


def _ranked(page: Any, at: int, group: str, sheet: Sheet) -> None:
    between = f"{sheet.low:.2f}—{sheet.high:.2f}" if sheet.low is not None and sheet.low != sheet.high else ""
    words = [group, sheet.unit.short, "", between, queries.place_words(sheet), "没有按期自评" if sheet.lapsed else ""]
    _line(page, at, words, RANK_WIDTHS)
    if sheet.total is not None:
        cell = page.cell(at, 3)
        cell.value, cell.number_format = sheet.total, "0.00"
