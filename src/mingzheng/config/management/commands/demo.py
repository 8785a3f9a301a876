"""``demo``: build, rebuild, remove and move the demonstration district."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from mingzheng.config import demonstration, year
from mingzheng.core import timekeeping
from mingzheng.core.actors import Actor
from mingzheng.core.errors import Refused
from mingzheng.core.workdays.queries import calendar
from mingzheng.desk.demo_accounts import PASSWORD


class Command(BaseCommand):
    help = "演示区：建立、重建、移除，调整演示日期。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "what",
            nargs="?",
            default="build",
            choices=["build", "year", "rebuild", "remove", "day", "status"],
            help="build 建立（默认）| year 演一整年 | rebuild 重建 | remove 移除 | day 查看或调整日期 | status 概况",
        )
        parser.add_argument("day", nargs="?", help="day 用：日期（2023-06-20）或 real（跟随真实日期）")
        parser.add_argument("--scale", metavar="倍数", type=int, default=1, help="演示数据的多少，默认 1")
        parser.add_argument("--seed", metavar="数", type=int, default=1, help="year 用：同一个数演出同一年，默认 1")
        parser.add_argument(
            "--defects",
            choices=["all", "none"],
            default="all",
            help="year 用：all 有意留下已知的问题 | none 没有问题的一年",
        )
        parser.add_argument("--before-plan", action="store_true", help="只建单位和人员，不导入要点")
        parser.add_argument("--yes", action="store_true", help="移除或重建时不再询问")

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        if options["scale"] < 1:
            raise CommandError("--scale 应为 1 或更大的整数。")
        try:
            getattr(self, f"_{what}")(options)
        except Refused as refused:
            raise CommandError(str(refused)) from refused

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()

    def _build(self, options: dict[str, Any]) -> None:
        demonstration.build(scale=options["scale"], say=self._say, with_plan=not options["before_plan"])

    def _year(self, options: dict[str, Any]) -> None:
        played = year.play(say=self._say, seed=options["seed"], scale=options["scale"], defects=options["defects"])
        for wing, number in played.counts.items():
            self._say(f"  {wing:20} {number}")
        for planted in played.planted:
            self._say(f"  留下的问题：{planted.unit}　{planted.words}（{planted.board}）")
        self._say(f"共 {sum(played.counts.values())} 件，{played.seconds:.1f} 秒。密码：{PASSWORD}")

    def _rebuild(self, options: dict[str, Any]) -> None:
        self._remove(options)
        call_command("setup", "--no-demo", stdout=self.stdout)
        self._build(options)

    def _remove(self, options: dict[str, Any]) -> None:
        if not options["yes"] and input("将清空整个数据库和上传的文件，不能恢复。输入 yes 继续：").strip() != "yes":
            raise CommandError("没有清空。")
        demonstration.remove(say=self._say)

    def _day(self, options: dict[str, Any]) -> None:
        if options["day"] is not None:
            day = self._parse(options["day"])
            if day is not None:
                calendar().is_workday(day)  # refused where the calendar does not reach back: no page could count there
            timekeeping.set_demo_day(day, Actor.system("命令行"))
        standing = timekeeping.demo_day()
        self._say(f"演示日期：{standing}" if standing else "跟随真实日期。")

    def _parse(self, text: str) -> dt.date | None:
        if text == "real":
            return None
        try:
            return dt.date.fromisoformat(text)
        except ValueError as error:
            raise CommandError(f"看不懂日期「{text}」，请写成 2023-06-20，或 real。") from error

    def _status(self, options: dict[str, Any]) -> None:
        for name, count in demonstration.counts().items():
            self._say(f"{name:12} {count}")
