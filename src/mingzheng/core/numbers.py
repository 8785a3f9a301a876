"""Numbers as a browser sends them: text that may be anything."""

from __future__ import annotations

MOST_DIGITS = 9


def whole(text: str, digits: int = MOST_DIGITS) -> int | None:
    """The whole number that a text is; None for anything else (other scripts' digits, signs, more than ``digits``)."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= digits else None
