"""``consultations group FILE [--json]``, ``consultations accuracy [--json]``, ``consultations fill ID``."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from mingzheng.core import timekeeping
from mingzheng.core.errors import Refused
from mingzheng.participation.consultations import accuracy, commands, grouping, many, sorting
from mingzheng.participation.consultations.models import Consultation

SHOWN = 60


class Command(BaseCommand):
    help = (
        "意见征集：group 把一个文件里的意见按条归并；accuracy 在标注的意见上量归并的查准和查全；fill 在演示区填充意见。"
    )

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_subparsers(dest="what", required=True, metavar="group|accuracy|fill")
        group = what.add_parser("group", help='归并 JSONL 文件里的意见，每行 {"id", "text"}，可以加 "article"')
        group.add_argument("file", type=Path, metavar="文件")
        group.add_argument("--json", action="store_true", help="输出 JSON：每组的 article、headline、count、ids")

        accuracy = what.add_parser("accuracy", help="在标注的意见上量归并的查准、查全")
        accuracy.add_argument("--json", action="store_true", help="输出 JSON")

        fill = what.add_parser("fill", help="在演示区给一次征集填充许多虚构的意见")
        fill.add_argument("id", type=int, metavar="征集编号")
        fill.add_argument("--count", type=int, default=1000, metavar="条数")
        fill.add_argument("--seed", type=int, default=1, help="同样的种子填同样的意见")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["what"] == "accuracy":
            self._accuracy(as_json=options["json"])
            return
        if options["what"] == "fill":
            self._fill(options["id"], options["count"], options["seed"])
            return
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

    def _accuracy(self, *, as_json: bool) -> None:
        """By pairs of opinions, for what was looked at while the rules were made, for what was not, and for all."""
        measured = accuracy.all_parts(grouping.rules_on(timekeeping.today()))
        if as_json:
            rows = [{**asdict(one), "precision": one.precision, "recall": one.recall} for one in measured]
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))
            return
        names = {"tuning": "调整规则时看过的", "held": "只用来检验的", "all": "全部"}
        for one in measured:
            self.stdout.write(
                f"{names.get(one.name, one.name)}：{one.texts} 条，{one.labels} 种意见，归为 {one.groups} 组；"
                f"查准 {one.precision:.3f}（错归 {one.wrong} 对），查全 {one.recall:.3f}（漏归 {one.missed} 对）"
            )

    def _fill(self, pk: int, count: int, seed: int) -> None:
        found = Consultation.objects.filter(pk=pk).first()
        if found is None:
            raise CommandError(f"没有编号 {pk} 的意见征集。")
        try:
            many.fill(found, count, seed, lambda n: self.stdout.write(f"{n}/{count}"))
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        placed = sorting.group(found, commands.MACHINE)
        self.stdout.write(f"《{found.title}》：填充 {count} 条，归并 {placed} 条，共 {found.groups.count()} 组。")
