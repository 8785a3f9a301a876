"""一事一页: what one matter needs, on one sheet of A4, with a code that leads to its page; or folded to three panels."""

from __future__ import annotations

import datetime
import io
from dataclasses import dataclass
from typing import Any

import segno

from mingzheng.core.dates import chinese_date
from mingzheng.papers import semantic, title_lines, typesetting


@dataclass(frozen=True, slots=True)
class Step:
    """One step: a few words, and a sentence that explains them."""

    title: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the sheet: 办理时限 / 20 个工作日."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Brochure:
    """What stands on the sheet. ``body`` is HTML as in official papers and may be empty."""

    title: str
    organ: str  # who answers for the sheet
    date: datetime.date  # as of
    url: str  # where the matter stands on the portal; also in the code
    summary: str = ""
    facts: tuple[Fact, ...] = ()
    steps: tuple[Step, ...] = ()
    body: str = ""
    contact: tuple[Fact, ...] = ()
    topic: str = ""  # a small line above the title, such as 重点领域 · 义务教育
    sources: tuple[str, ...] = ()  # documents that it stands on


def pdf(sheet: Brochure, *, folded: bool = False) -> bytes:
    """The sheet as PDF: one page upright, or a sheet across with three panels to fold.

    Raises:
        Refused: for characters that no face draws.
    """
    reading = semantic.Reading({})
    data: dict[str, Any] = {
        "title": sheet.title.replace("\n", ""),
        "lines": title_lines.broken(sheet.title, 11 if folded else 17),
        "topic": sheet.topic,
        "organ": sheet.organ,
        "asof": chinese_date(sheet.date),
        "url": sheet.url,
        "summary": sheet.summary,
        "facts": [[fact.label, fact.value] for fact in sheet.facts],
        "steps": [[step.title, step.text] for step in sheet.steps],
        "body": semantic.blocks(sheet.body, reading),
        "contact": [[fact.label, fact.value] for fact in sheet.contact],
        "sources": list(sheet.sources),
        "folded": folded,
    }
    return typesetting.compose("brochure", data, images={"code.svg": code_svg(sheet.url)}, day=sheet.date)


def code_svg(url: str) -> bytes:
    """The QR code of an address as SVG, black on white with its quiet zone."""
    out = io.BytesIO()
    segno.make(url, error="m", micro=False).save(out, kind="svg", border=2, light="white", scale=4)
    return out.getvalue()
