"""The numbers of the room as dated data, its channels, and which deadline rule holds for a channel and kind."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from mingzheng.core import likeness as comparing
from mingzheng.core.dated import Numbers
from mingzheng.core.units.models import Unit
from mingzheng.core.units.queries import office

DATA = Path(__file__).parent / "data"
value = Numbers(DATA / "figures.yaml").value


@dataclass(frozen=True)
class ChannelRow:
    """``intake``: code of the unit that hands the letters out; ``portal``: letters may be written on the portal."""

    code: str
    intake: str
    portal: bool
    about: str
    mailboxes: list[str]


@dataclass(frozen=True)
class ClockRow:
    """Codes of the deadline rules for some channels and kinds, for letters received since a day."""

    channels: list[str]
    kinds: list[str]
    rule: str
    again: str
    most: str
    since: dt.date


def _rows(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = yaml.safe_load((DATA / name).read_text(encoding="utf-8"))
    return rows


@cache
def channels() -> dict[str, ChannelRow]:
    return {row["code"]: ChannelRow(**row) for row in _rows("channels.yaml")}


@cache
def clocks() -> tuple[ClockRow, ...]:
    return tuple(
        ClockRow(since=row["from"], **{name: value for name, value in row.items() if name != "from"})
        for row in _rows("clocks.yaml")
    )


def clock(channel: str, kind: str, day: dt.date) -> ClockRow:
    """Which rules hold for a letter received on a day: the last row that names channel and kind.

    Raises:
        KeyError: no row does.
    """
    fitting = [row for row in clocks() if channel in row.channels and kind in row.kinds]
    found = [row for row in fitting if row.since <= day] or fitting[:1]
    if not found:
        raise KeyError(f"{channel}/{kind}")
    return found[-1]


def intake(channel: str) -> Unit | None:
    """The unit that hands out the letters of a channel; 区府办 where that unit does not exist."""
    return Unit.objects.filter(code=channels()[channel].intake).first() or office()


def intake_units() -> set[int]:
    """The units that hand out the letters of some channel: they see the statistics of all units."""
    return {unit.pk for code in channels() if (unit := intake(code)) is not None}


def likeness(day: dt.date) -> comparing.Rules:
    """When two letters say the same."""
    return comparing.Rules(value("alike", day), value("shortest_text", day), comparing.fillers(DATA / "likeness.yaml"))
