"""Through which the form and the release ask the tag catalogue, which stands on a floor above (ADR 0010)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Suggested:
    """A tag that the machine proposes, and why, in the reader's words."""

    name: str
    reason: str


class Vocabulary(Protocol):
    def groups(self, day: dt.date) -> list[tuple[str, list[str]]]:
        """What may be chosen on a day: facet by facet, the tags' names. Empty while no catalogue is in force."""

    def problems(self, names: Sequence[str], day: dt.date) -> list[str]:
        """What is wrong with a choice, each in a sentence that says what to do."""

    def suggest(self, title: str, text: str) -> list[Suggested]:
        """Tags that fit a text, the likeliest first."""

    def current(self, name: str) -> str:
        """Today's name of a tag that was renamed or merged since; the name itself when the catalogue does not know it."""


_used: list[Vocabulary] = []


def use(vocabulary: Vocabulary) -> None:
    """Hand in the catalogue; a later one takes the place of an earlier one."""
    _used[:] = [vocabulary]


def vocabulary() -> Vocabulary | None:
    return _used[0] if _used else None


def current(name: str) -> str:
    return _used[0].current(name) if _used else name
