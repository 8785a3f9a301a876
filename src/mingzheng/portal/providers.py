"""What rooms hand to the portal, and where they hand it in.

The portal draws plain dataclasses and knows no room's models. A room's reader is registered once, when the
application loads; a part without a reader shows an honest empty state. The readers are called on every page
view, so that they must be cheap.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from mingzheng.supervision.indicators.public import PublicPlan


@dataclass(frozen=True)
class PlanChange:
    """One public step of the plan; ``id`` is stable, for the feed."""

    id: str
    when: dt.datetime
    title: str
    summary: str = ""
    url: str = ""


@dataclass(frozen=True)
class HomeItem:
    """One line of a section of the home page; ``note`` stands at its right (a date, a remaining time)."""

    title: str
    url: str
    when: dt.date | None = None
    note: str = ""


class PlanSource(Protocol):
    def current(self) -> PublicPlan | None:
        """The plan in force, or None when none was issued."""

    def changes(self, limit: int) -> Sequence[PlanChange]:
        """The newest public steps first."""


HomeSource = Callable[[int], Sequence[HomeItem]]
HOME_SLOTS = ("changes", "applications", "questions")  # 现在可以参与 comes from ``running``

_plan: list[PlanSource] = []
_home: dict[str, list[HomeSource]] = {slot: [] for slot in HOME_SLOTS}


def register_plan(source: PlanSource) -> None:
    """Hand in the reader of the work plan; a later one takes the place of an earlier one."""
    _plan[:] = [source]


def register_home(slot: str, source: HomeSource) -> None:
    """Hand in lines for a section of the home page; a section may have several readers.

    Raises:
        KeyError: for a slot that the home page does not have.
    """
    _home[slot].append(source)


def current_plan() -> PublicPlan | None:
    return _plan[0].current() if _plan else None


def plan_changes(limit: int) -> list[PlanChange]:
    return list(_plan[0].changes(limit)) if _plan else []


def home_items(slot: str, limit: int) -> list[HomeItem]:
    """The newest lines of all readers of the slot."""
    found = [item for source in _home[slot] for item in source(limit)]
    dated = sorted(found, key=lambda item: item.when or dt.date.min, reverse=True)
    return dated[:limit]
