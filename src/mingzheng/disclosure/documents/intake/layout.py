"""Lines on pages become paragraphs: page furniture dropped, broken lines joined, centring and size read as hints. Pure."""

from __future__ import annotations

import html
import re
from collections import Counter
from dataclasses import dataclass, replace
from statistics import median

from mingzheng.disclosure.documents.intake.model import Block

_PAGE_NUMBER = re.compile(
    r"[—–\-－―·• ]*(?:第?\s*\d{1,4}\s*页?|[ivx]{1,6})(?:\s*[/，,共 ]+\s*\d{1,4}\s*页?)?[—–\-－―·• ]*"
)
_CJK = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\u2014\u2018-\u201d\u2026]")
_DIGITS = re.compile(r"\d+")
_LOOSE = re.compile(r"(?<=[\u4e00-\u9fff\u3000-\u303f]) (?=\d)|(?<=\d) (?=[\u4e00-\u9fff\u3000-\u303f])")
_ITEM = re.compile(
    r"(?:第[一二三四五六七八九十百\d]+[章节条]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[.．、]|附件)"
)
_STOPS = ("。", "：", ":", "；", "！", "？")
LEAST_ROWS = 3  # fewer rows side by side are signatures, not a table
_ZONE = 0.14  # share of the page's height in which headers and footers stand


@dataclass(frozen=True)
class Line:
    """One line as it stands: points from the left and from the top of the page."""

    text: str
    page: int
    left: float
    right: float
    top: float
    bottom: float
    size: float
    bold: bool = False
    red: bool = False


@dataclass(frozen=True)
class Frame:
    """Where the body stands on the pages, and the size of its type."""

    left: float
    right: float
    size: float

    def centred(self, line: Line) -> bool:
        middle = (self.left + self.right) / 2
        return abs((line.left + line.right) / 2 - middle) < self.size and line.left > self.left + 1.8 * self.size

    def at_right(self, line: Line) -> bool:
        return line.left > self.left + (self.right - self.left) * 0.4 and line.right > self.right - 6 * self.size

    def full(self, line: Line) -> bool:
        return line.right > self.right - 1.6 * max(self.size, line.size)

    def flush(self, line: Line) -> bool:
        return line.left < self.left + 0.9 * self.size


def without_furniture(lines: list[Line], heights: list[float]) -> list[Line]:
    """Lines without page numbers and without headers and footers that stand on most pages."""
    shapes: Counter[str] = Counter()
    for line in lines:
        if _in_zone(line, heights):
            shapes[_DIGITS.sub("#", line.text)] += 1
    often = max(3, len(heights) // 2 + 1)
    kept = []
    for line in lines:
        zone = _in_zone(line, heights)
        if zone and (_PAGE_NUMBER.fullmatch(line.text.strip()) or shapes[_DIGITS.sub("#", line.text)] >= often):
            continue
        kept.append(line)
    return kept


def _in_zone(line: Line, heights: list[float]) -> bool:
    height = heights[line.page] or 1.0
    return line.top < height * _ZONE or line.bottom > height * (1 - _ZONE)


def frame_of(lines: list[Line]) -> Frame:
    """The body's frame, from where most lines begin and the longest end."""
    long = [line for line in lines if len(line.text) >= 12] or lines
    size = median(line.size for line in long)
    rights = sorted(line.right for line in long)
    right = rights[int(len(rights) * 0.9)] if len(rights) > 3 else rights[-1]
    lefts = sorted(line.left for line in long)
    common = Counter(round(left / 3) for left in lefts)
    enough = [left for left in lefts if common[round(left / 3)] >= max(1, len(lefts) // 10)]
    return Frame(min(enough or lefts), right, size)


def blocks(lines: list[Line]) -> list[Block]:
    """Paragraphs of the lines, in order."""
    if not lines:
        return []
    frame = frame_of(lines)
    groups: list[list[Line]] = []
    for line in lines:
        if groups and (_same_row_shape(groups[-1], line) or _continues(groups[-1][-1], line, frame)):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [block for group in groups for block in _blocks_of(group, frame)]


def _cells(line: Line) -> int:
    return line.text.count("\t") + 1


def _same_row_shape(group: list[Line], line: Line) -> bool:
    """Rows of one table: side by side as many pieces as in the rows before."""
    return _cells(line) > 1 and all(_cells(one) == _cells(line) for one in group)


def _blocks_of(group: list[Line], frame: Frame) -> list[Block]:
    if _cells(group[0]) < 2:
        return [_block(group, frame)]
    if len(group) < LEAST_ROWS:
        return [_block([line], frame) for line in group]
    rows = [[closed_up(cell.strip()) for cell in line.text.split("\t")] for line in group]
    body = "".join(f"<tr>{''.join(f'<td>{html.escape(cell, quote=False)}</td>' for cell in row)}</tr>" for row in rows)
    return [Block("table", f"<table><tbody>{body}</tbody></table>", "\n".join("\t".join(row) for row in rows))]


def _continues(before: Line, line: Line, frame: Frame) -> bool:
    if _cells(before) > 1 or _cells(line) > 1:
        return False
    if before.red != line.red or abs(before.size - line.size) > 0.15 * frame.size:
        return False
    if frame.centred(before) and frame.centred(line):
        apart = line.page != before.page or line.top - before.bottom > 1.6 * line.size
        return line.size > 1.2 * frame.size and not apart
    if line.size > 1.2 * frame.size and line.page == before.page and line.top - before.bottom < 1.6 * line.size:
        return frame.centred(before) or frame.centred(line)  # a long title over several lines
    return frame.full(before) and frame.flush(line)


def _block(group: list[Line], frame: Frame) -> Block:
    text = group[0].text
    for line in group[1:]:
        text = joined(text, line.text)
    first = group[0]
    big = first.size > 1.2 * frame.size
    hint = ""
    if first.red and (big or frame.centred(first)):
        hint = "red"
    elif big and len(text) < 120:
        hint = "centre-strong"
    elif len(group) == 1 and frame.centred(first):
        hint = "centre-strong" if first.bold else "centre"
    elif len(group) == 1 and frame.at_right(first):
        hint = "right"
    elif all(line.bold for line in group):
        hint = "strong"
    text = closed_up(" ".join(text.split()))
    return Block("p", f"<p>{html.escape(text, quote=False)}</p>", text, hint, "strong" in hint)


def closed_up(text: str) -> str:
    """Without the blanks that page layout puts between Chinese and figures."""
    return _LOOSE.sub("", text)


def unwrapped(lines: list[str]) -> list[str]:
    """Lines of a text that was broken at a fixed width, as paragraphs; other texts come back as they are."""
    if sum(not line.strip() for line in lines) > 0.4 * len(lines):  # every line followed by a blank one
        lines = [line for line in lines if line.strip()]
    wide = [_width(line) for line in lines if _width(line) >= 30]
    counts = Counter(wide)
    full = max(counts, key=lambda width: (sum(counts[width - less] for less in range(4)), width), default=0)
    near = sum(full - 4 < width <= full for width in wide)
    if len(wide) < 12 or near < 0.3 * len(wide) or full > 130:
        return lines
    indented = sum(line[:1] in " \u3000" for line in lines if line) >= max(3, 0.08 * len(lines))
    out: list[str] = []
    before, first = "", True
    for line in lines:
        # the first line of a paragraph is shorter by its indent, which copying lost
        goes_on = out and _goes_on(before, line, full - (4 if first and not indented else 0), full, indented)
        if goes_on:
            out[-1] = joined(out[-1], line)
        else:
            out.append(line)
        before, first = line, not goes_on
    return [closed_up(line) for line in out]


def _goes_on(before: str, line: str, least: int, full: int, indented: bool) -> bool:
    if not line.strip() or not least - 4 <= _width(before) <= full + 4 or line[:1] in " \u3000":
        return False
    if indented:
        return True
    return not before.rstrip().endswith(_STOPS) and not _ITEM.match(line)


def _width(line: str) -> int:
    return sum(2 if ord(letter) > 0x2E80 else 1 for letter in line.rstrip())


def joined(text: str, more: str) -> str:
    """Two broken lines as one: no blank between Chinese, one between words, a hyphen within a word taken out."""
    text, more = text.rstrip(), more.lstrip()
    if not text or not more:
        return text + more
    if _CJK.match(text[-1]) or _CJK.match(more[0]):
        return text + more
    if text[-1] == "-" and len(text) > 1 and text[-2].isalpha() and more[0].islower():
        return text[:-1] + more
    if text[-1].isdigit() and more[0].isdigit():
        return text + more
    return f"{text} {more}"


def on_one_line(lines: list[Line]) -> list[Line]:
    """Pieces that stand side by side (as cells do) joined by tabs."""
    out: list[Line] = []
    for line in lines:
        held = out[-1] if out else None
        if held and held.page == line.page and _beside(held, line):
            gap = "\t" if line.left - held.right > 1.5 * line.size else ""
            out[-1] = replace(
                held,
                text=held.text + gap + line.text,
                right=max(held.right, line.right),
                top=min(held.top, line.top),
                bottom=max(held.bottom, line.bottom),
            )
        else:
            out.append(line)
    return out


def _beside(held: Line, line: Line) -> bool:
    overlap = min(held.bottom, line.bottom) - max(held.top, line.top)
    shorter = min(held.bottom - held.top, line.bottom - line.top) or 1.0
    return overlap > 0.5 * shorter and line.left >= held.right - 0.5 * line.size
