"""Codes have sixty bits: guessing leads nowhere. A plain question slows machines down; a person is never locked out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpRequest

from mingzheng.portal import guarding
from mingzheng.portal.guarding import QuestionForm

MANY_MISSES = 10  # within ten minutes, from one network address
Found = TypeVar("Found")


class Ask(Exception):
    """Too many misses: the plain question comes first."""


def tried(request: HttpRequest, what: str, look: Callable[[], Found | None]) -> Found | None:
    """What a code leads to; only misses count.

    Raises:
        Ask: after many misses, as long as the plain question is not answered.
    """
    counted = guarding.few(request, f"foi.{what}", MANY_MISSES)
    if not counted and not QuestionForm(request.POST).right:
        raise Ask
    found = look()
    if counted and found is not None:
        guarding.not_counted(request, f"foi.{what}")
    return found
