"""Other channels that an officer may suggest to an applicant: a dated rule that the office keeps."""

from __future__ import annotations

from dataclasses import dataclass

from mingzheng.core import timekeeping
from mingzheng.requests.foi.keeping import value_on
from mingzheng.requests.foi.models import KeptRule


@dataclass(frozen=True)
class Channel:
    """``fit`` says when it is suggested."""

    name: str
    fit: str


def channels() -> tuple[Channel, ...]:
    """Those of today, in the order in which the office put them."""
    rows = value_on(KeptRule.Kind.CHANNELS, timekeeping.today())
    return tuple(Channel(row["name"], row["fit"]) for row in rows)
