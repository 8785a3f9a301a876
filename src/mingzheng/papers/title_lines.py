"""Where a long title breaks: between words, in lines of like length, as the standard asks (词意完整、排列对称、长短适宜)."""

from __future__ import annotations

import itertools
import math
import unicodedata

import rjieba

_NOT_FIRST = set("的了和与及、，。；：》」”）)〉！？") | {"〕"}
_NOT_LAST = set("《「“（(〈〔") | {"和", "与", "及", "、"}


def broken(title: str, most: float = 19) -> list[str]:
    """The title in lines of at most ``most`` characters; line breaks that were typed are kept."""
    return list(itertools.chain.from_iterable(_lines(part.strip(), most) for part in title.split("\n") if part.strip()))


def _width(text: str) -> float:
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.55 for c in text)


def _lines(text: str, most: float) -> list[str]:
    whole = _width(text)
    if whole <= most:
        return [text]
    if whole > 12 * most:  # no title: nothing is won by weighing where it breaks
        return _cut(text, most)
    words = _words(text, most)
    for count in range(math.ceil(whole / most), len(words) + 1):
        found = _split(words, count, most)
        if found:
            return found
    return [text]


def _words(text: str, most: float) -> list[str]:
    """Words; a mark that must not begin or end a line stays with its neighbour; a very long word is cut."""
    joined: list[str] = []
    for word in (part for long in rjieba.cut(text, True) for part in _cut(long, most)):
        sticks = joined and (word[0] in _NOT_FIRST or joined[-1][-1] in _NOT_LAST)
        if sticks and _width(joined[-1] + word) <= most:
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def _cut(word: str, most: float) -> list[str]:
    size = max(1, int(most))
    return [word[start : start + size] for start in range(0, len(word), size)]


def _split(words: list[str], count: int, most: float) -> list[str]:
    """The division into ``count`` lines that is most even, the first line rather the longer; empty when none fits."""
    widths = [_width(word) for word in words]
    ideal = sum(widths) / count
    best: dict[tuple[int, int], tuple[float, int]] = {(0, 0): (0.0, 0)}
    for line in range(1, count + 1):
        for end in range(line, len(words) + 1):
            for start in range(line - 1, end):
                size = sum(widths[start:end])
                if size > most or (line - 1, start) not in best:
                    continue
                cost = best[line - 1, start][0] + (size - ideal) ** 2
                if (line, end) not in best or cost < best[line, end][0]:
                    best[line, end] = (cost, start)
    if (count, len(words)) not in best:
        return []
    cuts = [len(words)]
    for line in range(count, 0, -1):
        cuts.append(best[line, cuts[-1]][1])
    cuts.reverse()
    return ["".join(words[start:end]).strip() for start, end in itertools.pairwise(cuts)]
