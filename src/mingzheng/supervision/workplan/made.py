"""Whoever has something to do when a plan was made from a notice says so here; it happens in the same transaction."""

from __future__ import annotations

from collections.abc import Callable

from mingzheng.core.actors import Actor
from mingzheng.supervision.workplan.models import Plan

Listener = Callable[[Plan, Actor], object]
_listeners: dict[str, Listener] = {}


def on_made(name: str, listener: Listener) -> None:
    """Call ``listener`` with every new plan; registering the name again replaces it."""
    _listeners[name] = listener


def tell(plan: Plan, actor: Actor) -> None:
    for listener in _listeners.values():
        listener(plan, actor)
