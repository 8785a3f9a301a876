"""Reading numbers the way people and PDF files write them: full-width, spaced, hyphenated, broken over lines. Pure.

``plain`` has exactly the length of the text given, so offsets found in it are offsets into the original.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

SHORTEST, LONGEST = 11, 19  # digits: a mobile number, a bank card
_INVISIBLE = "\u200b"
_TABLE: dict[int, str] = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_TABLE |= {ord(char): " " for char in "\u3000\u00a0\u2002\u2003\u2007\u2009\u202f"}
_TABLE |= {ord(char): "-" for char in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63"}
_TABLE |= {ord(char): _INVISIBLE for char in "\u200c\u200d\u2060\ufeff\u00ad"}
_TABLE |= {ord(char): "X" for char in "\u00d7\u2169\u0425\u0445"}
_UPPER = {code: chr(code - 32) for code in range(ord("a"), ord("z") + 1)}

_GROUP = re.compile(rf"[0-9]+(?:{_INVISIBLE}+[0-9]+)*")
_TAIL = re.compile(r"[ -]?[Xx](?![0-9A-Za-z])")
_CENTS = re.compile(r"\.[0-9]{2}(?![0-9])")
_PLAIN_GAP = re.compile(rf"[ \-.·/{_INVISIBLE}]{{1,2}}")
_BREAK_GAP = re.compile(r"[ \t-]{0,4}\r?\n[ \t]{0,4}")


@dataclass(frozen=True)
class Group:
    """A run of digits; ``tail_end`` is the end of an X that follows it, 0 when there is none."""

    start: int
    end: int
    digits: str
    tail_end: int


@dataclass(frozen=True)
class Run:
    """Consecutive groups read as one number."""

    start: int
    end: int
    value: str
    shape: tuple[int, ...]
    breaks: int  # how many of its gaps are line breaks


class Page:
    """A text prepared for the detectors."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.plain = text.translate(_TABLE)
        self.upper = self.plain.translate(_UPPER)

    @cached_property
    def groups(self) -> list[Group]:
        found = []
        for match in _GROUP.finditer(self.plain):
            tail = _TAIL.match(self.plain, match.end())
            digits = match.group().replace(_INVISIBLE, "")
            found.append(Group(match.start(), match.end(), digits, tail.end() if tail else 0))
        return found

    @cached_property
    def gaps(self) -> list[str]:
        """What stands between group i and i+1: "plain", "break" or "" (they do not belong together)."""
        pairs = zip(self.groups, self.groups[1:], strict=False)
        return [self._gap(left.end, right.start) for left, right in pairs]

    def _gap(self, start: int, end: int) -> str:
        if end - start > 12:
            return ""
        if _PLAIN_GAP.fullmatch(self.plain, start, end):
            return "plain"
        return "break" if _BREAK_GAP.fullmatch(self.plain, start, end) else ""

    @cached_property
    def runs(self) -> list[Run]:
        """Every number of 11 to 19 digits that consecutive whole groups can be read as.

        Seventeen digits followed by X are read as eighteen characters too.
        """
        return [run for first in range(len(self.groups)) for run in self._runs_from(first)]

    def _runs_from(self, first: int) -> Iterator[Run]:
        value, shape, breaks = "", [], 0
        start = self.groups[first].start
        for place in range(first, min(first + self._most_groups(first), len(self.groups))):
            group = self.groups[place]
            value += group.digits
            if len(value) > LONGEST:
                return
            shape.append(len(group.digits))
            if len(value) >= SHORTEST:
                yield Run(start, group.end, value, tuple(shape), breaks)
            if group.tail_end and len(value) == 17:
                yield Run(start, group.tail_end, value + "X", tuple(shape), breaks)
            gap = self.gaps[place] if place < len(self.gaps) else ""
            breaks += gap == "break"
            if not gap or breaks > 1:
                return

    def _most_groups(self, first: int) -> int:
        """Up to eight groups make a number; digit by digit (the boxes of a form) only from the first box on.

        The bound keeps the work linear for a text of nothing but spaced digits.
        """
        alone = len(self.groups[first].digits) == 1
        led = first and self.gaps[first - 1] and len(self.groups[first - 1].digits) == 1
        return LONGEST if alone and not led else 8

    def before(self, position: int, length: int = 16) -> str:
        """The few characters before a position, where a label such as 身份证号 would stand."""
        return self.plain[max(0, position - length) : position]

    def is_decimal(self, start: int, end: int) -> bool:
        """Is this run of digits part of a decimal fraction or an amount (0.138…, 13812345678.00)?"""
        plain = self.plain
        led = start >= 2 and plain[start - 1] == "." and plain[start - 2].isdigit()
        return led or bool(_CENTS.match(plain, end))
