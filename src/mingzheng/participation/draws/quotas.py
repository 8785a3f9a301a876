"""The words of crossed quotas, apart from what computes with them: they are needed everywhere, SciPy almost nowhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Quota:
    """How many people with ``value`` of ``trait`` a panel has: at least, at most."""

    trait: str
    value: str
    least: int
    most: int

    def __str__(self) -> str:
        span = f"{self.least}" if self.least == self.most else f"{self.least}—{self.most}"
        return f"{self.trait}「{self.value}」{span} 人"


class Impossible(Exception):
    """No panel keeps all quotas. ``quotas``: those that contradict each other or the people there are; ``why`` says it."""

    def __init__(self, why: str, quotas: Sequence[Quota] = ()) -> None:
        super().__init__(why)
        self.why = why
        self.quotas = tuple(quotas)


@dataclass(frozen=True)
class Kind:
    """People with the same traits."""

    category: str
    traits: Mapping[str, str]
    people: int
