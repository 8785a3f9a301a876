"""How well opinions are grouped, measured on texts whose groups are known (``data/labelled.yaml``). Pure but for the file.

Counted by pairs of opinions on the same matter: of the pairs that were put together, how many belong together (precision); of
the pairs that belong together, how many were put together (recall); and how many opposites were put together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import yaml

from mingzheng.core.likeness import Rules
from mingzheng.participation.consultations import grouping

LABELLED = Path(__file__).parent / "data" / "labelled.yaml"


@dataclass(frozen=True)
class Text:
    """``about``: what all that are compared with it are about; ``label``: which opinion it is."""

    about: str
    label: int
    text: str


@dataclass(frozen=True)
class Measured:
    """``right``: pairs put together that belong together; ``wrong``: that do not; ``missed``: pairs left apart."""

    name: str
    texts: int
    labels: int
    groups: int
    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


def labelled(path: Path = LABELLED) -> dict[str, list[Text]]:
    """Each part of the set with its texts; the parts say which of them was looked at while rules were made."""
    parts: Mapping[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {name: list(_texts(matters)) for name, matters in parts.items()}


def _texts(matters: Sequence[Mapping[str, Any]]) -> Iterator[Text]:
    label = 0
    for matter in matters:
        for texts in matter["groups"]:
            label += 1
            yield from (Text(str(matter["about"]), label, str(one)) for one in texts)


def measure(name: str, texts: Sequence[Text], rules: Rules) -> Measured:
    """Group the texts, those of different opinions mixed, and compare with what is known."""
    mixed = sorted(texts, key=lambda one: (one.text[::-1], one.label))  # an order that says nothing of the groups
    found = grouping.together([one.text for one in mixed], [one.about for one in mixed], rules)
    together = {frozenset(pair) for members in found for pair in combinations(members, 2)}
    belong = {
        frozenset(pair) for pair in combinations(range(len(mixed)), 2) if mixed[pair[0]].label == mixed[pair[1]].label
    }
    return Measured(
        name=name,
        texts=len(mixed),
        labels=len({one.label for one in mixed}),
        groups=len(found),
        right=len(together & belong),
        wrong=len(together - belong),
        missed=len(belong - together),
    )


def all_parts(rules: Rules) -> list[Measured]:
    """Every part of the set, then all of it."""
    parts = labelled()
    whole = [
        Text(f"{name}：{one.about}", at * 10_000 + one.label, one.text)
        for at, (name, texts) in enumerate(parts.items())
        for one in texts
    ]
    return [*(measure(name, texts, rules) for name, texts in parts.items()), measure("all", whole, rules)]
