"""“Did you mean”: words of the index's own titles that sound like what was written, or differ in one character."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import extract

from mingzheng.search.analysis import is_han, normal, sounds
from mingzheng.search.engines import Engine

LONGEST_QUERY, LONGEST_WORD = 16, 8
MOST_TRIED = 12
CLEARLY_MORE = 10  # times as many, where something was found as it was written
LATIN = 2  # a query in letters is tried as pinyin from so many letters on


def corrected(query: str, found: int, engine: Engine, count: Callable[[str], int]) -> str:
    """The query with one word put right, of several the one that finds most; empty when nothing better is known.

    Args:
        found: how many records it finds as it was written.
        count: how many records a query finds.
    """
    text = normal(query).strip()
    if not text or len(text) > LONGEST_QUERY:
        return ""
    seen = list(dict.fromkeys(candidate for candidate in _candidates(text, engine) if candidate != text))
    counted = [(count(candidate), candidate) for candidate in seen[:MOST_TRIED]]
    often, best = max(counted, key=lambda pair: pair[0], default=(0, ""))
    return best if often > found * CLEARLY_MORE else ""


def _candidates(text: str, engine: Engine) -> Iterator[str]:
    if text.isascii() and text.replace(" ", "").isalpha() and len(text) >= LATIN:
        for word, _ in engine.alike(text.replace(" ", "")):
            yield word
        return
    yield from _by_sound(text, engine)
    yield from _by_shape(text, engine)


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of Chinese characters, the longest first."""
    for length in range(min(LONGEST_WORD, len(text)), 1, -1):
        for start in range(len(text) - length + 1):
            if is_han(text[start : start + length]):
                yield start, start + length


def _by_sound(text: str, engine: Engine) -> Iterator[str]:
    heard = sounds(text)
    if len(heard) != len(text):
        heard = [sounds(one)[0] if is_han(one) else one for one in text]
    for start, end in _windows(text):
        for word, _ in engine.alike("".join(heard[start:end])):
            if len(word) == end - start and word != text[start:end]:
                yield text[:start] + word + text[end:]


def _by_shape(text: str, engine: Engine) -> Iterator[str]:
    words = engine.vocabulary()
    known = set(words)
    for start, end in _windows(text):
        written = text[start:end]
        if len(written) < 3 or written in known:
            continue
        for word, _, _ in extract(written, words, scorer=Levenshtein.distance, score_cutoff=1, limit=5):
            if word not in text:  # leaving a character out corrects nothing, nor does saying twice what stands there
                yield text[:start] + word + text[end:]
