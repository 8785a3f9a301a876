"""``units import FILE | list``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.units import importing, queries
from mingzheng.core.units.sheet import read_sheet


class Command(BaseCommand):
    help = "导入或查看单位。"

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_subparsers(dest="what", required=True, metavar="import|list")
        load = what.add_parser("import", help="从单位表（.yaml、.xlsx、.csv）导入；同一张表可反复导入")
        load.add_argument("file", metavar="文件", type=Path)
        load.add_argument("--json", action="store_true", help="输出 JSON")
        show = what.add_parser("list", help="列出今天有效的单位")
        show.add_argument("--json", action="store_true", help="输出 JSON")

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        try:
            self._import(options) if what == "import" else self._list(options)
        except Refused as refused:
            raise CommandError(str(refused)) from refused

    def _import(self, options: dict[str, Any]) -> None:
        counts = importing.import_units(read_sheet(options["file"]), Actor.system("命令行"))
        if options["json"]:
            self.stdout.write(json.dumps(counts))
            return
        self.stdout.write(
            f"新增 {counts['created']} 个单位，更新 {counts['changed']} 个，不变 {counts['same']} 个；分组更新 {counts['groups']} 个。"
        )

    def _list(self, options: dict[str, Any]) -> None:
        units = queries.units_on(timekeeping.today())
        if options["json"]:
            rows = [{"code": unit.code, "name": unit.name, "short": unit.short, "kind": unit.kind} for unit in units]
            self.stdout.write(json.dumps(rows, ensure_ascii=False))
            return
        for unit in units:
            self.stdout.write(f"{unit.code:16} {unit.short}  {unit.get_kind_display()}  {unit.name}")
