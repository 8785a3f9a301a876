"""``./run letters check FILE.jsonl [--json]``: what stands against replies, one letter a line."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from mingzheng.core.errors import Refused
from mingzheng.participation.letters import replies

HELP = "检查答复：每行一件 {id, department, letter, reply}"
FIELDS = ("department", "letter", "reply")


def arguments(parser: CommandParser) -> None:
    parser.add_argument("file", metavar="文件", help="每行一件（JSON），- 为标准输入")
    parser.add_argument("--json", action="store_true", help="每行输出一件 {id, findings: [{kind, text}]}")


def run(options: dict[str, Any], out: Any) -> None:
    bad: list[str] = []
    for line, typed in enumerate(_lines(options["file"]), 1):
        if not typed.strip():
            continue
        row = _row(typed)
        if isinstance(row, str):
            bad.append(f"第 {line} 行：{row}")
            continue
        found = replies.check(row["letter"], row["reply"], row["department"])
        if options["json"]:
            said = {"id": row["id"], "findings": [{"kind": one.kind, "text": one.text} for one in found]}
            out.write(json.dumps(said, ensure_ascii=False))
        else:
            out.write(f"{row['id']}：{'没有提示' if not found else ''}")
            for one in found:
                out.write(f"  {replies.rules().label(one.kind)}（{one.kind}）：{one.text}")
    for why in bad:
        print(why, file=sys.stderr)
    if bad:
        raise Refused(f"有 {len(bad)} 行没有检查。", remedy="请照上面所说改正后再查。", code="lines")


def _lines(name: str) -> list[str]:
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return data.decode("utf-8-sig").split("\n")
    except (OSError, ValueError) as error:
        raise Refused(f"读不了文件「{name}」。", remedy="请核对文件名；文件应是 UTF-8 编码。", code="file") from error


def _row(typed: str) -> dict[str, Any] | str:
    try:
        row = json.loads(typed)
    except (ValueError, RecursionError):
        return "不是 JSON"
    if not isinstance(row, dict) or "id" not in row:
        return "应是有 id 的 JSON 对象"
    for name in FIELDS:
        value = row.get(name)
        if value is not None and not isinstance(value, str):
            return f"{name} 应是文字"
        row[name] = value or ""
    return row
