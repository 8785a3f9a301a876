"""``freeze make | list | verify``. Exit codes of ``verify``: 0 everything agrees, 1 the file cannot be read, 3 it is not the
frozen text (or the freeze's row was changed), 4 the journal breaks, 5 readings differ.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from mingzheng.core.actors import Actor
from mingzheng.core.subcommands import Subcommands
from mingzheng.supervision.open_data import commands, queries
from mingzheng.supervision.open_data.verifying import Verdict, verify
from mingzheng.supervision.workplan.queries import plan_of

NOT_FROZEN, BROKEN, DIFFERS = 3, 4, 5


class Command(Subcommands):
    help = "冻结工作要点的各项数字，核对冻结的文件。"

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_subparsers(dest="what", required=True, metavar="make|list|verify")
        make = what.add_parser("make", help="冻结：不写 --reason 的是年度冻结（平时由后台在次年1月1日自动完成）")
        make.add_argument("--year", type=int, metavar="年度", help="哪一年的要点，默认最新一年")
        make.add_argument("--reason", metavar="理由", default="", help="为什么现在冻结（临时冻结，截至今天）")
        make.add_argument("--folder", metavar="目录", help="把两个文件写到这里，供异地保存")
        listed = what.add_parser("list", help="列出冻结过的")
        listed.add_argument("--json", action="store_true", help="输出 JSON")
        check = what.add_parser(
            "verify",
            help="核对文件：是不是原文、工作日志到那时有没有变、数据库里哪个读数与冻结的不同；退出码 0、3、4、5",
        )
        check.add_argument("file", metavar="文件", help="冻结的 .json 文件（公开的或者完整的）")
        check.add_argument("--json", action="store_true", help="输出 JSON")

    def _make(self, options: dict[str, Any]) -> None:
        plan = plan_of(options["year"])
        if plan is None:
            raise CommandError("没有这一年的工作要点。请先导入并下达。")
        actor = Actor.system("命令行")
        made = commands.ask(plan, actor, options["reason"]) if options["reason"] else commands.freeze_year(plan, actor)
        self.stdout.write(f"已冻结：{made}\n公开文件的哈希 {made.sha256}\n完整文件的哈希 {made.inner_sha256}")
        self.stdout.write(f"工作日志第 {made.journal_position} 号 {made.journal_hash}")
        if options["folder"]:
            folder = Path(options["folder"])
            folder.mkdir(parents=True, exist_ok=True)
            for inner, text in ((False, made.public_text), (True, made.inner_text)):
                target = folder / queries.file_name(made, inner=inner)
                target.write_bytes(text.encode())
                self.stdout.write(str(target))

    def _list(self, options: dict[str, Any]) -> None:
        rows = [
            {
                "year": one.plan.year,
                "kind": one.kind,
                "day": one.day.isoformat(),
                "sha256": one.sha256,
                "inner_sha256": one.inner_sha256,
                "position": one.journal_position,
                "hash": one.journal_hash,
            }
            for one in queries.freezes()
        ]
        if options["json"]:
            self.stdout.write(json.dumps(rows, ensure_ascii=False))
            return
        for row in rows:
            word = {"yearly": "年度", "asked": "临时"}[str(row["kind"])]
            self.stdout.write(f"{row['year']} {word} 截至 {row['day']} 日志第 {row['position']} 号 {row['sha256']}")
        if not rows:
            self.stdout.write("还没有冻结过。")

    def _verify(self, options: dict[str, Any]) -> None:
        try:
            data = Path(options["file"]).read_bytes()
        except OSError as error:
            raise CommandError(f"读不到文件「{options['file']}」。请核对文件名和读取权限。") from error
        verdict = verify(data)
        if options["json"]:
            self.stdout.write(json.dumps(facts(verdict), ensure_ascii=False))
        else:
            self._say(verdict)
        if not verdict.sound:
            raise CommandError("核对不相符。" if options["json"] else _faults(verdict), returncode=code_of(verdict))

    def _say(self, verdict: Verdict) -> None:
        says = verdict.says
        self.stdout.write(f"{verdict.kind}：{says['plan']['title']}，数字截至 {says['day']}")
        self.stdout.write(
            f"文件的哈希 {verdict.sha256}" + ("：是冻结的原文。" if verdict.entry else "：不是冻结的原文。")
        )
        position = verdict.head[0]
        self.stdout.write(
            f"工作日志到第 {position} 号" + ("有改动。" if verdict.journal_faults else "没有改动，链头与冻结时一致。")
        )
        self.stdout.write(
            f"数据库里的读数核对了 {verdict.proof.readings} 个，不同的 {len(verdict.proof.differences)} 个。"
        )
        for note in verdict.proof.notes:
            self.stdout.write(f"  注意：{note}")
        if verdict.proof.unrecorded:
            self.stdout.write(f"  {len(verdict.proof.unrecorded)} 天的读数早于日志登记，各单位的只能与冻结的文件核对。")
        if verdict.sound:
            self.stdout.write("核对相符。")


def code_of(verdict: Verdict) -> int:
    if verdict.file_faults or verdict.freeze_faults:
        return NOT_FROZEN
    return BROKEN if verdict.journal_faults else DIFFERS


def _faults(verdict: Verdict) -> str:
    parts = [*verdict.file_faults, *verdict.freeze_faults, *verdict.journal_faults]
    parts += [f"读数与冻结时不同：{one}" for one in verdict.proof.differences]
    return "核对不相符：\n" + "\n".join(f"  · {one}" for one in parts)


def facts(verdict: Verdict) -> dict[str, Any]:
    """For machines."""
    return {
        "sound": verdict.sound,
        "sha256": verdict.sha256,
        "frozen": verdict.entry is not None,
        "file": verdict.file_faults,
        "freeze": verdict.freeze_faults,
        "journal": verdict.journal_faults,
        "readings": verdict.proof.readings,
        "differences": [vars(one) for one in verdict.proof.differences],
    }
