"""The last word on the order of the best results: how well the title fits, whether it is in force, how new it is.

The weights are the platform's own, set by the known-item measure of ``./bench search``; the law knows none.
"""

from __future__ import annotations

from mingzheng.search.reading import Reading

# Repealed and expired texts are found, below those in force.
VALIDITY = {"repealed": 0.4, "expired": 0.4, "partial": 0.9, "pending": 0.95}
TITLE_COVERED, TITLE_HOLDS, TITLE_IS = 0.8, 0.5, 3.0
FRESH, HALF_LIFE_DAYS = 0.2, 3 * 365


class Ranking:
    """The order of the results of one question.

    Args:
        untitled: at most so many characters of the terms stand in a title that the engine did not say to hold them.
    """

    def __init__(self, reading: Reading, today: int, untitled: int | None = None) -> None:
        self._text, self._today = reading.text, today
        self._terms = [(max(map(len, term.forms)), term.forms) for term in reading.terms]
        self._whole = sum(length for length, _ in self._terms) or 1
        self._most = TITLE_COVERED + TITLE_IS
        self._most_untitled = self._most if untitled is None else self._covered(untitled)

    def score(self, base: float, title: str, day: int, weight: float) -> float:
        """``base`` is the engine's; ``title`` is normal; ``day`` an ordinal (0: none); ``weight`` holds the validity."""
        return self._weighed(base, self._title(title), day, weight)

    def at_most(self, base: float, day: int, weight: float, *, titled: bool) -> float:
        """No title, of those said to hold the terms or of the others, gives more."""
        return self._weighed(base, self._most if titled else self._most_untitled, day, weight)

    def _weighed(self, base: float, title: float, day: int, weight: float) -> float:
        value = base * (1 + title) * weight
        if day:
            value *= 1 + FRESH * 0.5 ** (max(0, self._today - day) / HALF_LIFE_DAYS)
        return value

    def _covered(self, characters: int) -> float:
        value: float = TITLE_COVERED * (characters / self._whole) ** 2
        return value

    def _title(self, title: str) -> float:
        covered = 0
        for length, forms in self._terms:
            for form in forms:
                if form in title:
                    covered += length
                    break
        value = self._covered(covered)
        if self._text == title:
            return value + TITLE_IS
        return value + TITLE_HOLDS if self._text in title else value
