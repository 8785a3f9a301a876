"""Printed lines back to paragraphs, and noise (page numbers, running heads) out."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from .model import Line
from .unitnames import ROLE_LABEL, mend_breaks
from .words import CLOSING, CN, OPENING, em, squeeze

PART = re.compile(rf"^第?(?P<label>[{CN}]{{1,3}})(?:、|[.．]|部分[：:、]?)(?P<text>\S.*)?$")
POINT = re.compile(rf"^[（(](?P<label>[{CN}]{{1,3}})[）)]、?(?P<text>.*)$")
# 1.8月集中… is point 1, 1.5倍 is a number
ITEM_DOT = r"[.．](?:(?!\d)|(?=\d{1,2}月|20\d\d年|\d{1,2}个工作日|12345))"
ITEM = re.compile(rf"^(?P<label>\d{{1,3}})(?:{ITEM_DOT}|、|．)\s*(?P<text>.*)$")
SUBITEM = re.compile(r"^(?:[（(]\d{1,2}[）)]|[①-⑳]|\d{1,2}[）)])(?P<text>.*)$")
_RESPONSIBLE = re.compile(
    r"^[（(〔\[【［]?(?:责任|牵头|配合|主办|协办|承办|实施|落实|主责)(?:单位|部门|主体|科室)[:：]|^[（(〔\[【［]?(?:完成|办结|落实)?(?:时限|时间|期限|时间节点)[:：]"
)
_PAGE_NO = re.compile(
    r"^(?:[-—－–─―~·•]+\s*\d{1,3}\s*[-—－–─―~·•]+|第\s*\d{1,3}\s*页(?:\s*[,，/]?\s*共\s*\d{1,3}\s*页)?|\d{1,3}\s*/\s*\d{1,3}|Page\s*\d+.*)$",
    re.IGNORECASE,
)


_STOPS = ("。", "；", "）", ")", "〕", "】", "：")
_LONGEST = 400  # lines of one paragraph


@dataclass(frozen=True)
class Paragraph:
    """Reflowed text and the lines it came from."""

    text: str
    first: int
    last: int

    @property
    def where(self) -> str:
        return f"第{self.first}行" if self.first == self.last else f"第{self.first}—{self.last}行"


def without_noise(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Drop page numbers and running heads; the line after one begins a page.

    A running head is a line that comes back at page turns (three times or more) and is no part of
    any numbering.
    """
    heads = _running_heads(lines)
    out: list[Line] = []
    breaks = False
    for line in lines:
        if _PAGE_NO.match(line.text) or squeeze(line.text) in heads:
            breaks = True
            continue
        out.append(Line(line.no, line.text, line.page_start or breaks))
        breaks = False
    return tuple(out)


def _running_heads(lines: tuple[Line, ...]) -> set[str]:
    near: Counter[str] = Counter()
    for i, line in enumerate(lines):
        around = lines[max(0, i - 1) : i + 2]
        turns = (
            line.page_start
            or any(_PAGE_NO.match(o.text) for o in around)
            or (i + 1 < len(lines) and lines[i + 1].page_start)
        )
        text = squeeze(line.text)
        if turns and len(text) >= 6 and re.search("要点|通知|文件|政务公开|分解表|办公室$", text):
            near[text] += 1
    return {t for t, n in near.items() if n >= 3}


def reflow(lines: tuple[Line, ...] | list[Line]) -> list[Paragraph]:
    """Join broken lines to paragraphs by line length, end punctuation, open brackets and heading marks."""
    width = _full_width(lines)
    out: list[list[Line]] = []
    depth = 0
    for line in lines:
        if out and len(out[-1]) < _LONGEST and _goes_on(out[-1], line, width, depth > 0):
            out[-1].append(line)
        else:
            out.append([line])
            depth = 0
        depth = max(0, depth + _opened(line.text))
    return [Paragraph(_joined([ln.text for ln in group]), group[0].no, group[-1].no) for group in out]


def _joined(lines: list[str]) -> str:
    """Blanks go out, but after 责任单位： a blank may stand between two names."""
    text = "\n".join(lines)
    label = ROLE_LABEL.search(text) if len(text) < 3000 else None
    if label is None:
        return squeeze(text)
    return squeeze(text[: label.end()]) + squeeze(mend_breaks(text[label.end() :]))


def _full_width(lines: tuple[Line, ...] | list[Line]) -> float:
    """Width of a full printed line in ems; 0 when the file has one paragraph a line."""
    widths = sorted(em(ln.text) for ln in lines)
    if len(widths) < 12:
        return 0
    top = widths[int(len(widths) * 0.92)]
    if top > 64:
        return 0
    full = sum(1 for w in widths if top - 3 <= w <= top + 2)
    ended = sum(1 for ln in lines if em(ln.text) >= top - 3 and ln.text.endswith(_STOPS))
    if ended > full * 0.6 and ended > 3:
        return 0  # long lines that nearly all end a sentence are paragraphs, not lines broken at a margin
    return top if full >= len(widths) * 0.35 else 0


def starts_paragraph(text: str) -> bool:
    """Whether a line begins with a heading mark or a label that opens a paragraph."""
    return bool(
        PART.match(text)
        or POINT.match(text)
        or ITEM.match(text)
        or SUBITEM.match(text)
        or _RESPONSIBLE.match(text)
        or re.match(r"^附\s*[件表]\s*\d*\s*[:：]?", text)
    )


def _opened(text: str) -> int:
    """Brackets and quotations a line leaves open, less those it closes."""
    return sum(c in OPENING for c in text) - sum(c in CLOSING for c in text)


def _goes_on(group: list[Line], line: Line, width: float, inside: bool) -> bool:
    last = group[-1].text
    if starts_paragraph(line.text):
        # a wrapped line may begin with what looks like a mark only inside an open bracket or quotation
        return inside and not re.match(rf"^[（(]?[{CN}]", line.text)
    if inside and len(group) < 40:
        return True
    if last.endswith(("。", "：", ":")):
        return width > 0 and em(last) >= width - 1.5 and last.endswith("。") and not _title_like(group)
    if width > 0:
        return em(last) >= width - 3
    return em(last) >= 12 and last.endswith(("，", "、", "；", "的", "和", "与", "及"))


def _title_like(group: list[Line]) -> bool:
    return bool(PART.match(group[0].text)) and len(group) == 1
