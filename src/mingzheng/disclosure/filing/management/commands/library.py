"""``library push | reconcile | status | standin``."""

from __future__ import annotations

import json
import time
from typing import Any

from django.core.management.base import CommandError, CommandParser

from mingzheng.core.errors import Refused
from mingzheng.core.subcommands import Subcommands
from mingzheng.disclosure.filing import commands, queries, reconciling
from mingzheng.disclosure.filing.models import Push
from mingzheng.disclosure.filing.standin import MODES, StandIn

WORDS = {"accepted": "已入库", "rejected": "被退回", "left": "待推送"}


class Command(Subcommands):
    help = "市公文库：推送、对账、概况，演示用的替身。"

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_subparsers(dest="what", required=True, metavar="push|reconcile|status|standin")
        push = what.add_parser("push", help="把待推送的全部推送一次；公文库不通时停下")
        push.add_argument("--limit", type=int, metavar="件数", help="最多推送几件")
        push.add_argument("--json", action="store_true", help="输出 JSON")
        compare = what.add_parser("reconcile", help="与公文库的清单两边对账，列出差异")
        compare.add_argument("--repair", action="store_true", help="能处理的差异随即处理")
        compare.add_argument("--json", action="store_true", help="输出 JSON")
        status = what.add_parser("status", help="各状态的件数，公文库通不通")
        status.add_argument("--json", action="store_true", help="输出 JSON")
        standin = what.add_parser("standin", help="启动演示用的公文库替身（只听本机，只在内存）")
        standin.add_argument("--port", type=int, default=8199, help="端口，默认 8199")
        standin.add_argument("--mode", choices=MODES, default="accept", help="应答方式，默认 accept")
        standin.add_argument("--delay", type=float, default=5.0, help="slow 方式等几秒")
        standin.add_argument("--refuse", action="append", default=[], metavar="词", help="标题含这个词的退回")

    def _push(self, options: dict[str, Any]) -> None:
        noted = commands.note_all()
        found = {"noted": noted, **commands.push_all(options["limit"])}
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False))
        else:
            self.stdout.write("，".join(f"{word} {found[key]} 件" for key, word in WORDS.items()) + "。")
        if found["stopped"]:
            raise CommandError(f"没有推送完：{found['stopped']}")

    def _reconcile(self, options: dict[str, Any]) -> None:
        made = reconciling.reconcile()
        if options["repair"]:
            for row in made.differences.all():
                self._repair(row)
        if options["json"]:
            self.stdout.write(json.dumps(reconciling.summary(made), ensure_ascii=False, indent=1))
        elif not made.error:
            self._list(made)
        if made.error:
            raise CommandError(f"没有对完账：{made.error}")

    def _repair(self, row: Any) -> None:
        try:
            reconciling.repair(row, reconciling.MACHINE)
        except Refused as refused:
            self.stderr.write(f"{row.index_number} 没有处理：{refused}")

    def _list(self, made: Any) -> None:
        rows = list(made.differences.all())
        self.stdout.write(
            f"应在库 {made.ours} 件，公文库有 {made.theirs} 件，一致 {made.equal} 件，差异 {len(rows)} 处。"
        )
        for row in rows:
            done = f"　→ {row.repair}" if row.repair else ""
            self.stdout.write(f"  {row.get_kind_display()}　{row.index_number}　{row.title}{done}")

    def _status(self, options: dict[str, Any]) -> None:
        line = queries.line()
        counts = {status.value: 0 for status in Push.Status}
        for status in queries.newest().values_list("status", flat=True):
            counts[status] += 1
        error = line.state.error if line.state and line.down else ""
        if options["json"]:
            facts = {"configured": line.configured, "format": line.form, "down": line.down, "error": error, **counts}
            self.stdout.write(json.dumps(facts, ensure_ascii=False))
            return
        if not line.configured:
            self.stdout.write("没有设置公文库地址（MINGZHENG_LIBRARY_URL），什么都不会推送。")
        elif line.down:
            self.stdout.write(f"公文库不通：{error}")
        for status in Push.Status:
            self.stdout.write(f"{status.label}　{counts[status.value]} 件")

    def _standin(self, options: dict[str, Any]) -> None:
        wanted = StandIn(
            port=options["port"], mode=options["mode"], delay=options["delay"], refuse=tuple(options["refuse"])
        )
        try:
            with wanted as library:
                self.stdout.write(
                    f"公文库替身在 {library.address}（{library.mode}）。设置 MINGZHENG_LIBRARY_URL={library.address}"
                    " 后启动 ./run，即可看到推送。Ctrl+C 结束。"
                )
                self.stdout.flush()
                self._watch(library)
        except OSError as error:
            raise CommandError(f"端口 {options['port']} 不能用：{error.strerror}") from error

    def _watch(self, library: StandIn) -> None:
        seen = 0
        while True:
            time.sleep(0.5)
            for line in library.asked[seen:]:
                self.stdout.write(line)
            seen = len(library.asked)
            self.stdout.flush()
