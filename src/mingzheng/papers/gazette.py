"""An issue of the gazette as one file: cover with contents, then the documents by sections."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from mingzheng.papers import official, title_lines, typesetting
from mingzheng.papers.official import OfficialPaper

DIGITS = "○一二三四五六七八九"  # the circle is U+25CB, as gazettes print it


@dataclass(frozen=True, slots=True)
class GazetteDocument:
    """A document of the issue. With ``notice``, that stands in place of its text."""

    paper: OfficialPaper
    notice: str = ""


@dataclass(frozen=True, slots=True)
class GazetteSection:
    title: str
    documents: tuple[GazetteDocument, ...]


@dataclass(frozen=True, slots=True)
class GazettePaper:
    """What stands in an issue."""

    name: str
    year: int
    number: int
    total: int
    doc_number: str
    organiser: str
    date: datetime.date
    sections: tuple[GazetteSection, ...]
    note: str = ""
    proof: bool = False  # a trial of an issue that is not published: said on every page


def pdf(issue: GazettePaper) -> bytes:
    """The issue as PDF; the same issue gives the same bytes.

    Raises:
        Refused: for characters that no face draws.
    """
    images: dict[str, bytes] = {}
    sections = []
    for at, section in enumerate(issue.sections):
        documents = []
        for place, document in enumerate(section.documents):
            data, pictures = official.data_of(document.paper, f"s{at}d{place}-")
            images.update(pictures)
            documents.append({**data, "notice": document.notice})
        sections.append({"title": section.title, "documents": documents})
    whole: dict[str, Any] = {
        "small": True,
        "name": issue.name,
        "lines": title_lines.broken(issue.name, 14),
        "period": f"{issue.year}年第{issue.number}期",
        "period_words": f"{year_in_words(issue.year)}年第{number_in_words(issue.number)}期",
        "total": issue.total,
        "doc_number": issue.doc_number,
        "organiser": issue.organiser,
        "date_words": date_in_words(issue.date),
        "note": issue.note,
        "proof": issue.proof,
        "sections": sections,
    }
    return typesetting.compose("gazette", whole, images=images, day=issue.date)


def year_in_words(year: int) -> str:
    """2023 → 二○二三"""
    return "".join(DIGITS[int(digit)] for digit in str(year))


def number_in_words(number: int) -> str:
    """1 → 一, 10 → 十, 12 → 十二, 105 → 一百○五"""
    if number < 10:
        return DIGITS[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return f"{DIGITS[tens] if tens > 1 else ''}十{DIGITS[ones] if ones else ''}"
    hundreds, rest = divmod(number, 100)
    if not rest:
        return f"{DIGITS[hundreds]}百"
    below = f"一{number_in_words(rest)}" if 10 <= rest < 20 else number_in_words(rest)
    return f"{DIGITS[hundreds]}百{'○' if rest < 10 else ''}{below}"


def date_in_words(day: datetime.date) -> str:
    """二○二三年七月二日"""
    return f"{year_in_words(day.year)}年{number_in_words(day.month)}月{number_in_words(day.day)}日"
