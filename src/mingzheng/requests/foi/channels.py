"""Other channels that an officer may suggest to an applicant: data that the office keeps."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

DATA = Path(__file__).parent / "data" / "channels.yaml"


@dataclass(frozen=True)
class Channel:
    """``fit`` says when it is suggested."""

    name: str
    fit: str


@cache
def channels() -> tuple[Channel, ...]:
    """In the order of the file."""
    rows = yaml.safe_load(DATA.read_text(encoding="utf-8"))["channels"]
    return tuple(Channel(row["name"], row["fit"]) for row in rows)
