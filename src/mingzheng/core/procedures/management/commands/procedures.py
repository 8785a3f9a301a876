"""``procedures list | docs``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from mingzheng.core.procedures.diagram import page
from mingzheng.core.procedures.registry import procedures


class Command(BaseCommand):
    help = "列出程序表，或由程序表生成文档（docs/procedures/）。"

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_subparsers(dest="what", required=True, metavar="list|docs")
        what.add_parser("list", help="列出所有程序")
        docs = what.add_parser("docs", help="生成文档")
        docs.add_argument(
            "--folder",
            metavar="目录",
            type=Path,
            default=settings.BASE_DIR / "docs" / "procedures",
            help="写到哪里，默认 docs/procedures",
        )
        docs.add_argument("--check", action="store_true", help="只检查文档是否与程序表一致")

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        if what == "list":
            for table in procedures():
                self.stdout.write(
                    f"{table.code:24} {table.label}  {len(table.states)} 个环节，{len(table.steps)} 个动作"
                )
            return
        stale = [table.code for table in procedures() if not self._write(table.code, page(table), options)]
        if stale:
            raise CommandError(f"文档与程序表不一致：{'、'.join(stale)}。请运行 ./run procedures docs。")

    def _write(self, code: str, text: str, options: dict[str, Any]) -> bool:
        target: Path = options["folder"] / f"{code}.md"
        if options["check"]:
            return target.exists() and target.read_text(encoding="utf-8") == text
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        return True
