"""Applications under the 条例 in the small district, and the ways in which its people work on them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest
from tests.support.documents import ORG_CODES
from tests.support.snapshots import once
from tests.support.workplan import District

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.procedures.commands import act
from mingzheng.core.procedures.models import Case, Clock
from mingzheng.core.units.models import Unit
from mingzheng.requests.foi import commands
from mingzheng.requests.foi.letters import texts
from mingzheng.requests.foi.models import Application, Letter

ARRIVED = dt.date(2023, 4, 17)
APPLICANT = {
    "applicant_kind": "natural",
    "wanted": "2022年度营商环境评估报告",
    "name": "张三丰",
    "id_kind": "resident",
    "id_number": "310105199001011233",
    "phone": "13800001111",
    "email": "sanfeng@example.com",
    "form": "electronic",
    "way": "email",
}
SAID = {"reason": "经核对，情况属实。"}


@dataclass
class Foi:
    """``foi.handed_in()`` takes an application in at 区发改委; ``foi.does(found, "register")`` takes a step on it."""

    district: District
    unit: Unit

    def actor(self, post: Post = Post.OFFICER, nth: int = 1) -> Actor:
        return self.district.actor(self.unit.code, post, nth)

    def arrives(self, channel: str = "in_person", on: dt.date = ARRIVED, **facts: Any) -> Application:
        with timekeeping.standing_at(on):
            values = {**APPLICANT, "channel": channel, "submitted_on": on, **facts}
            return commands.take_in(self.unit, self.actor(), values).application

    def handled(self, on: dt.date = ARRIVED, **facts: Any) -> Application:
        """Handed in, registered and examined on the same day."""
        found = self.arrives(on=on, **facts)
        self.does(found, "register", on=on)
        self.does(found, "accept", on=on)
        return found

    def does(
        self,
        found: Application,
        command: str,
        data: dict[str, Any] | None = None,
        *,
        on: dt.date | None = None,
        by: Post = Post.OFFICER,
    ) -> Case:
        day = on or timekeeping.today()
        with timekeeping.standing_at(day):
            act(self.case(found), command, self.actor(by), data or {})
        found.refresh_from_db()
        return self.case(found)

    def proposes(self, found: Application, leaf: str, on: dt.date, **facts: Any) -> None:
        self.does(found, "propose", {"leaf": leaf, **SAID, **facts}, on=on)

    def signs(self, found: Application, on: dt.date) -> Letter:
        """Checked, checked in law and signed by three people."""
        self.does(found, "pass_check", on=on, by=Post.REVIEWER)
        self.does(found, "pass_legal", on=on, by=Post.LEGAL)
        self.does(found, "sign", on=on, by=Post.HEAD)
        return self.answer(found)

    def answers(self, found: Application, leaf: str, on: dt.date, **facts: Any) -> Letter:
        """From the draft to the served letter, all on one day."""
        self.proposes(found, leaf, on, **facts)
        letter = self.signs(found, on)
        self.does(found, "send", {"way": "post", "sent_on": on.isoformat(), "tracking": "EMS1"}, on=on)
        self.does(found, "delivered", {"delivered_on": on.isoformat(), "receiver": "本人"}, on=on)
        return letter

    def case(self, found: Application) -> Case:
        return Case.objects.get(pk=found.case_id)

    def clock(self, found: Application, name: str = "reply") -> Clock:
        return Clock.objects.filter(case_id=found.case_id, name=name).latest("pk")

    def answer(self, found: Application) -> Letter:
        return found.letters.filter(kind="answer").latest("pk")


@pytest.fixture
def foi(district: District) -> Foi:
    return Foi(district, once("foi", _prepared))


def _prepared() -> Unit:
    """Organisation codes and the wording of letters; returns the unit that is asked."""
    for code, org in ORG_CODES.items():
        Unit.objects.filter(code=code).update(org_code=org)
    texts.seed()
    return Unit.objects.get(code="fagai")
