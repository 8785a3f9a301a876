"""Numbers as a browser sends them: text that may be anything."""

from __future__ import annotations

MOST_DIGITS = 9
KEY_DIGITS = 18  # every number of so many digits fits in eight bytes


def whole(text: str, digits: int = MOST_DIGITS) -> int | None:
    """The whole number that a text is; None for anything else (other scripts' digits, signs, more than ``digits``)."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= digits else None


def pk_of(text: str) -> int | None:
    """The primary key that a text may be; None for what no database holds as one."""
    return whole(text, KEY_DIGITS)
