"""``indicators list | show | take``."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from mingzheng.core.indicators import indicators
from mingzheng.supervision.indicators.commands import take_readings
from mingzheng.supervision.indicators.queries import NO_SOURCE, figures_of
from mingzheng.supervision.workplan.queries import plan_of


class Command(BaseCommand):
    help = "查看各项任务的指标，或登记当日读数。"

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_subparsers(dest="what", required=True, metavar="list|show|take")
        what.add_parser("list", help="列出全部指标和算法")
        show = what.add_parser("show", help="最新要点各项任务的当前数字")
        show.add_argument("--json", action="store_true", help="输出 JSON")
        what.add_parser("take", help="登记当日读数（平时由后台进程每天完成）")

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        if what == "take":
            self.stdout.write(f"已登记 {take_readings()} 个读数。")
        elif what == "list":
            for indicator in indicators():
                self.stdout.write(f"{indicator.code:28} {indicator.label}：{indicator.how}")
        else:
            self._show(options)

    def _show(self, options: dict[str, Any]) -> None:
        plan = plan_of()
        rows: list[dict[str, Any]] = []
        for task in plan.tasks.all() if plan else []:
            figures = {found.indicator.label: found.figure.text for found in figures_of(task)}
            rows.append({"number": task.number, "content": task.content, "figures": figures})
        if options["json"]:
            self.stdout.write(json.dumps(rows, ensure_ascii=False))
            return
        for row in rows:
            shown = "；".join(f"{label} {text}" for label, text in row["figures"].items()) or NO_SOURCE
            self.stdout.write(f"{row['number']:>3} {row['content'][:40]}　{shown}")
