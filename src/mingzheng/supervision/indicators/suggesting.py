"""Which figures a task of a new notice may be bound to: what last year's task with a like sentence was bound to.

Numbers and years change, sentences hardly do; a task may be split into two, or two be drawn together. A suggestion says to what
it is alike and how much; a person decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

ALIKE = 80  # of 100: two sentences are the same duty
PART = 90  # of 100: one sentence lies within the other
SHORTEST = 8  # characters: less than this lies within anything
MOST_PARTS = 3


@dataclass(frozen=True)
class Known:
    """A sentence of which it is known what proves it. ``said``: where it stands (2023年第13项)."""

    content: str
    codes: tuple[str, ...]
    origin: str
    said: str = ""
    attest: bool = False
    order: int = 0


@dataclass(frozen=True)
class Likeness:
    """``whole``: the same duty; else one is a part of the other."""

    known: Known
    score: int
    whole: bool


def plain(text: str) -> str:
    """A sentence without figures, years, marks and blanks: what is compared."""
    return re.sub(r"[\d\W_]|年度|年", "", text)


def like(content: str, *sources: Sequence[Known]) -> list[Likeness]:
    """What a task's sentence is like, the best first.

    Args:
        sources: known sentences, the more trusted first (last year's plan, then the data file).

    Returns:
        The sentence of the first source that is the same duty; else those of which it is a part or that are parts of it,
        from the first source that has any; nothing when none is alike.
    """
    for source in sources:
        same = _same(content, source)
        if same is not None:
            return [same]
    for source in sources:
        found = sorted(_parts(content, source), key=lambda one: -one.score)[:MOST_PARTS]
        if found:
            return found
    return []


def _same(content: str, source: Iterable[Known]) -> Likeness | None:
    wanted = plain(content)
    scored = [(fuzz.ratio(wanted, plain(one.content)), one) for one in source] if wanted else []
    best = max(scored, key=lambda pair: pair[0], default=None)
    return Likeness(best[1], round(best[0]), whole=True) if best and best[0] >= ALIKE else None


def _parts(content: str, source: Iterable[Known]) -> Iterable[Likeness]:
    wanted = plain(content)
    for one in source:
        known = plain(one.content)
        if min(len(wanted), len(known)) < SHORTEST:
            continue
        score = fuzz.partial_ratio(wanted, known)
        if score >= PART:
            yield Likeness(one, round(score), whole=False)
