"""``restore FILE``: the way back from ``backup``. Exit code 1 when something does not fit afterwards."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from mingzheng.config.keeping.commands import Restored, restore
from mingzheng.core.errors import Refused


class Command(BaseCommand):
    help = "恢复：由 backup 制作的文件恢复数据库、上传的文件和日志链头，并核验日志。先停止服务。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="文件", help="由 ./run backup 制作的文件")
        parser.add_argument("--replace", action="store_true", help="代替现有的记录；现有的另存在数据目录里")

    def handle(self, *args: Any, file: str, replace: bool, **options: Any) -> None:
        try:
            found = restore(Path(file), replace=replace, say=self.stdout.write)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self._report(found)

    def _report(self, found: Restored) -> None:
        self.stdout.write(f"已恢复 {found.made_at} 的备份：{found.files:,} 个文件，工作日志 {found.entries:,} 条。")
        for path in found.aside:
            self.stdout.write(f"原来的保存在 {path}，确认不再需要后自行删除。")
        if found.faults:
            raise CommandError("恢复后核对不通过：\n" + "\n".join(f"  · {fault}" for fault in found.faults))
        self.stdout.write("核对通过：日志与封印一致，登记的文件都在。检索索引由后台进程重建。现在可以启动服务。")
