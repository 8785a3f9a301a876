"""What an interpretation is composed of: blocks of a few kinds, typed as plain lines. Pure.

A block is kept as typed (kind, title, text, file); ``parts_of`` reads its lines. Nothing of it is ever HTML.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

MOST = 40
LONGEST_TITLE, LONGEST_TEXT, MOST_CELLS = 60, 6000, 6


class Kind(StrEnum):
    TEXT = "text"
    HEADING = "heading"
    NUMBERS = "numbers"
    STEPS = "steps"
    COMPARISON = "comparison"
    TABLE = "table"
    QA = "qa"
    PICTURE = "picture"

    @property
    def label(self) -> str:
        return LABELS[self][0]

    @property
    def help(self) -> str:
        return LABELS[self][1]


LABELS: dict[Kind, tuple[str, str]] = {
    Kind.TEXT: ("文字", "空一行分段。行首写“## ”是小标题，写“- ”是列点。"),
    Kind.HEADING: ("标题条", "标题写在上一格；这里可以写一句说明，也可以不写。"),
    Kind.NUMBERS: ("大数字", "每行一个：数字 | 说明，如“500万元 | 最高资助”。"),
    Kind.STEPS: ("步骤", "每行一步：做什么 | 说明，如“网上填报 | 登录一网通办，约 10 分钟”。"),
    Kind.COMPARISON: ("新旧对照", "每行一项：项目 | 原来 | 现在。"),
    Kind.TABLE: ("表格", "每行一行，各格用 | 隔开；第一行是表头。"),
    Kind.QA: ("问答", "以“问：”开头写问题，下一行以“答：”开头写回答；可以写多组。"),
    Kind.PICTURE: ("图片", "用一两句话写明图片内容，读屏软件会读出来。"),
}
WIDTH = {Kind.NUMBERS: 2, Kind.STEPS: 2, Kind.COMPARISON: 3}


class BadBlockError(ValueError):
    """What is wrong with a block and what to do; ``place`` counts from 1."""

    def __init__(self, place: int, message: str) -> None:
        super().__init__(f"第 {place} 块：{message}")
        self.place = place
        self.message = message


@dataclass(frozen=True)
class Block:
    """As typed. ``file``: id of the picture; "" while it has none."""

    kind: Kind
    title: str = ""
    text: str = ""
    file: str = ""

    def as_row(self) -> dict[str, str]:
        return {"kind": self.kind.value, "title": self.title, "text": self.text, "file": self.file}

    @property
    def empty(self) -> bool:
        return not (self.title or self.text or self.file)


@dataclass(frozen=True)
class Part:
    """What the lines of a block say. ``cells``: of a row; ``said``: a paragraph, ``level`` "" or "h" or "li"."""

    cells: Sequence[str] = field(default_factory=tuple)
    said: str = ""
    level: str = ""


def of_rows(rows: Sequence[Mapping[str, Any]]) -> list[Block]:
    """Blocks as they are kept.

    Raises:
        BadBlockError: a row is no block, or there are too many.
    """
    if len(rows) > MOST:
        raise BadBlockError(MOST + 1, f"最多 {MOST} 块，请合并或删去。")
    found = []
    for place, row in enumerate(rows, 1):
        try:
            kind = Kind(str(row.get("kind")))
        except ValueError:
            raise BadBlockError(place, "没有这一种。请从列表中选择。") from None
        title, text = str(row.get("title") or "").strip(), _tidy(str(row.get("text") or ""))
        if len(title) > LONGEST_TITLE:
            raise BadBlockError(place, f"标题超过 {LONGEST_TITLE} 字，请缩短。")
        if len(text) > LONGEST_TEXT:
            raise BadBlockError(place, f"内容超过 {LONGEST_TEXT} 字，请分成几块。")
        found.append(Block(kind, title, text, str(row.get("file") or "")))
    return found


def _tidy(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")).strip("\n")


def parts_of(block: Block) -> list[Part]:
    """The lines of a block as the page and the picture draw them; what does not fit is kept as it stands."""
    return _READERS[block.kind](block.text)


def faults(found: Sequence[Block]) -> list[BadBlockError]:
    """What must be mended before it is submitted; a draft may be kept with faults."""
    wrong = []
    for place, block in enumerate(found, 1):
        said = _fault(block)
        if said:
            wrong.append(BadBlockError(place, said))
    return wrong


def _fault(block: Block) -> str:
    if block.kind is Kind.HEADING:
        return "" if block.title else "标题条没有标题，请填写或删去。"
    if block.kind is Kind.PICTURE:
        if not block.file:
            return "没有选择图片，请上传或删去这一块。"
        return "" if block.text else "图片没有写明内容，请写一两句。"
    if not block.text:
        return "没有内容，请填写或删去。"
    width = WIDTH.get(block.kind)
    rows = [part.cells for part in parts_of(block)]
    if width and any(len(row) != width or not all(row) for row in rows):
        return f"每行应是 {width} 格，用 | 隔开。{block.kind.help}"
    if block.kind is Kind.TABLE and (len(rows) < 2 or len({len(row) for row in rows}) > 1 or len(rows[0]) > MOST_CELLS):
        return f"表格要有表头和至少一行，各行格数相同，最多 {MOST_CELLS} 格。"
    if block.kind is Kind.QA and not all(part.cells and all(part.cells) for part in parts_of(block)):
        return "每组要有“问：”和“答：”。"
    return ""


def _rows(text: str) -> list[Part]:
    return [
        Part(tuple(cell.strip() for cell in line.strip().strip("|").replace("｜", "|").split("|")))
        for line in text.split("\n")
        if line.strip()
    ]


def _paragraphs(text: str) -> list[Part]:
    found: list[Part] = []
    joined: list[str] = []

    def close() -> None:
        if joined:
            found.append(Part(said="\n".join(joined)))
            joined.clear()

    for line in text.split("\n"):
        bare = line.strip()
        if bare.startswith(("## ", "- ")):
            close()
            mark, _blank, rest = bare.partition(" ")
            found.append(Part(said=rest.strip(), level="h" if mark == "##" else "li"))
        elif bare:
            joined.append(bare)
        else:
            close()
    close()
    return found


def _questions(text: str) -> list[Part]:
    """Pairs (question, answer); an answer may have several lines."""
    pairs: list[list[str]] = []
    for line in text.split("\n"):
        bare = line.strip()
        if bare.startswith(("问：", "问:")):
            pairs.append([bare[2:].strip(), ""])
        elif bare.startswith(("答：", "答:")) and pairs:
            pairs[-1][1] = bare[2:].strip()
        elif bare and pairs:
            place = 1 if pairs[-1][1] else 0
            pairs[-1][place] = f"{pairs[-1][place]}\n{bare}".strip()
        elif bare:
            pairs.append([bare, ""])
    return [Part(tuple(pair)) for pair in pairs]


_READERS: dict[Kind, Callable[[str], list[Part]]] = {
    Kind.TEXT: _paragraphs,
    Kind.HEADING: _paragraphs,
    Kind.PICTURE: _paragraphs,
    Kind.NUMBERS: _rows,
    Kind.STEPS: _rows,
    Kind.COMPARISON: _rows,
    Kind.TABLE: _rows,
    Kind.QA: _questions,
}


def plain_text(found: Sequence[Block]) -> str:
    """The text as it is read, a line for each part. A heading under which nothing stands, and a question without an answer,
    are still to be written: they are left out.
    """
    lines: list[str] = []
    for block in found:
        own = list(_written(block))
        if block.title and (own or block.kind is Kind.HEADING):
            lines.append(block.title)
        lines += own
    return "\n".join(line for line in lines if line)


def _written(block: Block) -> Iterator[str]:
    parts = parts_of(block)
    for place, part in enumerate(parts):
        if block.kind is Kind.QA and not all(part.cells):
            continue
        after = parts[place + 1].level if place + 1 < len(parts) else "h"
        if part.level != "h" or after != "h":
            yield "，".join(cell for cell in part.cells if cell) if part.cells else part.said


def has_substance(found: Sequence[Block]) -> bool:
    """Is anything written besides titles and headings?"""
    return any(line for block in found for line in _written(block))
