"""The defects that a year holds on purpose: each is planted by doing late, badly or not at all what a wing does well otherwise.

A wing asks ``stage.defect(kind, unit)``; the row says of which unit, and on which board it must be found. A year without
defects must show none of them, and one with them these and no other (``tests/supervision/year``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from mingzheng.config.year import defects_heard, defects_told


@dataclass
class Planted:
    """One defect.

    Args:
        kind: what was done badly. ``unit``: code of the unit that did.
        board: where it is found: rules of inspections ("record.document_late") or codes of figures that fall short,
            separated by blanks.
        words: what it is, for people.
        where: the record ("documents.document:12"), filled in when it happens.
    """

    kind: str
    unit: str
    board: str
    words: str
    where: str = ""

    def on(self, record: object) -> None:
        """Name the record that carries the defect: its reference as text."""
        self.where = str(record)


# (kind, units that have it, board, words)
ROWS: list[tuple[str, tuple[str, ...], str, str]] = [*defects_told.ROWS, *defects_heard.ROWS]


@dataclass
class Defects:
    """What is still to be planted, and what was."""

    waiting: dict[tuple[str, str], Planted] = field(default_factory=dict)
    planted: list[Planted] = field(default_factory=list)

    @classmethod
    def all(cls) -> Defects:
        return cls.of(Planted(kind, unit, board, words) for kind, units, board, words in ROWS for unit in units)

    @classmethod
    def none(cls) -> Defects:
        return cls()

    @classmethod
    def of(cls, rows: Iterable[Planted]) -> Defects:
        return cls({(row.kind, row.unit): row for row in rows})

    def take(self, kind: str, unit: str) -> Planted | None:
        found = self.waiting.pop((kind, unit), None)
        if found is not None:
            self.planted.append(found)
        return found
