"""The six parts of a report's text, by their headings. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from mingzheng.supervision.annual_report.reading.blocks import Block, Paragraph, plain

PARTS = {
    1: "总体情况",
    2: "主动公开政府信息情况",
    3: "收到和处理政府信息公开申请情况",
    4: "政府信息公开行政复议、行政诉讼情况",
    5: "存在的主要问题及改进情况",
    6: "其他需要报告的事项",
}
NUMERALS = "一二三四五六"
_HEADING = re.compile(r"^[（(]?([一二三四五六])[）)]?[、.．：: ]?(.*)$")
_KEYS = {1: ("总体情况", "概述"), 2: ("主动公开",), 3: ("申请情况",), 4: ("复议", "诉讼"), 5: ("问题",), 6: ("其他",)}
_YEAR = re.compile(r"(20\d\d)年")


@dataclass
class Text:
    """``parts``: number of the part → its paragraphs, without the heading. ``lead``: what stands before the first."""

    title: str = ""
    year: int | None = None
    lead: list[Paragraph] = field(default_factory=list)
    parts: dict[int, list[Paragraph]] = field(default_factory=dict)

    @property
    def whole(self) -> list[Paragraph]:
        return [*self.lead, *(one for number in sorted(self.parts) for one in self.parts[number])]


def heading(line: str) -> int | None:
    """Which part a line opens: 五、存在的主要问题及改进情况 → 5."""
    match = _HEADING.match(plain(line))
    if match is None or len(plain(line)) > 40 or plain(line)[0] in "（(":
        return None
    number = NUMERALS.index(match[1]) + 1
    return number if any(word in match[2] for word in _KEYS[number]) else None


def parts(blocks: Iterable[Block]) -> Text:
    """The text in its parts; the first line that names a year is the title."""
    found = Text()
    current = found.lead
    for block in blocks:
        if not isinstance(block, Paragraph):
            continue
        number = heading(block.text)
        if number is not None and number not in found.parts:
            current = found.parts[number] = []
            continue
        if not found.title and not found.parts and "年" in block.text and "报告" in block.text and len(block.text) < 80:
            found.title = block.text
            if match := _YEAR.search(plain(block.text)):
                found.year = int(match[1])
            continue
        current.append(block)
    return found
