"""The passages of a text that answer a question, with what was asked for marked. The template escapes every piece."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mingzheng.search.analysis import folded, is_han, pairs

AROUND = 84  # characters of a passage
LEAD = 16  # characters before the first word of it
PASSAGES = 2
PLACES = 8  # of each word; a long text repeats itself
READ = 60_000  # characters of a text that are looked through


@dataclass(frozen=True)
class Piece:
    """Part of a text; ``hit`` pieces are marked."""

    text: str
    hit: bool = False


Needles = Sequence[Sequence[str]]  # of each term its forms, as it was written first


def needles_in(text: str, needles: Needles) -> list[str]:
    """What of each term stands in the folded text: its forms, else the pairs of characters of what was written."""
    found: list[str] = []
    for forms in needles:
        found += [form for form in forms if form in text] or _parts_in(text, forms[0])
    return list(dict.fromkeys(found))


def _parts_in(text: str, written: str) -> list[str]:
    parts = re.findall(r"\d+", written) if written.startswith("〔") else pairs(written) if is_han(written) else ()
    return [part for part in parts if part in text]


def marked(text: str, needles: Needles) -> list[Piece]:
    """``text`` in pieces. However it is written (traditional, full-width), what was asked for is marked."""
    plain = folded(text)
    return _cut(text, plain, needles_in(plain, needles))


def _cut(text: str, plain: str, needles: Sequence[str]) -> list[Piece]:
    """``plain`` is the folded text: what is found in it is marked at the same place in ``text``, the longest needle there."""
    if not needles:
        return [Piece(text)] if text else []
    spots = sorted((start, -len(needle)) for needle in needles for start in _everywhere(plain, needle))
    pieces, at = [], 0
    for start, length in spots:
        if start < at:
            continue  # within what is marked already
        if start > at:
            pieces.append(Piece(text[at:start]))
        at = start - length
        pieces.append(Piece(text[start:at], hit=True))
    return [*pieces, Piece(text[at:])] if at < len(text) else pieces


def _everywhere(plain: str, needle: str) -> list[int]:
    found: list[int] = []
    at = plain.find(needle)
    while at >= 0:
        found.append(at)
        at = plain.find(needle, at + 1)
    return found


def passages(text: str, needles: Needles) -> list[list[Piece]]:
    """Up to two passages that hold most of what was asked; the beginning of the text when none does."""
    text = " ".join(text[:READ].split())
    plain = folded(text)
    wanted = needles_in(plain, needles)
    spans = [(0, len(text))] if wanted and len(text) <= AROUND else _best(plain, wanted)
    if not spans:
        return [[Piece(text[:AROUND] + ("…" if len(text) > AROUND else ""))]] if text else []
    return [_passage(text, plain, span, wanted) for span in spans]


def _passage(text: str, plain: str, span: tuple[int, int], wanted: Sequence[str]) -> list[Piece]:
    start, end = span
    pieces = _cut(text[start:end], plain[start:end], wanted)
    before, after = [Piece("…")] if start else [], [Piece("…")] if end < len(text) else []
    return [*before, *pieces, *after]


def _best(plain: str, wanted: Sequence[str]) -> list[tuple[int, int]]:
    places = sorted((at, word) for word in wanted for at in _places(plain, word))
    chosen: list[tuple[int, int]] = []
    covered: set[str] = set()
    while len(chosen) < PASSAGES:
        start, words = _richest(places, covered, chosen)
        if not words - covered:
            break
        begin = _begin(plain, start)
        chosen.append((begin, min(len(plain), begin + AROUND)))
        covered |= words
    return sorted(chosen)


def _begin(plain: str, start: int) -> int:
    """A little before the word, at the beginning of its sentence where that is near."""
    low = max(0, start - LEAD)
    stops = [plain.rfind(stop, low, start) for stop in "。；！？，：、;!?,:"]
    nearest = max(stops, default=-1)
    return nearest + 1 if nearest >= low else low


def _places(plain: str, word: str) -> list[int]:
    found: list[int] = []
    at = plain.find(word)
    while at >= 0 and len(found) < PLACES:
        found.append(at)
        at = plain.find(word, at + len(word))
    return found


def _richest(
    places: Sequence[tuple[int, str]], covered: set[str], chosen: Sequence[tuple[int, int]]
) -> tuple[int, set[str]]:
    """The place from which a passage holds most that is not covered yet, and what it holds."""
    best, words_of_best, worth = 0, set[str](), 0
    most = sum(map(len, {word for _, word in places} - covered))
    for index, (start, _) in enumerate(places):
        if any(begin - AROUND < start < end for begin, end in chosen):
            continue
        words = _within(places, index, start + AROUND - LEAD)
        value = sum(map(len, words - covered))
        if value > worth:
            best, words_of_best, worth = start, words, value
        if worth == most:
            break  # no other place holds more
    return best, words_of_best


def _within(places: Sequence[tuple[int, str]], index: int, reach: int) -> set[str]:
    words: set[str] = set()
    for place in range(index, len(places)):
        at, word = places[place]
        if at >= reach:
            break
        if at + len(word) <= reach:
            words.add(word)
    return words
