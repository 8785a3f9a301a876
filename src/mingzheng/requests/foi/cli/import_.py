"""``./run foi import CASES.jsonl --unit CODE``: past cases of an office."""

from __future__ import annotations

import json
import sys
from typing import Any

from django.core.management.base import CommandParser

from mingzheng.core.actors import Actor
from mingzheng.core.progress import Progress
from mingzheng.requests.foi.cli._values import Out, lines, listed, unit
from mingzheng.requests.foi.importing import Report, import_cases

HELP = "导入一个单位的往年申请（只有统计事实，没有个人信息）；可以中断后重来"


def arguments(parser: CommandParser) -> None:
    parser.add_argument("cases", metavar="文件", help="每行一件申请（JSON），- 为标准输入；见 docs/requests-figures.md")
    parser.add_argument("--unit", required=True, metavar="单位", help="办理单位（代码或名称）")
    parser.add_argument("--json", action="store_true", help="结果输出 JSON")


def run(options: dict[str, Any], out: Out) -> None:
    of = unit(options["unit"])
    with lines(options["cases"]) as given:
        report = import_cases(given, of, Actor.system("往年申请导入"), Progress())
    if options["json"]:
        out.write(json.dumps(report.as_dict(), ensure_ascii=False))
    else:
        _show(report, out)
    if report.refused:
        sys.exit(1)


def _show(report: Report, out: Out) -> None:
    said = f"导入 {report.added} 件，补记办结 {report.closed} 件，以前已导入 {report.already} 件"
    out.write(f"{said}，复议诉讼 {report.remedies} 件，未导入 {len(report.refused)} 行。")
    if report.remedies_left:
        out.write(
            f"文件里有 {report.remedies_left} 件复议诉讼没有存入：平台上还没有登记复议诉讼的部分，有了以后请再导入一次。"
        )
    if report.refused:
        out.write(listed(report.refused))
