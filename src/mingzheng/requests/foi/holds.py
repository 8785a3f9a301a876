"""Why a case may not be purged yet: rooms above say which applications they still need (a case under remedy)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from mingzheng.requests.foi.models import Application

Held = Callable[[], "QuerySet[Application]"]


@dataclass(frozen=True)
class Hold:
    """``label``: the reason as a person reads it, such as 行政复议或者诉讼尚未办结."""

    name: str
    label: str
    held: Held


_holds: dict[str, Hold] = {}


def register(name: str, *, label: str, held: Held) -> None:
    """Make a reason known; called from ``AppConfig.ready``. Calling it again replaces the entry.

    Args:
        held: the applications that are needed today, as a query.
    """
    _holds[name] = Hold(name, label, held)


def forget(name: str) -> None:
    _holds.pop(name, None)


def any_held() -> Q:
    """Applications that something holds."""
    found = Q(pk__in=[])
    for hold in _holds.values():
        found |= Q(pk__in=hold.held().values("pk"))
    return found


def why_held(application: Application) -> list[str]:
    """The reasons that hold this application; empty when nothing does."""
    return [hold.label for hold in _holds.values() if hold.held().filter(pk=application.pk).exists()]
