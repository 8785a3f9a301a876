"""Which of many texts ask for the same thing. Pure; the cost is bounded by how many texts share a rare pair of characters.

Texts are taken in the order given. Each joins the first text of the group that it resembles most, or begins a group, so
that likeness is never handed on from neighbour to neighbour.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from rapidfuzz import fuzz

_NOISE = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"\d+")
SHARED = 0.4  # two texts of ratio 80 share at least two fifths of their pairs of characters
CROWDED = 400  # a pair of characters that so many groups hold says nothing


@dataclass(frozen=True)
class Rules:
    """How alike texts must be to ask for the same.

    Args:
        alike: rapidfuzz ratio, 0–100, from which they do.
        shortest: a text of fewer characters, fillers left out, is too general to be compared.
        fillers: words that every text has and that say nothing.
    """

    alike: float
    shortest: int
    fillers: tuple[str, ...]


def normal(text: str, rules: Rules) -> str:
    """What is compared: without width, case, punctuation and the words that every text has."""
    plain = _NOISE.sub("", unicodedata.normalize("NFKC", text).lower())
    for word in rules.fillers:
        plain = plain.replace(word, "")
    return plain


def agree(one: str, other: str) -> bool:
    """Different years or numbers mean different information, however alike the rest is."""
    first, second = set(_NUMBER.findall(one)), set(_NUMBER.findall(other))
    return first <= second or second <= first


def groups(texts: Sequence[str], rules: Rules, kept: Sequence[Sequence[int]] = ()) -> list[list[int]]:
    """Positions of the texts that ask for the same, group by group; a text that is too short stands in none.

    Args:
        texts: as they were written.
        kept: groups that exist already. They stay as they are, first in the answer, and may grow.
    """
    plain = [normal(text, rules) for text in texts]
    finder = _Finder(plain, rules)
    found: list[list[int]] = []
    for members in kept:
        found.append(list(members))
        for position in members:
            finder.learn(position, len(found) - 1)
    taken = {position for members in kept for position in members}
    for position, text in enumerate(plain):
        if position in taken or len(text) < rules.shortest:
            continue
        group = finder.group_of(position)
        if group is None:
            found.append([position])
            finder.learn(position, len(found) - 1)
        else:
            found[group].append(position)
    return found


class _Finder:
    """The texts that began a group, by the pairs of characters in them."""

    def __init__(self, plain: Sequence[str], rules: Rules) -> None:
        self.plain, self.rules = plain, rules
        self.pairs = [_pairs(text) for text in plain]
        self.often = Counter(pair for pairs in self.pairs for pair in pairs)
        self.first: dict[int, int] = {}  # position of the text → group
        self.exact: dict[str, int] = {}
        self.holding: defaultdict[str, list[int]] = defaultdict(list)

    def learn(self, position: int, group: int) -> None:
        if self.plain[position] in self.exact or len(self.plain[position]) < self.rules.shortest:
            return
        self.exact[self.plain[position]] = group
        self.first[position] = group
        for pair in self.pairs[position]:
            self.holding[pair].append(position)

    def group_of(self, position: int) -> int | None:
        text = self.plain[position]
        if text in self.exact:
            return self.exact[text]
        best, score = None, 0.0
        for other in sorted(self._candidates(position)):
            likeness = fuzz.ratio(text, self.plain[other], score_cutoff=self.rules.alike)
            if likeness > score and agree(text, self.plain[other]):
                best, score = other, likeness
        return None if best is None else self.first[best]

    def _candidates(self, position: int) -> set[int]:
        """Texts that hold one of the rarer pairs: whoever shares two fifths of the pairs shares one of these."""
        rare = sorted(self.pairs[position], key=lambda pair: (self.often[pair], pair))
        looked = rare[: len(rare) - ceil(SHARED * len(rare)) + 1]
        return {
            other
            for place, pair in enumerate(looked)
            if place < 3 or len(self.holding[pair]) <= CROWDED
            for other in self.holding[pair][:CROWDED]
        }


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))
