"""What the scan for hidden content reports. Pure data."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field

MAX_TEXT = 200
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True)
class HiddenFinding:
    """``where`` is a place a person can find; ``serious`` findings reveal content, the others only circumstances.

    ``content``: all that is hidden there, for the search for personal data; it is never stored or shown.
    """

    type: str
    label: str
    where: str
    text: str
    remedy: str
    serious: bool = True
    content: str = field(default="", repr=False, compare=False)

    def as_row(self) -> dict[str, str | bool]:
        """Plain JSON."""
        return {name: value for name, value in asdict(self).items() if name != "content"}


def shorten(text: str) -> str:
    """One line of at most 200 characters."""
    flat = " ".join(_UNPRINTABLE.sub(" ", text).split())
    return flat if len(flat) <= MAX_TEXT else flat[: MAX_TEXT - 1] + "…"


def not_judged(what: str, remedy: str, where: str = "全文") -> HiddenFinding:
    """The honest third answer: neither clean nor dirty."""
    return HiddenFinding("not_judged", "机器无法判断", where, what, remedy, serious=False)
