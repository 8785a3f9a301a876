"""The first-quarter bulletin, published and partly signed; the second quarter's, begun and composed."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from typing import Any

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.procedures.playing import Cast, take
from mingzheng.core.units.models import PostHolding, held_on
from mingzheng.core.units.queries import actors_for
from mingzheng.supervision.bulletins import commands
from mingzheng.supervision.bulletins.models import Bulletin
from mingzheng.supervision.workplan.models import Plan

SEED = 65
WRITTEN = (
    "要点下达后，各单位总体上接收及时。下一步要把 {{ tasks.total }} 项任务落到每月、每季的节点上，"
    "做到有记录、有证明、可核查。"
)


def play(*, say: Callable[[str], None]) -> None:
    """April 27 to May 10: the first bulletin; June 19: a draft of the second; letters of May and June."""
    say("演示区：季度通报和提示信……")
    plan = Plan.objects.exclude(issued_at=None).first()
    if plan is None:
        return
    _letters()
    bulletin = _first(plan)
    _signed(bulletin)
    with timekeeping.standing_at(dt.date(2023, 6, 19)):
        clerk = _office(Post.OFFICE_CLERK)
        second = commands.compose(plan, 2, clerk)
        take(second, "edit", clerk, texts(second, {"overview": WRITTEN}))


def _letters() -> None:
    for day in (dt.date(2023, 5, 4), dt.date(2023, 6, 1)):
        with timekeeping.standing_at(day):
            commands.write_letters()


def _first(plan: Plan) -> Bulletin:
    with timekeeping.standing_at(dt.date(2023, 4, 27)):
        clerk = _office(Post.OFFICE_CLERK)
        made = commands.compose(plan, 1, clerk)
        take(made, "edit", clerk, texts(made, {"overview": WRITTEN}))
        take(made, "submit", clerk, {})
    with timekeeping.standing_at(dt.date(2023, 4, 28)):
        take(made, "approve", _office(Post.OFFICE_HEAD), {"to_public": True})
        take(made, "publish", clerk, {})
    made.refresh_from_db()
    return made


def texts(bulletin: Bulletin, written: dict[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for section in bulletin.sections.all():
        found[f"keep_{section.key}"] = "on"
        found[f"text_{section.key}"] = written.get(section.key, "")
    return found


def _signed(bulletin: Bulletin) -> None:
    """Most units sign within days; some have not to this day."""
    dice, cast = random.Random(SEED), Cast()  # noqa: S311 - a reproducible demonstration, nothing secret
    for receipt in bulletin.receipts.select_related("unit", "case"):
        if dice.random() < 0.15:
            continue
        with timekeeping.standing_at(dice.choice([dt.date(2023, 5, 4), dt.date(2023, 5, 5), dt.date(2023, 5, 8)])):
            post = Post.OFFICE_CLERK if receipt.unit.kind == "gov_office" else Post.OFFICER
            take(receipt, "sign", cast.of(receipt.unit, post), {"remark": ""})


def _office(post: Post) -> Actor:
    day = timekeeping.today()
    holding = PostHolding.objects.filter(held_on(day), post=post.value).order_by("id")[0]
    return next(one for one in actors_for(holding.person, day) if one.post is post)
