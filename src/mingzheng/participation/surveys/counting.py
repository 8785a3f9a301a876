"""How ballots are counted. Pure; the same ballots in any order give the same ranking.

Approval (赞成票): each candidate has as many points as ballots name it.
Ranked (排序票, Borda): with n candidates a ballot gives its first n points, its second n-1 and so on; whoever is not named
gets none. Equal points share a rank. A tie across the last place is said here; a public draw decides it (``steps.ties``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Rule(StrEnum):
    APPROVAL = "approval"
    RANKED = "ranked"

    @property
    def label(self) -> str:
        return {"approval": "赞成票", "ranked": "排序票"}[self.value]

    def says(self, candidates: int, most: int) -> str:
        """The rule as people read it before they vote; ``candidates`` is 0 while there is no list of them."""
        ties = "得分相同的名次并列；并列跨过最后一个名额的，公开抽签决定，任何人都能核对。"
        if self is Rule.APPROVAL:
            return f"赞成票：每张票最多选 {most} 项，每选一项计 1 分，按得分从高到低排名。{ties}"
        first = "第一位计的分等于候选项数"
        if candidates:
            first = f"第一位计 {candidates} 分" + (f"，第二位计 {candidates - 1} 分" if candidates > 1 else "")
        return (
            f"排序票（波达计数）：每张票最多排 {most} 项，{first}，"
            f"依次递减，没有排的计 0 分，按总分从高到低排名。{ties}"
        )


@dataclass(frozen=True)
class Place:
    """``rank`` is shared by equals. ``firsts``: ballots that name it first; ``chosen``: within the places;
    ``tied``: as good as the last place and as one beyond it; ``drawn``: a draw decided which of the equals is chosen."""

    candidate: int
    rank: int
    points: int
    named: int
    firsts: int
    chosen: bool
    tied: bool
    drawn: bool = False


def valid(choices: Sequence[int], candidates: Sequence[int], most: int) -> bool:
    """A ballot names one to ``most`` candidates, each once."""
    return 1 <= len(choices) <= most and len(set(choices)) == len(choices) and set(choices) <= set(candidates)


def count(rule: Rule, candidates: Sequence[int], ballots: Iterable[Sequence[int]], places: int) -> list[Place]:
    """Every candidate with its points, the best first; equals in the order of their numbers.

    Args:
        ballots: each as ``valid`` accepts it.
        places: how many are to be chosen; 0: none.
    """
    points: Counter[int] = Counter()
    named: Counter[int] = Counter()
    firsts: Counter[int] = Counter()
    for ballot in ballots:
        for at, candidate in enumerate(ballot):
            points[candidate] += len(candidates) - at if rule is Rule.RANKED else 1
            named[candidate] += 1
        if rule is Rule.RANKED and ballot:
            firsts[ballot[0]] += 1
    ordered = sorted(candidates, key=lambda one: (-points[one], one))
    found = []
    for candidate in ordered:
        score = points[candidate]
        better = sum(points[other] > score for other in candidates)
        equal = sum(points[other] == score for other in candidates)
        fits = better + equal <= places and score > 0
        tied = better < places < better + equal and score > 0
        found.append(Place(candidate, better + 1, score, named[candidate], firsts[candidate], fits, tied))
    return found
