"""A small pool and a meeting on its way, for tests of the room, the desk and the portal."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.utils.datastructures import MultiValueDict
from django.utils.timezone import make_aware
from tests.support.workplan import District

from mingzheng.core import codes
from mingzheng.core.actors import Actor, Post
from mingzheng.core.outbox.commands import run_due
from mingzheng.core.procedures.commands import act
from mingzheng.core.procedures.models import Case
from mingzheng.participation.delegates import commands
from mingzheng.participation.delegates.models import Candidate, Meeting
from mingzheng.participation.draws import commands as draws
from mingzheng.participation.draws import queries as draw_queries

HELD = dt.datetime(2023, 5, 25, 14)
SEED_ON = "2023-05-10"
SOURCE = "中国体育彩票排列5第23121期开奖号码"


@dataclass
class Hall:
    """``hall.meeting()`` begins one; ``hall.person("citizen")`` takes somebody into the pool."""

    district: District
    unit_code: str = "fagai"
    codes: dict[int, str] = field(default_factory=dict)

    def by(self, post: Post, nth: int = 1) -> Actor:
        return self.district.actor(self.unit_code, post, nth)

    @property
    def unit(self) -> Any:
        return self.district.units[self.unit_code]

    def does(self, record: Any, command: str, actor: Actor | None = None, **data: Any) -> Any:
        typed = MultiValueDict({key: value if isinstance(value, list) else [str(value)] for key, value in data.items()})
        act(Case.objects.get(pk=record.case_id), command, actor or self.by(Post.OFFICER), typed)
        record.refresh_from_db()
        return record

    def facts(self, category: str = "citizen", age: str = "35", area: str = "xinhua", **more: Any) -> dict[str, Any]:
        number = Candidate.objects.count()
        return {
            "name": "张三",
            "phone": f"139{number:08d}",
            "email": f"someone{number}@example.com",
            "organisation": "某小店" if category == "small" else "",
            "category": category,
            "age": age,
            "area": self.district.units[area],
            "interest": "",
            **more,
        }

    def person(self, category: str = "citizen", *, listed: bool = True, meeting: Any = None, **more: Any) -> Candidate:
        code = codes.new_code()
        made = commands.apply(self.unit, self.facts(category, **more), code, meeting)
        self.codes[made.pk] = code
        return self.does(made, "accept") if listed else made

    def meeting(
        self, *, quotas: str = "普通市民 2\n小微企业 1", seats: int = 3, announced: bool = True, **more: Any
    ) -> Meeting:
        facts = {
            "level": "office",
            "title": "区发改委第9次主任办公会",
            "about": "听取意见。",
            "starts_at": make_aware(HELD),
            "place": "区发改委会议室",
            "seats": seats,
            "alternates": 2,
            "from_pool": True,
            "calls_until": None,
            "cutoff_on": dt.date(2023, 5, 24),
            "topics": [("优化营商环境若干措施", "")],
            "quotas": [],
            **more,
        }
        made = commands.begin_meeting(self.unit, self.by(Post.OFFICER), facts)
        typed = {name: "" if value is None else value for name, value in facts.items() if name != "from_pool"}
        typed |= {"starts_at": f"{HELD:%Y-%m-%dT%H:%M}", "topics": "优化营商环境若干措施", "quotas": quotas}
        if facts["from_pool"]:
            typed["from_pool"] = "on"
        self.does(made, "edit", **typed)
        if announced:
            self.does(made, "submit")
            self.does(made, "announce", self.by(Post.REVIEWER))
        return made

    def freeze(self, meeting: Meeting) -> Any:
        self.does(meeting, "freeze", seed_source=SOURCE, seed_on=SEED_ON)
        return draw_queries.of_owner(meeting.ref)

    def draw(self, meeting: Meeting, on_day: Any) -> Any:
        """Frozen, the day of the seed, two people; and what follows of itself."""
        made = self.freeze(meeting)
        on_day(SEED_ON)
        draws.type_seed(made, "1 2 3 4 5", self.by(Post.OFFICER))
        done = draws.draw(made, "1 2 3 4 5", self.by(Post.REVIEWER))
        run_due()
        meeting.refresh_from_db()
        return done
