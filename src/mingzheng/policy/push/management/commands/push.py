"""``push import | template | status | match | standin``."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from mingzheng.core.actors import Actor
from mingzheng.core.subcommands import Subcommands
from mingzheng.policy.push import channels, delivering, importing, tables
from mingzheng.policy.push.columns import Who
from mingzheng.policy.push.models import Batch, Delivery, Profile
from mingzheng.policy.push.standin import StandIn

WHO = {"person": Who.PERSON, "enterprise": Who.ENTERPRISE}
SHOWN = 20


class Command(Subcommands):
    help = "精准推送：导入画像、匹配、概况，短信网关和一网通办的替身。"

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_subparsers(dest="what", required=True, metavar="import|template|status|match|standin")
        load = what.add_parser("import", help="从 csv 或者 xlsx 导入画像；有错的行不导入，逐行说明")
        load.add_argument("file", type=Path, metavar="文件")
        load.add_argument("--of", choices=WHO, required=True, help="person 个人，enterprise 企业")
        load.add_argument("--source", required=True, metavar="来源", help="画像从哪里来、同意怎样取得（记入日志）")
        load.add_argument("--errors", type=Path, metavar="文件", help="把出错的行和原因写到这个 csv 文件")
        empty = what.add_parser("template", help="输出导入用的空表（csv）")
        empty.add_argument("--of", choices=WHO, required=True, help="person 个人，enterprise 企业")
        what.add_parser("status", help="画像、推送和各渠道的概况（只有数字）")
        what.add_parser("match", help="按今天的条件把全部画像匹配一遍；已经告知过的不会再告知")
        standin = what.add_parser("standin", help="启动短信网关和一网通办的替身（只听本机，只记条数）")
        standin.add_argument("--port", type=int, default=8198, help="端口，默认 8198")

    def _import(self, options: dict[str, Any]) -> None:
        path: Path = options["file"]
        try:
            data = path.read_bytes()
        except OSError as error:
            raise CommandError(f"读不到文件「{path}」。请核对文件名和读取权限。") from error
        actor = Actor.system("画像导入")
        report = importing.import_profiles(data, path.name, WHO[options["of"]], actor, options["source"])
        self.stdout.write(f"新增 {report.added} 份，更新 {report.updated} 份，退回 {len(report.refused)} 处。")
        for bad in report.refused[:SHOWN]:
            self.stdout.write(f"  第 {bad.line} 行：{bad.message}")
        if len(report.refused) > SHOWN:
            self.stdout.write(f"  ……还有 {len(report.refused) - SHOWN} 处，用 --errors 写到文件里看。")
        if options["errors"]:
            options["errors"].write_text(
                importing.error_sheet((bad.line, bad.message) for bad in report.refused), encoding="utf-8-sig"
            )
        if report.refused:
            raise CommandError("有没有导入的行，请改正后再导入；已经导入的不会重复。")

    def _template(self, options: dict[str, Any]) -> None:
        self.stdout.write(tables.template(WHO[options["of"]]), ending="")

    def _status(self, options: dict[str, Any]) -> None:
        for who in Who:
            self.stdout.write(f"{who.label}画像：{Profile.objects.filter(kind=who.value).count()} 份")
        self.stdout.write(f"推送批次：{Batch.objects.count()}，告知：{Delivery.objects.count()} 人次")
        for one in channels.statuses():
            state = "可用" if one.ready else one.missing
            self.stdout.write(
                f"{one.label}：{state}　近 30 天发出 {one.sent}，没有发出 {one.failed}；{one.limit.days} 天最多 {one.limit.most} 条"
            )

    def _match(self, options: dict[str, Any]) -> None:
        before = Delivery.objects.count()
        delivering.match({})
        self.stdout.write(f"新告知 {Delivery.objects.count() - before} 人次。")

    def _standin(self, options: dict[str, Any]) -> None:
        with StandIn(port=options["port"]) as gateway:
            self.stdout.write(
                f"替身在 {gateway.address}，设置 MINGZHENG_SMS_URL 或 MINGZHENG_CITY_PORTAL_URL 指向它。按 Ctrl+C 结束。"
            )
            try:
                while True:
                    time.sleep(1)
            except KeyboardInterrupt:
                self.stdout.write(f"收到 {gateway.received} 条。")
