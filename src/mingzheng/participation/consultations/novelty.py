"""What each opinion of a group adds to the sentence that stands for it. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

_CLAUSES = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]?")
SAME = 80.0  # a clause that is found so nearly in what was said before adds nothing
SHORTEST = 4


def novelties(headline: str, texts: Sequence[str]) -> list[list[str]]:
    """For each text the clauses that neither the headline nor the texts before it hold."""
    said = [headline]
    found = []
    for text in texts:
        clauses = [clause.strip() for clause in _CLAUSES.findall(text) if len(clause.strip()) >= SHORTEST]
        found.append([clause for clause in clauses if not any(_held(clause, other) for other in said)])
        said += found[-1]
    return found


def _held(clause: str, other: str) -> bool:
    return (
        fuzz.partial_ratio(clause, other, score_cutoff=SAME) >= SAME
        if len(clause) <= len(other)
        else (fuzz.ratio(clause, other, score_cutoff=SAME) >= SAME)
    )
