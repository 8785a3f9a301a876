"""Draft and final text article by article, with the opinions behind each change: what came from whom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from mingzheng.disclosure.documents.comparison import Paragraph, compare
from mingzheng.participation.consultations import presenting
from mingzheng.participation.consultations.models import Consultation, State

ALIKE = 45.0  # rapidfuzz ratio from which a final article is the draft's, changed
_LABEL = re.compile(r"^[ \t　]*第[^条]{1,12}条(?:之[^\s　]{1,4})?[ \t　]*")


@dataclass(frozen=True)
class Pair:
    """``kind``: same, changed, gone (only in the draft) or new (only in the final text).

    Args:
        paragraphs: both texts as one, each said to be the same, gone, new or changed.
        rows: published opinions on the draft's article that were adopted, wholly or in part.
    """

    kind: str
    before: str
    after: str
    paragraphs: Sequence[Paragraph]
    rows: Sequence[presenting.Row] = field(default_factory=tuple)

    @property
    def label(self) -> str:
        """Articles are renumbered when others come or go: both numbers are said where they differ."""
        if self.before and self.after and self.before != self.after:
            return f"{self.before} → {self.after}"
        return self.after or self.before


def pairs(consultation: Consultation) -> list[Pair]:
    """Every article of both texts in the order of the final text; what fell away stands where it stood."""
    draft = list(consultation.articles.all())
    final = list(consultation.final_articles.all())
    behind = _behind(consultation)
    matched = align([one.text for one in draft], [one.text for one in final])
    return [_pair(draft[i] if i is not None else None, final[j] if j is not None else None, behind) for i, j in matched]


def _pair(old: object, new: object, behind: dict[str, list[presenting.Row]]) -> Pair:
    before, after = getattr(old, "label", ""), getattr(new, "label", "")
    one, two = (_LABEL.sub("", getattr(part, "text", "")) for part in (old, new))
    kind = "new" if old is None else "gone" if new is None else "same" if _flat(one) == _flat(two) else "changed"
    return Pair(
        kind, before, after, compare(one, two) if old and new else _whole(kind, one or two), behind.get(before, ())
    )


def _whole(kind: str, text: str) -> list[Paragraph]:
    return [Paragraph(kind, line) for line in text.split("\n")]


def _flat(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _behind(consultation: Consultation) -> dict[str, list[presenting.Row]]:
    found: dict[str, list[presenting.Row]] = {}
    for row in presenting.adoption(consultation).rows:
        if row.state in (State.ADOPTED, State.PARTLY):
            found.setdefault(row.article, []).append(row)
    return found


def align(old: Sequence[str], new: Sequence[str]) -> list[tuple[int | None, int | None]]:
    """Which article of the draft became which: the alignment in order that keeps most likeness (numbers left out). Pure."""
    left, right = [_flat(_LABEL.sub("", one)) for one in old], [_flat(_LABEL.sub("", one)) for one in new]
    width = len(right) + 1
    best = [[0.0] * width for _row in range(len(left) + 1)]
    like = [[fuzz.ratio(one, two, score_cutoff=ALIKE) for two in right] for one in left]
    for i in range(len(left) - 1, -1, -1):
        for j in range(len(right) - 1, -1, -1):
            joined = best[i + 1][j + 1] + like[i][j] if like[i][j] else 0.0
            best[i][j] = max(joined, best[i + 1][j], best[i][j + 1])
    found: list[tuple[int | None, int | None]] = []
    i = j = 0
    while i < len(left) or j < len(right):
        if i < len(left) and j < len(right) and like[i][j] and best[i][j] == best[i + 1][j + 1] + like[i][j]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif i < len(left) and (j == len(right) or best[i][j] == best[i + 1][j]):
            found.append((i, None))
            i += 1
        else:
            found.append((None, j))
            j += 1
    return found
