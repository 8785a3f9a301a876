"""The numbers of the room as dated data (``data/figures.yaml``), with their sources."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from mingzheng.core import likeness as comparing
from mingzheng.core.dated import Numbers

DATA = Path(__file__).parent / "data"
value = Numbers(DATA / "figures.yaml").value


def likeness(day: dt.date) -> comparing.Rules:
    """When two questions ask for the same."""
    return comparing.Rules(
        value("alike", day), value("shortest_question", day), comparing.fillers(DATA / "likeness.yaml")
    )
