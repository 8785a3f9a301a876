"""A session of a department with three places, and the ways in which people sign up for it and come."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.utils.datastructures import MultiValueDict
from django.utils.timezone import make_aware
from tests.support.workplan import District

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.outbox.commands import run_due
from mingzheng.core.procedures.commands import act
from mingzheng.core.procedures.models import Case
from mingzheng.participation.draws import commands as draws
from mingzheng.participation.draws import queries as drawn
from mingzheng.participation.open_days import checking, commands, signing
from mingzheng.participation.open_days.checking import Tried
from mingzheng.participation.open_days.models import OpenDay, Scan, SignUp


def moment(text: str) -> dt.datetime:
    return make_aware(dt.datetime.fromisoformat(text))


ANNOUNCED = "2023-05-08 09:00"
BEFORE, DURING, AFTER = "2023-05-09 12:00", "2023-05-12 12:00", "2023-05-20 12:00"
DRAWN = "2023-05-24 10:00"
MORNING, DOOR, LATER = "2023-06-09 09:00", "2023-06-10 13:30", "2023-06-12 09:00"
VALUES: dict[str, Any] = {
    "programme": None,
    "field": OpenDay.Field.ONE_SCREEN,
    "title": "走进城市运行管理中心",
    "about": "参观指挥大厅\n看一件工单怎么办",
    "audience": "对城市运行感兴趣的居民，孩子要有大人陪同",
    "place": "区城市运行管理中心",
    "address": "长宁路599号",
    "route": "地铁2号线中山公园站步行5分钟",
    "plan": "> 入口｜大厅｜大厅\n登记台｜* 指挥大厅｜* 指挥大厅",
    "access": ["step_free", "lift"],
    "access_note": "",
    "contact": "22050000",
    "starts_at": moment("2023-06-10 14:00"),
    "ends_at": moment("2023-06-10 16:00"),
    "capacity": 3,
    "party_most": 3,
    "sign_up_from": moment("2023-05-10 09:00"),
    "sign_up_until": moment("2023-05-19 17:00"),
    "seed_source": "福利彩票双色球第2023058期开奖号码",
    "seed_on": dt.date(2023, 5, 23),
    "promote_until": moment("2023-06-09 14:00"),
    "parts": {"qa": "值班长现场答疑", "experience": "试着派一件工单"},
}


@dataclass
class Days:
    """``days.at(DURING)`` moves everything there; ``days.announced()`` takes a session to where people sign up."""

    district: District
    monkeypatch: pytest.MonkeyPatch
    codes: dict[int, str] = field(default_factory=dict)

    def at(self, text: str) -> None:
        stands = moment(text)
        self.monkeypatch.setattr(timekeeping, "now", lambda: stands)
        self.monkeypatch.setattr(timekeeping, "today", lambda: stands.date())

    def actor(self, post: Post = Post.OFFICER, unit: str = "fagai", nth: int = 1) -> Actor:
        return self.district.actor(unit, post, nth)

    def begun(self, **changes: Any) -> OpenDay:
        self.at(ANNOUNCED)
        return commands.begin(self.district.units["fagai"], self.actor(), {**VALUES, **changes})

    def announced(self, **changes: Any) -> OpenDay:
        made = self.begun(**changes)
        self.does(made, "submit")
        self.does(made, "announce", Post.REVIEWER)
        return made

    def does(self, record: Any, command: str, post: Post = Post.OFFICER, *, nth: int = 1, **typed: Any) -> None:
        values = MultiValueDict({key: value if isinstance(value, list) else [value] for key, value in typed.items()})
        act(Case.objects.get(pk=record.case_id), command, self.actor(post, nth=nth), values)
        record.refresh_from_db()

    def signs(self, open_day: OpenDay, nth: int, people: int = 1, **more: Any) -> SignUp:
        facts = {"name": f"张女士{nth}", "phone": f"1380000{nth:04d}", "email": "", "people": people, "children": 0}
        row, code = signing.sign_up(open_day, {**facts, "needs": "", **more})
        self.codes[row.pk] = code
        return row

    def settled(self, open_day: OpenDay) -> None:
        """The machine decides after the window."""
        self.at(AFTER)
        commands.settle()
        self.told()
        open_day.refresh_from_db()

    def drawn(self, open_day: OpenDay, seed: str = "03 08 15 21 27 33 + 11") -> None:
        """The list is frozen, the seed typed by one and confirmed by another."""
        self.settled(open_day)
        draw = drawn.of_owner(open_day.ref)
        assert draw is not None
        self.at(DRAWN)
        draws.type_seed(draw, seed, self.actor())
        draws.draw(draw, seed, self.actor(Post.REVIEWER))
        self.told()
        open_day.refresh_from_db()

    def scans(self, open_day: OpenDay, row: SignUp, key: str, **more: Any) -> Scan:
        actor = more.pop("actor", None) or self.actor()
        return checking.scan(checking.entrance(open_day), Tried(key=key, ticket=row.ticket, **more), actor)

    @staticmethod
    def told() -> None:
        while run_due():
            pass


@pytest.fixture
def days(district: District, monkeypatch: pytest.MonkeyPatch) -> Days:
    return Days(district, monkeypatch)
