"""Which alternate may take a place that became free. Pure.

With places for categories only, an alternate of the same category. With crossed quotas, an alternate with the same traits; where
there is none, the first in the order of the draw with whom the quotas still hold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

Traits = Mapping[str, str]


class Span(Protocol):
    """A quota: so many with ``value`` of ``trait`` at least and at most."""

    trait: str
    value: str
    least: int
    most: int


def why_not(quotas: Sequence[Span], seats: int, held: Iterable[Traits], one: Traits) -> list[str]:
    """Why the quotas would not hold any more with this person; empty when they do.

    Args:
        seats: how many places were drawn.
        held: the traits of those who hold a place now.
    """
    people = [*held, one]
    counted = Counter((trait, value) for person in people for trait, value in person.items())
    free = seats - len(people)
    if free < 0:
        return ["没有空出的名额"]
    return [*_too_many(quotas, counted, one), *_too_few(quotas, counted, free)]


def _too_many(quotas: Sequence[Span], counted: Counter[tuple[str, str]], one: Traits) -> list[str]:
    own = [quota for quota in quotas if one.get(quota.trait) == quota.value]
    return [f"{quota.value}最多 {quota.most} 人" for quota in own if counted[quota.trait, quota.value] > quota.most]


def _too_few(quotas: Sequence[Span], counted: Counter[tuple[str, str]], free: int) -> list[str]:
    """Each place that is left can bring one value of a trait: what is still owed must fit into them."""
    found = []
    for trait in dict.fromkeys(quota.trait for quota in quotas):
        owed = {
            quota.value: quota.least - counted[trait, quota.value]
            for quota in quotas
            if quota.trait == trait and counted[trait, quota.value] < quota.least
        }
        if sum(owed.values()) > free:
            said = "、".join(f"{value} {n} 人" for value, n in owed.items())
            found.append(f"空出的名额要留给{said}")
    return found
