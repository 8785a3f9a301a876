"""Who wants to hear that a unit is called otherwise. Units stand below the outbox, so that listeners owe their work themselves."""

from __future__ import annotations

from collections.abc import Callable, Sequence

Listener = Callable[[int, Sequence[str]], None]
_listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    """Hear of every unit that is renamed: its id and its former names, within the transaction. Called from ``AppConfig.ready``."""
    if listener not in _listeners:
        _listeners.append(listener)


def renamed(unit_id: int, before: Sequence[str]) -> None:
    for listener in _listeners:
        listener(unit_id, before)
