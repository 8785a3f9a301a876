"""Who issued a paper: names in the red head and the signature, and what the 机关代字 stands for. Pure.

The office's own units come in from outside as ``Agencies``; without them the names stay as they are written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from mingzheng.disclosure.documents.intake import words

_GENERAL_CODES = {
    "国发": "国务院",
    "国令": "国务院",
    "国办发": "国务院办公厅",
    "国办函": "国务院办公厅",
    "沪府": "上海市人民政府",
    "沪府发": "上海市人民政府",
    "沪府规": "上海市人民政府",
    "沪府令": "上海市人民政府",
    "沪府办": "上海市人民政府办公厅",
    "沪府办发": "上海市人民政府办公厅",
    "沪府办规": "上海市人民政府办公厅",
}
_FILE_WORD = re.compile(r"文[ \u3000]*件$")
_SEAL = re.compile(r"[（(](?:盖章|印章|代章|公章)[）)]")


@dataclass(frozen=True)
class Agencies:
    """What is known of the units: every name → full name, 机关代字 → full name."""

    names: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)

    def full(self, name: str) -> str:
        """The full name of a unit that is known by this one."""
        return self.names.get(name, name)

    def by_code(self, code: str) -> str:
        """Whose 机关代字 it is: the longest known beginning; "" when unknown."""
        table = {**_GENERAL_CODES, **self.codes}
        for length in range(len(code), 1, -1):
            if code[:length] in table:
                return table[code[:length]]
        return ""

    def in_title(self, title: str) -> str:
        """The known unit, or the agency-like words, with which a title begins."""
        for name in sorted(self.names, key=len, reverse=True):
            if len(name) > 3 and title.startswith(name):
                return self.names[name]
        held = re.match(rf"([\u4e00-\u9fff]{{2,30}}?{words.AGENCY_END})(?=关于)", title)
        return held.group(1) if held else ""


NOBODY = Agencies()


def known(units: Iterable[tuple[str, Iterable[str]]], codes: Mapping[str, str] | None = None) -> Agencies:
    """From (full name, other names) of every unit, and 机关代字 → full name."""
    names: dict[str, str] = {}
    for full, others in units:
        for name in (full, *others):
            names.setdefault(name, full)
    return Agencies(names, codes or {})


@dataclass(frozen=True)
class Head:
    """Agencies named in the red head, with their place in the text."""

    names: tuple[str, ...] = ()
    source: str = ""
    start: int = 0
    end: int = 0


def from_head(lines: list[tuple[str, int]]) -> Head:
    """The agencies of the 机关标志: one line each, or side by side, the word 文件 taken off."""
    names: list[str] = []
    taken: list[tuple[str, int]] = []
    for text, start in lines:
        flat = text.strip()
        if any(p.fullmatch(flat) for p in (words.SERIAL_LINE, words.SECRET_LINE, words.URGENT_LINE, words.SIGNER_LINE)):
            continue
        held = [name for name in split_line(flat) if name]
        if held:
            names += held
            taken.append((text, start))
    if not names:
        return Head()
    last, at = taken[-1]
    return Head(tuple(dict.fromkeys(names)), "\n".join(text for text, _ in taken), taken[0][1], at + len(last))


def split_line(line: str) -> list[str]:
    """Agencies on one line of a head or signature."""
    line = _SEAL.sub("", line)
    whole = _one(re.sub(r"[ \u3000\t]", "", line)) if all(len(p) == 1 for p in line.split()) else ""
    if whole:
        return [whole]
    return [name for piece in re.split(r"[ \u3000\t\n、]+", line) if (name := _one(piece))]


def _one(piece: str) -> str:
    name = _FILE_WORD.sub("", piece.strip())
    name = (
        re.sub(r"(?:令|公告|通告|(?:常务|专题|办公)?会议纪要)$", "", name)
        if not words.AGENCY_LINE.fullmatch(name)
        else name
    )
    return name if words.AGENCY_LINE.fullmatch(name) else ""


def same(one: str, other: str) -> bool:
    """Do two names mean the same agency? 长宁区 and 上海市长宁区, with and without 人民政府 before 办公室."""
    left, right = _core(one), _core(other)
    return left == right or (min(len(left), len(right)) >= 4 and (left.endswith(right) or right.endswith(left)))


def _core(name: str) -> str:
    name = re.sub(r"[ \u3000\t（）()]", "", name)
    return name.removeprefix("中华人民共和国").removeprefix("上海市").replace("人民政府", "政府")
