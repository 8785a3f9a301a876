"""``figures verify``: readings, bindings, bulletins, annual reports, assessment results and freezes as they stand in the tables,
against what the journal wrote down. Exit codes: 0 everything agrees, 4 the journal breaks, 5 rows were changed.
"""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from mingzheng.core.journal import queries as journal
from mingzheng.supervision.open_data.management.commands.freeze import BROKEN, DIFFERS
from mingzheng.supervision.open_data.proving import Proof, prove


class Command(BaseCommand):
    help = "核对各项数字、通报、年报和考核结果有没有在数据库里被改过。"

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_subparsers(dest="what", required=True, metavar="verify")
        check = what.add_parser("verify", help="与工作日志逐行核对，指名说出哪一行被改过；退出码 0、4、5")
        check.add_argument("--json", action="store_true", help="输出 JSON")

    def handle(self, *args: Any, what: str, **options: Any) -> None:
        chain, proof = journal.verify(), prove()
        if options["json"]:
            self.stdout.write(json.dumps(_facts(chain, proof), ensure_ascii=False))
        else:
            self._say(proof)
        faults = [*chain.faults, *map(str, proof.differences), *proof.faults]
        if faults:
            said = "核对不相符。" if options["json"] else "核对不相符：\n" + "\n".join(f"  · {one}" for one in faults)
            raise CommandError(said, returncode=DIFFERS if chain.sound else BROKEN)
        if not options["json"]:
            self.stdout.write("核对相符：与工作日志一致，工作日志完整。")

    def _say(self, proof: Proof) -> None:
        self.stdout.write(
            f"核对了读数 {proof.readings} 个、任务和指标的对应 {proof.bindings} 个、已公布的通报、年报、考核结果和冻结 {proof.published} 份。"
        )
        for note in proof.notes:
            self.stdout.write(f"  注意：{note}")
        if proof.unrecorded:
            self.stdout.write(
                f"  早于日志登记、无从核对的：{'、'.join(proof.unrecorded[:10])}，共 {len(proof.unrecorded)} 项。"
            )


def _facts(chain: journal.Report, proof: Proof) -> dict[str, Any]:
    return {
        "sound": chain.sound and proof.sound,
        "journal": chain.faults,
        "readings": proof.readings,
        "bindings": proof.bindings,
        "published": proof.published,
        "differences": [vars(one) for one in proof.differences],
        "faults": proof.faults,
        "unrecorded": proof.unrecorded,
        "notes": proof.notes,
    }
