"""``./run foi fee --tariff count|pages --n N``."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import CommandParser

from mingzheng.requests.foi.cli._values import Out
from mingzheng.requests.foi.law.fees import TARIFFS, fee

HELP = "按件或按量计算信息处理费"


def arguments(parser: CommandParser) -> None:
    parser.add_argument("--tariff", required=True, choices=TARIFFS, help="count 按件计收，pages 按量计收")
    parser.add_argument("--n", required=True, type=int, metavar="N", help="件数（同一申请人一个自然月内）或页数")
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(options: dict[str, Any], out: Out) -> None:
    found = fee(options["tariff"], options["n"])
    if options["json"]:
        out.write(json.dumps({"fee": found.amount, "reasons": list(found.reasons)}, ensure_ascii=False))
        return
    for line in found.reasons:
        out.write(line)
    out.write(f"应收 {found.amount} 元")
