"""In which phase a consultation stands on a day. Pure: it follows from its dates alone, whoever asks."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Protocol


class Phase(StrEnum):
    PREPARING = "preparing"
    BEFORE = "before"
    OPEN = "open"
    CLOSED = "closed"
    DECIDED = "decided"
    ANSWERED = "answered"
    STOPPED = "stopped"

    @property
    def label(self) -> str:
        return LABELS[self]

    @property
    def public(self) -> bool:
        """May everybody see the consultation?"""
        return self is not Phase.PREPARING


LABELS = {
    Phase.PREPARING: "准备中",
    Phase.BEFORE: "即将开始",
    Phase.OPEN: "正在征集",
    Phase.CLOSED: "征集结束，研究意见",
    Phase.DECIDED: "已决定，待反馈",
    Phase.ANSWERED: "已反馈",
    Phase.STOPPED: "已终止",
}


class Dated(Protocol):
    """What a phase is judged by."""

    announced_on: dt.date | None
    opens_on: dt.date
    closes_on: dt.date
    decided_on: dt.date | None
    answered_on: dt.date | None
    stopped_on: dt.date | None


def phase_of(found: Dated, day: dt.date) -> Phase:
    """The phase on a day; both ends of the period belong to it."""
    if found.announced_on is None or found.announced_on > day:
        return Phase.PREPARING
    for happened, phase in (
        (found.stopped_on, Phase.STOPPED),
        (found.answered_on, Phase.ANSWERED),
        (found.decided_on, Phase.DECIDED),
    ):
        if happened is not None and happened <= day:
            return phase
    if day < found.opens_on:
        return Phase.BEFORE
    return Phase.OPEN if day <= found.closes_on else Phase.CLOSED
