"""What an index must be able to do, and which one this installation uses.

Three are at hand: ``tantivy`` (embedded, the default), ``sql`` (the database alone, without ranking promises), and
``opensearch`` (a server of one's own). All are fed from the same log and asked with the same readings.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from mingzheng.search.models import FoundRecord
from mingzheng.search.reading import Reading

FACETS = ("kind", "agency", "theme", "year", "validity")
FACET_VALUES = 12
YEARS = 60  # the newest are shown, so all are counted
WINDOW = 100  # so many best results are ranked again by title, age and validity
DEEPEST = 1000  # results after this one are not paged to


@dataclass(frozen=True)
class Standing:
    """What an index holds: everything of the log ``token`` up to ``position``, cut with this state of the dictionary."""

    token: str
    position: int
    dictionary: int
    analysis: int


@dataclass(frozen=True)
class Ask:
    """One page of results. ``filters``: facet name → value. ``newest``: by date, else by relevance."""

    reading: Reading
    filters: Mapping[str, str] = field(default_factory=dict)
    newest: bool = False
    start: int = 0
    size: int = 10
    facets: bool = True


@dataclass(frozen=True)
class Answer:
    """``keys`` of this page, best first; ``facets``: name → (value, how many) pairs, the most frequent first."""

    total: int
    keys: Sequence[str]
    facets: Mapping[str, Sequence[tuple[str, int]]] = field(default_factory=dict)


class Building(Protocol):
    """An index that is being built beside the one in use."""

    def add(self, records: Sequence[FoundRecord]) -> None: ...
    def finish(self) -> None:
        """Make it the one in use, durable."""

    def abandon(self) -> None: ...


class Engine(Protocol):
    """An index."""

    name: str

    def standing(self) -> Standing | None:
        """What the index holds; None when there is none that could be used."""

    def index(self, records: Sequence[FoundRecord], upto: int) -> None:
        """Take in the records (those that are ``gone`` are removed); durable on return. Doing it again changes nothing."""

    def let_go(self) -> None:
        """Write no more for now: another process of this machine may."""

    def rebuild(self, standing: Standing, words: Iterable[str]) -> Building:
        """Begin an index anew, with these words of the dictionary; the present one serves until it is finished."""

    def words(self) -> Sequence[str]:
        """The dictionary with which the index was made: questions must be cut with the same."""

    def search(self, ask: Ask) -> Answer: ...
    def count(self, reading: Reading) -> int: ...
    def suggest(self, typed: str, limit: int) -> list[str]:
        """Words and titles that begin with, or hold, what was typed so far."""

    def alike(self, pinyin: str) -> list[tuple[str, int]]:
        """Words of the index that sound so, with the number of records that have them in the title."""

    def vocabulary(self) -> Sequence[str]:
        """The words of all titles."""
