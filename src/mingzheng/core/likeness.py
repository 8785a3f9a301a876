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
from functools import cache
from math import ceil
from pathlib import Path

import yaml
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
        shuffled: share of common pairs of characters, 0–100, from which two texts ask for the same whatever the order of
            their words; 0: order counts. Not below 58, or candidates would be missed.
        same: words that mean the same here, each row written as its first.
        opposites: (one side, other side): two texts of which one speaks for one side alone and the other for the other side
            alone do not ask for the same. An empty other side: to be silent of it is the other side.
    """

    alike: float
    shortest: int
    fillers: tuple[str, ...]
    shuffled: float = 0.0
    same: tuple[tuple[str, ...], ...] = ()
    opposites: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()


@cache
def fillers(path: Path) -> tuple[str, ...]:
    """The words that say nothing, from a room's data file (``fillers: […]``), the longest first."""
    return tuple(sorted(yaml.safe_load(path.read_text(encoding="utf-8"))["fillers"], key=len, reverse=True))


def normal(text: str, rules: Rules) -> str:
    """What is compared: without width, case, punctuation and the words that every text has; words of one meaning as one."""
    plain = _meant(text, rules)
    for word in rules.fillers:
        plain = plain.replace(word, "")
    return plain


def _meant(text: str, rules: Rules) -> str:
    plain = _NOISE.sub("", unicodedata.normalize("NFKC", text).lower())
    for first, *others in rules.same:
        for word in others:
            plain = plain.replace(word, first)
    return plain


def stance(text: str, rules: Rules) -> tuple[int, ...]:
    """For each pair of opposites: 1 one side alone, -1 the other alone, 0 neither or both."""
    plain, found = _meant(text, rules) if rules.opposites else "", []
    for one, other in rules.opposites:
        # The longest word first: 不同意 is no 同意.
        rest, held = plain, [False, False]
        for word, side in sorted([(w, 0) for w in one] + [(w, 1) for w in other], key=lambda pair: -len(pair[0])):
            if word in rest:
                held[side], rest = True, rest.replace(word, "\0")
        found.append((held[0] > held[1]) - (held[1] > held[0]) if other else 1 if held[0] else -1)
    return tuple(found)


def contradict(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return any(first * second < 0 for first, second in zip(one, other, strict=True))


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
    finder = _Finder(texts, plain, rules)
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

    def __init__(self, texts: Sequence[str], plain: Sequence[str], rules: Rules) -> None:
        self.plain, self.rules = plain, rules
        self.pairs = [_pairs(text) for text in plain]
        self.stances = [stance(text, rules) for text in texts]
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
            likeness = self._likeness(position, other)
            if likeness > score and self._same_wish(position, other):
                best, score = other, likeness
        return None if best is None else self.first[best]

    def _likeness(self, position: int, other: int) -> float:
        """0 below what the rules ask for."""
        ordered = fuzz.ratio(self.plain[position], self.plain[other], score_cutoff=self.rules.alike)
        if not self.rules.shuffled:
            return ordered
        mine, its = self.pairs[position], self.pairs[other]
        common = 200 * len(mine & its) / ((len(mine) + len(its)) or 1)
        return max(ordered, common if common >= self.rules.shuffled else 0.0)

    def _same_wish(self, position: int, other: int) -> bool:
        return agree(self.plain[position], self.plain[other]) and not contradict(
            self.stances[position], self.stances[other]
        )

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
