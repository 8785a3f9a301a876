"""A record's life told in one piece: it acts, says on which day it goes on, and acts again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from mingzheng.config.year.stage import NOON, Stage

Story = Iterator[dt.date]


def tell(stage: Stage, day: dt.date, story: Story, *, order: int = NOON) -> None:
    """Begin a story on a day; whatever it yields is the day of its next turn. It stops where the year ends."""

    def turn() -> None:
        after = next(story, None)
        if after is not None:
            stage.at(after, turn, order=order)

    stage.at(day, turn, order=order)
