"""``delegates verify FILE [HASH] | import FILE | status``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.subcommands import Subcommands
from mingzheng.core.units.models import Unit
from mingzheng.participation.delegates import importing, queries
from mingzheng.participation.delegates.models import Candidate, Meeting
from mingzheng.participation.draws import verify

SHOWN = 20


class Command(Subcommands):
    help = "公众代表：核对抽签结果文件，导入名单，概况。"

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_subparsers(dest="what", required=True, metavar="verify|import|status")
        check = what.add_parser("verify", help="核对抽签结果文件：名单、种子和结果是否相符（不用数据库）")
        check.add_argument("file", type=Path, metavar="文件")
        check.add_argument("published", nargs="?", default="", metavar="哈希", help="抽签之前公布的名单哈希")
        load = what.add_parser("import", help="从 csv 或者 xlsx 导入名单；有错的行不导入，逐行说明")
        load.add_argument("file", type=Path, metavar="文件")
        load.add_argument("--unit", required=True, metavar="单位代码", help="受理单位的代码")
        load.add_argument("--source", required=True, metavar="来源", help="名单来源和取得同意的方式（记入日志）")
        what.add_parser("status", help="代表库和会议的概况（只有数字）")

    def _verify(self, options: dict[str, Any]) -> None:
        data = _bytes(options["file"])
        try:
            found = verify.problems(data, options["published"])
        except (ValueError, LookupError, StopIteration, ArithmeticError) as error:
            raise CommandError("这不是抽签结果文件，或者文件已经损坏。请从核对页重新下载。") from error
        if found:
            raise CommandError("不相符。\n" + "\n".join(found[:SHOWN]))
        self.stdout.write("相符：结果就是这份名单和这个种子算出来的。")
        if not options["published"]:
            self.stdout.write("没有给出抽签之前公布的哈希：只核对了文件自己的说法。")

    def _import(self, options: dict[str, Any]) -> None:
        unit = Unit.objects.filter(code=options["unit"]).first()
        if unit is None:
            raise CommandError("没有这个代码的单位。./run 的单位代码见「单位与岗位」。")
        path: Path = options["file"]
        report = importing.import_list(_bytes(path), path.name, unit, Actor.system("名单导入"), options["source"])
        self.stdout.write(f"收下 {report.added} 人（待核定），退回 {report.bad_lines} 行。")
        for bad in report.refused[:SHOWN]:
            self.stdout.write(f"  第 {bad.line} 行：{bad.message}")
        if report.refused:
            raise CommandError("有退回的行，请改正后重新导入；已经收下的不用再导入。")

    def _status(self, options: dict[str, Any]) -> None:
        for status, label in Candidate.Status.choices:
            self.stdout.write(f"{label}　{Candidate.objects.filter(status=status).count()} 人")
        year = timekeeping.today().year
        rows = queries.of_year(year)
        executive = rows.filter(level=Meeting.Level.EXECUTIVE).count()
        self.stdout.write(f"{year} 年结果已公开的列席会议 {rows.count()} 次，其中区政府常务会议 {executive} 次。")


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(f"读不到文件「{path}」。请核对文件名和读取权限。") from error
