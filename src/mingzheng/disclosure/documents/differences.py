"""Two texts side by side, paragraph by paragraph, the changed words marked. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

WORD = re.compile(r"[0-9A-Za-z]+|\s+|.", re.DOTALL)
LONGEST = 3_000  # characters of a paragraph that is compared word by word
MOST = 3_000  # paragraphs
AROUND = 1


@dataclass(frozen=True)
class Piece:
    text: str
    changed: bool = False


@dataclass(frozen=True)
class Row:
    """``kind``: same, changed, gone, new, or skipped (then ``skipped`` says how many paragraphs)."""

    kind: str
    before: tuple[Piece, ...] = ()
    after: tuple[Piece, ...] = ()
    skipped: int = 0


def side_by_side(before: str, after: str) -> list[Row]:
    """What changed, with one unchanged paragraph around it; nothing when the texts agree."""
    rows = list(_rows(before.split("\n")[:MOST], after.split("\n")[:MOST]))
    near = {place + step for place, row in enumerate(rows) if row.kind != "same" for step in range(-AROUND, AROUND + 1)}
    return list(_shortened(rows, near)) if near else []


def _shortened(rows: list[Row], near: set[int]) -> Iterator[Row]:
    skipped = 0
    for place, row in enumerate(rows):
        if place not in near:
            skipped += 1
            continue
        if skipped:
            yield Row("skipped", skipped=skipped)
            skipped = 0
        yield row
    if skipped:
        yield Row("skipped", skipped=skipped)


def _rows(old: list[str], new: list[str]) -> Iterator[Row]:
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from (Row("same", (Piece(text),), (Piece(text),)) for text in old[i1:i2])
            continue
        for one, two in zip_longest(old[i1:i2], new[j1:j2]):
            yield _pair(one, two)


def _pair(one: str | None, two: str | None) -> Row:
    if one is None:
        return Row("new", after=(Piece(two or "", changed=True),))
    if two is None:
        return Row("gone", before=(Piece(one, changed=True),))
    if len(one) > LONGEST or len(two) > LONGEST:
        return Row("changed", (Piece(one, changed=True),), (Piece(two, changed=True),))
    left, right = WORD.findall(one), WORD.findall(two)
    before: list[Piece] = []
    after: list[Piece] = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if i2 > i1:
            before.append(Piece("".join(left[i1:i2]), kind != "equal"))
        if j2 > j1:
            after.append(Piece("".join(right[j1:j2]), kind != "equal"))
    return Row("changed", tuple(before), tuple(after))
