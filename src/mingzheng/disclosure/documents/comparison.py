"""What changed between two editions: paragraphs first, then the words within a changed paragraph. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

TOKEN = re.compile(r"[0-9]+|[A-Za-z]+|\s+|.", re.DOTALL)
MOST_PARAGRAPHS = 4_000
LONGEST_PAIR = 1_000_000  # characters × characters that are compared word by word
ISLAND = 2  # an unchanged stretch this short between two changes reads better as changed
ALIKE = 0.3  # paragraphs less alike than this were replaced, not changed
AROUND = 1


@dataclass(frozen=True)
class Piece:
    """``kind``: same, gone or new."""

    kind: str
    text: str


@dataclass(frozen=True)
class Paragraph:
    """``kind``: same, gone, new, changed (then in ``pieces``), or skipped (``text`` says how many)."""

    kind: str
    text: str = ""
    pieces: Sequence[Piece] = field(default_factory=tuple)
    skipped: int = 0


def compare(before: str, after: str) -> list[Paragraph]:
    """Both texts as one, each paragraph said to be the same, gone, new or changed."""
    old, new = before.split("\n")[:MOST_PARAGRAPHS], after.split("\n")[:MOST_PARAGRAPHS]
    found: list[Paragraph] = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found += [Paragraph("same", text) for text in old[i1:i2]]
        else:
            found += _replaced(old[i1:i2], new[j1:j2])
    return found


def shortened(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Only what changed, with one paragraph around it; the rest is said to be skipped."""
    near = {
        place + step
        for place, one in enumerate(paragraphs)
        if one.kind != "same"
        for step in range(-AROUND, AROUND + 1)
    }
    found: list[Paragraph] = []
    skipped = 0
    for place, one in enumerate(paragraphs):
        if place in near:
            if skipped:
                found.append(Paragraph("skipped", skipped=skipped))
                skipped = 0
            found.append(one)
        else:
            skipped += 1
    return [*found, Paragraph("skipped", skipped=skipped)] if skipped and found else found


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[Paragraph]:
    """Pairs in their order are changed paragraphs when they are alike; what is left over is gone or new."""
    for place in range(max(len(old), len(new))):
        one = old[place] if place < len(old) else None
        two = new[place] if place < len(new) else None
        if one is not None and two is not None:
            pieces = words(one, two)
            if pieces is not None:
                yield Paragraph("changed", two, pieces)
                continue
        if one is not None:
            yield Paragraph("gone", one)
        if two is not None:
            yield Paragraph("new", two)


def words(one: str, two: str) -> list[Piece] | None:
    """The pieces of a changed paragraph; None when the two have too little in common, or are too long."""
    if len(one) * len(two) > LONGEST_PAIR:
        return None
    old, new = TOKEN.findall(one), TOKEN.findall(two)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < ALIKE:
        return None
    pieces: list[Piece] = []
    gone = added = ""
    codes = matcher.get_opcodes()
    for place, (kind, i1, i2, j1, j2) in enumerate(codes):
        before, after = "".join(old[i1:i2]), "".join(new[j1:j2])
        island = kind == "equal" and 0 < place < len(codes) - 1 and i2 - i1 <= ISLAND and not before.isspace()
        if kind == "equal" and not island:
            pieces += _pieces(gone, added)
            gone = added = ""
            pieces.append(Piece("same", before))
        else:
            gone, added = gone + before, added + after
    return pieces + _pieces(gone, added)


def _pieces(gone: str, added: str) -> list[Piece]:
    return [Piece(kind, text) for kind, text in (("gone", gone), ("new", added)) if text]
