"""What the case screens say of a bulletin and of a receipt, and the bulletin as it is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mingzheng.core import cells
from mingzheng.core.cells import Piece
from mingzheng.supervision.bulletins.models import Bulletin, Receipt, Section

ORDER = "一二三四五六七八九十"


@dataclass(frozen=True)
class Shown:
    """A section as a page draws it: paragraphs of pieces, which of them a person wrote, tables below."""

    heading: str
    key: str
    paragraphs: list[tuple[bool, list[Piece]]]
    tables: list[dict[str, Any]]


def bulletin_facts(bulletin: Bulletin) -> list[tuple[str, Any]]:
    return [
        ("文号", bulletin.number),
        ("数字截至", bulletin.figures_on),
        ("日志位置", f"第 {bulletin.journal_position} 号" if bulletin.journal_position else ""),
        ("印发时间", bulletin.published_at),
        ("公开范围", ("向社会公开" if bulletin.to_public else "发各单位") if bulletin.published_at else ""),
        ("更正原因", bulletin.correction_why),
    ]


def receipt_facts(receipt: Receipt) -> list[tuple[str, Any]]:
    return [
        ("通报", str(receipt.bulletin)),
        ("文号", receipt.bulletin.number),
        ("送达日期", receipt.sent_on),
        ("签收日期", receipt.signed_on),
        ("签收人", receipt.signed_by),
        ("意见", receipt.remark),
    ]


def sections(bulletin: Bulletin) -> list[Shown]:
    """Every section with its numbers filled in and marked."""
    held = bulletin.held
    return [
        Shown(
            f"{ORDER[place]}、{one.heading}",
            one.key,
            [(by_person, cells.pieces(line, held)) for by_person, line in lines_of(one)],
            [bulletin.tables[name] for name in one.tables],
        )
        for place, one in enumerate(bulletin.sections.all())
    ]


def lines_of(section: Section) -> list[tuple[bool, str]]:
    """(written by a person, paragraph)."""
    machine = section.machine if section.uses_machine else ""
    found = [(False, line) for line in machine.splitlines() if line.strip()]
    return found + [(True, line) for line in section.written.splitlines() if line.strip()]


def typed(bulletin: Bulletin) -> list[tuple[str, str, str]]:
    """Numbers that somebody typed and no cell has: section, number, the words around it."""
    held = bulletin.held
    return [
        (one.heading, number.text, number.around)
        for one in bulletin.sections.all()
        for number in cells.unmatched(one.written, held)
    ]
