"""The counters of the statistics: what a letter adds to them, and how a change of the letter changes them.

What a letter adds follows from the letter alone (``adds``). Whoever changes a letter does it within ``counted``: the
difference is written in the same transaction. ``recount`` reads all letters anew and says where the counters differ.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connection, transaction

from mingzheng.participation.letters import dated
from mingzheng.participation.letters.models import Letter, MatterCount, MonthCount, Round
from mingzheng.participation.letters.models.counting import FIGURES

Key = tuple[dt.date, int, str, str]
MatterKey = tuple[dt.date, str]
BATCH = 500


def _month(day: dt.date) -> dt.date:
    return day.replace(day=1)


@dataclass
class Added:
    """What some letters add: figures by month, unit, channel and kind; and letters received by month and matter."""

    months: defaultdict[Key, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    matters: Counter[MatterKey] = field(default_factory=Counter)

    def letter(
        self,
        unit: int,
        channel: str,
        kind: str,
        matter: str,
        received: dt.date,
        declined: bool,
        replied: dt.date | None,
        in_time: bool | None,
    ) -> None:
        here = self.months[_month(received), unit, channel, kind]
        here["received"] += 1
        here["declined"] += declined
        if matter:
            self.matters[_month(received), matter] += 1
        if replied is not None:
            there = self.months[_month(replied), unit, channel, kind]
            there["replied"] += 1
            there["in_time"] += bool(in_time)
            there["days"] += (replied - received).days

    def rating(self, unit: int, channel: str, kind: str, stars: int, day: dt.date) -> None:
        here = self.months[_month(day), unit, channel, kind]
        here["rated"] += 1
        here["stars"] += stars
        here["satisfied"] += stars >= dated.value("satisfied_from", day)

    def minus(self, other: Added) -> Added:
        """What is more here than there; figures that are equal are left out."""
        found = Added()
        for key in {*self.months, *other.months}:
            one, two = self.months.get(key, Counter()), other.months.get(key, Counter())
            changed = {name: one[name] - two[name] for name in FIGURES if one[name] != two[name]}
            if changed:
                found.months[key] = Counter(changed)
        for matter in {*self.matters, *other.matters}:
            more = self.matters[matter] - other.matters[matter]
            if more:
                found.matters[matter] = more
        return found

    def __bool__(self) -> bool:
        return bool(self.months or self.matters)


def adds(letters: Iterable[Letter]) -> Added:
    """What letters add; their ratings are read from their rounds."""
    found, held = Added(), list(letters)
    by_id = {letter.pk: letter for letter in held}
    for letter in held:
        found.letter(
            letter.unit_id,
            letter.channel,
            letter.kind,
            letter.matter,
            letter.received_on,
            bool(letter.declined_why),
            letter.replied_on,
            letter.in_time,
        )
    rows = Round.objects.filter(letter__in=list(by_id), stars__isnull=False, rated_on__isnull=False)
    for pk, stars, day in rows.values_list("letter", "stars", "rated_on"):
        letter = by_id[pk]
        if stars is not None and day is not None:
            found.rating(letter.unit_id, letter.channel, letter.kind, stars, day)
    return found


@contextmanager
def counted(letter: Letter) -> Iterator[None]:
    """What is changed and saved of the letter within the block is counted, in the same transaction."""
    before = adds([letter])
    yield
    write(adds([letter]).minus(before))


def write(added: Added) -> None:
    """Add to the counters, rows in one order, so that two writers follow each other instead of waiting for each other."""
    columns = ("month", "unit_id", "channel", "kind", *FIGURES)
    rows = [(*key, *(figures[name] for name in FIGURES)) for key, figures in sorted(added.months.items())]
    _upsert(MonthCount, columns, 4, rows)
    matters = [(*key, more) for key, more in sorted(added.matters.items())]
    _upsert(MatterCount, ("month", "matter", "received"), 2, matters)


def _upsert(model: type[MonthCount] | type[MatterCount], columns: tuple[str, ...], keys: int, rows: list) -> None:
    """One statement adds to rows that are there and makes those that are not."""
    table = model._meta.db_table
    places = "(" + ", ".join(["%s"] * len(columns)) + ")"
    summed = ", ".join(f"{name} = {table}.{name} + excluded.{name}" for name in columns[keys:])
    with connection.cursor() as cursor:
        for at in range(0, len(rows), BATCH):
            part = rows[at : at + BATCH]
            cursor.execute(
                f"INSERT INTO {table} ({', '.join(columns)}) VALUES {', '.join([places] * len(part))} "  # noqa: S608 - names of our own columns
                f"ON CONFLICT ({', '.join(columns[:keys])}) DO UPDATE SET {summed}",
                [value for row in part for value in row],
            )


# --- comparing -------------------------------------------------------------------------------------------------------


def from_letters() -> Added:
    """Every letter read anew."""
    found = Added()
    rows = Letter.objects.order_by().values_list(
        "unit", "channel", "kind", "matter", "received_on", "declined_why", "replied_on", "in_time"
    )
    for unit, channel, kind, matter, received, declined, replied, in_time in rows.iterator(chunk_size=5000):
        found.letter(unit, channel, kind, matter, received, bool(declined), replied, in_time)
    rated = Round.objects.filter(stars__isnull=False, rated_on__isnull=False).order_by()
    named = rated.values_list("letter__unit", "letter__channel", "letter__kind", "stars", "rated_on")
    for unit, channel, kind, stars, day in named.iterator(chunk_size=5000):
        if stars is not None and day is not None:
            found.rating(unit, channel, kind, stars, day)
    return found


def kept() -> Added:
    """The counters as they stand."""
    found = Added()
    for month, unit, channel, kind, *figures in MonthCount.objects.values_list(
        "month", "unit", "channel", "kind", *FIGURES
    ).iterator(chunk_size=5000):
        found.months[month, unit, channel, kind] = Counter(dict(zip(FIGURES, figures, strict=True)))
    for month, matter, received in MatterCount.objects.values_list("month", "matter", "received"):
        found.matters[month, matter] = received
    return found


@transaction.atomic
def recount(*, mend: bool) -> Added:
    """Where the counters differ from the letters (what is missing, or negative: too much); with ``mend`` they are corrected."""
    missing = from_letters().minus(kept())
    if mend and missing:
        write(missing)
    return missing


def summed(figures: Iterable[Mapping[str, int]]) -> Counter[str]:
    """Figures of several rows together."""
    found: Counter[str] = Counter()
    for one in figures:
        found.update(one)
    return found
