"""What other rooms demand of an edition before it goes public, and what goes public with it (ADR 0010).

A room on a floor above fills the registry when the application loads; ``documents`` never knows who.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from mingzheng.core.actors import Actor
from mingzheng.disclosure.documents.models import Edition
from mingzheng.disclosure.documents.rules import Problem


class Moment(StrEnum):
    """When a gate is asked: before the draft is submitted, and before it is released."""

    SUBMIT = "submit"
    RELEASE = "release"


@dataclass(frozen=True)
class Gate:
    """One room's demand.

    Args:
        code: "room.name", stable.
        problems: what stands against the edition at a moment; hard ones refuse the step. A forced release (紧急公开) and a
            document taken over from an older system are not asked.
        go_with: what goes public with the edition, within the transaction of its release, after it became the live one.
    """

    code: str
    problems: Callable[[Edition, Moment], list[Problem]]
    go_with: Callable[[Edition, Actor], None] | None = None


_gates: dict[str, Gate] = {}


def declare(gate: Gate) -> Gate:
    """Make a gate known. Called from ``AppConfig.ready``; declaring it again replaces it."""
    _gates[gate.code] = gate
    return gate


def problems(edition: Edition, moment: Moment) -> list[Problem]:
    """What every gate says of the edition."""
    return [problem for gate in _gates.values() for problem in gate.problems(edition, moment)]


def go_with(edition: Edition, actor: Actor) -> None:
    """Let go public what belongs to an edition that has just become public."""
    for gate in _gates.values():
        if gate.go_with is not None:
            gate.go_with(edition, actor)
