"""``backup FOLDER``: database, uploads and journal heads in one file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from mingzheng.config.keeping.commands import back_up
from mingzheng.core.errors import Refused


class Command(BaseCommand):
    help = "备份：数据库、上传的文件和日志链头写入一个文件；不用停止服务。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", metavar="目录", help="备份文件放在哪里，最好在另一台机器或磁盘上")

    def handle(self, *args: Any, folder: str, **options: Any) -> None:
        try:
            made = back_up(Path(folder), say=self.stdout.write)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"备份完成：{made}（{made.stat().st_size / 1e6:,.1f} MB）")
        self.stdout.write("其中有个人信息，只有文件的所有者可以读；SECRET_KEY 等环境变量要另外保存。")
