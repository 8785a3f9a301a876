"""Site-wide search over what is registered: the portal's pages, the plan's tasks, what rooms add."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from mingzheng.portal import content, providers, structure
from mingzheng.portal.providers import Hit, PublicTask, SearchSource

MOST_WORDS = 8
LONGEST = 100
AROUND = 40
SHOWN_MEMBERS = 3


@dataclass(frozen=True)
class Piece:
    """Part of a snippet; ``hit`` pieces are marked."""

    text: str
    hit: bool


def words_of(query: str) -> list[str]:
    """The words asked for: split at blanks, at most eight, at most a hundred characters in all."""
    return query[:LONGEST].casefold().split()[:MOST_WORDS]


def holds(text: str, words: Sequence[str]) -> bool:
    low = text.casefold()
    return all(word in low for word in words)


def around(text: str, words: Sequence[str]) -> str:
    """The stretch of ``text`` around the first word that it holds."""
    low = text.casefold()
    at = min((place for place in (low.find(word) for word in words) if place >= 0), default=0)
    start, end = max(0, at - AROUND), at + 2 * AROUND
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")


def marked(text: str, words: Sequence[str]) -> list[Piece]:
    """``text`` in pieces, with those to be marked told apart; the template escapes each."""
    low, pieces, at = text.casefold(), [], 0
    if len(low) != len(text):  # case folding changed the length: offsets would lie
        return [Piece(text, False)]
    while at < len(text):
        found = min(((low.find(word, at), -len(word)) for word in words if low.find(word, at) >= 0), default=None)
        if found is None:
            pieces.append(Piece(text[at:], False))
            break
        place, length = found[0], -found[1]
        if place > at:
            pieces.append(Piece(text[at:place], False))
        pieces.append(Piece(text[place : place + length], True))
        at = place + length
    return pieces


class Pages:
    """The portal's own standing pages."""

    @property
    def label(self) -> str:
        return _("本站页面")

    def search(self, words: Sequence[str], limit: int) -> list[Hit]:
        hits = []
        for column in structure.every():
            body = content.plain_text(content.load(column.text)) if column.text else ""
            text = f"{column.label} {column.about} {body}"
            if holds(text, words):
                shown = around(body, words) if body and not holds(column.label, words) else column.about
                hits.append(Hit(column.label, column.url, shown, _("页面")))
        return hits[:limit]


class Tasks:
    """The tasks of the plan in force."""

    @property
    def label(self) -> str:
        return _("工作要点任务")

    def search(self, words: Sequence[str], limit: int) -> list[Hit]:
        plan = providers.current_plan()
        if plan is None:
            return []
        base = structure.PLAN.url
        return [
            Hit(task.content, f"{base}#task-{task.number}", _about(task, words), self.label)
            for task in plan.tasks
            if holds(f"{task.content} {task.units} {task.members()} {task.due}", words)
        ][:limit]


def _about(task: PublicTask, words: Sequence[str]) -> str:
    """Who and until when; a unit that was asked for by name is said, though the notice names it collectively."""
    low = task.units.casefold()
    asked = [
        name for name in task.members().split() if any(word in name.casefold() and word not in low for word in words)
    ]
    units = task.units
    if asked:
        units += _("（含%(names)s%(more)s）") % {
            "names": "、".join(asked[:SHOWN_MEMBERS]),
            "more": _("等") if len(asked) > SHOWN_MEMBERS else "",
        }
    return _("责任单位：%(units)s。完成时限：%(due)s。") % {"units": units, "due": task.due}


def run(query: str, limit: int = 50) -> list[Hit]:
    """Results of all sources, one after the other, at most ``limit``. An empty query finds nothing."""
    words = words_of(query)
    if not words:
        return []
    found: list[Hit] = []
    sources: list[SearchSource] = [Pages(), Tasks(), *providers.search_sources()]
    for source in sources:
        found += source.search(words, limit - len(found))
        if len(found) >= limit:
            break
    return found[:limit]


def labels() -> list[str]:
    """What can be searched now, in the reader's words."""
    return [Pages().label, Tasks().label, *(source.label for source in providers.search_sources())]
