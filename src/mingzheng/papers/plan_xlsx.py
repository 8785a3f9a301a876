"""The annex of the notice (任务分解表) as a workbook, as issued or with how every task stands."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.properties import PageSetupProperties, WorksheetProperties
from openpyxl.worksheet.worksheet import Worksheet

from mingzheng.core.dates import chinese_date
from mingzheng.papers import sheets
from mingzheng.supervision.workplan import queries
from mingzheng.supervision.workplan.queries import Board, HeatCell, TaskRow

ANNEX = ("序号", "任务名称", "任务内容", "责任单位", "完成时限")
# The words before the brackets are names of columns that an import of this very sheet passes over.
PROGRESS = ("进展情况", "完成情况（办结/应办）", "备注（逾期单位）")
WIDTHS = (6.0, 16.0, 46.0, 26.0, 12.0)
PROGRESS_WIDTHS = (11.0, 12.0, 26.0)
MOST_NAMED = 8  # late units named in a cell; the rest are counted
FIRST_ROW = 4
MONTHS = tuple(f"{month}月" for month in range(1, 13))


def plan_workbook(board: Board, *, with_progress: bool = True) -> bytes:
    """The plan's tasks in the notice's own table.

    Args:
        board: from ``workplan.queries.board``; a board of one unit gives that unit's tasks.
        with_progress: also light, done of owed, and the late units, and a second sheet of units by months.

    Returns:
        The bytes of an .xlsx file. Read back by ``parsing.parse_notice`` it gives the same tasks.
    """
    book = Workbook()
    properties: Any = book.properties
    properties.creator, properties.title = board.plan.issuer or "明政", board.plan.title
    sheet = _sheet(book.worksheets[0], "任务分解表")
    _tasks(sheet, board, with_progress=with_progress)
    if with_progress:
        _heat(_sheet(book.create_sheet(), "单位与月份"), board)
    return sheets.as_bytes(book)


def _sheet(sheet: Worksheet, name: str) -> Worksheet:
    sheet.title = name
    sheet.sheet_properties = WorksheetProperties(pageSetUpPr=PageSetupProperties(fitToPage=True))
    return sheet


def _tasks(sheet: Worksheet, board: Board, *, with_progress: bool) -> None:
    names = ANNEX + PROGRESS if with_progress else ANNEX
    wide = WIDTHS + PROGRESS_WIDTHS if with_progress else WIDTHS
    sheets.title(sheet, f"{board.plan.title}任务分解表", len(names))
    sheets.under_title(sheet, _as_of(board) if with_progress else board.plan.number, len(names))
    sheets.header(sheet, FIRST_ROW - 1, names)
    sheets.widths(sheet, wide)
    last = FIRST_ROW - 1
    for group, rows in groupby(board.rows, key=lambda row: row.task.group):
        first = last + 1
        for row in rows:
            last += 1
            _task(sheet, last, row, with_progress=with_progress)
        sheets.put(sheet, first, 2, group)
        sheets.merge_down(sheet, 2, first, last)
    sheets.paper(
        sheet, header_row=FIRST_ROW - 1, last_row=max(last, FIRST_ROW), columns=len(names), landscape=with_progress
    )


def _task(sheet: Worksheet, at: int, row: TaskRow, *, with_progress: bool) -> None:
    task = row.task
    sheets.put(sheet, at, 1, task.number)
    sheets.put(sheet, at, 2, "")
    sheets.put(sheet, at, 3, task.content).alignment = sheets.LEFT
    sheets.put(sheet, at, 4, task.units_written)
    sheets.put(sheet, at, 5, task.due_text)
    texts = [(task.content, WIDTHS[2]), (task.units_written, WIDTHS[3]), (task.due_text, WIDTHS[4])]
    if with_progress:
        late = late_units(row)
        sheets.shade(sheets.put(sheet, at, 6, queries.LIGHT_WORDS[row.tally.light]), row.tally.light)
        sheets.put(sheet, at, 7, f"{row.tally.done}/{row.tally.total}")
        sheets.put(sheet, at, 8, late).alignment = sheets.LEFT
        texts.append((late, PROGRESS_WIDTHS[2]))
    lines = max(sheets.lines_of(text, width) for text, width in texts)
    sheet.row_dimensions[at].height = max(1.4, lines + 0.4) * sheets.LINE_POINTS


def late_units(row: TaskRow) -> str:
    """Who is late with a task: at most eight by name, with how many there are beyond."""
    names = [share.unit for share in row.late_units]
    more = f"等 {len(names)} 个单位" if len(names) > MOST_NAMED else ""
    return "、".join(names[:MOST_NAMED]) + more


def _as_of(board: Board) -> str:
    day = board.today
    return f"进展截至 {chinese_date(day)}"


# --- the second sheet: units by months ---------------------------------------------------------------


def _heat(sheet: Worksheet, board: Board) -> None:
    names = ("责任单位", *MONTHS, "全年")
    sheets.title(sheet, f"{board.plan.title}各单位分月进度", len(names))
    sheets.under_title(sheet, f"{_as_of(board)}；每格为当月到期任务的状态和 办结/应办", len(names))
    sheets.header(sheet, FIRST_ROW - 1, names)
    sheets.widths(sheet, (18.0, *[11.0 for _ in MONTHS], 13.0))
    last = FIRST_ROW - 1
    for last, row in enumerate(queries.heat_map(board), FIRST_ROW):
        sheets.put(sheet, last, 1, row.unit)
        whole = HeatCell(row.tally.total, row.tally.done, row.tally.light)
        for column, cell in enumerate((*row.cells, whole), 2):
            _heat_cell(sheet, last, column, cell)
        sheet.row_dimensions[last].height = 2.4 * sheets.LINE_POINTS
    sheets.paper(sheet, header_row=FIRST_ROW - 1, last_row=max(last, FIRST_ROW), columns=len(names), landscape=True)


def _heat_cell(sheet: Worksheet, row: int, column: int, cell: HeatCell | None) -> None:
    """The light as a word with its numbers; the colour only repeats it."""
    if cell is None or cell.total == 0:
        sheets.put(sheet, row, column, "")
        return
    made = sheets.put(sheet, row, column, f"{queries.LIGHT_WORDS[cell.light]}\n{cell.done}/{cell.total}", size=10)
    sheets.shade(made, cell.light)
