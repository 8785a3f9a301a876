"""Applications under the 条例 through a year: every outcome, channel, kind of applicant and way through the procedure.

Dealt from decks, so that even a small year has each outcome; spread over the units in turn, so that each unit answers.
"""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

import yaml

from mingzheng.config.year.defects import Planted
from mingzheng.config.year.stage import Stage
from mingzheng.config.year.telling import tell
from mingzheng.config.year.wings import foi_before, foi_life
from mingzheng.core import timekeeping
from mingzheng.core.units.models import Unit
from mingzheng.requests.foi import conferences

DATA = Path(__file__).parents[1] / "data" / "foi.yaml"
FIRST, LAST = dt.date(2023, 1, 4), dt.date(2023, 12, 21)
EXCHANGES = (
    (dt.date(2023, 3, 29), "收到日期和补正"),
    (dt.date(2023, 6, 28), "检索和信息不存在"),
    (dt.date(2023, 9, 27), "第三方意见和区分处理"),
    (dt.date(2023, 12, 13), "答复说理和救济告知"),
)
LATE_BY, NEVER_FROM = dt.date(2023, 9, 4), dt.date(2023, 10, 16)


@cache
def data() -> dict[str, Any]:
    """The words and decks; read once."""
    found: dict[str, Any] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return found


@dataclass(frozen=True)
class Ask:
    """One application as it will come in.

    Args:
        end: the leaf of its answer, or how it ends without one (withdraw, merge, returned, transfer).
        planted: the defect that it carries: answered late, or not at all.
    """

    number: int
    unit: Unit
    day: dt.date
    end: str
    kind: str
    channel: str
    thing: str
    name: str
    planted: Planted | None = None

    @property
    def reasons(self) -> dict[str, str]:
        """The words of each leaf's reason."""
        found: dict[str, str] = data()["reasons"]
        return found


def plan(stage: Stage) -> None:
    """All applications of the year, and what the year before left open."""
    foi_before.plan(stage)
    for ask in asks(stage):
        tell(stage, ask.day, foi_life.life(stage, ask))
    for day, topic in EXCHANGES:
        stage.at(day, partial(_exchanged, stage, topic))


def _exchanged(stage: Stage, topic: str) -> None:
    """区府办 calls everybody who answers applications together (task 16)."""
    values = {
        "kind": "exchange",
        "topic": f"依申请办理工作业务交流：{topic}",
        "held_on": timekeeping.today(),
        "minutes": "讲评上一季度的答复文书，讨论疑难问题，明确统一的做法。",
        "people": 40,
        "units": list(stage.units.values()),
        "numbers": [],
    }
    conferences.record(stage.units["qufuban"], stage.office(), values)
    stage.count("foi")


def asks(stage: Stage) -> list[Ask]:
    """Each unit gets applications in turn; outcomes are dealt from the shuffled deck."""
    dice, units = stage.dice("foi"), list(stage.units.values())
    deck: dict[str, int] = data()["deck"]
    ends = [end for end, number in deck.items() for _copy in range(stage.times(number))]
    dice.shuffle(ends)
    dice.shuffle(units)
    days = sorted(stage.within(dice, FIRST, LAST) for _end in ends)
    made = [
        _ask(dice, number, units[number % len(units)], day, end)
        for number, (day, end) in enumerate(zip(days, ends, strict=True))
    ]
    return [*made, *_defective(stage, dice, len(made))]


def _ask(dice: random.Random, number: int, unit: Unit, day: dt.date, end: str, planted: Planted | None = None) -> Ask:
    known = data()
    kind = _weighed(dice, known["kinds"])
    thing = dice.choice(known["things"]).format(
        unit=unit.short,
        year=dice.choice((2020, 2021, 2022)),
        matter=dice.choice(known["matters"]),
        place=dice.choice(known["places"]),
    )
    # A certificate's holder asks in person or online; whatever was lost in the post would not be here.
    return Ask(
        number, unit, day, end, kind, _weighed(dice, known["channels"]), thing, _name(dice, kind, number), planted
    )


def _weighed(dice: random.Random, weights: dict[str, int]) -> str:
    return dice.choices(list(weights), list(weights.values()))[0]


def _name(dice: random.Random, kind: str, number: int) -> str:
    if kind == "natural":
        return f"{dice.choice(data()['surnames'])}演示"
    name: str = data()["names"][kind].format(n=number % 20 + 1)
    return name


def _defective(stage: Stage, dice: random.Random, number: int) -> list[Ask]:
    """The ones that the units with a defect get on top."""
    found: list[Ask] = []
    for kind, day in (("foi_late", LATE_BY), ("foi_unanswered", NEVER_FROM)):
        for unit in stage.units.values():
            planted = stage.defect(kind, unit)
            if planted is not None:
                found.append(_ask(dice, number + len(found), unit, day, "A2", planted))
    return found
