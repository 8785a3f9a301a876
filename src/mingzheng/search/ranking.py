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
    """The order of the results of one question."""

    def __init__(self, reading: Reading, today: int) -> None:
        self._text, self._today = reading.text, today
        self._terms = [(max(map(len, term.forms)), term.forms) for term in reading.terms]
        self._whole = sum(length for length, _ in self._terms) or 1

    def score(self, base: float, title: str, day: int, weight: float) -> float:
        """``base`` is the engine's; ``title`` is normal; ``day`` an ordinal (0: none); ``weight`` holds the validity."""
        value = base * (1 + self._title(title)) * weight
        if day:
            value *= 1 + FRESH * 0.5 ** (max(0, self._today - day) / HALF_LIFE_DAYS)
        return value

    def _title(self, title: str) -> float:
        covered = 0
        for length, forms in self._terms:
            for form in forms:
                if form in title:
                    covered += length
                    break
        value = TITLE_COVERED * (covered / self._whole) ** 2
        if self._text == title:
            return value + TITLE_IS
        return value + TITLE_HOLDS if self._text in title else value
