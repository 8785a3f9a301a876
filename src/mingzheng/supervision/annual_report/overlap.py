"""How much of a text stood in last year's report already. Pure.

A paragraph is compared by runs of ``RUN`` characters, numbers and marks left out: moving sentences about or changing the year
does not hide a copy.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

RUN = 8
FLAGGED = 0.5
_NOISE = re.compile(r"[\W_\d]+")


@dataclass(frozen=True)
class Share:
    """``share``: 0–1 of the paragraph's characters that stand in a run of last year's text; None: too short to say."""

    where: str
    text: str
    share: float | None

    @property
    def flagged(self) -> bool:
        return self.share is not None and self.share > FLAGGED

    @property
    def percent(self) -> int | None:
        return None if self.share is None else round(100 * self.share)


def normal(text: str) -> str:
    return _NOISE.sub("", unicodedata.normalize("NFKC", text))


def shares(now: Iterable[tuple[str, str]], before: Iterable[str]) -> list[Share]:
    """Each paragraph's share.

    Args:
        now: (place, paragraph). before: last year's paragraphs.
    """
    old = {run for text in before for run in _runs(normal(text))}
    return [Share(where, text, _share(normal(text), old)) for where, text in now if text.strip()]


def whole(found: Iterable[Share]) -> float | None:
    """The share of all paragraphs together, by their length."""
    counted = [(one.share, len(normal(one.text))) for one in found if one.share is not None]
    total = sum(length for _share_, length in counted)
    return sum(share * length for share, length in counted) / total if total else None


def _runs(text: str) -> Iterable[str]:
    return (text[at : at + RUN] for at in range(len(text) - RUN + 1))


def _share(text: str, old: set[str]) -> float | None:
    if len(text) < RUN:
        return None
    covered = bytearray(len(text))
    for at, run in enumerate(_runs(text)):
        if run in old:
            covered[at : at + RUN] = b"\1" * RUN
    return sum(covered) / len(text)
