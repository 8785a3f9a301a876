"""Two subscriptions of the demonstration. They stand paused, because nobody listens before ``./run standin events``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.conf import settings

from mingzheng.core import timekeeping
from mingzheng.machines.systems.demo import administrator
from mingzheng.machines.webhooks import commands
from mingzheng.machines.webhooks.events import KINDS

SUBSCRIBED = dt.date(2023, 5, 9)
WAITING = "演示：接收方的替身还没有启动（./run standin events）"
SAMPLES = {
    "市级政府网站（演示）": tuple(KINDS),
    "区融媒体中心（演示）": ("consultation.opened", "consultation.answered", "open_day.announced"),
}


def play(*, say: Callable[[str], None]) -> None:
    """Register and pause them; what is said after this day waits for the stand-in."""
    say("演示区：事件推送……")
    with timekeeping.standing_at(SUBSCRIBED):
        admin = administrator(SUBSCRIBED)
        for name, kinds in SAMPLES.items():
            made, _secret = commands.subscribe(name, address(), kinds, None, admin)
            commands.pause(made, WAITING, admin)


def address() -> str:
    """Where the stand-in listens."""
    return f"http://{settings.MINGZHENG_WEBHOOK_STANDIN}/hook"
