"""``maintenance``: while it is on, every page answers 503 and says when to come back. On each node for itself."""

from __future__ import annotations

import re
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from mingzheng.config.middleware import maintenance_note

CLOCK = re.compile(r"^([01]?\d|2[0-3]):[0-5]\d$")


class Command(BaseCommand):
    help = "开始或者结束维护：维护期间所有页面回答 503，写明何时恢复。每个节点分别设置。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("state", choices=["on", "off"], help="on 开始，off 结束")
        parser.add_argument("--until", default="", help="预计恢复的时间，如 22:30")

    def handle(self, *args: Any, state: str, until: str, **options: Any) -> None:
        note = maintenance_note()
        if state == "off":
            note.unlink(missing_ok=True)
            self.stdout.write("维护已结束，页面恢复正常。")
            return
        if until and not CLOCK.match(until):
            raise CommandError("--until 请写成 22:30 这样的时间。")
        note.parent.mkdir(parents=True, exist_ok=True)
        note.write_text(until, encoding="utf-8")
        self.stdout.write("维护已开始：所有页面回答 503。结束时请运行 ./run maintenance off。")
