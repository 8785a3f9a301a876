"""Through which the form and the release ask the tag catalogue, which stands on a floor above (ADR 0010)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from mingzheng.disclosure.documents.rules import Problem

POINT_12 = "要点第十二点（政策文件标签目录）"


@dataclass(frozen=True)
class Suggested:
    """A tag that the machine proposes, and why, in the reader's words."""

    name: str
    reason: str


class Vocabulary(Protocol):
    def groups(self, day: dt.date) -> list[tuple[str, list[str]]]:
        """What may be chosen on a day: facet by facet, the tags' names. Empty while no catalogue is in force."""

    def problems(self, names: Sequence[str], day: dt.date) -> list[str]:
        """What is wrong with a choice, each in a sentence that says what to do."""

    def unknown(self, names: Sequence[str], day: dt.date) -> list[str]:
        """Those that never were tags; empty while no catalogue is in force."""

    def suggest(self, title: str, text: str) -> list[Suggested]:
        """Tags that fit a text, the likeliest first."""

    def current(self, name: str) -> str:
        """Today's name of a tag that was renamed or merged since; the name itself when the catalogue does not know it."""

    def currents(self, names: Sequence[str]) -> list[str]:
        """The same for the tags of one document, each once, in their order."""


_used: list[Vocabulary] = []


def use(vocabulary: Vocabulary) -> None:
    """Hand in the catalogue; a later one takes the place of an earlier one."""
    _used[:] = [vocabulary]


def vocabulary() -> Vocabulary | None:
    return _used[0] if _used else None


def current(name: str) -> str:
    return _used[0].current(name) if _used else name


def currents(names: Sequence[str]) -> list[str]:
    """Today's names of the tags of one document, each once."""
    return _used[0].currents(names) if _used else list(dict.fromkeys(names))


def groups(day: dt.date) -> list[tuple[str, list[str]]]:
    """What may be chosen; empty while no catalogue is in force."""
    return _used[0].groups(day) if _used else []


def chosen_from(day: dt.date) -> set[str]:
    """Every name that may be chosen on a day."""
    return {name for _label, names in groups(day) for name in names}


def problems(names: Sequence[str], day: dt.date) -> list[Problem]:
    """What is wrong with the choice of tags, as the rules of the header fields say it. An empty choice is theirs to name."""
    if not _used or not names:
        return []
    return [
        Problem("tags.catalogue", "tags", *_parted(said), POINT_12, hard=True) for said in _used[0].problems(names, day)
    ]


def notes_on(names: Sequence[str], day: dt.date) -> list[str]:
    """What becomes of the words of a document that is moved in: today's names, and words that no catalogue knows."""
    if not _used:
        return []
    unknown = _used[0].unknown(names, day)
    moved = [(name, _used[0].current(name)) for name in names]
    said = [f"标签「{name[:32]}」不在标签目录中，按原样迁入，请补标签。" for name in unknown]
    return said + [
        f"标签「{name}」现在是「{today}」，列表和检索用现在的名称。" for name, today in moved if name != today
    ]


def _parted(sentence: str) -> tuple[str, str]:
    """What is wrong, and what to do."""
    message, _stop, remedy = sentence.partition("。")
    return f"{message}。", remedy
