"""``annual check FILE``: what is wrong with an annual report from anywhere."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from mingzheng.core.errors import Refused
from mingzheng.supervision.annual_report import checking
from mingzheng.supervision.annual_report.reading.found import TABLE_NAMES
from mingzheng.supervision.annual_report.reading.parts import NUMERALS


class Command(BaseCommand):
    help = "检查一份政府信息公开工作年度报告：三张表格的勾稽关系、文字中的数、六个部分（Word、Excel、网页、纯文字）。"

    def add_arguments(self, parser: CommandParser) -> None:
        commands = parser.add_subparsers(dest="command", metavar="命令", required=True)
        check = commands.add_parser("check", help="检查一个文件，什么也不保存")
        check.add_argument("file", metavar="文件", help="报告：.docx、.xlsx、.html 或 .txt")
        check.add_argument(
            "--previous", metavar="文件", default="", help="上年的报告；给出时检查上年结转和现行有效件数"
        )
        check.add_argument("--json", action="store_true", help="输出 JSON")
        check.add_argument("--fail", action="store_true", help="有必须改正的问题时退出码为 3")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            previous = checking.closing(_checked(options["previous"])) if options["previous"] else None
            found = _checked(options["file"], previous)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        if options["json"]:
            self.stdout.write(json.dumps(found.as_json(), ensure_ascii=False, indent=1))
        else:
            self._print(found)
        if options["fail"] and found.hard:
            sys.exit(3)

    def _print(self, found: checking.Checked) -> None:
        self.stdout.write(found.text.title or "（没有标题）")
        tables = (
            "、".join(f"{TABLE_NAMES[key]}（{place}）" for key, place in sorted(found.places.items())) or "没有表格"
        )
        read = "、".join(NUMERALS[number - 1] for number in sorted(found.text.parts)) or "没有"
        self.stdout.write(f"读到：{tables}；部分：{read}")
        for one in found.findings:
            self.stdout.write(f"{'［须改正］' if one.hard else '［请核实］'}{one.where}：{one.text}")
        self.stdout.write(f"发现 {len(found.findings)} 处问题" if found.findings else "没有发现问题")


def _checked(name: str, previous: dict[str, Any] | None = None) -> checking.Checked:
    path = Path(name)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Refused(f"打不开文件「{name}」。", remedy="请核对路径。", code="no_file") from error
    return checking.check_file(data, path.name, previous)
