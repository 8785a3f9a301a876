"""``./run letters measure [FILE]``: how often the proposed kind, matter and unit are those that a person decided."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from mingzheng.core.errors import Refused
from mingzheng.participation.letters import measuring

HELP = "归类的准确率：机器推荐的性质、事项、单位与人定的相比"


def arguments(parser: CommandParser) -> None:
    parser.add_argument(
        "file",
        nargs="?",
        metavar="文件",
        help="每行一件 {title, text, channel, kind, matter, unit}；不写的，用演示来信",
    )
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(options: dict[str, Any], out: Any) -> None:
    rows = _read(Path(options["file"])) if options["file"] else measuring.shipped()
    found = measuring.measure(rows)
    if options["json"]:
        out.write(json.dumps(found.as_dict(), ensure_ascii=False))
        return
    out.write(f"来信 {found.total} 件")
    for name, label in measuring.LABELS.items():
        right = found.right[name]
        out.write(f"{label}：{right} 件相同，{100 * right / found.total:.0f}%" if found.total else f"{label}：没有来信")
    for miss in found.misses:
        out.write(f"  {miss}")


def _read(path: Path) -> list[dict[str, str]]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
        return [json.loads(line) for line in lines if line.strip()]
    except (OSError, ValueError) as error:
        raise Refused(f"读不了「{path}」。", remedy="应是每行一件的 JSON，UTF-8 编码。", code="file") from error
