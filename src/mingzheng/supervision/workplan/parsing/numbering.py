"""Automatic numbers of Word paragraphs: they are not in the text, yet 一、 and （一） are what a notice
hangs on.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from typing import Any

from mingzheng.core.errors import Refused

from .limits import parse_xml, read_part

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHINESE = {
    "chineseCounting",
    "chineseCountingThousand",
    "ideographTraditional",
    "japaneseCounting",
    "taiwaneseCountingThousand",
    "chineseLegalSimplified",
    "taiwaneseCounting",
    "japaneseDigitalTenThousand",
}
_CN = "零一二三四五六七八九十"


@dataclass
class Numbering:
    """Counters of the lists of one document."""

    levels: dict[tuple[str, int], tuple[str, str, int]] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    counters: dict[tuple[str, int], int] = field(default_factory=dict)

    @classmethod
    def load(cls, package: zipfile.ZipFile) -> Numbering:
        """Read the list definitions; a document without them, or with broken ones, has no automatic
        numbers.
        """
        self = cls()
        names = package.namelist()
        try:
            if "word/numbering.xml" in names:
                self._load_levels(parse_xml(read_part(package, "word/numbering.xml")))
            if self.levels and "word/styles.xml" in names:
                self._load_styles(parse_xml(read_part(package, "word/styles.xml")))
        except Refused as refused:
            if refused.code == "hostile":
                raise
        return self

    def _load_levels(self, root: Any) -> None:
        abstract: dict[str, dict[int, tuple[str, str, int]]] = {}
        for element in root.iter(f"{_W}abstractNum"):
            levels = {}
            for lvl in element.iter(f"{_W}lvl"):
                start = _attr(lvl, "start", "1")
                levels[_int(lvl.get(f"{_W}ilvl"), 0)] = (
                    _attr(lvl, "numFmt", "decimal"),
                    _attr(lvl, "lvlText", ""),
                    _int(start, 1),
                )
            abstract[element.get(f"{_W}abstractNumId") or ""] = levels
        for num in root.iter(f"{_W}num"):
            for level, spec in abstract.get(_attr(num, "abstractNumId", ""), {}).items():
                self.levels[(num.get(f"{_W}numId") or "", level)] = spec

    def _load_styles(self, root: Any) -> None:
        for style in root.iter(f"{_W}style"):
            num = style.find(f"{_W}pPr/{_W}numPr")
            if num is not None and _attr(num, "numId", ""):
                self.styles[style.get(f"{_W}styleId") or ""] = (
                    _attr(num, "numId", ""),
                    _int(_attr(num, "ilvl", "0"), 0),
                )

    def prefix(self, paragraph: Any) -> str:
        """The number Word would print before this paragraph; counts it."""
        place = self._place(paragraph)
        if place is None or place not in self.levels or not any(t.text for t in paragraph.iter(f"{_W}t")):
            return ""
        kind, pattern, start = self.levels[place]
        self.counters[place] = self.counters.get(place, start - 1) + 1
        for num, level in list(self.counters):
            if num == place[0] and level > place[1]:
                del self.counters[(num, level)]
        if kind in ("bullet", "none"):
            return ""
        return re.sub(r"%(\d)", lambda m: self._number(place[0], int(m[1]) - 1), pattern)

    def _place(self, paragraph: Any) -> tuple[str, int] | None:
        num = paragraph.find(f"{_W}pPr/{_W}numPr")
        if num is not None:
            return _attr(num, "numId", ""), _int(_attr(num, "ilvl", "0"), 0)
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        return self.styles.get(style.get(f"{_W}val") or "") if style is not None else None

    def _number(self, num: str, level: int) -> str:
        kind, _, start = self.levels.get((num, level), ("decimal", "", 1))
        value = self.counters.get((num, level), start)
        return chinese(value) if kind in _CHINESE else str(value)


def chinese(value: int) -> str:
    """1 … 99 in Chinese; digits above."""
    if not 0 < value < 100:
        return str(value)
    tens, ones = divmod(value, 10)
    return ("" if tens == 0 else ("" if tens == 1 else _CN[tens]) + "十") + (_CN[ones] if ones else "")


def _attr(element: Any, child: str, default: str) -> str:
    found = element.find(f"{_W}{child}")
    return default if found is None else found.get(f"{_W}val") or default


def _int(text: str | None, default: int) -> int:
    return int(text) if text and text.isdigit() and len(text) < 6 else default
