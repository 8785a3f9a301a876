"""``./run foi check TABLES.json``: the relations that an annual report's tables must keep."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

from django.core.management.base import CommandParser

from mingzheng.core.errors import Refused
from mingzheng.requests.foi.cli._values import Out, file
from mingzheng.requests.foi.law.checks import PARTS, check

HELP = "年度报告表格的勾稽检查"


def arguments(parser: CommandParser) -> None:
    parser.add_argument("tables", metavar="文件", help="表格（JSON），写法见 docs/requests-figures.md")
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(options: dict[str, Any], out: Out) -> None:
    given = _read(options["tables"])
    findings = check(given)
    if options["json"]:
        out.write(json.dumps({"findings": [dataclasses.asdict(one) for one in findings]}, ensure_ascii=False))
        return
    out.write(f"已检查：{'、'.join(label for part, label in PARTS.items() if given.get(part) is not None)}")
    for one in findings:
        out.write(f"{one.where}：{one.text}")
    out.write(f"发现 {len(findings)} 处不符" if findings else "没有发现不符")


def _read(name: str) -> dict[str, Any]:
    try:
        given = json.loads(file(name).read_text(encoding="utf-8-sig"))
    except json.JSONDecodeError as error:
        place = f"第 {error.lineno} 行第 {error.colno} 个字符处"
        raise Refused(f"文件「{name}」不是 JSON：{place}读不下去。", remedy="请改正后再查。", code="json") from error
    except (ValueError, RecursionError) as error:
        raise Refused(f"文件「{name}」不是 JSON。", remedy="请核对文件。", code="json") from error
    if not isinstance(given, dict):
        raise Refused(
            f"文件「{name}」的写法不对：应是 {{…}}。", remedy="写法见 docs/requests-figures.md。", code="shape"
        )
    return given
