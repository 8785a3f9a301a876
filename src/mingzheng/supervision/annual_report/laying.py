"""A report laid out once: the page, Word, PDF and the workbook draw the same parts, so that they cannot disagree. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mingzheng.requests.foi.annual.layout import Laid, lay
from mingzheng.supervision.annual_report.reading.parts import NUMERALS, PARTS
from mingzheng.supervision.annual_report.sections import sections


@dataclass(frozen=True)
class Sub:
    """A heading within a part, "" when its text has none, and paragraphs."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    number: int
    title: str
    subs: tuple[Sub, ...] = ()
    table: Laid | None = None

    @property
    def heading(self) -> str:
        return f"{NUMERALS[self.number - 1]}、{self.title}"


@dataclass(frozen=True)
class Whole:
    """``day``: of publication, None for a draft. ``note``: under the title (更正 and draft)."""

    title: str
    agency: str
    year: int
    parts: tuple[Part, ...] = field(default_factory=tuple)
    day: dt.date | None = None
    note: str = ""

    @property
    def lead(self) -> str:
        return (
            f"根据《中华人民共和国政府信息公开条例》第四十九条、第五十条的规定编制。"
            f"本报告中所列数据的统计期限自{self.year}年1月1日起至{self.year}年12月31日止。"
        )


def content(
    title: str, agency: str, year: int, texts: Mapping[str, str], tables: Mapping[str, Any], *, government: bool
) -> dict[str, Any]:
    """What an edition keeps.

    Args:
        texts: with their figures filled in already.
    """
    subs: dict[str, list[dict[str, Any]]] = {"1": [], "5": [], "6": []}
    for one in sections(government=government):
        subs[str(one.part)].append({"title": one.title, "paragraphs": paragraphs(texts.get(one.key, ""))})
    return {"title": title, "agency": agency, "year": year, "parts": subs, "tables": dict(tables)}


def paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def whole(held: Mapping[str, Any], day: dt.date | None = None, note: str = "") -> Whole:
    """The layout of what an edition keeps."""
    tables = {one.key: one for one in lay(held["tables"])}
    made = []
    for number, title in PARTS.items():
        told = held["parts"].get(str(number), [])
        subs = tuple(Sub(one["title"], tuple(one["paragraphs"])) for one in told if one["paragraphs"])
        made.append(Part(number, title, subs, tables.get(f"table{number}")))
    return Whole(held["title"], held["agency"], held["year"], tuple(made), day, note)
