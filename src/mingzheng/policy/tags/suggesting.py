"""Which tags a text suggests, and by which words. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from mingzheng.policy.tags.content import Content, Entry

IN_TITLE = 4  # a word in the title weighs as much as four in the text
MOST_COUNTED = 4  # more mentions in the text say nothing more
ENOUGH = 3
MOST = {"subject": 3, "audience": 3, "industry": 2, "size": 2, "event": 2, "measure": 3}
LONGEST_READ = 20_000  # characters of the text that speak for a tag


@dataclass(frozen=True)
class Found:
    """``words``: (word, times in the title, times in the text), the heaviest first."""

    entry: Entry
    score: int
    words: tuple[tuple[str, int, int], ...]

    @property
    def reason(self) -> str:
        """标题有“养老服务”，正文 5 处“居家养老”"""
        said = []
        for word, title, text in self.words[:3]:
            where = (["标题"] if title else []) + ([f"正文 {text} 处"] if text else [])
            said.append(f"{'、'.join(where)}有“{word}”")
        return "；".join(said)


def suggest(title: str, text: str, content: Content) -> list[Found]:
    """The tags of each facet that the words of a text point to, facet by facet, the heaviest first.

    A longer word covers the shorter ones within it: 小微企业 is no mention of 企业.
    """
    pattern, index = _compiled(content)
    if pattern is None:
        return []
    in_title, in_text = Counter(pattern.findall(title)), Counter(pattern.findall(text[:LONGEST_READ]))
    scores: dict[str, list[tuple[int, str]]] = {}
    for word in in_title.keys() | in_text.keys():
        weight = IN_TITLE * min(1, in_title[word]) + min(MOST_COUNTED, in_text[word])
        for code in index[word]:
            scores.setdefault(code, []).append((weight, word))
    found = []
    for entry in content.active():
        held = sorted(scores.get(entry.code, ()), key=lambda one: (-one[0], one[1]))
        total = sum(weight for weight, _ in held)
        if total >= ENOUGH:
            found.append(Found(entry, total, tuple((word, in_title[word], in_text[word]) for _, word in held)))
    return _best(found, content)


def _best(found: list[Found], content: Content) -> list[Found]:
    rows: list[Found] = []
    for facet in content.facets:
        own = sorted(
            (one for one in found if one.entry.facet == facet.code), key=lambda one: (-one.score, one.entry.code)
        )
        chosen = own[: MOST.get(facet.code, 3)]
        # A tag below another says more: its parent is not proposed beside it, unless it is the heavier one.
        parents = {one.entry.parent: one.score for one in reversed(chosen) if one.entry.parent}
        rows += [one for one in chosen if one.score > parents.get(one.entry.code, -1)]
    return rows


@lru_cache(maxsize=8)
def _compile(key: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[re.Pattern[str] | None, dict[str, tuple[str, ...]]]:
    index: dict[str, list[str]] = {}
    for code, words in key:
        for word in words:
            index.setdefault(word, []).append(code)
    if not index:
        return None, {}
    longest_first = sorted(index, key=lambda word: (-len(word), word))
    pattern = re.compile("|".join(map(re.escape, longest_first)))
    return pattern, {word: tuple(codes) for word, codes in index.items()}


def _compiled(content: Content) -> tuple[re.Pattern[str] | None, dict[str, tuple[str, ...]]]:
    return _compile(tuple((one.code, one.words or (one.name,)) for one in content.active()))


# --- how well it suggests -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Agreement:
    """What the machine proposed against what a person confirmed. ``hits``: both. Shares are None of nothing."""

    facet: str
    label: str
    suggested: int = 0
    confirmed: int = 0
    hits: int = 0

    @property
    def precision(self) -> float | None:
        return self.hits / self.suggested if self.suggested else None

    @property
    def recall(self) -> float | None:
        return self.hits / self.confirmed if self.confirmed else None

    @property
    def precision_text(self) -> str:
        return share(self.precision)

    @property
    def recall_text(self) -> str:
        return share(self.recall)


def share(value: float | None) -> str:
    """85%, or — of nothing."""
    return "—" if value is None else f"{value:.0%}"


def agreement(pairs: Iterable[tuple[Sequence[str], Sequence[str]]], content: Content) -> list[Agreement]:
    """By facet, then over all ("": 合计).

    Args:
        pairs: (codes suggested, codes confirmed) of one document each.
    """
    counted: dict[str, list[int]] = {one.code: [0, 0, 0] for one in content.facets if not one.derived}
    for suggested, confirmed in pairs:
        before, after = set(suggested), set(confirmed)
        for place, codes in enumerate((before, after, before & after)):
            for code in codes:
                entry = content.entry(code)
                if entry is not None:
                    counted[entry.facet][place] += 1
    rows = [Agreement(code, content.facet(code).label, *numbers) for code, numbers in counted.items()]
    total = [sum(numbers[place] for numbers in counted.values()) for place in range(3)]
    return [*rows, Agreement("", "合计", *total)]
