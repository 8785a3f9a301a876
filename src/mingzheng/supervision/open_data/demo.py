"""The office freezes the figures of the half-year's report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.supervision.indicators.models import Reading
from mingzheng.supervision.open_data import commands
from mingzheng.supervision.workplan.models import Plan


def play(*, say: Callable[[str], None], on: dt.date) -> None:
    plan = Plan.objects.exclude(issued_at=None).first()
    if plan is None or not Reading.objects.filter(task__plan=plan).exists():
        return
    say("演示区：冻结数字……")
    with timekeeping.standing_at(on):
        commands.ask(plan, Actor.system("演示数据"), "上半年工作总结引用的数字。")
