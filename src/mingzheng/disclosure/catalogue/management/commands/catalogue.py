"""``catalogue seed | check | accuracy | suggest | import``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.subcommands import Subcommands
from mingzheng.disclosure.catalogue import checking, classifying, importing, seeding, suggesting


class Command(Subcommands):
    help = "栏目、标准目录：补建栏目、每日检查、分类建议和准确率、导入目录。"

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_subparsers(dest="what", required=True, metavar="seed|check|accuracy|suggest|import")
        what.add_parser("seed", help="补建平台栏目，给没有责任单位的栏目补上")
        check = what.add_parser("check", help="检查栏目和目录事项：有内容、常更新、能打开、对得上")
        check.add_argument("--json", action="store_true", help="输出 JSON")
        accuracy = what.add_parser("accuracy", help="分类建议在演示样本上的准确率（五折交叉检验）")
        accuracy.add_argument("--json", action="store_true", help="输出 JSON")
        suggest = what.add_parser("suggest", help="为一个标题建议分类，说明理由")
        suggest.add_argument("title", metavar="标题")
        suggest.add_argument("--text", default="", metavar="正文", help="正文摘录")
        suggest.add_argument("--json", action="store_true", help="输出 JSON")
        load = what.add_parser("import", help="导入标准目录工作簿，成为一版草稿")
        load.add_argument("file", metavar="文件", type=Path, help="xlsx")
        load.add_argument("--year", type=int, metavar="年度", default=None)
        load.add_argument("--title", default="政务公开标准目录", metavar="名称")
        load.add_argument("--dry-run", action="store_true", help="只检查，不写入")
        load.add_argument("--json", action="store_true", help="输出 JSON")

    def _seed(self, options: dict[str, Any]) -> None:
        added = seeding.seed_columns(Actor.system("命令行"))
        self.stdout.write(f"栏目新增 {added} 个。")

    def _check(self, options: dict[str, Any]) -> None:
        run = checking.check()
        findings = list(run.findings.select_related("unit"))
        if options["json"]:
            rows = [
                {"kind": one.kind, "what": one.what, "days": one.days, "unit": one.unit.short if one.unit else ""}
                for one in findings
            ]
            names = ("columns", "columns_good", "items", "items_good", "links", "links_broken")
            facts = {"day": run.day.isoformat(), **{name: getattr(run, name) for name in names}, "findings": rows}
            self.stdout.write(json.dumps(facts, ensure_ascii=False, indent=1))
            return
        self.stdout.write(
            f"{run.day}：栏目 {run.columns_good}/{run.columns} 合格，目录事项 {run.items_good}/{run.items} 合格，"
            f"链接 {run.links} 条，打不开 {run.links_broken} 条。"
        )
        for one in findings:
            self.stdout.write(f"  {one.get_kind_display()}　{one.what}　{one.unit.short if one.unit else ''}")

    def _accuracy(self, options: dict[str, Any]) -> None:
        examples = suggesting.shipped_examples()
        found = [one.as_dict() for one in suggesting.accuracy(examples)]
        if options["json"]:
            facts = {"method": "5-fold cross-validation on the shipped demonstration set", "examples": len(examples)}
            self.stdout.write(json.dumps({**facts, "facets": found}, ensure_ascii=False, indent=1))
            return
        self.stdout.write(f"演示样本 {len(examples)} 条，五折交叉检验（每条都由没有学过它的模型判断）：")
        for one in found:
            self.stdout.write(
                f"  {one['label']}　首位正确 {one['first_right']:.0%}，前三位含正确 {one['among_first_three']:.0%}"
                f"（只用词表 {one['listed_words_alone']:.0%}）"
            )
        self.stdout.write("词表和样本出自同一人之手，实际工作中会低一些；建议只供参考，由人确认。")

    def _suggest(self, options: dict[str, Any]) -> None:
        found = classifying.suggest(options["text"], options["title"])
        if options["json"]:
            self.stdout.write(json.dumps([one.as_dict() for one in found], ensure_ascii=False, indent=1))
            return
        for one in found:
            label = suggesting.FACET_LABELS[one.facet]
            self.stdout.write(f"{label}　{one.label}　{one.share:.0%}　因为{one.reason}")

    def _import(self, options: dict[str, Any]) -> None:
        path: Path = options["file"]
        try:
            data = path.read_bytes()
        except OSError as error:
            raise CommandError(f"读不到文件「{path}」。请核对文件名和读取权限。") from error
        report = importing.import_workbook(
            data,
            year=options["year"] or timekeeping.today().year,
            title=options["title"],
            name=path.name,
            actor=Actor.system("命令行"),
            dry_run=options["dry_run"],
        )
        if options["json"]:
            self.stdout.write(json.dumps(report.as_dict(), ensure_ascii=False, indent=1))
            return
        done = "可以导入" if options["dry_run"] else "已导入"
        self.stdout.write(f"{done} {report.taken} 项，拒收 {len(report.refused)} 行。")
        for row in report.refused:
            self.stdout.write(f"  {row.place}：{'；'.join(row.faults)}")
        for note in report.notes:
            self.stdout.write(f"注意：{note}")
