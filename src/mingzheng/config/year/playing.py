"""From an empty database to the end of the year."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Collection
from dataclasses import dataclass, field

from django.db import transaction

from mingzheng.config import demonstration
from mingzheng.config.year.defects import Defects, Planted
from mingzheng.config.year.stage import Say, Stage
from mingzheng.config.year.wings import WINGS
from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.journal.commands import seal_all
from mingzheng.core.outbox import commands as outbox

FIRST = dt.date(2023, 1, 3)
LAST_OF_YEAR = dt.date(2023, 12, 31)
LAST = dt.date(2024, 1, 31)  # the annual report of 2023 is written in January


@dataclass(frozen=True)
class Played:
    """What a year came to: records by wing, defects, seconds."""

    counts: dict[str, int]
    planted: list[Planted] = field(default_factory=list)
    seconds: float = 0.0


def play(
    *,
    say: Say,
    seed: int = 1,
    scale: int = 1,
    until: dt.date = LAST,
    defects: str = "all",
    wings: Collection[str] = (),
    at_work: Collection[str] = (),
) -> Played:
    """Build the district and let it live through 2023.

    Args:
        until: the last day on which anything happens.
        defects: ``all`` plants those of ``defects.ROWS``, ``none`` plays a year without a fault.
        wings: only these of ``WINGS``; empty for all. Defects of wings that are not played are not planted.
        at_work: codes of the units that work on their shares of the plan; empty for all. The others leave theirs lying:
            a year of a test that does not look at them is over in half the time.

    Raises:
        Refused: in production, or when the database already holds units.
        LookupError: a wing of that name does not exist, or a defect that was to be planted found no occasion.
    """
    demonstration.only_where_empty()
    if unknown := set(wings) - WINGS.keys():
        raise LookupError(f"no such wings: {sorted(unknown)}")
    began, planting = time.monotonic(), Defects.all() if defects == "all" else Defects.none()

    def tell(line: str) -> None:
        say(f"全年演示（{time.monotonic() - began:5.1f} 秒）：{line}")

    # One transaction: a year that was interrupted leaves nothing behind.
    with transaction.atomic(), outbox.bulk():
        with timekeeping.standing_at(FIRST):
            tell("单位和人员……")
            demonstration.people_and_units(Actor.system("演示数据"))
            stage = Stage.built(seed=seed, scale=scale, first=FIRST, until=until, defects=planting)
            stage.at_work = frozenset(at_work) or frozenset(stage.units)
            for name, plan in WINGS.items():
                if not wings or name in wings:
                    plan(stage)
        stage.play(tell)
        timekeeping.set_demo_day(until, Actor.system("演示数据"))
    seal_all()
    if planting.waiting and until >= LAST and not wings:
        raise LookupError(f"defects that were not planted: {sorted(planting.waiting)}")
    return Played(dict(stage.counts), planting.planted, time.monotonic() - began)
