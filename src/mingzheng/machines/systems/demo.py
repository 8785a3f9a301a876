"""Four systems of the demonstration, each in its post, with a token that nobody ever saw."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.units.models import PostHolding, Unit, held_on
from mingzheng.core.units.queries import actors_for
from mingzheng.machines.systems import commands
from mingzheng.machines.systems.models import Operation

REGISTERED = dt.date(2023, 5, 8)
VALID = dt.timedelta(days=365)


@dataclass(frozen=True)
class Sample:
    """A system that the demonstration knows; its stand-in acts in its name."""

    name: str
    unit: str
    post: Post
    operations: tuple[str, ...]


SAMPLES = {
    "12345": Sample("12345市民服务热线（演示）", "chengyun", Post.HOTLINE, (Operation.LETTERS,)),
    "platform": Sample("市级申请平台（演示）", "chengyun", Post.WINDOW, (Operation.APPLICATIONS,)),
    "oa": Sample(
        "区发改委办公系统（演示）",
        "fagaiwei",
        Post.OFFICER,
        (Operation.DOCUMENTS, Operation.READ_CASES, Operation.ACT_CASES),
    ),
    "library": Sample(
        "市公文库（演示）", "qufuban", Post.OFFICE_CLERK, (Operation.READ_LIBRARY, Operation.ACKNOWLEDGE)
    ),
}


def play(*, say: Callable[[str], None]) -> None:
    """Register them and issue a token each; its text is thrown away, a stand-in is issued one of its own."""
    say("演示区：外部系统……")
    with timekeeping.standing_at(REGISTERED):
        admin = administrator(REGISTERED)
        for one in SAMPLES.values():
            unit = Unit.objects.get(code=one.unit)
            made = commands.register(one.name, unit, one.post, "信息中心（演示）", admin)
            commands.issue(made, one.operations, REGISTERED + VALID, admin)


def administrator(day: dt.date) -> Actor:
    """The first who administrates on the day."""
    held = PostHolding.objects.filter(held_on(day), post=Post.ADMIN).select_related("person").order_by("pk")[0]
    return next(actor for actor in actors_for(held.person, day) if actor.post is Post.ADMIN)
