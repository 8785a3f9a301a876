"""A few words more about a case in the lists of those who work on it, where its title must stay neutral."""

from __future__ import annotations

from collections.abc import Callable

from mingzheng.core.actors import Actor
from mingzheng.core.procedures.models import Case

Hints = Callable[[list[Case], Actor], dict[int, str]]

_hints: list[Hints] = []


def add(hints: Hints) -> None:
    """Ask ``hints`` for every list; it says nothing of a case that is not for the actor's eyes."""
    if hints not in _hints:
        _hints.append(hints)


def of(cases: list[Case], actor: Actor) -> dict[int, str]:
    """Words by case id; cases without any are left out."""
    found: dict[int, str] = {}
    for hints in _hints:
        found |= hints(cases, actor)
    return found
