"""A district that answers letters: written by visitors, handed out by 区府办, answered by 区发改委."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from django.utils.datastructures import MultiValueDict
from tests.support.workplan import District

from mingzheng.core.actors import Actor, Post
from mingzheng.core.outbox.commands import run_due
from mingzheng.core.procedures.commands import act
from mingzheng.core.procedures.models import Case
from mingzheng.participation.letters import intake, selecting
from mingzheng.participation.letters.models import Letter, Selection

WRITTEN = {
    "channel": "online",
    "title": "小区门口路灯不亮",
    "text": "天山路小区门口的路灯坏了一周，晚上很黑，老人出门不方便，请尽快修复。",
    "consent": True,
    "name": "",
    "reach": "",
}
REPLY = (
    "您好！4月19日我委到现场核实，您反映的路灯损坏属实，是线路老化造成的。已安排养护单位更换线路，"
    "4月28日前修复。有问题请拨打021-12345678。"
)


@dataclass
class Desk:
    """``desk.written()`` is a letter at 区府办; ``desk.handed()`` has been given to 区发改委."""

    district: District

    def by(self, post: Post, unit: str = "fagai", nth: int = 1) -> Actor:
        return self.district.actor(unit, post, nth)

    @property
    def clerk(self) -> Actor:
        return self.district.clerk

    @property
    def officer(self) -> Actor:
        return self.by(Post.OFFICER)

    @property
    def reviewer(self) -> Actor:
        return self.by(Post.REVIEWER)

    @property
    def head(self) -> Actor:
        return self.by(Post.HEAD)

    def does(self, record: Any, command: str, by: Actor, **data: Any) -> Any:
        """One step, as typed into its form; the record is read anew."""
        typed = MultiValueDict({key: value if isinstance(value, list) else [str(value)] for key, value in data.items()})
        entry = act(Case.objects.get(pk=record.case_id), command, by, typed)
        record.refresh_from_db()
        record.case.refresh_from_db()
        return entry

    def unit(self, code: str) -> int:
        return self.district.units[code].pk

    def written(self, **changes: Any) -> Letter:
        return intake.submit({**WRITTEN, **changes})

    def dispatched(self, unit: str = "fagai", **changes: Any) -> Letter:
        letter = self.written(**changes)
        self.does(letter, "dispatch", self.clerk, kind="help", matter="building", unit=self.unit(unit))
        return letter

    def handed(self, **changes: Any) -> Letter:
        letter = self.dispatched(**changes)
        self.does(letter, "accept", self.officer)
        return letter

    def drafted(self, letter: Letter, **data: Any) -> Letter:
        self.does(letter, "draft", self.officer, **{"reply": REPLY, **data})
        return letter

    def replied(self, **changes: Any) -> Letter:
        letter = self.drafted(self.handed(**changes))
        self.does(letter, "approve", self.reviewer)
        return letter

    def selected(self, letter: Letter, **data: Any) -> Selection:
        made = selecting.propose(letter, {"title": "路灯不亮怎么办", "why": "问的人多"}, self.officer)
        typed = {"title": made.title, "text": made.text, "reply": made.reply, **data}
        self.does(made, "mask", self.officer, **typed)
        return made

    def worked(self) -> None:
        """The worker does what is owed."""
        while run_due():
            pass


@pytest.fixture
def desk(district, on_day) -> Desk:
    """Tuesday, 18 April 2023."""
    on_day("2023-04-18")
    return Desk(district)
