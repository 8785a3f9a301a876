"""Meetings, trainings, learning and cases as their people work on them. Fixture for several folders."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.timezone import make_aware
from tests.support.workplan import Work

from mingzheng.core.actors import Actor, Post
from mingzheng.core.files.fields import check_upload
from mingzheng.core.procedures.commands import act
from mingzheng.core.procedures.models import Case
from mingzheng.supervision.training import commands, quiz_text
from mingzheng.supervision.training.models import GoodCase, Item, Meeting, Quiz, Session, Support

BEGINS = make_aware(dt.datetime(2023, 4, 25, 14))
QUESTIONS = "答复期限是多少个工作日？\n- 15\n* 20\n\n哪些应当写在申请里？\n* 姓名或者名称\n* 联系方式\n- 用途"
RIGHT = {1: [1], 2: [0, 1]}
WORDS = {
    "field": "policy",
    "title": "一图一表一问答",
    "summary": "同步推出图解和问答。",
    "background": "文件长。",
    "practice": "同时起草。",
    "effect": "看得懂。",
}


def paper(text: str = "会议纪要") -> Any:
    return check_upload(SimpleUploadedFile("会议纪要.txt", text.encode()))


@dataclass
class Room:
    """``room.does(record, "check", room.clerk)``"""

    work: Work

    def unit(self, code: str) -> Any:
        return self.work.district.units[code]

    def by(self, code: str, post: Post = Post.OFFICER, nth: int = 1) -> Actor:
        return self.work.district.actor(code, post, nth)

    @property
    def clerk(self) -> Actor:
        return self.work.district.clerk

    @property
    def other_clerk(self) -> Actor:
        return self.work.district.other_clerk

    @property
    def head(self) -> Actor:
        return self.work.district.head

    @property
    def assessor(self) -> Actor:
        return self.by("qufuban", Post.ASSESSOR)

    def does(self, record: Any, command: str, actor: Actor, files: Any = None, **data: Any) -> None:
        typed = MultiValueDict({key: value if isinstance(value, list) else [str(value)] for key, value in data.items()})
        act(Case.objects.get(pk=record.case_id), command, actor, typed, files=files)
        record.refresh_from_db()

    def meeting(self, code: str = "xinhua", kind: str = "heard", **more: Any) -> Meeting:
        facts = {
            "topic": "听取政务公开工作汇报",
            "held_on": dt.date(2023, 4, 17),
            "chair": "街道主任",
            "decided": "明确分工。",
            "people": 8,
            "minutes": [paper()],
            **more,
        }
        return commands.record_meeting(self.unit(code), self.by(code) if code != "qufuban" else self.clerk, kind, facts)

    def support(self, code: str = "xinhua", **more: Any) -> Support:
        facts = {
            "full_time": 1,
            "part_time": 3,
            "amount": Decimal("12.50"),
            "about": "由办公室承担。",
            "proof": [paper("分工")],
        }
        return commands.state_support(self.unit(code), self.by(code), 2023, {**facts, **more})

    def session(self, code: str = "qufuban", **more: Any) -> Session:
        facts = {
            "field": "foi",
            "title": "依申请办理培训",
            "about": "期限和文书。",
            "teacher": "",
            "place": "三楼会议室",
            "starts_at": BEGINS,
            "ends_at": BEGINS + dt.timedelta(hours=2),
        }
        by = self.clerk if code == "qufuban" else self.by(code)
        return commands.plan_session(self.unit(code), by, {**facts, **more})

    def invited(self, *codes: str) -> Session:
        made = self.session()
        units = [str(self.unit(code).pk) for code in codes]
        self.does(made, "invite", self.clerk, units=units, name_until="2023-04-24")
        return made

    def names(self, session: Session, code: str, others: tuple[str, ...] = ()) -> Actor:
        officer = self.by(code)
        commands.name_people(session, self.unit(code), officer, [(officer.person_id, officer.person_name)], others)
        return officer

    def item(self, code: str = "sifa") -> Item:
        """On the shelf."""
        facts = {"field": "foi", "title": "期限怎样算", "about": "从次日起算。", "url": "", "minutes": 20}
        made = commands.begin_item(self.unit(code), self.by(code), facts)
        self.does(made, "submit", self.by(code))
        self.does(made, "list", self.by(code, Post.REVIEWER))
        return made

    def quiz(self, about: Session | Item, *, opened: bool = True) -> Quiz:
        office = about.unit.code == "qufuban"
        writer = self.clerk if office else self.by(about.unit.code)
        facts = {"title": "测验", "pass_mark": 60, "questions": quiz_text.read(QUESTIONS)}
        made = commands.begin_quiz(about.unit, writer, about, facts)
        if opened:
            self.does(made, "open", self.head if office else self.by(about.unit.code, Post.REVIEWER))
        return made

    def nominated(self, code: str = "fagai") -> GoodCase:
        made = commands.begin_case(self.unit(code), self.by(code), {**WORDS, "materials": [paper("佐证")]})
        self.does(made, "submit", self.by(code))
        self.does(made, "nominate", self.by(code, Post.HEAD))
        return made

    def published(self, code: str = "fagai") -> GoodCase:
        made = self.nominated(code)
        for judge in (self.clerk, self.assessor):
            self.does(made, "judge", judge, recommends="yes", score=90, text="做法具体。")
        self.does(made, "select", self.head)
        self.does(made, "publish", self.other_clerk)
        return made


@pytest.fixture
def room(work: Work) -> Room:
    """The small district with its issued plan, on 18 April 2023."""
    return Room(work)
