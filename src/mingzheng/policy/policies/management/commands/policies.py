"""``policies begin | report``."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from typing import Any

from django.core.management.base import CommandParser
from django.db.models import QuerySet

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.outbox import commands as outbox
from mingzheng.core.subcommands import Subcommands
from mingzheng.core.units.models import Unit
from mingzheng.core.units.queries import find_unit
from mingzheng.disclosure.documents.models import Document, Validity
from mingzheng.policy.policies import commands, queries
from mingzheng.policy.policies.models import Policy

MACHINE = Actor.system("政策全流程")
WORDS = {"begun": "建立", "ready": "可以建立", "known": "已有", "none": "不是政策文件"}


class Command(Subcommands):
    help = "政策全流程：给已公开的政策文件建立生命线；按缺失的环节报告。"

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_subparsers(dest="what", required=True, metavar="begin|report")
        start = what.add_parser("begin", help="给已公开、现行有效的政策文件建立生命线；可反复运行，不会重复")
        start.add_argument("--unit", metavar="单位", default="", help="只做一个单位的（名称或代码）")
        start.add_argument("--since", metavar="日期", default="", help="只做这一天及以后公开的，如 2022-01-01")
        start.add_argument(
            "--number", metavar="文号", action="append", default=[], help="指定文号，不按规则判断；可以写几次"
        )
        start.add_argument("--all", action="store_true", help="已废止、失效的也做")
        start.add_argument("--dry-run", action="store_true", help="只判断，不写入")
        start.add_argument("--json", action="store_true", help="输出 JSON")
        tell = what.add_parser("report", help="各环节有记录、缺失的政策数，缺失的逐项列出")
        tell.add_argument("--unit", metavar="单位", default="", help="只看一个单位的（名称或代码）")
        tell.add_argument("--json", action="store_true", help="输出 JSON")

    def _begin(self, options: dict[str, Any]) -> None:
        unit = _unit(options["unit"])
        rows = Document.objects.filter(listed=True).select_related("unit", "live").order_by("pk")
        if unit:
            rows = rows.filter(unit=unit)
        if options["since"]:
            rows = rows.filter(published_on__gte=_day(options["since"]))
        if not options["all"]:
            rows = rows.exclude(validity__in=[Validity.REPEALED, Validity.EXPIRED])
        if options["number"]:
            self._named(rows, options)
            return
        tally: Counter[str] = Counter()
        with outbox.bulk():
            for one in commands.begin_existing(rows.iterator(200), dry=options["dry_run"]):
                tally[one.result] += 1
                if not options["json"] and one.result in ("begun", "ready"):
                    self.stdout.write(
                        f"{WORDS[one.result]}：{one.document.unit.short}　{one.document.title}（{one.why}）"
                    )
        if options["json"]:
            self.stdout.write(json.dumps(dict(tally), ensure_ascii=False))
        else:
            self.stdout.write(
                "，".join(f"{WORDS[key]} {number} 件" for key, number in tally.items()) or "没有公开的文件。"
            )

    def _named(self, rows: QuerySet[Document], options: dict[str, Any]) -> None:
        """A person names them: the rules are not asked."""
        for number in options["number"]:
            document = rows.filter(doc_number=number).first()
            if document is None:
                raise Refused(
                    f"没有文号是「{number}」的公开文件。", remedy="请核对文号，用六角括号；已失效的加 --all。"
                )
            if not options["dry_run"]:
                commands.issue_from(document)
            self.stdout.write(f"{WORDS['ready' if options['dry_run'] else 'begun']}：{document.title}")

    def _report(self, options: dict[str, Any]) -> None:
        unit = _unit(options["unit"])
        rows = Policy.objects.select_related("unit", "document__live", "case").order_by("unit__order", "pk")
        today = timekeeping.today()
        lines = list(queries.lines_of(rows.filter(unit=unit) if unit else rows, today, MACHINE))
        stages = queries.by_stage(lines)
        gaps = [(line, line.missing) for line in lines if line.missing]
        if options["json"]:
            told = {
                "policies": len(lines),
                "complete": len(lines) - len(gaps),
                "stages": {
                    row.stage.value: {key.value: number for key, number in row.counts.items()} for row in stages
                },
                "missing": [
                    {
                        "policy": line.policy.title,
                        "unit": line.policy.unit.short,
                        "stages": [view.stage.value for view in views],
                    }
                    for line, views in gaps
                ],
            }
            self.stdout.write(json.dumps(told, ensure_ascii=False))
            return
        self.stdout.write(f"{len(lines)} 项政策，到期环节齐全的 {len(lines) - len(gaps)} 项")
        for row in stages:
            self.stdout.write(f"  {row.stage.label}：有记录 {row.done}，缺失 {row.missing}")
        for line, views in gaps:
            said = "；".join(f"{view.label}（{view.due_on}）" for view in views)
            self.stdout.write(f"缺　{line.policy.unit.short}　{line.policy.title}：{said}")


def _unit(text: str) -> Unit | None:
    found = find_unit(text) if text else None
    if text and found is None:
        raise Refused(f"没有「{text}」这个单位。", remedy="./run units list 列出全部单位。")
    return found


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise Refused(f"「{text}」不是日期。", remedy="请写成 2022-01-01。") from error
