"""What was published and must stand as it was: its parts are written down in the journal when it is published, so that a row
changed behind the rooms' backs is found and named afterwards (``supervision.open_data.proving``). Pure: no database.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from mingzheng.core.records import RecordRef

FACT = "proof"  # under this name the parts stand in the data of a journal entry
LONG = 60  # a text of more letters is written down by its hash alone
Parts = dict[str, str]


@dataclass(frozen=True)
class Fixed:
    """A published record as it stands now, part by part."""

    ref: RecordRef
    title: str
    parts: Parts


@dataclass(frozen=True)
class Provable:
    """A kind of record that is fixed once it is published.

    Args:
        kind: of the record, as in ``core.records``; with ``label`` in words.
        actions: the journal's actions that write the parts down (``act.facts[FACT]``); the newest of a record counts.
        fixed: every published record.
    """

    kind: str
    label: str
    actions: tuple[str, ...]
    fixed: Callable[[], Iterable[Fixed]]


_provable: dict[str, Provable] = {}


def declare(provable: Provable) -> Provable:
    """Make a kind known. Called from ``AppConfig.ready``; declaring it again replaces it."""
    _provable[provable.kind] = provable
    return provable


def provable() -> list[Provable]:
    return sorted(_provable.values(), key=lambda one: one.kind)


def written(parts: Mapping[str, str]) -> Parts:
    """The parts as the journal keeps them: short texts as they are, long ones by their hash."""
    return {name: text if len(text) <= LONG else digest(text) for name, text in parts.items()}


def digest(text: str) -> str:
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def flat(value: Any, name: str = "") -> Parts:
    """Nested JSON values as parts: the way to each value is its name ("表格/table3/rows/2/new")."""
    if isinstance(value, dict):
        pairs: Iterable[tuple[Any, Any]] = value.items()
    elif isinstance(value, list | tuple):
        pairs = enumerate(value, 1)
    else:
        return {name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)}
    found: Parts = {}
    for key, inner in pairs:
        found |= flat(inner, f"{name}/{key}" if name else str(key))
    return found
