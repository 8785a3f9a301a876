"""``./run letters import SHEET [--channel hotline|national]``: work orders taken over from a sheet."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from mingzheng.core.actors import Actor
from mingzheng.core.progress import Progress
from mingzheng.participation.letters import sheets
from mingzheng.participation.letters.importing import Report, import_rows
from mingzheng.participation.letters.models.letter import Channel

HELP = "导入工单表（.csv、.xlsx、.jsonl）；可以中断后重来，同一工单不会导入两次"
SHOWN = 20


def arguments(parser: CommandParser) -> None:
    parser.add_argument("sheet", metavar="文件", help="工单表；表头的写法见 docs/letters.md")
    parser.add_argument(
        "--channel",
        choices=[Channel.HOTLINE.value, Channel.NATIONAL.value],
        default=Channel.HOTLINE.value,
        help="hotline 12345 热线（默认），national 国家平台转办",
    )
    parser.add_argument("--json", action="store_true", help="结果输出 JSON")


def run(options: dict[str, Any], out: Any) -> None:
    rows = sheets.rows(Path(options["sheet"]))
    report = import_rows(rows, options["channel"], Actor.system("工单导入"), Progress())
    if options["json"]:
        out.write(json.dumps(report.as_dict(), ensure_ascii=False))
    else:
        _show(report, out)
    if report.refused:
        sys.exit(1)


def _show(report: Report, out: Any) -> None:
    out.write(
        f"已办结的导入 {report.added} 件，在办的立案 {report.opened} 件，以前已导入 {report.already} 件，"
        f"没有导入 {len(report.refused)} 行。"
    )
    for bad in report.refused[:SHOWN]:
        out.write(str(bad))
    if len(report.refused) > SHOWN:
        out.write(f"……另有 {len(report.refused) - SHOWN} 行，加 --json 看全部")
