"""``foi clock | fee | remedy | import | tables | check``: each in a module of its own under ``requests.foi.cli``."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from mingzheng.core.errors import Refused
from mingzheng.requests.foi import cli


def _modules() -> dict[str, ModuleType]:
    names = sorted(found.name for found in pkgutil.iter_modules(cli.__path__))
    modules = {name: importlib.import_module(f"{cli.__name__}.{name}") for name in names if not name.startswith("_")}
    return {name.removesuffix("_"): module for name, module in modules.items()}


class Command(BaseCommand):
    help = "依申请公开：clock 期限推演，fee 信息处理费，remedy 救济途径，import 导入往年申请，tables 年报表格，check 勾稽检查。"

    def add_arguments(self, parser: CommandParser) -> None:
        modules = _modules()
        what = parser.add_subparsers(dest="what", required=True, metavar="|".join(modules))
        for name, module in modules.items():
            module.arguments(what.add_parser(name, help=module.HELP))

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        try:
            _modules()[what].run(options, self.stdout)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
