"""Text whose numbers come from records: ``{{ task.13 }}`` stands for a cell and is filled in when the text is drawn.

Cells are kept with the paper as its snapshot. A number that somebody typed is compared with them and shown when no
cell has it. Pure: no Django, no database. Not to be confused with ``core.files.cells`` (cells of spreadsheets that may
be commands).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from mingzheng.core.errors import Refused

REFERENCE = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
KEY = re.compile(r"[a-z0-9_]+(?:\.[a-z0-9_]+)*", re.ASCII)

_DIGITS = r"\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_COUNTED = r"件|次|人|场|期|份|篇|家|户|项|个|名|处|批|天|条|元|万元|亿元|个百分点"
# What is written with figures and counts nothing, so that no cell need have it.
_NO_FIGURE = re.compile(
    r"https?://\S+"
    r"|\d{4}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{1,2}"  # 2023-04-17
    r"|\d{4}\s*[—–~～至到-]\s*\d{4}\s*年"  # 2021—2023年
    r"|\d{2,4}\s*年(?:度|初|末|底)?(?:\s*\d{1,2}\s*月)?(?:\s*\d{1,2}\s*日)?"
    r"|\d{1,2}\s*月(?:份|底|初|末)?(?:\s*\d{1,2}\s*日)?(?!\d)"
    r"|\d{1,2}\s*日(?!均)"
    r"|\d{1,2}[:：]\d{2}"  # a time of day
    r"|[〔［\[]\d{4}[〕］\]]\s*\d+\s*号"  # 〔2023〕5号
    r"|第\s*(?:\d+|[一二三四五六七八九十百]+)\s*(?:[条款项目期次号章节部分季度]|个|批|届|版|页)?"
    r"|0\d{2,3}-\d{7,8}"  # a telephone
    r"|[“\"‘']?12345[”\"’']?(?=\s*(?:市民|政务|服务|热线|平台|工单))|[“\"‘']12345[”\"’']"
    r"|(?m:^\s*[（(]?\d{1,2}(?:[）)]|[.．、](?!\d)))"  # the number of a paragraph
)
_TYPED = re.compile(
    rf"(?P<figure>{_DIGITS})(?:\s*(?P<tail>%|％|万|亿|个百分点))?"
    rf"|百分之(?P<percent>[零一二三四五六七八九十百]+)"
    rf"|(?P<words>[二两三四五六七八九十百千][零一二三四五六七八九十百千]*|一[十百千][零一二三四五六七八九十百千]*)(?=余?(?:{_COUNTED}))"
)
_VALUES = {word: number for number, word in enumerate("零一二三四五六七八九")} | {"两": 2}
_PLACES = {"十": 10, "百": 100, "千": 1000}


@dataclass(frozen=True)
class Cell:
    """One figure of a snapshot.

    Args:
        key: how a text refers to it: lower case letters, digits, underscores, parts joined by dots ("table3.total.new").
        label: what it is, in words ("本年新收申请总计").
        text: as it is drawn ("12", "85%（17/20）"); every number in it counts as one that the cell has.
    """

    key: str
    label: str
    text: str

    @property
    def numbers(self) -> frozenset[Number]:
        return frozenset(found.number for found in _figures(self.text))


@dataclass(frozen=True)
class Number:
    """A value as it is compared: a share and a count of the same digits are different."""

    value: Decimal
    share: bool = False


@dataclass(frozen=True)
class Typed:
    """A number that somebody typed, with the words around it; ``start`` is its place in the text."""

    text: str
    around: str
    start: int
    number: Number


@dataclass(frozen=True)
class Piece:
    """A stretch of a text: plain ``words``, a drawn ``cell``, an ``unknown`` reference, or a ``number`` that no cell has."""

    kind: str
    text: str
    key: str = ""
    label: str = ""


Cells = Mapping[str, Cell]


def cells(of: Iterable[Cell]) -> dict[str, Cell]:
    """The cells by key.

    Raises:
        ValueError: a key is malformed or there twice: a programming error, never user input.
    """
    found: dict[str, Cell] = {}
    for cell in of:
        if not KEY.fullmatch(cell.key) or cell.key in found:
            raise ValueError(f"not a key, or there twice: {cell.key!r}")
        found[cell.key] = cell
    return found


def pack(held: Cells) -> list[list[str]]:
    """The cells as JSON keeps them, in their order."""
    return [[cell.key, cell.label, cell.text] for cell in held.values()]


def unpack(kept: Iterable[Iterable[str]]) -> dict[str, Cell]:
    """What ``pack`` made."""
    return cells(Cell(*row) for row in kept)


def references(text: str) -> list[str]:
    """The keys that a text refers to, in its order; whatever stands between the braces."""
    return [match[1] for match in REFERENCE.finditer(text)]


def unknown(text: str, held: Cells) -> list[str]:
    """References that no cell answers, once each."""
    return list(dict.fromkeys(key for key in references(text) if key not in held))


def draw(text: str, held: Cells) -> str:
    """The text with every reference filled in.

    Raises:
        Refused: a reference that no cell answers.
    """
    missing = unknown(text, held)
    if missing:
        raise Refused(
            f"没有这些数字：{'、'.join(missing)}。", remedy="请从数字清单里选用，或删去这处引用。", code="unknown_cell"
        )
    return REFERENCE.sub(lambda match: held[match[1]].text, text)


def pieces(text: str, held: Cells) -> list[Piece]:
    """The text in stretches, for a screen that shows where its numbers come from."""
    marks = [(found.start(), found.end(), _reference_piece(found[1], held)) for found in REFERENCE.finditer(text)]
    marks += [
        (typed.start, typed.start + len(typed.text), Piece("number", typed.text)) for typed in unmatched(text, held)
    ]
    found: list[Piece] = []
    at = 0
    for start, end, piece in sorted(marks, key=lambda mark: mark[0]):
        if start > at:
            found.append(Piece("words", text[at:start]))
        found.append(piece)
        at = end
    if at < len(text):
        found.append(Piece("words", text[at:]))
    return found


def typed_numbers(text: str) -> list[Typed]:
    """Numbers that somebody typed and that count something: no dates, articles, document numbers, telephones."""
    plain = REFERENCE.sub(lambda match: " " * len(match[0]), text)
    return _figures(_NO_FIGURE.sub(lambda match: " " * len(match[0]), plain), text)


def unmatched(text: str, held: Cells) -> list[Typed]:
    """Typed numbers that no cell has."""
    known = {number for cell in held.values() for number in cell.numbers}
    return [typed for typed in typed_numbers(text) if typed.number not in known]


def _reference_piece(key: str, held: Cells) -> Piece:
    cell = held.get(key)
    return Piece("unknown", f"{{{{ {key} }}}}", key) if cell is None else Piece("cell", cell.text, key, cell.label)


def _figures(text: str, original: str | None = None) -> list[Typed]:
    shown = text if original is None else original
    found = []
    for match in _TYPED.finditer(text):
        around = shown[max(0, match.start() - 12) : match.end() + 12].strip()
        found.append(Typed(shown[match.start() : match.end()], around, match.start(), _number(match)))
    return found


def _number(match: re.Match[str]) -> Number:
    if match["percent"]:
        return Number(Decimal(_spoken(match["percent"])), share=True)
    if match["words"]:
        return Number(Decimal(_spoken(match["words"])))
    value = Decimal(re.sub(r"[,，]", "", match["figure"])).normalize()
    tail = match["tail"] or ""
    times = {"万": 10_000, "亿": 100_000_000}.get(tail, 1)
    return Number(value * times, share=tail in ("%", "％", "个百分点"))


def _spoken(words: str) -> int:
    """一百二十三 as a number, up to thousands."""
    total, digit = 0, 0
    for word in words:
        if word in _PLACES:
            total += (digit or 1) * _PLACES[word]
            digit = 0
        else:
            digit = _VALUES[word]
    return total + digit
