"""What a letter is, whose it is, and whether it cannot wait: proposed from its words, each proposal with the words it stands on.

Pure. A person decides; ``./run letters measure`` says how often the proposal was theirs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).parent / "data" / "words.yaml"
TITLE = 2  # a word in the title counts so much
NAMED = 6  # what naming a unit is worth
PLACE = 3  # what a place of a street is worth for a matter of the community
DEFAULT_KIND = {"online": "consult", "leader": "help", "suggestion": "advice", "hotline": "help", "national": "help"}
COMMUNITY = "community"


@dataclass(frozen=True)
class Choice:
    """One proposal: ``code``, its score, and the words that gave it."""

    code: str
    score: int
    words: tuple[str, ...]


@dataclass(frozen=True)
class Alarm:
    """A letter that should not wait: what it is about, what to do, the words."""

    label: str
    do: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Matter:
    code: str
    label: str
    unit: str
    words: Mapping[str, int]


@dataclass(frozen=True)
class Words:
    """The data file."""

    kinds: Mapping[str, Mapping[str, int]]
    matters: tuple[Matter, ...]
    places: Mapping[str, Sequence[str]]
    urgent: tuple[Mapping[str, Any], ...]

    def matter(self, code: str) -> Matter | None:
        return next((one for one in self.matters if one.code == code), None)


@cache
def words(path: Path = FILE) -> Words:
    row: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    matters = tuple(Matter(**one) for one in row["matters"])
    return Words(row["kinds"], matters, row["places"], tuple(row["urgent"]))


@dataclass(frozen=True)
class Sorted:
    """``units``: at most three codes, the likeliest first."""

    kind: Choice
    matter: Choice | None
    units: tuple[Choice, ...]
    alarms: tuple[Alarm, ...]


def sort(
    title: str, text: str, channel: str, names: Mapping[str, Sequence[str]] | None = None, given: Words | None = None
) -> Sorted:
    """Propose kind, matter and unit, and raise what is urgent.

    Args:
        channel: decides the kind where no word does.
        names: unit code → names by which it is called.
    """
    held = given or words()
    matters = sorted(
        (one for one in (_score(matter.code, matter.words, title, text) for matter in held.matters) if one.score),
        key=lambda one: -one.score,
    )
    return Sorted(
        kind=_kind(title, text, channel, held),
        matter=matters[0] if matters else None,
        units=_units(title, text, matters, names or {}, held),
        alarms=alarms(f"{title}\n{text}", held),
    )


def _score(code: str, weights: Mapping[str, int], title: str, text: str) -> Choice:
    """Each word counts once; a word inside a longer one that was found does not count again."""
    found = [word for word in weights if word in title or word in text]
    whole = [word for word in found if not any(word != other and word in other for other in found)]
    score = sum(weights[word] * (TITLE if word in title else 1) for word in whole)
    return Choice(code, score, tuple(sorted(whole, key=lambda word: -weights[word])))


def _kind(title: str, text: str, channel: str, held: Words) -> Choice:
    scored = [_score(code, weights, title, text) for code, weights in held.kinds.items()]
    best = max(scored, key=lambda one: (one.score, one.code == DEFAULT_KIND[channel]))
    return best if best.score else Choice(DEFAULT_KIND[channel], 0, ())


def _units(
    title: str, text: str, matters: Sequence[Choice], names: Mapping[str, Sequence[str]], held: Words
) -> tuple[Choice, ...]:
    whole = f"{title}\n{text}"
    gained: dict[str, Choice] = {}

    def add(code: str, score: int, said: tuple[str, ...]) -> None:
        old = gained.get(code, Choice(code, 0, ()))
        gained[code] = Choice(code, old.score + score, tuple(dict.fromkeys((*old.words, *said))))

    for choice in matters:
        matter = held.matter(choice.code)
        if matter is not None and matter.unit:
            add(matter.unit, choice.score, choice.words)
    for code, called in names.items():
        said = tuple(name for name in called if len(name) > 2 and name in whole)
        if said:
            add(code, NAMED, said[:1])
    community = next((one for one in matters if one.code == COMMUNITY), None)
    for code, places in held.places.items():
        said = tuple(place for place in places if place in whole)
        if said:
            add(code, 1 + (PLACE + community.score if community else 0), said)
    return tuple(sorted(gained.values(), key=lambda one: (-one.score, one.code))[:3])


def alarms(text: str, given: Words | None = None) -> tuple[Alarm, ...]:
    """What cannot wait, with the reason and what to do."""
    held, found = given or words(), []
    for row in held.urgent:
        plain = text
        for innocent in row["except"]:
            plain = plain.replace(innocent, "")
        said = tuple(word for word in row["words"] if word in plain)
        if said:
            found.append(Alarm(row["label"], row["do"], said))
    return tuple(found)
