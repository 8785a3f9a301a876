"""Where reconsiderations and suits are kept: a room above this one, which says here how to count and to keep them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from mingzheng.core.actors import Actor
from mingzheng.core.units.models import Unit
from mingzheng.requests.foi.law.facts import RemedyFact
from mingzheng.requests.foi.models import Application


class RemedyBook(Protocol):
    """What ``requests.remedies`` does for the figures of this room."""

    def counts(self, year: int, unit: Unit | None) -> Mapping[tuple[str, str], int]:
        """Table 4 of a year by kind and result, as ``law.tables.Counts.four``."""

    def keep(self, found: Sequence[tuple[Application, Sequence[RemedyFact]]], actor: Actor) -> int:
        """Keep imported remedies, none of them twice; how many are new. In the caller's transaction."""


_books: list[RemedyBook] = []


def register(book: RemedyBook | None) -> None:
    """One book for the house; None takes it away."""
    _books[:] = [book] if book is not None else []


def book() -> RemedyBook | None:
    return _books[0] if _books else None
