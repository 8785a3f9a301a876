"""``systems list | add | issue | revoke``."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import CommandError, CommandParser

from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.subcommands import Subcommands
from mingzheng.core.units.queries import find_unit
from mingzheng.core.units.roster import read_day, read_post
from mingzheng.machines.systems import commands, queries
from mingzheng.machines.systems.models import Operation, System, Token

ACTOR = Actor.system("命令行")


class Command(Subcommands):
    help = "外部系统：登记、签发和吊销令牌、列出。"

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_subparsers(dest="what", required=True, metavar="list|add|issue|revoke")
        show = what.add_parser("list", help="列出系统和令牌")
        show.add_argument("--json", action="store_true", help="输出 JSON")
        add = what.add_parser("add", help="登记一个系统：在一个单位担任一个岗位")
        add.add_argument("name", metavar="名称")
        add.add_argument("unit", metavar="单位")
        add.add_argument("post", metavar="岗位", help="、".join(f"{one.value} {one.label}" for one in commands.POSTS))
        add.add_argument("contact", metavar="联系人")
        issue = what.add_parser("issue", help="签发令牌；只显示这一次")
        issue.add_argument("name", metavar="名称")
        issue.add_argument(
            "operations", metavar="操作", nargs="+", choices=Operation.values, help="、".join(Operation.values)
        )
        issue.add_argument("--to", dest="last_day", metavar="日期", required=True, help="有效期最后一天")
        revoke = what.add_parser("revoke", help="吊销令牌")
        revoke.add_argument("head", metavar="开头", help="令牌的开头六个字符（不含 mz_）")
        revoke.add_argument("why", metavar="理由")

    def _list(self, options: dict[str, Any]) -> None:
        rows = [_row(system) for system in queries.systems()]
        if options["json"]:
            self.stdout.write(json.dumps(rows, ensure_ascii=False))
            return
        if not rows:
            self.stdout.write("还没有外部系统。")
        for row in rows:
            self.stdout.write(f"{row['name']}  {row['unit']} {row['post']}")
            for token in row["tokens"]:
                self.stdout.write(f"  {token['head']}…  {token['state']}  {'、'.join(token['operations'])}")

    def _add(self, options: dict[str, Any]) -> None:
        unit = find_unit(options["unit"])
        if unit is None:
            raise CommandError(f"单位表里没有「{options['unit']}」。")
        made = commands.register(options["name"], unit, read_post(options["post"]), options["contact"], ACTOR)
        self.stdout.write(f"已登记 {made}：{unit.short}{made.actor.post.label}。")

    def _issue(self, options: dict[str, Any]) -> None:
        system = System.objects.filter(person__name=options["name"]).first()
        if system is None:
            raise CommandError(f"没有登记过「{options['name']}」。")
        _token, text = commands.issue(system, set(options["operations"]), read_day(options["last_day"]), ACTOR)
        self.stdout.write(text)
        self.stderr.write("令牌只显示这一次，请妥善保存。")

    def _revoke(self, options: dict[str, Any]) -> None:
        found = list(Token.objects.filter(head=options["head"], revoked_on=None))
        if len(found) != 1:
            raise CommandError(f"开头为「{options['head']}」的有效令牌有 {len(found)} 个。")
        commands.revoke(found[0], options["why"], ACTOR)
        self.stdout.write(f"已吊销 {found[0]}。")


def _row(system: System) -> dict[str, Any]:
    today = timekeeping.today()
    return {
        "name": str(system),
        "unit": system.holding.unit.short,
        "post": system.actor.post.label,
        "tokens": [
            {
                "head": token.head,
                "state": "有效" if token.live_on(today) else "已失效",
                "operations": token.operations,
                "last_day": token.last_day.isoformat(),
                "last_used_on": token.last_used_on.isoformat() if token.last_used_on else None,
            }
            for token in system.tokens.all()
        ],
    }
