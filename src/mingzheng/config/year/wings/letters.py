"""Letters of a year: of every channel, to every unit, with every kind of life; and the hotline's sheet each month."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

import yaml

from mingzheng.config.year.defects import Planted
from mingzheng.config.year.stage import EVENING, Stage
from mingzheng.config.year.telling import tell
from mingzheng.config.year.wings import letter_life
from mingzheng.core.actors import Actor
from mingzheng.core.units.models import Unit
from mingzheng.participation.letters import importing, sorting
from mingzheng.participation.letters.models.letter import Channel
from mingzheng.participation.letters.sheets import Row

DATA = Path(__file__).parents[1] / "data" / "letters.yaml"
PLACES = Path(__file__).parents[1] / "data" / "foi.yaml"
FIRST, LAST = dt.date(2023, 1, 4), dt.date(2023, 12, 6)
DEFECT_DAY = dt.date(2023, 11, 6)  # late: by the last day played none of them has waited ninety days
CALLS, NATIONAL = 180, 8  # work orders of the hotline, messages of the national site


@cache
def data() -> dict[str, Any]:
    """The words and decks, with the places of the district; read once."""
    found: dict[str, Any] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return found | {"places": yaml.safe_load(PLACES.read_text(encoding="utf-8"))["places"]}


@dataclass(frozen=True)
class Mail:
    """One letter as it will be written.

    Args:
        way: what happens to it (a key of ``ways``). ``words``: kind, title, text and reply as templates.
    """

    number: int
    unit: Unit
    day: dt.date
    way: str
    channel: str
    words: dict[str, str]
    place: str
    planted: Planted | None = None

    @property
    def known(self) -> dict[str, Any]:
        """The words that every letter shares."""
        return data()

    def said(self, name: str, **days: str) -> str:
        """A template filled in."""
        template = self.words.get(name) or self.known[name]
        return template.format(place=self.place, unit=self.unit.short, phone=self.unit.phone, **days)


def plan(stage: Stage) -> None:
    """Letters through the year, the hotline's sheets at the end of each month."""
    for mail in mails(stage):
        tell(stage, mail.day, letter_life.life(stage, mail))
    dice = stage.dice("letters", "calls")
    calls = [_call(stage, dice, number) for number in range(stage.times(CALLS))]
    for month in range(1, 13):
        _sheet(stage, [call for call in calls if call.received.month == month], month)
    national = [_message(stage, dice, number) for number in range(stage.times(NATIONAL))]
    for message in national:
        stage.at(message.received, partial(_take_national, stage, message))


def mails(stage: Stage) -> list[Mail]:
    """To the units in turn; what happens to a letter is dealt from the shuffled deck."""
    dice, units = stage.dice("letters"), list(stage.units.values())
    dice.shuffle(units)
    ways = [way for way, number in data()["ways"].items() for _copy in range(stage.times(number))]
    dice.shuffle(ways)
    days = sorted(stage.within(dice, FIRST, LAST) for _way in ways)
    made = [
        _mail(dice, number, units[number % len(units)], day, way)
        for number, (day, way) in enumerate(zip(days, ways, strict=True))
    ]
    return [*made, *_defective(stage, dice, len(made))]


def _mail(dice: random.Random, number: int, unit: Unit, day: dt.date, way: str, planted: Planted | None = None) -> Mail:
    known = data()
    channel = dice.choices(list(known["channels"]), list(known["channels"].values()))[0]
    fit = [one for one in known["letters"] if (one["kind"] == "advice") == (channel == "suggestion")]
    if way == "extended":
        fit = [one for one in fit if one["kind"] not in ("consult", "praise")]
    return Mail(number, unit, day, way, channel, dice.choice(fit), dice.choice(known["places"]), planted)


def _defective(stage: Stage, dice: random.Random, number: int) -> list[Mail]:
    found: list[Mail] = []
    for kind in ("letter_late", "letter_unanswered", "letter_beside"):
        for unit in stage.units.values():
            planted = stage.defect(kind, unit)
            if planted is not None:
                found.append(_mail(dice, number + len(found), unit, DEFECT_DAY, "plain", planted))
    return found


# --- the hotline and the national site -------------------------------------------------------------------------------


def _sheet(stage: Stage, calls: list[Row], month: int) -> None:
    """A month's work orders come as a sheet on its last day."""
    day = dt.date(2023 + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)
    stage.at(day, lambda: _import(stage, calls, Channel.HOTLINE), order=EVENING)


def _import(stage: Stage, rows: list[Row], channel: str) -> None:
    report = importing.import_rows(rows, channel, Actor.system("工单导入"))
    if report.refused:
        raise LookupError(str(report.refused[0]))
    stage.count("letters", len(rows))


def _call(stage: Stage, dice: random.Random, number: int) -> Row:
    matters = [one for one in sorting.words().matters if one.unit in stage.units]
    matter = dice.choice(matters)
    received = stage.within(dice, FIRST, dt.date(2023, 12, 20))
    kind = dice.choices(["consult", "help", "complaint", "advice", "report"], [25, 30, 30, 10, 5])[0]
    most = 1 if kind in ("consult", "advice") else 4  # within its term
    last = dt.date(received.year + received.month // 12, received.month % 12 + 1, 1) - dt.timedelta(days=1)
    replied = min(stage.workday(received, dice.randint(0, most)), last)
    unit, word = stage.units[matter.unit], dice.choice(list(matter.words))
    return Row(
        line=number + 2,
        ref=f"YS2023{number:06}",
        received=received,
        kind=kind,
        title=f"{matter.label}：{word}",
        text=f"来电人就{word}的问题{data()['words'][kind]}。（演示工单 {number}）",
        unit=unit.short,
        reply=f"{unit.short}已与来电人联系，核实{word}的情况，并于{replied.month}月{replied.day}日办结，结果已告知。",
        replied=replied,
        stars=dice.choices([None, 5, 4, 3], [30, 45, 20, 5])[0],
        consent=False,
        name="",
        reach="",
    )


def _message(stage: Stage, dice: random.Random, number: int) -> Row:
    unit = dice.choice(stage.of_kind(Unit.Kind.DEPARTMENT))
    return Row(
        line=2,
        ref=f"GB2023{number:04}",
        received=stage.within(dice, FIRST, LAST),
        kind="consult",
        title=f"咨询{unit.short}的办事时间",
        text=f"请问{unit.short}的服务窗口什么时候开放，需要带什么材料？（演示留言 {number}）",
        unit=unit.short,
        reply="",
        replied=None,
        stars=None,
        consent=False,
        name="",
        reach="",
    )


def _take_national(stage: Stage, row: Row) -> None:
    """Taken over on its day as an open case; the unit answers it within days."""
    _import(stage, [row], Channel.NATIONAL)
    tell(stage, stage.workday(row.received, 1), letter_life.national(stage, row.ref))
