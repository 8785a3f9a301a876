"""The office confirms what was suggested, and the weeks since have their readings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor, Post
from mingzheng.core.units.models import PostHolding, held_on
from mingzheng.core.units.queries import actors_for
from mingzheng.supervision.indicators import commands
from mingzheng.supervision.indicators.models import Binding
from mingzheng.supervision.workplan.models import Plan

BOUND = dt.date(2023, 4, 19)
EVERY = dt.timedelta(days=7)


def bind(*, say: Callable[[str], None]) -> None:
    """The office confirms what was suggested, as soon as the plan is issued: bulletins and scores read it."""
    say("演示区：任务对应的指标……")
    with timekeeping.standing_at(BOUND):
        holder = PostHolding.objects.filter(held_on(BOUND), post=Post.OFFICE_CLERK).select_related("person").first()
        if holder is None:
            return
        clerk = next(one for one in actors_for(holder.person, BOUND) if one.post is Post.OFFICE_CLERK)
        confirm_suggested(clerk)


def confirm_suggested(clerk: Actor) -> None:
    """Everything that can be suggested for the issued plan is confirmed."""
    plan = Plan.objects.exclude(issued_at=None).first()
    if plan is not None:
        commands.suggest(plan, clerk)
        commands.confirm(Binding.objects.filter(task__plan=plan), clerk)


def play(*, say: Callable[[str], None], until: dt.date) -> None:
    """Read the plan once a week up to ``until``: what a worker does every night.

    A demonstration has no past: its weekly readings are taken afterwards, as of their day.
    """
    say("演示区：每周读数……")
    day = until
    days = []
    while day > BOUND:
        days.append(day)
        day -= EVERY
    for day in reversed(days):
        with timekeeping.standing_at(day):
            commands.take_readings()
