"""``journal verify | head | export | seal``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from mingzheng.core.journal import commands, queries


class Command(BaseCommand):
    help = "核验工作日志（哈希链）、查看或导出链头。"

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_subparsers(dest="what", required=True, metavar="verify|head|export|seal")
        verify = what.add_parser("verify", help="从头重算全链，报告任何改动、缺失或分叉")
        verify.add_argument("--against", metavar="文件", help="先前导出的链头文件（.json），核对此前的记录未被改动")
        verify.add_argument("--json", action="store_true", help="输出 JSON")
        head = what.add_parser("head", help="显示链头：序号和哈希值")
        head.add_argument("--json", action="store_true", help="输出 JSON")
        export = what.add_parser("export", help="把当日链头写入文件，供异地保存")
        export.add_argument(
            "--folder", metavar="目录", default=str(settings.VAR_DIR / "heads"), help="写到哪里，默认 var/heads"
        )
        what.add_parser("seal", help="立即封印所有待封印的记录（平时由后台进程每秒完成）")

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        getattr(self, f"_{what}")(options)

    def _verify(self, options: dict[str, Any]) -> None:
        report = queries.verify(self._expected(options["against"]))
        if options["json"]:
            facts = {
                "sound": report.sound,
                "entries": report.entries,
                "sealed": report.sealed,
                "waiting": report.waiting,
                "head": report.head,
                "faults": report.faults,
            }
            self.stdout.write(json.dumps(facts, ensure_ascii=False))
        else:
            self.stdout.write(f"记录 {report.entries} 条，已封印 {report.sealed} 条，待封印 {report.waiting} 条。")
            self.stdout.write(f"链头 {report.head}")
        if not report.sound:
            raise CommandError("工作日志核验不通过：\n" + "\n".join(f"  · {fault}" for fault in report.faults))
        if not options["json"]:
            self.stdout.write("核验通过：每一条记录都与封印一致，没有改动、缺失或分叉。")

    def _expected(self, path: str | None) -> tuple[int, str] | None:
        if path is None:
            return None
        try:
            facts = json.loads(Path(path).read_text(encoding="utf-8"))
            return int(facts["position"]), str(facts["hash"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise CommandError(f"无法读取链头文件 {path}：请给出由“journal export”生成的文件。") from error

    def _head(self, options: dict[str, Any]) -> None:
        head = queries.head()
        if options["json"]:
            self.stdout.write(json.dumps({"position": head.position, "hash": head.hash}))
        else:
            self.stdout.write(f"第 {head.position} 号  {head.hash}")

    def _export(self, options: dict[str, Any]) -> None:
        self.stdout.write(str(commands.export_head(Path(options["folder"]))))

    def _seal(self, options: dict[str, Any]) -> None:
        self.stdout.write(f"已封印 {commands.seal_all()} 条。")
