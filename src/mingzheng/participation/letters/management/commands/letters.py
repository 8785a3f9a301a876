"""``letters check | import | measure | recount``: each in a module of its own under ``participation.letters.cli``."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from mingzheng.core.errors import Refused
from mingzheng.participation.letters.cli import check, import_, measure, recount

MODULES = {"check": check, "import": import_, "measure": measure, "recount": recount}


class Command(BaseCommand):
    help = "来信：check 检查答复，import 导入 12345 和国家平台的工单，measure 归类的准确率，recount 核对统计。"

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_subparsers(dest="what", required=True, metavar="|".join(MODULES))
        for name, module in MODULES.items():
            module.arguments(what.add_parser(name, help=module.HELP))

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        try:
            MODULES[what].run(options, self.stdout)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
