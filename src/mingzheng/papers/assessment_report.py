"""The report of an assessment to one unit: what it came to, item by item, and how; as PDF and as Word."""

from __future__ import annotations

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.dates import chinese_date
from mingzheng.papers import forms
from mingzheng.papers.forms import Cell, label
from mingzheng.papers.word_forms import docx
from mingzheng.supervision.assessment import presenting, ranking
from mingzheng.supervision.assessment.models import Sheet
from mingzheng.supervision.assessment.presenting import GroupRows, Row

WIDTHS = (15, 19, 9, 38, 9, 10)
HEAD = ("指标", "具体项目", "分值", "怎样得出", "自评", "得分")


def report(sheet: Sheet, actor: Actor) -> forms.Sheet:
    """The report as far as the reader may see it; scores stand in it from the feedback on."""
    ending = presenting.sheet_sum(sheet, actor)
    rows: list[tuple[Cell, ...]] = [tuple(label(name) for name in HEAD)]
    for group in presenting.sheet_rows(sheet, actor):
        for first, row in enumerate(group.rows):
            rows.append(_row(group, row, first=not first))
    notes: list[str] = []
    if ending is not None:
        rows.append((label("合计", across=2), Cell(ending.sentence, across=3), Cell(ending.total)))
        if ending.place:
            between = f"（95%的区间 {ending.between}）" if ending.between else ""
            rows.append((label("名次", across=2), Cell(f"{ending.place}{between}", across=4)))
        notes.append(ranking.METHOD)
    notes.append("对某一项得分有异议的，在申诉期限内通过平台提出，由没有评过这一项的人处理。")
    top = f"{sheet.unit.name}　数据截至 {_day(sheet)}"
    return forms.Sheet(f"{sheet.round}反馈", WIDTHS, tuple(rows), top, tuple(notes))


def _day(sheet: Sheet) -> str:
    return chinese_date(sheet.round.as_of)


def _row(group: GroupRows, row: Row, *, first: bool) -> tuple[Cell, ...]:
    head = (label(group.name, down=len(group.rows)),) if first else ()
    said = "\n".join(row.how) or row.note
    return (
        *head,
        Cell(row.item.name),
        Cell(row.item.number),
        Cell(said),
        Cell(row.said or "—"),
        Cell(row.value or "—"),
    )


def rendered(sheet: Sheet, actor: Actor, ending: str) -> bytes:
    """``pdf`` or ``docx``, of today.

    Raises:
        Refused: the PDF would lack characters.
        KeyError: another ending.
    """
    return {"pdf": forms.pdf, "docx": docx}[ending](report(sheet, actor), timekeeping.today())
