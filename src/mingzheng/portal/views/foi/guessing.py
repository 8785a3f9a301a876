"""Codes have sixty bits: guessing leads nowhere. A plain question slows machines down; a person is never locked out."""

from __future__ import annotations

from django.http import HttpRequest

from mingzheng.portal import guarding
from mingzheng.portal.guarding import QuestionForm

MANY_MISSES = 10  # within ten minutes, from one network address


def may_try(request: HttpRequest, what: str) -> bool:
    """Few misses so far, or a plain question answered."""
    return guarding.count(request, f"foi:missed:{what}", 0) < MANY_MISSES or QuestionForm(request.POST).right


def missed(request: HttpRequest, what: str) -> None:
    guarding.count(request, f"foi:missed:{what}")
