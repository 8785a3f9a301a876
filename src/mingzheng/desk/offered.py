"""What a person can do now, as the case page offers it: one main action, the others under what they are for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mingzheng.core.procedures.permission import Action
from mingzheng.core.procedures.table import Procedure, Step

FEW = 4
"""So many besides the main action are seen at a glance; headings would only be in the way."""


@dataclass(frozen=True)
class Group:
    """``heading`` is "" where the steps stand without one."""

    heading: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Offered:
    """``main``: the one action drawn as such, None where the table marks none."""

    main: Step | None
    groups: tuple[Group, ...]

    def __bool__(self) -> bool:
        return self.main is not None or bool(self.groups)


def offered(table: Procedure, allowed: Sequence[Action]) -> Offered:
    """The permitted actions arranged by the ``headings`` of the table; within one, in the order of its rows."""
    steps = [action.step for action in allowed]
    main = next((step for step in steps if step.primary), None)
    others = [step for step in steps if step is not main]
    if len(others) <= FEW or not table.headings:
        return Offered(main, (Group("", tuple(others)),) if others else ())
    sets = ((heading, tuple(step for step in others if step.group == heading)) for heading in table.headings)
    return Offered(main, tuple(Group(heading, found) for heading, found in sets if found))
