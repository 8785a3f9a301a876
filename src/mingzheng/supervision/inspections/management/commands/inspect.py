"""``inspect FOLDER_OR_SITEMAP``: what is wrong on the pages of any portal."""

from __future__ import annotations

import datetime as dt
import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from mingzheng.core.errors import Refused
from mingzheng.supervision.inspections import inspecting, sources, thresholds
from mingzheng.supervision.inspections.crawler.addresses import Guard
from mingzheng.supervision.inspections.crawler.checking import InMemory
from mingzheng.supervision.inspections.crawler.fetching import Fetcher
from mingzheng.supervision.inspections.crawler.limits import DEFAULT, Limits
from mingzheng.supervision.inspections.defects import Defect
from mingzheng.supervision.inspections.ground import ground_on
from mingzheng.supervision.inspections.inspecting import Report
from mingzheng.supervision.inspections.reading.page import Kind
from mingzheng.supervision.inspections.rules import GROUPS, chosen, rules


class Command(BaseCommand):
    help = "检查网页：链接、元数据、日期、栏目更新（存下的网页：文件夹或 zip 压缩包；或网站地图的网址）。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "source",
            nargs="?",
            metavar="文件夹或网站地图",
            help="网页文件所在的文件夹或压缩包（.zip），或 https://…/sitemap.xml",
        )
        parser.add_argument("--json", action="store_true", help="输出 JSON")
        parser.add_argument(
            "--rules", metavar="规则", default="", help="只查这些规则，如 header,dates,link.broken；默认全部"
        )
        parser.add_argument("--links", action="store_true", help="存下的网页也逐条打开链接（网站地图总是打开）")
        parser.add_argument("--no-links", action="store_true", help="不打开链接")
        parser.add_argument(
            "--day", metavar="日期", default="", help="以哪一天为“今天”判断更新，如 2023-06-20；默认当天"
        )
        parser.add_argument("--limit", metavar="页数", type=int, default=0, help="最多检查多少页；默认 20000")
        parser.add_argument("--fail", action="store_true", help="查到确定的问题时退出码为 3")
        parser.add_argument("--list", action="store_true", help="列出全部规则及出处")

    def handle(self, *args: Any, source: str | None, **options: Any) -> None:
        try:
            if options["list"]:
                self._list(as_json=options["json"])
                return
            if not source:
                raise CommandError("缺少参数：文件夹或网站地图（./run inspect --help）。", returncode=2)
            report = self._inspect(source, options)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        if options["fail"] and report.certain:
            sys.exit(3)

    def _inspect(self, source: str, options: dict[str, Any]) -> Report:
        wanted = chosen(options["rules"])
        ground = ground_on(_day(options["day"]))
        limits = thresholds.limits_on(ground.day)
        if options["limit"] < 0:
            raise Refused("--limit 应为大于零的整数。", remedy="如 --limit 100。")
        if options["limit"]:
            limits = thresholds.limits_on(ground.day, _limited(options["limit"]))
        online = sources.is_address(source)
        with Fetcher(Guard.of(settings.MINGZHENG_INSPECT_ALLOW), limits) as fetcher:
            pages = sources.sitemap(source, fetcher) if online else sources.saved(Path(source), most=limits.pages)
            asks = not options["no_links"] and (online or options["links"])
            report = inspecting.inspect(
                pages,
                ground,
                fetcher=fetcher if asks else None,
                results=InMemory() if asks else None,
                wanted=wanted,
                on_page=self._progress("页面"),
                on_link=self._progress("链接"),
            )
        if not asks:
            report.notes.append("没有逐条打开链接。" + ("" if online else "要检查链接请加 --links。"))
        if options["json"]:
            self.stdout.write(json.dumps(report.as_json(ground), ensure_ascii=False, indent=1))
        else:
            self._print(report, ground)
        return report

    def _progress(self, what: str) -> Any:
        """On a terminal only, on the error stream: the output stays what was asked for."""
        if not sys.stderr.isatty():
            return None

        def say(done: int, total: int) -> None:
            if done % 20 == 0 or done == total:
                self.stderr.write(f"\r检查{what} {done}/{total}", ending="\n" if done == total else "")

        return say

    def _print(self, report: Report, ground: Any) -> None:
        kinds = "、".join(f"{Kind(kind).label} {count}" for kind, count in report.kinds.most_common())
        self.stdout.write(f"检查 {report.pages} 页（{kinds or '没有读到网页'}），以 {ground.day} 为准。")
        if report.links is not None:
            self.stdout.write(f"打开链接 {report.links} 个。")
        self.stdout.write(f"确定的问题 {len(report.certain)} 个，要由人核对的 {len(report.unsure)} 个。")
        for code, rule in rules().items():
            rows = [defect for defect in report.defects if defect.rule == code]
            if rows:
                self.stdout.write(
                    f"\n【{rule.severity.label}】{rule.label}　{code}　{len(rows)} 个　（{rule.mark.label}）"
                )
                for defect in rows:
                    self._one(defect)
        reached = [item for item in inspecting.veto(report.defects, ground) if item["reached"]]
        if reached:
            self.stdout.write(
                "\n达到国家检查单项否决的数量：" + "、".join(f"{item['item']} {item['count']}" for item in reached)
            )
        for note in report.notes:
            self.stdout.write(f"注意：{note}")

    def _one(self, defect: Defect) -> None:
        self.stdout.write(f"  {defect.address}\n    {defect.title[:60]}\n    {defect.evidence}")
        if defect.unsure:
            self.stdout.write(f"    不能断定：{defect.unsure}")
        self.stdout.write(f"    怎样改：{defect.how_to_mend}")

    def _list(self, *, as_json: bool) -> None:
        if as_json:
            rows = [
                {
                    "code": rule.code,
                    "group": rule.group,
                    "label": rule.label,
                    "mark": rule.mark.value,
                    "severity": rule.severity.value,
                    "source": rule.source,
                    "mend": rule.mend,
                }
                for rule in rules().values()
            ]
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))
            return
        for group, title in GROUPS.items():
            self.stdout.write(f"\n{title}（{group}）")
            for rule in rules().values():
                if rule.group == group:
                    self.stdout.write(
                        f"  {rule.code:20} {rule.label}　【{rule.severity.label}，{rule.mark.label}】\n{'':23}{rule.source}"
                    )


def _day(text: str) -> dt.date | None:
    if not text:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise Refused(f"看不懂日期「{text}」。", remedy="请写成 2023-06-20。") from error


def _limited(pages: int) -> Limits:
    return replace(DEFAULT, pages=pages)
