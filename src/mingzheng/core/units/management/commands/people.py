"""``people add | password | directory | second-factor | close | post | end | list | import``."""

from __future__ import annotations

import getpass
import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Q

from mingzheng.core import timekeeping
from mingzheng.core.actors import STAFF_POSTS, Actor, Post
from mingzheng.core.errors import Refused
from mingzheng.core.units import commands, importing
from mingzheng.core.units.models import Person, PostHolding, Unit, held_on
from mingzheng.core.units.queries import Directory
from mingzheng.core.units.roster import read_day, read_post, read_roster

POSTS = "、".join(f"{post.value} {post.label}" for post in STAFF_POSTS)
ACTOR = Actor.system("命令行")


class Command(BaseCommand):
    help = "开设账号、设置密码，任免岗位；查看或导入人员。"

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_subparsers(
            dest="what", required=True, metavar="add|password|directory|second-factor|close|post|end|list|import"
        )
        add = what.add_parser("add", help="开设账号；不给密码的账号要设了密码才能登录")
        add.add_argument("username", metavar="账号")
        add.add_argument("name", metavar="姓名")
        password = what.add_parser("password", help="设置登录密码")
        password.add_argument("username", metavar="账号")
        for sub in (add, password):
            sub.add_argument("--password-stdin", action="store_true", help="从标准输入读密码（一行）")
        directory = what.add_parser("directory", help="登记人员目录标识，本人可以用人员目录登录；不写标识为删去")
        directory.add_argument("username", metavar="账号")
        directory.add_argument("identifier", metavar="标识", nargs="?", default="")
        factor = what.add_parser(
            "second-factor",
            help="应急：没有第二位可以批准时，在服务器上撤销丢失的第二因素（平时在工作台由一人提出、另一人批准）",
        )
        close = what.add_parser("close", help="停用账号：不能再登录，办理过的记录不变")
        for sub in (factor, close):
            sub.add_argument("username", metavar="账号")
        post = what.add_parser("post", help="任职：某人自某日起在某单位担任某岗位")
        end = what.add_parser("end", help="离任：最后一天之后不能再以该岗位办理")
        for sub in (post, end):
            sub.add_argument("username", metavar="账号")
            sub.add_argument("unit", metavar="单位", help="单位代码，也可写简称或全称")
            sub.add_argument("post", metavar="岗位", help=POSTS)
        post.add_argument("--from", dest="since", metavar="日期", default="", help="任职第一天，默认今天")
        post.add_argument("--to", dest="until", metavar="日期", default="", help="任职最后一天，默认不限")
        end.add_argument("--on", metavar="日期", required=True, help="任职最后一天，如 2023-06-30")
        show = what.add_parser("list", help="列出账号和今天及以后的岗位")
        show.add_argument("--unit", metavar="单位", default="", help="只列一个单位的")
        show.add_argument("--json", action="store_true", help="输出 JSON")
        load = what.add_parser("import", help="从人员表（.yaml、.csv）导入；同一张表可反复导入，不会重复")
        load.add_argument("file", metavar="文件", type=Path)
        load.add_argument("--json", action="store_true", help="输出 JSON")

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        try:
            getattr(self, f"_{what.replace('-', '_')}")(options)
        except Refused as refused:
            raise CommandError(str(refused)) from refused

    def _second_factor(self, options: dict[str, Any]) -> None:
        from allauth.mfa.models import Authenticator

        person = _person(options["username"])
        Authenticator.objects.filter(user=person).delete()
        commands.note_second_factor_reset(person, ACTOR)
        self.stdout.write(f"已撤销 {person.name} 的第二因素。")

    def _directory(self, options: dict[str, Any]) -> None:
        person = _person(options["username"])
        commands.link_directory(person, options["identifier"], ACTOR)
        word = "已登记" if options["identifier"] else "已删去"
        self.stdout.write(f"{word} {person.name} 的人员目录标识。")

    def _close(self, options: dict[str, Any]) -> None:
        person = _person(options["username"])
        commands.close_account(person, ACTOR)
        self.stdout.write(f"已停用 {person.name} 的账号。")

    def _add(self, options: dict[str, Any]) -> None:
        password = _password(options) if options["password_stdin"] else None
        person = commands.add_person(options["username"], options["name"], ACTOR, password=password)
        note = "" if password else "还不能登录：请用 ./run people password 设置密码。"
        self.stdout.write(f"已开设账号 {person.username}（{person.name}）。{note}")

    def _password(self, options: dict[str, Any]) -> None:
        person = _person(options["username"])
        commands.set_password(person, _password(options), ACTOR)
        self.stdout.write(f"已为 {person.username}（{person.name}）设置密码。")

    def _post(self, options: dict[str, Any]) -> None:
        person, unit, post = _person(options["username"]), _unit(options["unit"]), read_post(options["post"])
        since = read_day(options["since"]) if options["since"] else timekeeping.today()
        until = read_day(options["until"]) if options["until"] else None
        commands.hold_post(person, unit, post, ACTOR, since=since, until=until)
        span = f"自 {since}" + (f" 至 {until}" if until else "")
        self.stdout.write(f"{person.name} 任{unit.short}{post.label}，{span}。")

    def _end(self, options: dict[str, Any]) -> None:
        person, unit, post = _person(options["username"]), _unit(options["unit"]), read_post(options["post"])
        day = read_day(options["on"])
        holding = PostHolding.objects.filter(held_on(day), person=person, unit=unit, post=post.value).first()
        if holding is None:
            raise Refused(
                f"{person.name} 在 {day} 没有担任{unit.short}{post.label}。",
                remedy="请用 ./run people list 查看任职起止日期。",
            )
        commands.end_post(holding, day, ACTOR)
        self.stdout.write(f"{person.name} 任{unit.short}{post.label}至 {day} 止。")

    def _list(self, options: dict[str, Any]) -> None:
        rows = _rows(_unit(options["unit"]) if options["unit"] else None)
        if options["json"]:
            self.stdout.write(json.dumps(rows, ensure_ascii=False))
            return
        if not rows:
            self.stdout.write("还没有人员。请用 ./run people add 或 ./run people import 添加。")
        for row in rows:
            self.stdout.write(f"{row['username']:24} {row['name']}  {_shown(row)}")

    def _import(self, options: dict[str, Any]) -> None:
        counts = importing.import_people(read_roster(options["file"]), ACTOR, since=timekeeping.today())
        if options["json"]:
            self.stdout.write(json.dumps(counts))
            return
        self.stdout.write(
            f"新增 {counts['people']} 个账号、{counts['posts']} 个岗位，{counts['ended']} 个岗位写明了离任日期，"
            f"{counts['same']} 个不变。"
        )
        if counts["people"]:
            self.stdout.write("新账号还不能登录：请用 ./run people password 账号 逐个设置密码。")


def _rows(unit: Unit | None) -> list[dict[str, Any]]:
    """Accounts, each with the posts held today or later; those of one unit only when one is given."""
    lasting = PostHolding.objects.filter(Q(valid_to=None) | Q(valid_to__gte=timekeeping.today())).select_related("unit")
    if unit is not None:
        lasting = lasting.filter(unit=unit)
    posts: dict[int, list[dict[str, Any]]] = {}
    for held in lasting.order_by("valid_from", "id"):
        posts.setdefault(held.person_id, []).append(
            {
                "unit": held.unit.code,
                "unit_name": held.unit.short,
                "post": held.post,
                "post_name": Post(held.post).label,
                "from": held.valid_from.isoformat(),
                "to": held.valid_to.isoformat() if held.valid_to else None,
            }
        )
    return [
        {
            "username": person.username,
            "name": person.name,
            "can_sign_in": person.is_active and person.has_usable_password(),
            "posts": posts.get(person.pk, []),
        }
        for person in Person.objects.order_by("username")
        if unit is None or person.pk in posts
    ]


def _shown(row: dict[str, Any]) -> str:
    spans = [
        f"{post['unit_name']}{post['post_name']}（{post['from']} 至 {post['to'] or '今'}）" for post in row["posts"]
    ]
    return "；".join(spans or ["没有岗位"]) + ("" if row["can_sign_in"] else "　【未设密码，不能登录】")


def _person(username: str) -> Person:
    found = Person.objects.filter(username=username).first()
    if found is None:
        raise Refused(f"没有账号「{username}」。", remedy="请先用 ./run people add 开设。", field="username")
    return found


def _unit(text: str) -> Unit:
    directory = Directory.load()
    found = directory.unit(text)
    if found is None:
        near = "、".join(f"{unit.code} {unit.short}" for unit in directory.suggest(text) if isinstance(unit, Unit))
        raise Refused(f"单位表里没有「{text}」。", remedy=f"相近的有：{near}。" if near else "请先导入单位表。")
    return found


def _password(options: dict[str, Any]) -> str:
    """From standard input, or asked for twice at a terminal; never from the command line, which others can see."""
    if options["password_stdin"]:
        return sys.stdin.readline().rstrip("\r\n")
    if not sys.stdin.isatty():
        raise Refused("没有给出密码。", remedy="请在终端中运行，或用 --password-stdin 从标准输入给出。")
    first = getpass.getpass("密码：")
    if first != getpass.getpass("再输一次："):
        raise Refused("两次输入的密码不同。", remedy="请重新运行。")
    return first
