"""The public operations, a module for each room; listed here in the order in which they are explained."""

from __future__ import annotations

from mingzheng.api.rooms import (
    columns,
    data,
    decisions,
    delegates,
    documents,
    interpretations,
    letters,
    open_days,
    participation,
    supervision,
    surveys,  # noqa: F401 - its operations stand in the room of participation
    units,
)

ROOMS = [
    documents.ROOM,
    interpretations.ROOM,
    columns.ROOM,
    participation.ROOM,
    decisions.ROOM,
    delegates.ROOM,
    letters.ROOM,
    open_days.ROOM,
    supervision.ROOM,
    data.ROOM,
    units.ROOM,
]
