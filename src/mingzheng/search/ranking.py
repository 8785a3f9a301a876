"""The last word on the order of the best results: how well the title fits, whether it is in force, how new it is.

The weights are the platform's own, set by the known-item measure of ``./bench search``; the law knows none.
"""

from __future__ import annotations

from mingzheng.search.reading import Reading

# Repealed and expired texts are found, below those in force.
VALIDITY = {"repealed": 0.4, "expired": 0.4, "partial": 0.9, "pending": 0.95}
TITLE_COVERED, TITLE_HOLDS, TITLE_IS = 0.8, 0.5, 3.0
FRESH, HALF_LIFE_DAYS = 0.2, 3 * 365


def score(base: float, title: str, reading: Reading, age: int | None, weight: float) -> float:
    """``base`` is the engine's; ``title`` is normal; ``age`` in days; ``weight`` holds the validity."""
    value = base * (1 + _title(title, reading)) * weight
    if age is not None:
        value *= 1 + FRESH * 0.5 ** (max(0, age) / HALF_LIFE_DAYS)
    return value


def _title(title: str, reading: Reading) -> float:
    lengths = [(max(map(len, term.forms)), any(form in title for form in term.forms)) for term in reading.terms]
    whole = sum(length for length, _ in lengths)
    covered = sum(length for length, within in lengths if within) / whole if whole else 0.0
    value = TITLE_COVERED * covered * covered
    if reading.text == title:
        value += TITLE_IS
    elif reading.text in title:
        value += TITLE_HOLDS
    return value
