"""In which phase a survey or a call stands. It follows from dates and from what was published, never from a person's will."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum


class Phase(StrEnum):
    INSIDE = "inside"  # not released: nobody outside sees it
    BEFORE = "before"
    OPEN = "open"
    BETWEEN = "between"  # a call: closed for suggestions, the ballot or its list of candidates is still to come
    VOTING = "voting"
    CLOSED = "closed"
    ANSWERED = "answered"
    STOPPED = "stopped"

    @property
    def label(self) -> str:
        return LABELS[self]

    @property
    def running(self) -> bool:
        return self in (Phase.OPEN, Phase.VOTING)


LABELS = {
    Phase.INSIDE: "未发布",
    Phase.BEFORE: "即将开始",
    Phase.OPEN: "进行中",
    Phase.BETWEEN: "整理候选项",
    Phase.VOTING: "投票中",
    Phase.CLOSED: "已截止，结果整理中",
    Phase.ANSWERED: "结果已公布",
    Phase.STOPPED: "已停止",
}


def of_dates(
    day: dt.date,
    opens_on: dt.date,
    closes_on: dt.date,
    votes: tuple[dt.date, dt.date] | None = None,
) -> Phase:
    """The phase of something released; both ends of a period belong to it.

    Args:
        votes: first and last day of the ballot; None: there is none.
    """
    if day < opens_on:
        return Phase.BEFORE
    if day <= closes_on:
        return Phase.OPEN
    if votes is None or day > votes[1]:
        return Phase.CLOSED
    return Phase.BETWEEN if day < votes[0] else Phase.VOTING
