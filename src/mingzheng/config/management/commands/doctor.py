"""``doctor``: what is amiss, and what to do. Exit code 1 when something must be done."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from mingzheng.config.doctor.looks import LOOKS, Seen, State

MARKS = {State.GOOD: "✓", State.WARN: "！", State.BAD: "✗"}


class Command(BaseCommand):
    help = "体检：设置、数据库、工作日历、后台进程、磁盘、检索、邮件、证书；有毛病的说明怎么办。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="输出 JSON，供监控系统读取")

    def handle(self, *args: Any, **options: Any) -> None:
        found = [seen for look in LOOKS for seen in look()]
        if options["json"]:
            self.stdout.write(json.dumps([asdict(seen) for seen in found], ensure_ascii=False, indent=1))
        else:
            self._say(found)
        if any(seen.state is State.BAD for seen in found):
            raise SystemExit(1)

    def _say(self, found: list[Seen]) -> None:
        for seen in found:
            self.stdout.write(f"{MARKS[seen.state]} {seen.what}：{seen.said}")
            if seen.remedy:
                self.stdout.write(f"    {seen.remedy}")
        bad, warn = (sum(seen.state is state for seen in found) for state in (State.BAD, State.WARN))
        self.stdout.write(f"要处理 {bad} 项，留意 {warn} 项。" if bad or warn else "一切正常。")
