"""Interpretations of drafts under consultation. They belong to another wing, which hands them in here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from mingzheng.core.records import RecordRef


@dataclass(frozen=True)
class Explained:
    """One public interpretation of a draft."""

    title: str
    url: str
    day: dt.date


Provider = Callable[[Sequence[RecordRef]], Mapping[RecordRef, Sequence[Explained]]]
_providers: dict[str, Provider] = {}


def hand_in(code: str, provider: Provider) -> None:
    """Called when the application loads; handing in again replaces. A provider asks once for however many drafts."""
    _providers[code] = provider


def of(drafts: Sequence[RecordRef]) -> dict[RecordRef, list[Explained]]:
    """The public interpretations of each draft."""
    found: dict[RecordRef, list[Explained]] = {}
    for provider in _providers.values() if drafts else ():
        for ref, rows in provider(drafts).items():
            found.setdefault(ref, []).extend(rows)
    return found
