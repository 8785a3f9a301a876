"""``standin 12345 | platform | oa | library | events``."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import httpx
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from mingzheng.core.errors import Refused
from mingzheng.core.trust import authorities
from mingzheng.machines.standins import listening, playing

SITE, SECONDS = "http://127.0.0.1:8000", 30.0
EVENTS = "events"


class Command(BaseCommand):
    help = "外部系统的替身：12345、市级申请平台、办公系统、公文库、事件的接收方（只用于演示区）。"

    def add_arguments(self, parser: CommandParser) -> None:
        names = [*playing.CLIENTS, EVENTS]
        parser.add_argument("name", metavar="名称", choices=names, help="、".join(names))
        parser.add_argument("--site", default=SITE, metavar="地址", help=f"正在运行的演示区，默认 {SITE}")
        parser.add_argument("--count", type=int, default=2, metavar="件数", help="送入几件（公文库：收下几份），默认 2")
        parser.add_argument("--every", type=int, default=5, metavar="秒", help="隔多久再问一次，默认 5 秒")
        parser.add_argument("--once", action="store_true", help="只问一次就结束；不加时按 Ctrl-C 结束")

    def handle(self, *args: Any, name: str, site: str, **options: Any) -> None:
        if not settings.MINGZHENG_DEMO:
            raise CommandError("替身只用于演示区。真的系统凭令牌对接，见 docs/machines.md。")
        if options["count"] < 1 or options["every"] < 1:
            raise CommandError("--count 和 --every 要填大于 0 的整数。")
        try:
            self._listen(options) if name == EVENTS else self._play(name, site, options)
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise CommandError(
                f"连不上 {site}。请先在另一个终端启动演示区（./run），或者用 --site 写明地址。"
            ) from error

    def _play(self, name: str, site: str, options: dict[str, Any]) -> None:
        with httpx.Client(base_url=site, timeout=SECONDS, trust_env=False, verify=authorities()) as wire:
            # Before a token is issued: is anybody there?
            wire.get("/api/v1/desk/openapi.json")
            with playing.token_of(name) as token:
                player = playing.player(name, playing.CLIENTS[name](token, wire), self._say)
                player.begin(options["count"])
                self._again(player.look, options)

    def _listen(self, options: dict[str, Any]) -> None:
        try:
            with listening.listening(self._say) as receiver:
                self._say(f"在 {receiver.address} 接收事件；推送已恢复，结束时再暂停。")
                self._again(lambda: None, options)
        except OSError as error:
            where = settings.MINGZHENG_WEBHOOK_STANDIN
            raise CommandError(f"不能在 {where} 接收：{error.strerror}。请先停下占用这个端口的程序。") from error

    def _again(self, look: Callable[[], None], options: dict[str, Any]) -> None:
        look()
        while not options["once"]:
            time.sleep(options["every"])
            look()

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
