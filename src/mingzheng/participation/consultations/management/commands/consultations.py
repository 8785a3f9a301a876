"""``consultations group FILE [--json]``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from mingzheng.core import timekeeping
from mingzheng.core.errors import Refused
from mingzheng.participation.consultations import grouping

SHOWN = 60


class Command(BaseCommand):
    help = "意见征集：group 把一个文件里的意见按条归并。"

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_subparsers(dest="what", required=True, metavar="group")
        group = what.add_parser("group", help='归并 JSONL 文件里的意见，每行 {"id", "text"}，可以加 "article"')
        group.add_argument("file", type=Path, metavar="文件")
        group.add_argument("--json", action="store_true", help="输出 JSON：每组的 article、headline、count、ids")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = grouping.group_file(options["file"], timekeeping.today())
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=1))
            return
        total = sum(row["count"] for row in found)
        self.stdout.write(f"{total} 条意见，归并为 {len(found)} 组。")
        for row in sorted(found, key=lambda one: -one["count"]):
            about = f"{row['article']}　" if row["article"] is not None else ""
            self.stdout.write(f"{row['count']:>6} 条　{about}{row['headline'][:SHOWN]}")
