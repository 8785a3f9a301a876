"""What rooms on floors above do before a step of a demonstration's document, so that their own gates are met."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mingzheng.disclosure.documents.models import Edition

Hook = Callable[["Edition", str], None]

_hooks: dict[str, Hook] = {}


def before_step(code: str, hook: Hook) -> None:
    """``hook(edition, command)`` is called before each step of a document that the demonstration plays."""
    _hooks[code] = hook


def prepare(edition: Edition, command: str) -> None:
    for hook in _hooks.values():
        hook(edition, command)
