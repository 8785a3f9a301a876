"""A draft by its articles (第X条), so that an opinion can name one. Pure; no character of the text is lost."""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMERAL = "[零〇一二三四五六七八九十百千两0-9０-９]+"
_ARTICLE = re.compile(rf"^[ \t　]*(第{_NUMERAL}条(?:之{_NUMERAL})?)")
_CHAPTER = re.compile(rf"^[ \t　]*第{_NUMERAL}[编章节](?:[ \t　].{{0,40}})?$")
_SECTION = re.compile(r"^[ \t　]*([一二三四五六七八九十]{1,3}、)")
BEFORE = "标题和前言"
INTRODUCTION = "引言"
LONGEST_HEADING = 100


@dataclass(frozen=True)
class Part:
    """``label``: 第三条, 二、, or the words for what stands before the first; ``heading``: chapter and section it stands under."""

    label: str
    heading: str
    text: str


def split(text: str) -> list[Part]:
    """The parts of a draft in their order: its articles; where it has none its numbered sections; else the whole."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for mark in (_ARTICLE, _SECTION):
        if any(mark.match(line) for line in lines):
            return _split_at(lines, mark)
    whole = text.strip()
    return [Part("全文", "", whole)] if whole else []


def _split_at(lines: list[str], mark: re.Pattern[str]) -> list[Part]:
    found: list[Part] = []
    label, heading, held, waiting = BEFORE, "", list[str](), False

    def close() -> None:
        text = "\n".join(held).strip("\n")
        if text.strip():
            found.append(Part(label, heading, text))
        held.clear()

    for line in lines:
        begins = mark.match(line)
        if begins:
            close()
            label, waiting = begins[1], False
        elif mark is _ARTICLE and _CHAPTER.match(line):
            close()
            # A chapter at once followed by a section: both stand above the articles to come.
            heading = f"{heading}　{line.strip()}"[:LONGEST_HEADING] if waiting else line.strip()
            label, waiting = INTRODUCTION if found else BEFORE, True
            continue
        held.append(line)
    close()
    if waiting and not any(part.heading == heading for part in found):
        found.append(Part(INTRODUCTION, "", heading))
    return found
