"""``./run foi remedy --date D --leaf C5 --agency-kind KIND``."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import CommandParser

from mingzheng.requests.foi.cli._values import Out, day
from mingzheng.requests.foi.law.remedy import AGENCY_KINDS, remedy

HELP = "答复的救济途径：复议机关，是否须先申请复议，答复书上的那一句"


def arguments(parser: CommandParser) -> None:
    kinds = "，".join(f"{kind} {label}" for kind, label in AGENCY_KINDS.items())
    parser.add_argument("--date", required=True, metavar="日期", help="作出答复的日期，如 2025-03-14")
    parser.add_argument("--leaf", required=True, metavar="代码", help="办理结果，如 C5（docs/requests-figures.md）")
    parser.add_argument("--agency-kind", required=True, metavar="类别", help=f"答复机关的类别：{kinds}")
    parser.add_argument("--online", action="store_true", help="答复通过互联网渠道送达")
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(options: dict[str, Any], out: Out) -> None:
    found = remedy(day(options["date"]), options["leaf"], options["agency_kind"], online=options["online"])
    if options["json"]:
        facts = {"reconsideration_first": found.reconsideration_first, "organs": list(found.organs), "text": found.text}
        out.write(json.dumps(facts, ensure_ascii=False))
        return
    if not found.text:
        out.write("不作答复，没有救济途径要告知。")
        return
    out.write("须先申请行政复议" if found.reconsideration_first else "可以申请行政复议，也可以直接起诉")
    out.write(f"复议机关：{'或者'.join(found.organs)}")
    out.write(found.text)
    out.write(f"依据：{found.article}")
