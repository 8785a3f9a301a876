"""Numbers as a browser sends them, text that may be anything; percentages as they are said."""

from __future__ import annotations

MOST_DIGITS = 9
KEY_DIGITS = 18  # every number of so many digits fits in eight bytes


def whole(text: str, digits: int = MOST_DIGITS) -> int | None:
    """The whole number that a text is; None for anything else (other scripts' digits, signs, more than ``digits``)."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= digits else None


def pk_of(text: str) -> int | None:
    """The primary key that a text may be; None for what no database holds as one."""
    return whole(text, KEY_DIGITS)


def percent_text(value: float, digits: int = 0) -> str:
    """A percentage without its sign, rounded, but never to all or to nothing: 304 of 305 are 99.7%, not 100%."""
    for more in range(digits, digits + 4):
        text = f"{value:.{more}f}"
        if value in (0, 100) or float(text) not in (0, 100):
            break
    return text
