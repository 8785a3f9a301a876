"""The frozen list as one file: canonical text, so that one byte more or less is another list. Described in docs/draws.md.

Pure. Lines end with LF, fields are parted by a tab, rows stand in a fixed order.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from mingzheng.participation.draws import order
from mingzheng.participation.draws.order import Lot, Panel, Shortfall
from mingzheng.participation.draws.quotas import Quota

HEAD = "mingzheng-draw"
VERSION = "1"
CODE = re.compile(r"[0-9A-Za-z-]{1,32}", re.ASCII)
WORDS = re.compile(r"[^\t\r\n\x00-\x1f\x7f=\u2028\u2029]{1,200}")


@dataclass(frozen=True)
class Entry:
    """One person on the list: a code that was made for this draw alone, never a name and never a query code."""

    code: str
    category: str = ""
    traits: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Frozen:
    """Everything that was fixed before the seed existed.

    Args:
        places: category → places; with quotas one row, "" → how many people in all.
        alternates: how many alternates each category has.
        panels: possible outcomes with crossed quotas; empty without them.
    """

    title: str
    owner: str
    frozen_on: dt.date
    seed_source: str
    seed_on: dt.date
    places: Mapping[str, int]
    alternates: int
    entries: Sequence[Entry]
    quotas: Sequence[Quota] = ()
    panels: Sequence[Panel] = ()

    def text(self) -> str:
        """The file."""
        rows: list[Sequence[object]] = [
            (HEAD, VERSION),
            ("title", self.title),
            ("owner", self.owner),
            ("frozen_on", self.frozen_on.isoformat()),
            ("seed_source", self.seed_source),
            ("seed_on", self.seed_on.isoformat()),
            *(("places", category, count) for category, count in sorted(self.places.items())),
            ("alternates", self.alternates),
            *(("quota", one.trait, one.value, one.least, one.most) for one in sorted(self.quotas, key=str)),
            *(("panel", one.weight, *_counts(one)) for one in self.panels),
            *(_entry_row(one) for one in sorted(self.entries, key=lambda entry: entry.code)),
        ]
        return "".join("\t".join(map(str, row)) + "\n" for row in rows)

    @property
    def categories(self) -> dict[str, str]:
        """Code → category."""
        return {entry.code: entry.category for entry in self.entries}

    def places_for(self, seed: str, list_sha256: str) -> Mapping[str, int]:
        """The places of each category; with panels, those of the one that the seed picks."""
        return order.chosen(self.panels, seed, list_sha256).places if self.panels else self.places

    def lots(self, seed: str) -> list[Lot]:
        """What falls to whom with this seed."""
        list_sha256 = order.digest(self.text())
        return order.allot(self.categories, self.places_for(seed, list_sha256), self.alternates, seed, list_sha256)

    def shortfalls(self) -> list[Shortfall]:
        """Places that stay empty whatever the seed; with quotas none, since a panel is always full."""
        return [] if self.panels else order.shortfalls(self.categories, self.places)

    def chances(self) -> list[Chance]:
        """Each category's people, and what chance each of them has."""
        return chances(self.entries, self.places, self.panels)


@dataclass(frozen=True)
class Chance:
    """``each``: the chance of every single person of the category to get a place."""

    category: str
    people: int
    each: Fraction

    @property
    def percent(self) -> str:
        return f"{float(self.each) * 100:.1f}%"


def chances(entries: Sequence[Entry], places: Mapping[str, int], panels: Sequence[Panel]) -> list[Chance]:
    """Each category's people, and what chance each of them has of a place."""
    people: dict[str, int] = {}
    for entry in entries:
        people[entry.category] = people.get(entry.category, 0) + 1
    if not panels:
        found = {name: Fraction(min(places.get(name, 0), n), n) for name, n in people.items()}
    else:
        total = sum(panel.weight for panel in panels)
        found = {
            name: Fraction(sum(one.weight * one.places.get(name, 0) for one in panels), total * n)
            for name, n in people.items()
        }
    return [Chance(name, n, found[name]) for name, n in sorted(people.items())]


def result_text(frozen: str, seed: str, lots: Sequence[Lot], empty: Sequence[Shortfall]) -> str:
    """The list with what was drawn from it behind: the file that the script checks."""
    rows: list[Sequence[object]] = [("result", order.digest(frozen)), ("seed", seed)]
    ranked = sorted(lots, key=lambda lot: (lot.category, lot.kind != order.PLACE, lot.rank))
    rows += [(lot.kind, lot.category, lot.rank, lot.code) for lot in ranked]
    rows += [("empty", one.category, one.missing) for one in empty]
    return frozen + "".join("\t".join(map(str, row)) + "\n" for row in rows)


def read(text: str) -> Frozen:
    """The list behind its file (only of files that ``Frozen.text`` wrote)."""
    rows = [line.split("\t") for line in text.split("\n") if line]
    one = {row[0]: row[1] for row in rows if len(row) == 2}
    return Frozen(
        title=one["title"],
        owner=one["owner"],
        frozen_on=dt.date.fromisoformat(one["frozen_on"]),
        seed_source=one["seed_source"],
        seed_on=dt.date.fromisoformat(one["seed_on"]),
        places={row[1]: int(row[2]) for row in rows if row[0] == "places"},
        alternates=int(one["alternates"]),
        entries=[_read_entry(row) for row in rows if row[0] == "entry"],
        quotas=[Quota(row[1], row[2], int(row[3]), int(row[4])) for row in rows if row[0] == "quota"],
        panels=[_read_panel(row) for row in rows if row[0] == "panel"],
    )


def _entry_row(entry: Entry) -> Sequence[str]:
    return ("entry", entry.code, entry.category, *(f"{name}={value}" for name, value in sorted(entry.traits.items())))


def _read_entry(row: Sequence[str]) -> Entry:
    return Entry(row[1], row[2], dict(pair.split("=", 1) for pair in row[3:]))


def _counts(panel: Panel) -> list[str]:
    return [f"{category}={count}" for category, count in sorted(panel.places.items())]


def _read_panel(row: Sequence[str]) -> Panel:
    counts = (pair.rsplit("=", 1) for pair in row[2:])
    return Panel(int(row[1]), {category: int(count) for category, count in counts})
