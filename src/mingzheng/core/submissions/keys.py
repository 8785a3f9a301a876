"""The hidden key of a form."""

from __future__ import annotations

import re
import secrets
from typing import Any

from django import forms

KEY = re.compile(r"[A-Za-z0-9_-]{16,40}")


def new_key() -> str:
    """A key that nobody guesses: whoever does not hold the form cannot ask for its result."""
    return secrets.token_urlsafe(18)


class KeyField(forms.CharField):
    """Fresh in a form that is drawn anew, kept in one that is drawn again; what is no key of ours is replaced."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "widget": forms.HiddenInput, "initial": new_key, **kwargs})

    def clean(self, value: Any) -> str:
        return value if isinstance(value, str) and KEY.fullmatch(value) else new_key()

    def bound_data(self, data: Any, initial: Any) -> Any:
        return data if isinstance(data, str) and KEY.fullmatch(data) else initial
